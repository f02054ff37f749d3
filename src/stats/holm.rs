//! Holm's step-down, which keeps the chance of any false finding in a family of tests below its
//! level.
//!
//! S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
//! Statistics 6 (1979), 65–70.

use super::normal::{two_sided, two_sided_quantile};
use super::wilson::Z;

/// The figure that `|z|` must exceed to be significant by Bonferroni's correction among `tests`, at
/// the level `2 (1 - Φ(1.96))`: the highest limit that [`holm_limit`] gives for a family of that
/// size.
pub fn bonferroni_limit(tests: usize) -> f64 {
    match tests {
        0 | 1 => Z,
        tests => two_sided_quantile(two_sided(Z) / tests as f64),
    }
}

/// The figure that `|z|` must exceed to be significant by Holm's step-down at the level `2 (1 -
/// Φ(1.96))`.
///
/// `sizes` holds the `|z|` of the family of `tests`, in any order; those below 1.96 may be left
/// out, for no limit is below that. The largest is held against the limit for `tests`, the next
/// against that for `tests - 1`, until one fails: the limit that it fails is the answer, as all
/// below fail it too.
pub fn holm_limit(sizes: impl IntoIterator<Item = f64>, tests: usize) -> f64 {
    let mut failing: Vec<f64> = sizes.into_iter().filter(|z| *z > Z).collect();
    let (mut passed, mut limit) = (0, bonferroni_limit(tests));
    // Limits only fall: what passes one passes all that follow. Going on in such leaps ends where
    // single steps would, without sorting.
    loop {
        let before = failing.len();
        failing.retain(|z| *z <= limit);
        if failing.len() == before {
            return limit;
        }
        passed += before - failing.len();
        limit = bonferroni_limit(tests - passed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_test_needs_no_correction() {
        assert_eq!(holm_limit([], 1), 1.96);
        assert_eq!(holm_limit([5.0], 1), 1.96);
        assert_eq!(holm_limit([], 0), 1.96);
    }

    /// Thresholds of five tests by `scipy.stats.norm.isf(0.04999579029644087 / 2 / tests)`.
    #[test]
    fn steps_down_until_one_fails() {
        let limits = [1.96, 2.24143525, 2.39401068, 2.49773532, 2.57585842];
        let near = |limit: f64, tests: usize| (limit - limits[tests - 1]).abs() < 1e-7;
        assert!(near(holm_limit([], 5), 5));
        assert!(near(holm_limit([2.57], 5), 5));
        assert!(near(holm_limit([2.58], 5), 4));
        assert!(near(holm_limit([2.4, 3.0, 2.5], 5), 2));
        // The third fails 2.394: the fourth is not asked, though it would pass alone.
        assert!(near(holm_limit([3.0, 2.6, 2.39, 2.3], 5), 3));
    }
}
