//! The board as one table, for a README.

use std::io::{self, Write};

use crate::board::caption::{NO_RANK_MARK, NOT_EVALUATED_MARK, NOT_RECORDED_MARK};
use crate::board::{Board, Entry, TaskCell};
use crate::emit::Emit;
use crate::format::{grouped, share_digits};

use super::performance::{about_marks, truncation};
use super::table::{Part, Table, document};
use super::{escape, marked, remarks, starred};

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
        let levels = board.has_levels();
        let tokens = board.recorded.tokens;
        let mut table = Table::new().number("Rank").text("Model");
        if levels {
            table = table.text("Level");
        }
        table = table.number(board.score.title());
        if tokens {
            table = table.number("Tokens");
        }
        for task in &board.tasks {
            table = table.number(escape::name(&task.label));
        }
        for (entry, row) in board.rows() {
            let interval = row.score.interval_caption();
            let interval = interval.map_or(String::new(), |interval| format!(" ({interval})"));
            let mut cells = vec![rank(board, entry), escape::name(&entry.label)];
            if levels {
                cells.push(escape::name(&board.levels[row.level].label));
            }
            cells.push(marked(starred(&row.score), row.best_score) + &interval);
            if tokens {
                let mean = row.usage.tokens_per_completion;
                cells.push(mean.map_or(NOT_RECORDED_MARK.to_owned(), grouped));
            }
            cells.extend(row.cells.iter().map(|cell| self.accuracy(cell)));
            table.row(cells);
        }
        vec![table.finish(), Part::line(about(board))]
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

/// `2 (1–3)`: the rank and its interval.
fn rank(board: &Board, entry: &Entry) -> String {
    let Some(rank) = entry.rank else {
        return NO_RANK_MARK.to_owned();
    };
    match entry.rank_interval_caption(board) {
        Some(interval) if rank.low < rank.high => format!("{} ({interval})", rank.place),
        _ => rank.place.to_string(),
    }
}

/// How to read the table, a point each.
fn about(board: &Board) -> String {
    let mut points = remarks(board);
    points.push(format!("- {}.", about_marks(board).join("; ")));
    let brackets = board.score_intervals_caption("In brackets");
    points.extend(brackets.map(|brackets| format!("- {brackets}.")));
    points.extend(
        board
            .filters_caption()
            .map(|filters| format!("- {}.", escape::text(&filters))),
    );
    points.join("\n")
}
