//! One cell of the table, drawn by classes, and what it tells about itself.

use maud::{Markup, html};

use super::shown;
use super::style::{fill_class, hatch_class, whisker_classes};
use crate::board::{Absence, Board, Entry, Measured, Row, Score, TaskCell};
use crate::dataset::MarginSource;
use crate::format;

/// The cell of a task; `id` is that of its tooltip.
pub(super) fn task_cell(board: &Board, entry: &Entry, row: &Row, task: usize, id: &str) -> Markup {
    let about = about_cell(board, row, task);
    let heading = heading(board, entry, row, &board.tasks[task].label);
    match &row.cells[task] {
        TaskCell::Measured(cell) => html! {
            td class=(classes(cell)) tabindex="0" aria-describedby=(id) {
                b { (format::share(cell.accuracy)) }
                @if cell.has_interval() { i class=(whisker_classes(cell.low, cell.high)) {} }
                (tooltip(id, &heading, &about))
            }
        },
        TaskCell::Absent(_) => html! {
            td.m.none tabindex="0" aria-describedby=(id) {
                b { "N/A" }
                (tooltip(id, &heading, &about))
            }
        },
    }
}

/// A tooltip: hidden until its cell is hovered or focused; lines are kept as lines by the style.
pub(super) fn tooltip(id: &str, heading: &str, lines: &[String]) -> Markup {
    html! {
        span.tip role="tooltip" id=(id) {
            strong { (heading) }
            @for line in lines { "\n" (line) }
        }
    }
}

fn heading(board: &Board, entry: &Entry, row: &Row, what: &str) -> String {
    let level = board.levels[row.level].label.as_str();
    let parts = [entry.label.as_str(), level, what];
    let named: Vec<_> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(shown)
        .collect();
    named.join(" · ")
}

fn classes(cell: &Measured) -> String {
    let mut classes = format!("m {}", fill_class(cell.accuracy));
    if let Some(hatch) = cell.truncation.and_then(hatch_class) {
        classes.push(' ');
        classes.push_str(&hatch);
    }
    classes
}

/// What is known of a cell, a line each.
pub(super) fn about_cell(board: &Board, row: &Row, task: usize) -> Vec<String> {
    match &row.cells[task] {
        TaskCell::Measured(cell) => about_measured(board, cell),
        TaskCell::Absent(absence @ Absence::NoResult) => {
            vec![format!("{absence}: the data have no result here")]
        }
        TaskCell::Absent(absence) => vec![absence.to_string()],
    }
}

fn about_measured(board: &Board, cell: &Measured) -> Vec<String> {
    let share = |value| format::share_digits(value, 3);
    let interval = match cell.margin_source {
        MarginSource::Unknown => "interval unknown".to_owned(),
        MarginSource::Wilson => format!("95 % interval {}–{}", share(cell.low), share(cell.high)),
        MarginSource::StandardError => format!(
            "95 % interval {}–{} (reported standard error)",
            share(cell.low),
            share(cell.high)
        ),
    };
    let mut lines = vec![format!(
        "accuracy {}, {interval}",
        share(cell.adjusted_accuracy)
    )];
    if let Some(counts) = cell.counts {
        let raw = cell
            .raw_accuracy
            .map_or(String::new(), |raw| format!("raw {}: ", share(raw)));
        lines.push(format!(
            "{raw}{} of {} correct",
            format::grouped(counts.correct() as f64),
            format::grouped(counts.trials() as f64)
        ));
        lines.push(match counts.lucky() {
            Some(0.0) => "no lucky guesses expected".to_owned(),
            Some(lucky) => format!("{} lucky guesses expected", format::grouped(lucky)),
            None => "chance of guessing not recorded".to_owned(),
        });
    }
    lines.push(
        match (
            cell.truncation,
            cell.counts.and_then(|counts| counts.truncated()),
        ) {
            (Some(truncation), Some(count)) => format!(
                "truncated {} ({} of {})",
                format::percent(truncation),
                format::grouped(count as f64),
                format::grouped(cell.responses.unwrap_or_default() as f64)
            ),
            (Some(truncation), None) => format!("truncated {}", format::percent(truncation)),
            (None, _) => "truncation not recorded".to_owned(),
        },
    );
    if let Some(tokens) = cell.tokens {
        lines.push(format!("{} tokens a response", format::grouped(tokens)));
    } else if board.recorded.tokens {
        lines.push("tokens not recorded".to_owned());
    }
    if cell.counts.is_none()
        && let Some(responses) = cell.responses
    {
        lines.push(format!("{} responses", format::grouped(responses as f64)));
    }
    lines
}

/// A row's score with its interval, and what it means.
pub(super) fn score_cell(board: &Board, entry: &Entry, row: &Row, id: &str) -> Markup {
    let heading = heading(board, entry, row, board.score.title());
    let mut about = about_score(&row.score);
    about.extend(
        row.shortfalls
            .iter()
            .map(|shortfall| format!("incomplete: {shortfall}")),
    );
    html! {
        td.score tabindex="0" aria-describedby=(id) {
            b class=[row.best_score.then_some("best")] { (score(&row.score)) }
            @if row.best_score { span.unseen { " best of its level" } }
            @if let Some((low, high)) = row.score.interval {
                small { (format::score_interval(low, high)) }
            }
            (tooltip(id, &heading, &about))
        }
    }
}

/// A score as shown, with `*` where it is incomplete.
pub(super) fn score(score: &Score) -> String {
    let star = if score.incomplete { "*" } else { "" };
    format!("{}{star}", format::score(score.value))
}

pub(super) fn about_score(score: &Score) -> Vec<String> {
    let band = format!("{} ({})", score.band.name(), score.band.range());
    let interval = match score.interval {
        Some((low, high)) => format!("95 % interval {}", format::score_interval(low, high)),
        None => "interval unknown".to_owned(),
    };
    vec![band, interval]
}
