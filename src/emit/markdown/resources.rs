//! What the evaluation took.

use crate::board::{Board, Mark};
use crate::format::{efficiency, grouped, percent};

use super::table::{Part, Table};
use super::{marked, model_at_level};

pub(super) fn parts(board: &Board) -> Vec<Part> {
    let mut table = Table::new()
        .text("Model")
        .number("Total tokens")
        .number("Tokens per completion")
        .number("Total tests")
        .number("Tests per task")
        .number("Truncated")
        .number("Score per token");
    for (entry, row) in board.rows() {
        let usage = &row.usage;
        let number = |value: Option<f64>| value.map_or("-".to_owned(), grouped);
        table.row([
            model_at_level(board, entry, row),
            number(usage.total_tokens),
            number(usage.tokens_per_completion),
            number(usage.tests.map(|tests| tests as f64)),
            number(usage.tests_per_task),
            usage.truncation().map_or("-".to_owned(), percent),
            row.efficiency.map_or("-".to_owned(), |value| {
                marked(efficiency(value), row.efficiency_mark == Some(Mark::Best))
            }),
        ]);
    }
    vec![
        Part::line("## Resource usage"),
        Part::line(
            "Tokens are those of completions, truncated responses included; `-` not recorded.",
        ),
        table.finish(),
    ]
}
