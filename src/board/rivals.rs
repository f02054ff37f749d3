//! One model against all others of the board.

use std::cmp::Ordering;

use crate::rank::compare;

use super::grid::Grid;
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
    /// Provisional models: they count in nobody's rank interval.
    pub provisional: Vec<usize>,
}

impl Board {
    /// What the data say about the model at index `of` and each other one, as its rank interval
    /// counts it: by the test that stands in [`Entry::test`], corrected for all comparisons of that
    /// model.
    pub fn rivals(&self, of: usize) -> Rivals {
        let mut rivals = Rivals::default();
        let Some(entry) = self.entries.get(of) else {
            return rivals;
        };
        let grid = Grid::new(&self.levels, &self.tasks);
        let own = grid.cells(entry);
        for (ix, other) in self.entries.iter().enumerate().filter(|(ix, _)| *ix != of) {
            let verdict = compare(self.score, &own, &grid.cells(other));
            let list = match entry.test.of(&verdict) {
                _ if verdict.shared == 0 => &mut rivals.apart,
                _ if other.is_provisional() => &mut rivals.provisional,
                Some(Ordering::Greater) => &mut rivals.worse,
                Some(_) => &mut rivals.better,
                None => &mut rivals.tied,
            };
            list.push(ix);
        }
        rivals
    }
}

impl Entry {
    /// Whether it takes no rank although it can be compared: it has too few of the cells that most
    /// models have.
    pub fn is_provisional(&self) -> bool {
        self.rank.is_some_and(|rank| rank.provisional)
    }
}
