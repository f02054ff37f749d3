//! Highlights over the whole filtered board, a level at a time.

use crate::dataset::Task;

use super::{Entry, Mark, Measured, Row, Shortfall, TaskCell};

/// Marks per level the best score, the best efficiency and the worst, and of each task the best cell. Ties share
/// a mark. What stands on an incomplete evaluation takes none; efficiencies and cells are marked where at least
/// two rows have one and they differ.
pub(super) fn highlight(entries: &mut [Entry], levels: usize, tasks: &[Task]) {
    for level in 0..levels {
        let rows = || {
            entries
                .iter()
                .flat_map(|entry| &entry.rows)
                .filter(move |row| row.level == level)
        };
        let best_score = extreme(rows().filter_map(complete_score), f64::max);
        let best_efficiency = extreme(rows().filter_map(|row| row.efficiency), f64::max);
        let worst_efficiency = extreme(rows().filter_map(|row| row.efficiency), f64::min);
        let differ = best_efficiency != worst_efficiency;
        for row in entries.iter_mut().flat_map(|entry| &mut entry.rows) {
            if row.level != level {
                continue;
            }
            row.best_score = complete_score(row).is_some() && complete_score(row) == best_score;
            row.efficiency_mark = match row.efficiency {
                Some(_) if !differ => None,
                Some(_) if row.efficiency == best_efficiency => Some(Mark::Best),
                Some(_) if row.efficiency == worst_efficiency => Some(Mark::Worst),
                _ => None,
            };
        }
        highlight_cells(entries, level, tasks);
    }
}

fn highlight_cells(entries: &mut [Entry], level: usize, tasks: &[Task]) {
    for (ix, task) in tasks.iter().enumerate() {
        let values = || {
            entries
                .iter()
                .flat_map(|entry| &entry.rows)
                .filter(|row| row.level == level)
                .filter_map(|row| complete_cell(row, ix, &task.label))
                .map(|cell| cell.score.raw)
        };
        let best = extreme(values(), f64::max);
        if best == extreme(values(), f64::min) {
            continue;
        }
        let at_level = entries
            .iter_mut()
            .flat_map(|entry| &mut entry.rows)
            .filter(|row| row.level == level);
        for row in at_level {
            let is_best = complete_cell(row, ix, &task.label)
                .is_some_and(|cell| Some(cell.score.raw) == best);
            if let TaskCell::Measured(cell) = &mut row.cells[ix] {
                cell.best = is_best;
            }
        }
    }
}

/// The cell of a task, unless its evaluation is incomplete.
fn complete_cell<'a>(row: &'a Row, task: usize, label: &str) -> Option<&'a Measured> {
    let cell = row.cells[task].measured()?;
    let falls_short = |shortfall: &Shortfall| shortfall.task() == label;
    (!row.shortfalls.iter().any(falls_short)).then_some(cell)
}

fn complete_score(row: &Row) -> Option<f64> {
    (!row.score.incomplete).then_some(row.score.value)
}

fn extreme(values: impl Iterator<Item = f64>, pick: fn(f64, f64) -> f64) -> Option<f64> {
    values.reduce(pick)
}
