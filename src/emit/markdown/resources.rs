//! What the evaluation took.

use crate::board::caption::{EFFICIENCY, NOT_RECORDED, NOT_RECORDED_MARK, capitalised};
use crate::board::{Board, Mark, Row};
use crate::format::efficiency;

use super::table::{Part, PipeTable};
use super::{marked, model_at_level};

pub(super) fn parts(board: &Board) -> Vec<Part> {
    let mut table = PipeTable::new()
        .text("Model")
        .number("Total tokens")
        .number("Tokens per completion")
        .number("Total tests")
        .number("Tests per task")
        .number("Truncated")
        .number(capitalised(EFFICIENCY));
    for (entry, row) in board.rows() {
        let usage = &row.usage;
        let dash = || NOT_RECORDED_MARK.to_owned();
        table.row([
            model_at_level(board, entry, row),
            usage.total_tokens_caption().unwrap_or_else(dash),
            usage.tokens_caption().unwrap_or_else(dash),
            usage.tests_caption().unwrap_or_else(dash),
            usage.tests_per_task_caption().unwrap_or_else(dash),
            usage.truncation_caption().unwrap_or_else(dash),
            row.efficiency.map_or_else(dash, |value| {
                marked(efficiency(value), row.efficiency_mark == Some(Mark::Best))
            }),
        ]);
    }
    vec![
        Part::line("## Resource usage"),
        Part::line(about(board)),
        table.finish(),
    ]
}

/// How the table is to be read.
fn about(board: &Board) -> String {
    let mut text = "Tokens are those of completions, truncated responses included".to_owned();
    let lacks = |row: &Row| {
        let usage = &row.usage;
        let figures = [
            usage.total_tokens.is_some(),
            usage.tests.is_some(),
            usage.truncation.is_some(),
            row.efficiency.is_some(),
        ];
        figures.contains(&false)
    };
    if board.rows().any(|(_, row)| lacks(row)) {
        text += &format!("; `{NOT_RECORDED_MARK}` {NOT_RECORDED}");
    }
    if let Some(partly) = board.partly_caption() {
        text += &format!("; {partly}");
    }
    text + "."
}
