//! A board as a cell table: one record for each model, level and task, the same for CSV and JSONL.
//!
//! Reading the records back gives the same board: the first columns are those of a cell table
//! ([`CELL_COLUMNS`]); the rest are results for the eye and for other programs, and are not read.
//! The columns of repeated items stand only where some cell knows them.

use std::ops::Range;

use crate::board::{Absence, Board, Entry, Measured, Row, TaskCell};
use crate::dataset::Counts;
use crate::format::exported;
use crate::input::CELL_COLUMNS;
use crate::stats::Z;

/// A value of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// Not recorded, or not applicable.
    Empty,
    /// A name.
    Text(&'a str),
    /// Names.
    List(&'a [String]),
    /// A count.
    Count(u64),
    /// Any other number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// The columns that are not read back: results.
const RESULTS: [&str; 18] = [
    "raw_accuracy",
    "low",
    "high",
    "cell_score",
    "score",
    "score_low",
    "score_high",
    "incomplete",
    "efficiency",
    "overall",
    "overall_low",
    "overall_high",
    "overall_incomplete",
    "rank",
    "rank_low",
    "rank_high",
    "rank_provisional",
    "rank_outside",
];

/// Number of columns.
const COLUMNS: usize = CELL_COLUMNS.len() + RESULTS.len();

/// Where the columns of repeated items stand.
const CLUSTERS: Range<usize> = CELL_COLUMNS.len() - 4..CELL_COLUMNS.len();

/// Whether some cell of `board` knows repeated items: their columns are written.
fn has_clusters(board: &Board) -> bool {
    let mut cells = board.rows().flat_map(|(_, row)| &row.cells);
    cells.any(|cell| counts(cell).is_some_and(|counts| counts.clusters().is_some()))
}

/// What of `all` columns is written.
fn written<T>(all: impl IntoIterator<Item = T>, clusters: bool) -> Vec<T> {
    let all = all.into_iter().enumerate();
    let written = all.filter(|(ix, _)| clusters || !CLUSTERS.contains(ix));
    written.map(|(_, one)| one).collect()
}

/// Names of the columns, in order: those of a cell table, then results.
pub(super) fn columns(board: &Board) -> Vec<&'static str> {
    written(CELL_COLUMNS.into_iter().chain(RESULTS), has_clusters(board))
}

/// Calls `write` with every record of `board`, from top to bottom: models by rank, then levels,
/// then tasks. A place without a result has a record too, with nothing in the columns of counts and
/// estimates.
pub(super) fn each_record<E>(
    board: &Board,
    mut write: impl FnMut(&[Value<'_>]) -> Result<(), E>,
) -> Result<(), E> {
    let clusters = has_clusters(board);
    for entry in &board.entries {
        for level in 0..board.levels.len() {
            let row = entry.row_at(level);
            for task in 0..board.tasks.len() {
                let record = record(board, entry, row, [level, task]);
                write(&written(record, clusters))?;
            }
        }
    }
    Ok(())
}

/// The counts of a cell; what was found to tell nothing is written as it was found.
fn counts(cell: &TaskCell) -> Option<Counts> {
    match cell {
        TaskCell::Measured(cell) => cell.counts,
        TaskCell::Absent(Absence::NotEvaluated { counts, .. }) => *counts,
        TaskCell::Absent(Absence::NoResult | Absence::OtherLevel) => None,
    }
}

fn record<'a>(
    board: &'a Board,
    entry: &'a Entry,
    row: Option<&'a Row>,
    [level, task]: [usize; 2],
) -> [Value<'a>; COLUMNS] {
    let cell = row.map(|row| &row.cells[task]);
    let measured = cell.and_then(TaskCell::measured);
    let counts = cell.and_then(counts);
    let clusters = counts.and_then(|counts| counts.clusters());
    let guess_chance = counts.and_then(guess_chance);
    let estimate = measured.filter(|cell| cell.counts.is_none());
    let of = |figure: fn(&Measured) -> Option<f64>| real(measured.and_then(figure));
    let interval = |figure: fn(&Measured) -> f64| {
        let known = measured.filter(|cell| cell.adjusted.interval.is_some());
        match (estimate, known) {
            (Some(cell), Some(_)) => Value::Number(figure(cell)),
            (None, Some(cell)) => Value::Number(exported(figure(cell))),
            _ => Value::Empty,
        }
    };
    let score = row.map(|row| row.score);
    let score_end = |end: fn((f64, f64)) -> f64| real(score.and_then(|s| s.interval).map(end));
    let overall_end = |end: fn((f64, f64)) -> f64| real(entry.overall.interval.map(end));
    [
        Value::Text(&entry.key),
        name(board.levels[level].key()),
        Value::Text(&board.tasks[task].key),
        count(counts.map(|counts| counts.trials())),
        count(counts.map(|counts| counts.correct())),
        count(counts.and_then(|counts| counts.truncated())),
        exact(measured.and_then(|cell| cell.tokens)),
        real(guess_chance),
        Value::List(&entry.groups),
        Value::Text(&entry.label),
        name(&board.levels[level].label),
        Value::Text(&board.tasks[task].label),
        exact(counts.and_then(|counts| counts.lucky())),
        count(measured.and_then(|cell| cell.points)),
        count(board.tasks[task].points),
        match (estimate, measured) {
            (Some(cell), _) => Value::Number(cell.adjusted.value),
            (None, Some(cell)) => Value::Number(exported(cell.adjusted.value)),
            (None, None) => Value::Empty,
        },
        interval(|cell| cell.centre),
        interval(|cell| cell.margin),
        exact(
            measured
                .filter(|cell| cell.adjusted.is_from_standard_error())
                .map(|cell| standard_error(cell.margin)),
        ),
        match estimate {
            Some(cell) => exact(cell.truncation),
            None => of(|cell| cell.truncation),
        },
        count(measured.and_then(|cell| cell.responses)),
        count(clusters.map(|clusters| clusters.items)),
        count(clusters.map(|clusters| clusters.sum_k2)),
        count(clusters.map(|clusters| clusters.sum_kn)),
        count(clusters.map(|clusters| clusters.sum_n2)),
        of(|cell| Some(cell.raw()?.value)),
        of(|cell| Some(cell.adjusted.interval?.low)),
        of(|cell| Some(cell.adjusted.interval?.high)),
        of(|cell| Some(cell.score.value)),
        real(score.map(|score| score.value)),
        score_end(|ends| ends.0),
        score_end(|ends| ends.1),
        score.map_or(Value::Empty, |score| Value::Flag(score.incomplete)),
        real(row.and_then(|row| row.efficiency)),
        real(Some(entry.overall.value)),
        overall_end(|ends| ends.0),
        overall_end(|ends| ends.1),
        Value::Flag(entry.overall.incomplete),
        count(entry.rank.map(|rank| rank.place as u64)),
        count(entry.rank.map(|rank| rank.low as u64)),
        count(entry.rank.map(|rank| rank.high as u64)),
        flag(entry.rank.map(|rank| rank.provisional)),
        flag(entry.rank.map(|rank| rank.is_outside())),
    ]
}

/// Mean chance to be right by guessing, where recorded.
fn guess_chance(counts: Counts) -> Option<f64> {
    let lucky = counts.lucky()?;
    match counts.trials() {
        0 => Some(0.0),
        trials => Some(lucky / trials as f64),
    }
}

/// The standard error that gives exactly this margin, or the nearest one.
fn standard_error(margin: f64) -> f64 {
    let near = margin / Z;
    let candidates = [near, near.next_down(), near.next_up()];
    let exact = candidates.into_iter().find(|error| Z * error == margin);
    exact.unwrap_or(near)
}

fn name(text: &str) -> Value<'_> {
    match text {
        "" => Value::Empty,
        text => Value::Text(text),
    }
}

fn flag(value: Option<bool>) -> Value<'static> {
    value.map_or(Value::Empty, Value::Flag)
}

fn count(value: Option<u64>) -> Value<'static> {
    value.map_or(Value::Empty, Value::Count)
}

/// A computed figure, rounded as all exports are.
fn real(value: Option<f64>) -> Value<'static> {
    value.map_or(Value::Empty, |value| Value::Number(exported(value)))
}

/// A figure of the input: every digit, so that what is computed from it comes out the same.
fn exact(value: Option<f64>) -> Value<'static> {
    value.map_or(Value::Empty, Value::Number)
}
