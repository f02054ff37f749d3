//! Highlights over the whole filtered board, a level at a time.

use crate::stats::TIE;

use super::{Entry, Mark, Measured, Row, TaskCell};

/// Marks per level the best score, the best efficiency and the worst, and of each task the best
/// cell. Ties share a mark. A row that is incomplete or of a provisional model takes none;
/// efficiencies and cells are marked where at least two rows have one and they differ.
pub(super) fn highlight(entries: &mut [Entry], levels: usize, tasks: usize) {
    for level in 0..levels {
        highlight_rows(entries, level);
        for task in 0..tasks {
            highlight_cells(entries, level, task);
        }
    }
}

/// Least and greatest of some figures.
struct Extremes {
    least: f64,
    greatest: f64,
    /// Differences that are none.
    tie: f64,
}

impl Extremes {
    /// Of figures that are equal where they differ by no more than `tie` times the greatest.
    fn of(figures: impl Iterator<Item = f64>, tie: f64) -> Option<Extremes> {
        let start = (f64::INFINITY, f64::NEG_INFINITY);
        let (least, greatest) = figures.fold(start, |(least, greatest), figure| {
            (least.min(figure), greatest.max(figure))
        });
        (least <= greatest).then_some(Extremes {
            least,
            greatest,
            tie: tie * greatest.abs(),
        })
    }

    fn is_greatest(&self, figure: f64) -> bool {
        figure >= self.greatest - self.tie
    }

    fn is_least(&self, figure: f64) -> bool {
        figure <= self.least + self.tie
    }

    fn differ(&self) -> bool {
        !self.is_greatest(self.least)
    }
}

fn highlight_rows(entries: &mut [Entry], level: usize) {
    let eligible = || {
        let rows = entries.iter().flat_map(|entry| {
            let rows = entry.rows.iter();
            rows.filter(|row| is_eligible(entry.is_provisional(), row))
        });
        rows.filter(|row| row.level == level)
    };
    let scores = Extremes::of(eligible().map(|row| row.score.value), TIE);
    let efficiencies = Extremes::of(eligible().filter_map(|row| row.efficiency), TIE);
    let efficiencies = efficiencies.filter(Extremes::differ);
    for entry in entries.iter_mut() {
        let provisional = entry.is_provisional();
        for row in entry.rows.iter_mut().filter(|row| row.level == level) {
            let eligible = is_eligible(provisional, row);
            let is_best = |scores: &Extremes| scores.is_greatest(row.score.value);
            row.best_score = eligible && scores.as_ref().is_some_and(is_best);
            row.efficiency_mark = match (&efficiencies, row.efficiency) {
                (Some(all), Some(own)) if eligible && all.is_greatest(own) => Some(Mark::Best),
                (Some(all), Some(own)) if eligible && all.is_least(own) => Some(Mark::Worst),
                _ => None,
            };
        }
    }
}

fn is_eligible(provisional: bool, row: &Row) -> bool {
    !provisional && !row.score.incomplete
}

fn highlight_cells(entries: &mut [Entry], level: usize, task: usize) {
    let figures = entries.iter().flat_map(|entry| {
        let rows = entry.rows.iter().filter(|row| row.level == level);
        rows.filter_map(|row| eligible_cell(entry.is_provisional(), row, task))
    });
    let extremes = Extremes::of(figures.map(|cell| cell.score.raw), TIE);
    let Some(extremes) = extremes.filter(Extremes::differ) else {
        return;
    };
    for entry in entries.iter_mut() {
        let provisional = entry.is_provisional();
        for row in entry.rows.iter_mut().filter(|row| row.level == level) {
            let is_best = eligible_cell(provisional, row, task)
                .is_some_and(|cell| extremes.is_greatest(cell.score.raw));
            if let TaskCell::Measured(cell) = &mut row.cells[task] {
                cell.best = is_best;
            }
        }
    }
}

/// The cell of a task, where its row may take a highlight.
fn eligible_cell(provisional: bool, row: &Row, task: usize) -> Option<&Measured> {
    let cell = row.cells[task].measured()?;
    is_eligible(provisional, row).then_some(cell)
}
