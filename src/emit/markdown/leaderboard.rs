//! The board as one table, for a README.

use std::io::{self, Write};

use crate::board::caption::NOT_EVALUATED_MARK;
use crate::board::{Board, TaskCell};
use crate::emit::Emit;
use crate::format::share_digits;
use crate::table::Table;

use super::performance::{about_marks, truncation};
use super::table::{Part, document};
use super::values::Values;
use super::{escape, marked, remarks};

/// Writes a table with ranks, scores and accuracies, and two lines that say how to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaderboard {
    /// Digits of an accuracy.
    pub digits: usize,
}

impl Default for Leaderboard {
    fn default() -> Self {
        Leaderboard { digits: 2 }
    }
}

impl Emit for Leaderboard {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let parts = match board.entries.is_empty() {
            true => vec![Part::line(board.why_empty())],
            false => self.parts(board),
        };
        out.write_all(document(&parts).as_bytes())
    }
}

impl Leaderboard {
    fn parts(self, board: &Board) -> Vec<Part> {
        let values = Values {
            intervals: true,
            task: &|cell| self.accuracy(cell),
            ..Values::default()
        };
        let table = values.pipes(&Table::of(board));
        vec![table, Part::line(about(board))]
    }

    fn accuracy(self, cell: &TaskCell) -> String {
        match cell.measured() {
            Some(cell) => {
                let accuracy = share_digits(cell.shown.value, self.digits);
                marked(accuracy, cell.best) + &truncation(cell, self.digits)
            }
            None => NOT_EVALUATED_MARK.to_owned(),
        }
    }
}

/// How to read the table, a point each.
fn about(board: &Board) -> String {
    let mut points = remarks(board);
    points.push(format!("- {}.", about_marks(board).join("; ")));
    let brackets = board.score_intervals_caption("In brackets", true);
    points.extend(brackets.map(|brackets| format!("- {brackets}.")));
    points.extend(
        board
            .filters_caption()
            .map(|filters| format!("- {}.", escape::text(&filters))),
    );
    points.join("\n")
}
