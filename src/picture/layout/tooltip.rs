//! What tooltips say.

use std::fmt::Write;

use crate::board::{Board, Entry, Measured, Row};
use crate::format::{grouped, percent, score, score_interval, share};

/// A name as tooltips and titles hold it: whole, unless it is absurdly long.
pub(super) fn short_name(name: &str) -> String {
    const LONGEST: usize = 400;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Level and task, accuracy with its interval, counts, tokens, truncation.
pub(super) fn cell(board: &Board, row: &Row, task: usize, cell: &Measured) -> String {
    let mut text = String::with_capacity(160);
    text += &place(board, row, task);
    let accuracy = share(cell.accuracy);
    let _ = match cell.has_interval() {
        true => write!(
            text,
            "\n{} accuracy {accuracy} (95 % interval {}–{})",
            board.accuracy,
            share(cell.low),
            share(cell.high)
        ),
        false => write!(text, "\naccuracy {accuracy} (interval unknown)"),
    };
    if let Some(counts) = cell.counts {
        let (correct, trials) = (counts.correct() as f64, counts.trials() as f64);
        let _ = write!(
            text,
            "\n{} of {} correct",
            grouped(correct),
            grouped(trials)
        );
    }
    if let Some(tokens) = cell.tokens {
        let _ = write!(text, "\n{} tokens on average", grouped(tokens));
    }
    match cell.truncation {
        Some(truncation) => {
            let _ = write!(text, "\n{} truncated", percent(truncation));
        }
        None => text.push_str("\ntruncation not recorded"),
    }
    text
}

/// `Easy · arithmetic`.
pub(super) fn place(board: &Board, row: &Row, task: usize) -> String {
    let task = short_name(&board.tasks[task].label);
    match board.levels[row.level].label.as_str() {
        "" => task,
        level => [&short_name(level), " · ", &task].concat(),
    }
}

/// A row's score with its interval and band, and what it lacks.
pub(super) fn row_score(board: &Board, row: &Row) -> String {
    let mut line = format!("{} {}", board.score.title(), score(row.score.value));
    if let Some((low, high)) = row.score.interval {
        line += &format!(" (95 % interval {})", score_interval(low, high));
    }
    line += &format!(": {}", row.score.band.name());
    if !row.shortfalls.is_empty() {
        let lacks: Vec<String> = row.shortfalls.iter().map(ToString::to_string).collect();
        line += &format!("\nincomplete: {}", short_name(&lacks.join(", ")));
    }
    line
}

/// A model's name, overall score, and what it lacks.
pub(super) fn model(board: &Board, entry: &Entry) -> String {
    let mut lines = vec![short_name(&entry.label)];
    let mut overall = format!(
        "overall {} {}",
        board.score.title(),
        score(entry.overall.value)
    );
    if let Some((low, high)) = entry.overall.interval {
        overall += &format!(" (95 % interval {})", score_interval(low, high));
    }
    overall += &format!(": {}", entry.overall.band.name());
    lines.push(overall);
    let lacks = entry.lacks(board);
    if !lacks.is_empty() {
        lines.push(format!("incomplete: {}", short_name(&lacks.join("; "))));
    }
    lines.join("\n")
}
