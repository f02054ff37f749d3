//! A stated accuracy, and the number of answers that its error implies.

use crate::dataset::Evidence;
use crate::input::evidence::{Share, Statement};

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

    /// Counts or an estimate, by the rule of all inputs.
    ///
    /// # Errors
    /// If the figures cannot be.
    pub(super) fn evidence(&self) -> Result<Evidence, String> {
        let statement = Statement {
            n: self.n,
            accuracy: Some(Share {
                value: self.accuracy,
                precision: self.resolution,
            }),
            stderr: self.stderr,
            ..Statement::default()
        };
        let evidence = statement.evidence()?;
        evidence.ok_or_else(|| "no answer was evaluated".to_owned())
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
    use crate::dataset::Counts;

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
