//! Counts and accuracies that a harness states, as evidence.

use crate::dataset::{Counts, Evidence};
use crate::input::evidence::{Share, Statement};

/// How far a figure that was written with all its digits may be from the true share.
pub(super) const FULL: f64 = 1e-9;

/// Counts as evidence.
pub(super) fn counted(n: u64, correct: u64, truncated: Option<u64>) -> Result<Evidence, String> {
    Ok(Evidence::Counts(Counts::new(n, correct, truncated, None)?))
}

/// An accuracy of full precision, as harnesses write to JSON, as evidence.
pub(super) fn stated(
    accuracy: f64,
    n: Option<u64>,
    stderr: Option<f64>,
) -> Result<Evidence, String> {
    stated_within(FULL, accuracy, n, stderr)
}

/// An accuracy as evidence, by the rule of all inputs. `resolution` is how far it may be from the
/// true share: half a unit of its last digit.
///
/// # Errors
/// If the figures cannot be.
pub(super) fn stated_within(
    resolution: f64,
    accuracy: f64,
    n: Option<u64>,
    stderr: Option<f64>,
) -> Result<Evidence, String> {
    evidence(&Statement {
        n,
        accuracy: Some(Share {
            value: accuracy,
            precision: resolution,
        }),
        stderr,
        ..Statement::default()
    })
}

/// A mean of answers, which is no share of whole ones even where it happens to be, as evidence.
pub(super) fn mean_of(
    accuracy: f64,
    stderr: Option<f64>,
    responses: Option<u64>,
) -> Result<Evidence, String> {
    evidence(&Statement {
        accuracy: Some(Share::exact(accuracy)),
        stderr,
        responses,
        ..Statement::default()
    })
}

/// What a statement says, which cannot be nothing.
fn evidence(statement: &Statement) -> Result<Evidence, String> {
    let evidence = statement.evidence()?;
    evidence.ok_or_else(|| "no answer was evaluated".to_owned())
}

/// The resolution of `text`, a decimal figure as it is written: `0.87` is within .005.
pub(super) fn resolution(text: &str) -> f64 {
    let text = text.trim();
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let decimals = number.split_once('.').map_or(0, |(_, digits)| digits.len());
    let decimals = i32::try_from(decimals).unwrap_or(16) - exponent.parse().unwrap_or(0);
    (0.5 * libm::pow(10.0, -f64::from(decimals))).max(FULL)
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
