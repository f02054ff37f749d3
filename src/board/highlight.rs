//! Highlights over the whole filtered board, a level at a time.

use crate::stats::TIE;

use super::{Entry, Mark, Row, TaskCell};

/// Marks per level the best score, the best efficiency and the worst, and of each task the best
/// cell. Ties share a mark. A row that is incomplete or of a provisional model takes none;
/// efficiencies and cells are marked where at least two rows have one and they differ.
pub(super) fn highlight(entries: &mut [Entry], levels: usize, tasks: usize) {
    for level in 0..levels {
        let ranked = entries.iter_mut().filter(|entry| !entry.is_provisional());
        let rows = ranked.flat_map(|entry| &mut entry.rows);
        let rows = rows.filter(|row| row.level == level && !row.score.incomplete);
        let mut rows: Vec<&mut Row> = rows.collect();
        let scores = Extremes::of(rows.iter().map(|row| row.score.value));
        let efficiencies = Extremes::of(rows.iter().filter_map(|row| row.efficiency));
        let efficiencies = efficiencies.filter(Extremes::differ);
        for row in &mut rows {
            let is_best = |scores: &Extremes| scores.is_greatest(row.score.value);
            row.best_score = scores.as_ref().is_some_and(is_best);
            row.efficiency_mark = match (&efficiencies, row.efficiency) {
                (Some(all), Some(own)) if all.is_greatest(own) => Some(Mark::Best),
                (Some(all), Some(own)) if all.is_least(own) => Some(Mark::Worst),
                _ => None,
            };
        }
        for task in 0..tasks {
            let figures = rows.iter().filter_map(|row| row.cells[task].measured());
            let extremes = Extremes::of(figures.map(|cell| cell.score.raw));
            let Some(extremes) = extremes.filter(Extremes::differ) else {
                continue;
            };
            for row in &mut rows {
                if let TaskCell::Measured(cell) = &mut row.cells[task] {
                    cell.best = extremes.is_greatest(cell.score.raw);
                }
            }
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
    /// `None` of no figures.
    fn of(figures: impl Iterator<Item = f64>) -> Option<Extremes> {
        let start = (f64::INFINITY, f64::NEG_INFINITY);
        let (least, greatest) = figures.fold(start, |(least, greatest), figure| {
            (least.min(figure), greatest.max(figure))
        });
        (least <= greatest).then_some(Extremes {
            least,
            greatest,
            tie: TIE * greatest.abs(),
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
