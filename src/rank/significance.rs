//! Whether the data can tell two models apart.

use std::cmp::Ordering;

use crate::stats::{TIE, Z};

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
        let own = self.half_width / Z;
        let error = match variance == 0.0 {
            true => own,
            false => (own * own + variance).sqrt(),
        };
        (size / error).copysign(self.difference)
    }
}

/// The sign of `z` where it lies beyond `limit`: `Greater` where the first is better, `None` where
/// the data cannot tell.
pub fn beyond(z: f64, limit: f64) -> Option<Ordering> {
    (z.abs() > limit).then(|| z.total_cmp(&0.0))
}
