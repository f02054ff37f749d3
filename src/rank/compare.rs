//! Two models against each other.

use crate::stats::{CellScore, ScoreKind};

use super::figures::Figures;
use super::lanes::verdicts;
use super::significance::Verdict;
use super::totals::{Totals, designs};

/// Compares two models on the cells that both have.
///
/// Both values of a cell are taken at the smaller of the two numbers of adjusted trials, else the
/// margin would favour whoever has fewer, and each logarithm without the bias that its own noise
/// gives it (see `lanes`); the half widths are those of their own counts. The half width of the
/// difference is `sqrt(sum of squared half widths) / cells`.
pub fn compare(
    kind: ScoreKind,
    first: &[Option<CellScore>],
    second: &[Option<CellScore>],
) -> Verdict {
    let models = [figures(kind, first), figures(kind, second)];
    let [own, other] = &models;
    if let [a, b] = designs(&models)[..]
        && a == b
    {
        return Totals::of(own).against(&Totals::of(other));
    }
    let beside = other.iter().map(|cell| Figures::beside([*cell]));
    let [verdict] = verdicts::<1>(kind, own, &beside.collect::<Vec<_>>());
    verdict
}

/// What comparisons need of a model's cells.
pub(super) fn figures(kind: ScoreKind, cells: &[Option<CellScore>]) -> Vec<Figures<f64>> {
    let cells = cells.iter().map(Option::as_ref);
    cells.map(|cell| Figures::of(kind, cell)).collect()
}
