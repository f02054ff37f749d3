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
    first: &[Option<&CellScore>],
    second: &[Option<&CellScore>],
) -> Verdict {
    if let [a, b] = designs(kind, &[first, second])[..]
        && a == b
    {
        return Totals::of(first).against(&Totals::of(second));
    }
    let own: Vec<_> = first.iter().map(|cell| Figures::of(kind, *cell)).collect();
    let other = second
        .iter()
        .map(|cell| Figures::beside([Figures::of(kind, *cell)]));
    let [verdict] = verdicts::<1>(kind, &own, &other.collect::<Vec<_>>());
    verdict
}
