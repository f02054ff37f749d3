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

/// The number of answers that accuracy `p` and standard error `sqrt(p (1 - p) / (n - 1))` imply,
/// where they imply a whole number with a whole number of right answers: harnesses that write all
/// digits give it exactly.
pub(super) fn implied_trials(accuracy: f64, stderr: f64) -> Option<u64> {
    let n = accuracy * (1.0 - accuracy) / (stderr * stderr) + 1.0;
    let whole = n.round();
    let is_exact = (n - whole).abs() <= 1e-6 * whole && (2.0..=1e9).contains(&whole);
    let correct = accuracy * whole;
    (is_exact && (correct - correct.round()).abs() <= 1e-6 * whole.max(1.0)).then_some(whole as u64)
}

#[cfg(test)]
mod tests;
