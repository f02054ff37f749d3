//! Whether the data can tell two models apart.

use std::cmp::Ordering;

use crate::stats::{CellScore, ScoreKind, TIE, Z};

use super::figures::Figures;
use super::lanes::verdicts;

/// What the shared cells say about two models.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Cells that both have.
    pub shared: usize,
    /// Mean over the shared cells of the term of the first minus that of the second, at equal
    /// trials and without the bias that trials and truncation put into logarithms.
    pub difference: f64,
    /// Half width of the 95 % interval of `difference`, on the side towards 0.
    pub half_width: f64,
    /// Whether the source gave each shared cell an interval.
    pub known: bool,
}

impl Verdict {
    /// `difference` over its standard error, after adding `variance` to the square of that: above 0
    /// where the first is better. 0 where they share no cell or some interval is unknown.
    pub fn z(&self, variance: f64) -> f64 {
        // Rounding may have made a difference of that size, one way round and not the other.
        let size = self.difference.abs() - TIE;
        if !self.known || self.shared == 0 || size <= 0.0 {
            return 0.0;
        }
        let error = (self.half_width * self.half_width / (Z * Z) + variance).sqrt();
        (size / error).copysign(self.difference)
    }

    /// `Greater`: the first is significantly better by the plain test at 5 %; `Less`: the second
    /// is; `None`: the data cannot tell.
    pub fn significant(&self) -> Option<Ordering> {
        beyond(self.z(0.0), Z)
    }
}

/// The sign of `z` where it lies beyond `limit`.
pub fn beyond(z: f64, limit: f64) -> Option<Ordering> {
    (z.abs() > limit).then(|| z.total_cmp(&0.0))
}

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
    let figures = |cell: &Option<CellScore>| Figures::of(kind, cell.as_ref());
    let own: Vec<_> = first.iter().map(figures).collect();
    let other = second.iter().map(|cell| Figures::beside([figures(cell)]));
    let [verdict] = verdicts::<1>(kind, &own, &other.collect::<Vec<_>>());
    verdict
}
