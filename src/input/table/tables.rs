//! Tables that wait for others with the same head.

use super::grid::Grid;

/// Tables that wait until all files are read.
#[derive(Default)]
pub(in super::super) struct Tables {
    pub(super) grids: Vec<Grid>,
}

impl Tables {
    /// Keeps a table; one with the same head as an earlier one continues that.
    pub(super) fn add(&mut self, mut grid: Grid) {
        let same = |known: &&mut Grid| {
            known.head == grid.head
                && known.ordinal == grid.ordinal
                && known.decimal_comma == grid.decimal_comma
        };
        match self.grids.iter_mut().find(same) {
            Some(known) => {
                let first = known.files.len();
                known.files.append(&mut grid.files);
                known.notes.append(&mut grid.notes);
                known.rows.extend(grid.rows.into_iter().map(|mut row| {
                    row.file += first;
                    row
                }));
            }
            None => self.grids.push(grid),
        }
    }
}
