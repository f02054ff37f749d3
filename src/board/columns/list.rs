//! The list of columns.

use super::{Align, Column, Figure, Order, Scope, TASKS, Value, mean};
use crate::board::caption::EFFICIENCY;
use crate::board::{Mark, Usage};
use crate::stats::Band;

/// All columns, from left to right.
pub static ALL: &[Column] = &[
    Column {
        id: "rank",
        about: "rank with its interval",
        title: |_, _| "#",
        full_title: Some("Rank"),
        scope: Scope::Model,
        by_default: true,
        value: |at| Value::Rank(at),
        order: Some(Order::Fair),
        ..Column::NUMBER
    },
    Column {
        id: "model",
        about: "name, overall score and rank interval",
        title: |_, _| "Model",
        align: Align::Left,
        scope: Scope::Model,
        by_default: true,
        value: |at| Value::Model(at),
        order: Some(Order::Name),
        ..Column::NUMBER
    },
    Column {
        id: "attributes",
        about: "what is said of models, a column each",
        title: |board, ix| &board.attributes[ix],
        align: Align::Left,
        scope: Scope::Model,
        parts: Some(|board| board.attributes.len()),
        value: |at| {
            let value = at.entry.attributes.get(&at.board.attributes[at.part]);
            value.map_or(Value::Absent, |text| Value::Text(text))
        },
        ..Column::NUMBER
    },
    Column {
        id: "url",
        about: "link of the model",
        title: |_, _| "Link",
        align: Align::Left,
        scope: Scope::Model,
        value: |at| match at.entry.url.as_deref() {
            Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
                Value::Link(url)
            }
            _ => Value::Absent,
        },
        ..Column::NUMBER
    },
    Column {
        id: "level",
        about: "level",
        title: |_, _| "Level",
        align: Align::Left,
        by_default: true,
        value: |at| match at.board.has_levels() {
            true => Value::Text(&at.board.levels[at.row.level].label),
            false => Value::Absent,
        },
        order: Some(Order::Level),
        ..Column::NUMBER
    },
    Column {
        id: "overall",
        about: "overall score with its 95 % interval",
        title: |_, _| "Overall",
        scope: Scope::Model,
        value: |at| match at.board.has_levels() {
            true => Value::Score(&at.entry.overall),
            false => Value::Absent,
        },
        ..Column::NUMBER
    },
    Column {
        id: "band",
        about: "band of the overall score",
        title: |_, _| "Band",
        align: Align::Left,
        scope: Scope::Model,
        value: |at| {
            let band = at.entry.overall.band.map(Band::name);
            band.map_or(Value::Absent, Value::Text)
        },
        ..Column::NUMBER
    },
    Column {
        id: "score",
        about: "score with its 95 % interval",
        title: |board, _| board.score.title(),
        by_default: true,
        value: |at| Value::Score(&at.row.score),
        mark: |row| row.best_score.then_some(Mark::Best),
        order: Some(Order::Highest(|entry| Some(entry.overall.value))),
        ..Column::NUMBER
    },
    Column {
        id: "tokens",
        about: "mean tokens a response",
        title: |_, _| "Tokens",
        by_default: true,
        value: |at| Value::number(at.row.usage.tokens_per_completion, Figure::Count),
        recorded: |usage| usage.cells_with_tokens,
        order: Some(Order::Lowest(|entry| {
            // A mean over some of the cells is not comparable with those over all.
            let usage = &entry.usage;
            usage
                .tokens_per_completion
                .filter(|_| usage.cells_with_tokens == usage.cells)
        })),
        ..Column::NUMBER
    },
    Column {
        id: "efficiency",
        about: EFFICIENCY,
        title: |_, _| "/token",
        full_title: Some("Score per token"),
        unit: "/tok",
        by_default: true,
        beneath: Some("tokens"),
        value: |at| Value::number(at.row.efficiency, Figure::Ratio),
        mark: |row| row.efficiency_mark,
        order: Some(Order::Highest(|entry| {
            mean(entry.rows.iter().filter_map(|row| row.efficiency))
        })),
        ..Column::NUMBER
    },
    Column {
        id: "total_tokens",
        about: "tokens of all responses",
        title: |_, _| "Total tokens",
        value: |at| Value::number(at.row.usage.total_tokens, Figure::Count),
        recorded: |usage| usage.cells_with_tokens,
        order: Some(Order::Lowest(|entry| entry.usage.total_tokens)),
        ..Column::NUMBER
    },
    Column {
        id: "tests",
        about: "responses, truncated ones included",
        title: |_, _| "Tests",
        value: |at| Value::number(tests(&at.row.usage), Figure::Count),
        recorded: |usage| usage.cells_with_tests,
        order: Some(Order::Highest(|entry| tests(&entry.usage))),
        ..Column::NUMBER
    },
    Column {
        id: "tests_per_task",
        about: "responses a task",
        title: |_, _| "Tests per task",
        value: |at| Value::number(at.row.usage.tests_per_task, Figure::Count),
        recorded: |usage| usage.cells_with_tests,
        order: Some(Order::Highest(|entry| entry.usage.tests_per_task)),
        ..Column::NUMBER
    },
    Column {
        id: "truncation",
        about: "truncated share of the responses",
        title: |_, _| "Truncated",
        value: |at| Value::number(at.row.usage.truncation, Figure::Percent),
        recorded: |usage| usage.cells_with_truncation,
        order: Some(Order::Lowest(|entry| entry.usage.truncation)),
        ..Column::NUMBER
    },
    Column {
        id: TASKS,
        about: "a cell for each task",
        title: |board, task| &board.tasks[task].label,
        align: Align::Middle,
        by_default: true,
        parts: Some(|board| board.tasks.len()),
        // What was not evaluated is a value: it says why a score is incomplete.
        value: |at| match at.cell().is_blank() {
            true => Value::Absent,
            false => Value::Cell(at),
        },
        ..Column::NUMBER
    },
];

fn tests(usage: &Usage) -> Option<f64> {
    usage.tests.map(|tests| tests as f64)
}
