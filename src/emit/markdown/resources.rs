//! What the evaluation took.

use crate::board::Board;
use crate::board::caption::{NOT_RECORDED, NOT_RECORDED_MARK};
use crate::board::columns::Columns;
use crate::table::Table;

use super::table::Part;
use super::values::Values;

/// Columns of the table.
const COLUMNS: [&str; 7] = [
    "model",
    "total_tokens",
    "tokens",
    "tests",
    "tests_per_task",
    "truncation",
    "efficiency",
];

/// The section; empty where the board records nothing of it.
pub(super) fn parts(board: &Board) -> Vec<Part> {
    let columns = Columns::of_ids(board, &COLUMNS);
    if columns.len() <= 1 {
        return Vec::new();
    }
    let table = Table::with(board, columns);
    let values = Values {
        recorded: true,
        levels: true,
        ..Values::default()
    };
    vec![
        Part::line("## Resource usage"),
        Part::line(about(board, &table)),
        values.pipes(&table),
    ]
}

/// How the table is to be read.
fn about(board: &Board, table: &Table<'_>) -> String {
    let mut text =
        "Tokens are those of completions, a response on average and in total; truncated \
                    responses count"
            .to_owned();
    let mut cells = table.rows().flatten();
    if cells.any(|cell| cell.value.is_absent()) {
        text += &format!("; `{NOT_RECORDED_MARK}` {NOT_RECORDED}");
    }
    if let Some(partly) = board.partly_caption() {
        text += &format!("; {partly}");
    }
    text + "."
}
