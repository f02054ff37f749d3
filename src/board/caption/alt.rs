//! The alternative text of a picture.

use super::{LINE, counted, shortened, verb};
use crate::board::{Page, TaskCell};
use crate::format::score;

impl Page<'_> {
    /// The alternative text of a picture of this page: how many models, by what they are ranked,
    /// the best one, the range of scores, how many cells have truncated responses or were not
    /// evaluated.
    pub fn alt_text(&self) -> String {
        let board = self.board;
        if self.entries.is_empty() {
            return format!("Leaderboard. {}", board.why_empty());
        }
        let mut text = format!("Leaderboard of {}", counted(board.entries.len(), "model"));
        if board.has_levels() {
            text += &format!(" at {}", counted(board.levels.len(), "level"));
        }
        text += &format!(
            " on {}, ranked by {}.",
            counted(board.tasks.len(), "task"),
            board.score.title()
        );
        if self.of > 1 {
            text += &format!(" Page {} of {}.", self.number, self.of);
        }
        let ranked = board.entries.iter().find(|entry| !entry.is_provisional());
        let best = ranked.unwrap_or(&board.entries[0]);
        text += &format!(
            " Best: {} with {}",
            shortened(&best.label, LINE),
            score(board.score, best.overall.value)
        );
        let scores = || board.entries.iter().map(|entry| entry.overall.value);
        let (low, high) = scores().fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        text += &match board.entries.len() {
            1 => ".".to_owned(),
            _ => format!(
                "; scores range from {} to {}.",
                score(board.score, low),
                score(board.score, high)
            ),
        };
        let cells = || {
            self.entries
                .iter()
                .flat_map(|entry| &entry.rows)
                .flat_map(|row| &row.cells)
                .filter(|cell| !cell.is_blank())
        };
        let of = format!("of {}", counted(cells().count(), "cell"));
        let truncated = cells()
            .filter_map(TaskCell::measured)
            .filter(|cell| cell.truncation.is_some_and(|share| share > 0.0))
            .count();
        let holes = cells().filter(|cell| cell.is_hole()).count();
        if truncated > 0 {
            text += &format!(
                " {truncated} {of} {} truncated responses.",
                verb(truncated, "has", "have")
            );
        }
        if holes > 0 {
            text += &format!(
                " {holes} {of} {} not evaluated.",
                verb(holes, "was", "were")
            );
        }
        text
    }
}
