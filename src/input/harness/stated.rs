//! Counts, or an accuracy with its error: what a stated accuracy amounts to.

use crate::dataset::{Counts, Estimate, Evidence, ImpossibleCounts, MarginSource};

/// What an input states of a cell beside its names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stated {
    /// Share of right answers.
    pub(super) accuracy: f64,
    /// How far the accuracy may be from the true share: half a unit of its last digit.
    pub(super) resolution: f64,
    /// Answers.
    pub(super) n: Option<u64>,
    /// Standard error of the accuracy.
    pub(super) stderr: Option<f64>,
}

impl Stated {
    /// The resolution of a figure that was written with all its digits.
    pub(super) const FULL: f64 = 1e-9;
    /// How far a stated error may be from that of the counts, as a share.
    const SAME_ERROR: f64 = 0.02;
    /// Half the width of a 95 % interval in standard errors.
    const Z: f64 = 1.96;

    /// The resolution of `text`, a decimal figure as it is written: `0.87` is within .005.
    pub(super) fn resolution(text: &str) -> f64 {
        let (number, exponent) = match text.trim().split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse().unwrap_or(0)),
            None => (text.trim(), 0),
        };
        let decimals = number
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        let decimals = i32::try_from(decimals).unwrap_or(16) - exponent;
        (0.5 * libm::pow(10.0, -f64::from(decimals))).max(Self::FULL)
    }

    /// Counts where `n` is known, accuracy x n is whole within what its digits allow, and the error, if stated, is that
    /// of the counts (`sqrt(p (1 - p) / n)` or `/ (n - 1)`, within 2 %); else the accuracy with the stated error.
    ///
    /// # Errors
    /// If the accuracy is no share, or `n` too large.
    pub(super) fn evidence(&self) -> Result<Evidence, ImpossibleCounts> {
        let whole = self
            .n
            .filter(|_| (0.0..=1.0).contains(&self.accuracy))
            .and_then(|n| Some((n, self.whole(n)?)));
        match whole {
            Some((n, correct)) if self.error_fits(n) => {
                Counts::new(n, correct, None, None).map(Evidence::Counts)
            }
            _ => self.estimate().map(Evidence::Estimate),
        }
    }

    /// The number of right answers of `n`, if the accuracy is such a share.
    fn whole(&self, n: u64) -> Option<u64> {
        if n == 0 {
            return None;
        }
        let correct = (self.accuracy * n as f64).round();
        // A hair for what halving a decimal unit loses.
        let slack = self.resolution * (1.0 + 1e-9);
        ((correct / n as f64 - self.accuracy).abs() <= slack).then_some(correct as u64)
    }

    /// Whether the stated error, if any, is that of `n` independent answers.
    fn error_fits(&self, n: u64) -> bool {
        let Some(stated) = self.stderr else {
            return true;
        };
        let spread = self.accuracy * (1.0 - self.accuracy);
        [n as f64, n as f64 - 1.0]
            .into_iter()
            .filter(|n| *n > 0.0)
            .map(|n| (spread / n).sqrt())
            .any(|error| (stated - error).abs() <= Self::SAME_ERROR * error)
    }

    /// The accuracy with the stated error; an error of 0 at 0 or 1 says nothing.
    fn estimate(&self) -> Result<Estimate, ImpossibleCounts> {
        let says_nothing =
            |error: f64| error == 0.0 && (self.accuracy == 0.0 || self.accuracy == 1.0);
        let error = self.stderr.filter(|error| !says_nothing(*error));
        Estimate {
            accuracy: self.accuracy,
            centre: self.accuracy,
            margin: error.map_or(0.0, |error| (Self::Z * error).min(1.0)),
            margin_source: match error {
                Some(_) => MarginSource::StandardError,
                None => MarginSource::Unknown,
            },
            truncation: None,
            responses: self.n,
        }
        .checked()
    }
}

