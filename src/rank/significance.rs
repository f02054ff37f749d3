//! Whether the data can tell two models apart.

use std::cmp::Ordering;

use crate::stats::{CellScore, FLOOR, ScoreKind};

/// What the shared cells say about two models.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Cells that both have.
    pub shared: usize,
    /// Mean over the shared cells of `ln v` of the first minus that of the second, at equal trials.
    pub difference: f64,
    /// Half width of the 95 % interval of `difference`, on the side towards 0.
    pub half_width: f64,
    /// `Greater`: the first is significantly better; `Less`: the second is; `None`: the data cannot tell,
    /// or they share no cell, or the source gave some shared cell no interval.
    pub significant: Option<Ordering>,
}

/// Cells after which the running product of value ratios is moved into a logarithm: ratios lie within
/// 0.01 and 100, so that a product of so many stays far from the ends of a float.
const PRODUCT_CELLS: usize = 64;

/// Differences that exceed the half width by no more are not significant: rounding may have made them, one way
/// round and not the other.
const ROUNDING: f64 = 1e-12;

/// Compares two models on the cells that both have.
///
/// Both values of a cell are taken at the smaller of the two numbers of adjusted trials, else the margin
/// would favour whoever has fewer; the half widths of their logs stay those of their own counts. (Taken
/// relative to the values at equal trials, they would call 6 to 8 % of equal models different.) The
/// difference of the mean logs is significant where it exceeds its 95 % half width
/// `sqrt(sum of squared half widths) / cells`.
pub fn compare(
    kind: ScoreKind,
    first: &[Option<CellScore>],
    second: &[Option<CellScore>],
) -> Verdict {
    let mut shared = 0usize;
    let mut known = true;
    let (mut logs, mut ratio) = (0.0, 1.0);
    // Squared half widths if the first is better (its way down, the second's way up), and the reverse.
    let (mut if_first, mut if_second) = (0.0, 0.0);
    for (a, b) in first.iter().zip(second) {
        let (Some(a), Some(b)) = (a, b) else { continue };
        known &= a.interval_known && b.interval_known;
        ratio *= value_at(kind, a, b.trials) / value_at(kind, b, a.trials);
        shared += 1;
        if shared.is_multiple_of(PRODUCT_CELLS) {
            logs += libm::log(ratio);
            ratio = 1.0;
        }
        if_first += a.half.down * a.half.down + b.half.up * b.half.up;
        if_second += a.half.up * a.half.up + b.half.down * b.half.down;
    }
    if shared == 0 {
        return Verdict {
            shared,
            difference: 0.0,
            half_width: 0.0,
            significant: None,
        };
    }
    let total = logs + libm::log(ratio);
    let squares = if total >= 0.0 { if_first } else { if_second };
    let half_width = f64::sqrt(squares);
    let significant = (known && total.abs() > half_width + ROUNDING).then(|| total.total_cmp(&0.0));
    Verdict {
        shared,
        difference: total / shared as f64,
        half_width: half_width / shared as f64,
        significant,
    }
}

/// The value of `cell` as if it had at most `trials` adjusted trials.
pub(super) fn value_at(kind: ScoreKind, cell: &CellScore, trials: Option<f64>) -> f64 {
    match (cell.trials, trials) {
        (Some(own), Some(other)) if other < own && kind.bound().is_some() => {
            cell.raw_at(kind, other).max(FLOOR)
        }
        _ => cell.value,
    }
}
