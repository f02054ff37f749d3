//! Where the cells of a model stand when it is compared with others.

use crate::dataset::{Level, Task};
use crate::rank::Contender;
use crate::stats::CellScore;

use super::Entry;

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
    pub(super) fn cells<'a>(&self, entry: &'a Entry) -> Vec<Option<&'a CellScore>> {
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
