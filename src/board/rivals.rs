//! One model against all others of the board.

use std::cmp::Ordering;

use crate::rank::compare;
use crate::stats::CellScore;

use super::{Board, Entry};

/// The other models of a board, by what the shared cells say about them and one model. Indices into
/// [`Board::entries`], in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rivals {
    /// Significantly better than the model.
    pub better: Vec<usize>,
    /// The data cannot tell the two apart.
    pub tied: Vec<usize>,
    /// Significantly worse than the model.
    pub worse: Vec<usize>,
    /// They share no cell with it.
    pub apart: Vec<usize>,
}

impl Board {
    /// What the data say about the model at index `of` and each other one, as rank intervals count it
    /// (see [`crate::rank::compare`]).
    pub fn rivals(&self, of: usize) -> Rivals {
        let mut rivals = Rivals::default();
        let Some(entry) = self.entries.get(of) else {
            return rivals;
        };
        let cells = |entry| cell_scores(entry, self.levels.len(), self.tasks.len());
        let own = cells(entry);
        for (ix, other) in self.entries.iter().enumerate().filter(|(ix, _)| *ix != of) {
            let verdict = compare(self.score, &own, &cells(other));
            let list = match verdict.significant {
                Some(Ordering::Greater) => &mut rivals.worse,
                Some(_) => &mut rivals.better,
                None if verdict.shared == 0 => &mut rivals.apart,
                None => &mut rivals.tied,
            };
            list.push(ix);
        }
        rivals
    }
}

/// What the cells of `entry` put into its score: one place for each level and task of the board.
pub(super) fn cell_scores(entry: &Entry, levels: usize, tasks: usize) -> Vec<Option<CellScore>> {
    let mut cells = vec![None; levels * tasks];
    for row in &entry.rows {
        for (task, cell) in row.cells.iter().enumerate() {
            cells[row.level * tasks + task] = cell.measured().map(|cell| cell.score);
        }
    }
    cells
}
