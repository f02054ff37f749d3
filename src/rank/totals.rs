//! Models that were measured alike.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::significance::Verdict;
use crate::stats::{CellScore, ScoreKind, sum};

/// What a model's cells add up to.
///
/// Where two models have the same cells, each with the same trials and responses, logarithms have
/// the same bias, and what the cells say about the two is the difference of their totals: it takes
/// one step a pair, whatever the number of cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    /// How many.
    cells: usize,
    /// Whether the source gave each an interval.
    known: bool,
    /// Sum of terms.
    terms: f64,
    /// Sums of squared half widths, downwards and upwards.
    down_squared: f64,
    up_squared: f64,
}

impl Totals {
    /// Of these cells.
    pub(super) fn of(cells: &[Option<&CellScore>]) -> Totals {
        let present = || cells.iter().flatten();
        Totals {
            cells: present().count(),
            known: present().all(|cell| cell.interval_known),
            terms: sum(present().map(|cell| cell.term)),
            down_squared: sum(present().map(|cell| cell.half.down * cell.half.down)),
            up_squared: sum(present().map(|cell| cell.half.up * cell.half.up)),
        }
    }

    /// Whether the plain test may find this model and another one of the same design different: a
    /// look at squares spares most pairs a root and divisions.
    pub(super) fn may_differ(&self, other: &Totals) -> bool {
        let (terms, squares) = self.less(other);
        self.known && other.known && terms * terms > 0.999 * squares
    }

    /// This model against another one of the same design.
    pub(super) fn against(&self, other: &Totals) -> Verdict {
        let (terms, squares) = self.less(other);
        let cells = self.cells.max(1) as f64;
        Verdict {
            shared: self.cells,
            difference: terms / cells,
            half_width: squares.sqrt() / cells,
            known: self.known && other.known,
        }
    }

    /// Difference of the terms, and the square of its half width towards 0.
    fn less(&self, other: &Totals) -> (f64, f64) {
        let terms = self.terms - other.terms;
        let squares = match terms >= 0.0 {
            true => self.down_squared + other.up_squared,
            false => self.up_squared + other.down_squared,
        };
        (terms, squares)
    }
}

/// A number for each model; those of the same number have the same cells, and no cell whose
/// counts are known of two of them scatters otherwise for the one than for the other.
pub(super) fn designs(kind: ScoreKind, models: &[&[Option<&CellScore>]]) -> Vec<usize> {
    let cells = models.first().map_or(0, |cells| cells.len());
    // Where a cell is the same for all whose counts are known, nothing of it tells two apart.
    let varies: Vec<bool> = (0..cells)
        .map(|cell| {
            let known = models.iter().filter_map(|model| model[cell]);
            let mut known = known.filter_map(|cell| design(kind, cell));
            let first = known.next();
            known.any(|other| Some(other) != first)
        })
        .collect();
    let mut numbers = FxHashMap::with_capacity_and_hasher(models.len(), FxBuildHasher);
    let number = |cells: &&[Option<&CellScore>]| {
        let cells = cells.iter().zip(&varies);
        let designs = cells.map(|(cell, varies)| {
            let cell = (*cell)?;
            Some(design(kind, cell).filter(|_| *varies))
        });
        let next = numbers.len();
        *numbers.entry(designs.collect::<Vec<_>>()).or_insert(next)
    };
    models.iter().map(number).collect()
}

/// Of how many trials and responses a cell is, in bits, where that is known and decides how far its
/// term scatters.
fn design(kind: ScoreKind, cell: &CellScore) -> Option<[u64; 4]> {
    let sample = cell.sample.as_ref().filter(|_| kind.is_geometric())?;
    let responses = match sample.records_truncation {
        true => sample.responses(),
        false => 0.0,
    };
    let design = [
        sample.adjusted_trials(),
        sample.trials,
        sample.design_effect,
        responses,
    ];
    Some(design.map(f64::to_bits))
}
