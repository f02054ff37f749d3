//! The board as one table, for a README.

use std::io::{self, Write};

use crate::board::{Board, Entry, TaskCell};
use crate::emit::Emit;
use crate::format::{grouped, rank_interval, score_interval, share_digits};

use super::performance::{about_marks, truncation};
use super::table::{Part, Table, document};
use super::{about_accuracy, about_score, escape, marked, starred};

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
            true => vec![Part::line("No model to show.")],
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
            let interval = match row.score.interval {
                Some((low, high)) => format!(" ({})", score_interval(low, high)),
                None => String::new(),
            };
            let mut cells = vec![rank(entry), escape::name(&entry.label)];
            if levels {
                cells.push(escape::name(&board.levels[row.level].label));
            }
            cells.push(marked(starred(&row.score), row.best_score) + &interval);
            if tokens {
                let mean = row.usage.tokens_per_completion;
                cells.push(mean.map_or("-".to_owned(), grouped));
            }
            cells.extend(row.cells.iter().map(|cell| self.accuracy(cell)));
            table.row(cells);
        }
        vec![table.finish(), Part::line(about(board))]
    }

    fn accuracy(self, cell: &TaskCell) -> String {
        match cell.measured() {
            Some(cell) => {
                let accuracy = share_digits(cell.accuracy, self.digits);
                marked(accuracy, cell.best) + &truncation(cell, self.digits)
            }
            None => "N/A".to_owned(),
        }
    }
}

/// `2 (1–3)`: the rank and its interval.
fn rank(entry: &Entry) -> String {
    match entry.rank {
        Some(rank) if rank.low == rank.high => rank.place.to_string(),
        Some(rank) => format!("{} ({})", rank.place, rank_interval(rank.low, rank.high)),
        None => "-".to_owned(),
    }
}

fn about(board: &Board) -> String {
    let mut score = about_score(board);
    score += " In brackets: 95 % intervals of ranks and scores.";
    if board.entries.iter().any(|entry| entry.block > 0) {
        score += " Without a rank: not comparable with the above.";
    }
    let filters = match board.filters_in_words() {
        filters if filters.is_empty() => filters,
        filters => format!(" Filters: {}.", escape::text(&filters)),
    };
    format!(
        "- Cells: {}{}.\n- {score}{filters}",
        about_accuracy(board.accuracy),
        about_marks(board)
    )
}
