//! Models compared cell by cell.

use std::cmp::Ordering;

use crate::dataset::{Level, Task};
use crate::rank::{Contender, compare};
use crate::stats::CellScore;

use super::{Board, Entry};

/// One place for each level and task of a board, level by level, both in the order of their keys:
/// comparisons add their cells up in the same order, in whatever order the data name them.
pub(super) struct Grid {
    levels: Vec<usize>,
    tasks: Vec<usize>,
}

impl Grid {
    pub(super) fn new(levels: &[Level], tasks: &[Task]) -> Grid {
        Grid {
            levels: places(levels, |level| level.keys.iter().min()),
            tasks: places(tasks, |task| &task.key),
        }
    }

    /// Places of one level.
    pub(super) fn tasks(&self) -> usize {
        self.tasks.len()
    }

    /// The entries as the ranking sees them.
    pub(super) fn contenders<'a>(
        &self,
        entries: impl Iterator<Item = &'a Entry>,
    ) -> Vec<Contender<'a>> {
        let contender = |entry: &'a Entry| Contender {
            label: &entry.label,
            key: &entry.key,
            cells: self.cells(entry),
        };
        entries.map(contender).collect()
    }

    /// What the cells of `entry` put into its score.
    fn cells<'a>(&self, entry: &'a Entry) -> Vec<Option<&'a CellScore>> {
        let mut cells = vec![None; self.levels.len() * self.tasks.len()];
        for row in &entry.rows {
            let start = self.levels[row.level] * self.tasks.len();
            for (task, cell) in row.cells.iter().enumerate() {
                cells[start + self.tasks[task]] = cell.measured().map(|cell| &cell.score);
            }
        }
        cells
    }
}

/// For each item its place when all are sorted by their keys.
fn places<'a, T, K: Ord + 'a>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..items.len()).collect();
    sorted.sort_by_key(|ix| key(&items[*ix]));
    let mut places = vec![0; items.len()];
    for (place, ix) in sorted.into_iter().enumerate() {
        places[ix] = place;
    }
    places
}

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