/// The number of answers that accuracy `p` and standard error `sqrt(p (1 - p) / (n - 1))` imply, where they imply a
/// whole number with a whole number of right answers: harnesses that write all digits give it exactly.
pub(super) fn implied_trials(accuracy: f64, stderr: f64) -> Option<u64> {
    let n = accuracy * (1.0 - accuracy) / (stderr * stderr) + 1.0;
    let whole = n.round();
    let is_exact = (n - whole).abs() <= 1e-6 * whole && (2.0..=1e9).contains(&whole);
    let correct = accuracy * whole;
    (is_exact && (correct - correct.round()).abs() <= 1e-6 * whole.max(1.0)).then_some(whole as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(accuracy: f64, resolution: f64, n: Option<u64>, stderr: Option<f64>) -> Evidence {
        Stated {
            accuracy,
            resolution,
            n,
            stderr,
        }
        .evidence()
        .unwrap()
    }

    fn counts(n: u64, correct: u64) -> Evidence {
        Evidence::Counts(Counts::new(n, correct, None, None).unwrap())
    }

    #[test]
    fn counts_where_the_figures_say_so() {
        let full = Stated::FULL;
        assert_eq!(
            evidence(0.45, full, Some(20), Some(0.11413288653790232)),
            counts(20, 9)
        );
        assert_eq!(
            evidence(0.4, full, Some(10), Some(0.16329931618554522)),
            counts(10, 4)
        );
        // By n in place of n - 1.
        assert_eq!(
            evidence(0.4, full, Some(10), Some(0.15491933384829668)),
            counts(10, 4)
        );
        assert_eq!(evidence(0.0, full, Some(5000), Some(0.0)), counts(5000, 0));
        assert_eq!(
            evidence(0.9265, 0.00005, Some(1319), None),
            counts(1319, 1222)
        );
        assert_eq!(evidence(1.0 / 3.0, full, Some(3), None), counts(3, 1));
    }

    #[test]
    fn the_stated_error_where_they_do_not() {
        let margin = |evidence: Evidence| match evidence {
            Evidence::Estimate(estimate) => {
                (estimate.margin, estimate.margin_source, estimate.responses)
            }
            Evidence::Counts(counts) => panic!("{counts:?}"),
        };
        // Four samples an item: 236.25 of 500.
        let clustered = evidence(0.4725, Stated::FULL, Some(500), Some(0.018052403678100952));
        assert_eq!(
            margin(clustered),
            (
                1.96 * 0.018052403678100952,
                MarginSource::StandardError,
                Some(500)
            )
        );
        // Whole, but the error is half of what independent answers have.
        let other = evidence(0.5, Stated::FULL, Some(100), Some(0.025));
        assert_eq!(
            margin(other),
            (0.049, MarginSource::StandardError, Some(100))
        );
        let unknown = evidence(0.926, 0.0005, None, None);
        assert_eq!(margin(unknown), (0.0, MarginSource::Unknown, None));
        assert_eq!(
            margin(evidence(1.0, 0.005, None, Some(0.0))),
            (0.0, MarginSource::Unknown, None)
        );
        assert!(
            Stated {
                accuracy: 1.2,
                resolution: 0.05,
                n: Some(10),
                stderr: None
            }
            .evidence()
            .is_err()
        );
    }

    #[test]
    fn resolutions() {
        for (text, expected) in [
            ("0.87", 0.005),
            ("1", 0.5),
            ("92.65", 0.005),
            ("8.7e-1", 0.005),
            (" 12 ", 0.5),
        ] {
            assert!(
                (Stated::resolution(text) - expected).abs() < 1e-12,
                "{text}"
            );
        }
        assert_eq!(Stated::resolution("0.5558653654650468"), Stated::FULL);
    }

    #[test]
    fn trials_from_an_error() {
        assert_eq!(
            implied_trials(0.5087187263078089, 0.013770390697002104),
            Some(1319)
        );
        assert_eq!(implied_trials(0.49, 0.02237859698923078), Some(500));
        assert_eq!(implied_trials(0.4725, 0.018052403678100952), None);
        assert_eq!(implied_trials(0.0, 0.0), None);
    }
}
