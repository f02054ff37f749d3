//! Statistics of one cell: accuracy adjusted for lucky guesses, its interval, truncation.

use crate::dataset::{Counts, Estimate, Evidence, MarginSource};

use super::wilson::{Z, half_width, wilson};

/// Why a cell that is in the data has no statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotEvaluated {
    /// No response at all.
    #[error("no responses")]
    NoResponses,
    /// Every answer would be right by guessing: nothing can be learnt from them.
    #[error("every answer is right by guessing")]
    OnlyGuesses,
}

/// What one cell says. All shares lie in `0..=1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellStatistics {
    /// Adjusted accuracy `s / m`: correct answers beyond the expected lucky guesses, of the trials beyond them.
    pub accuracy: f64,
    /// Raw accuracy `k / n`; `None` where the counts are not known.
    pub raw_accuracy: Option<f64>,
    /// Middle of the 95 % interval of the adjusted accuracy.
    pub centre: f64,
    /// Half width of that interval; 0 where it is unknown.
    pub margin: f64,
    /// Where the margin comes from.
    pub margin_source: MarginSource,
    /// Truncated share of all responses, `t / (n + t)`; `None`: not recorded, computed as 0.
    pub truncation: Option<f64>,
    /// Adjusted trials `m = n - g`; `None` where the counts are not known.
    pub trials: Option<f64>,
    /// Standard deviation of the adjusted accuracy.
    pub accuracy_sd: f64,
    /// Standard deviation of the truncation; 0 where it is not recorded.
    pub truncation_sd: f64,
}

impl CellStatistics {
    /// The statistics of what was counted or reported.
    ///
    /// # Errors
    /// Where nothing was evaluated.
    pub fn of(evidence: &Evidence) -> Result<Self, NotEvaluated> {
        match evidence {
            Evidence::Counts(counts) => Self::of_counts(counts),
            Evidence::Estimate(estimate) => Ok(Self::of_estimate(estimate)),
        }
    }

    /// With `n`, `k`, `t`, `g` as [`Counts`] has them: `m = n - g`, `s = clamp(k - g, 0, m)`,
    /// `accuracy = s / m`, the Wilson interval of `s` out of `m`.
    ///
    /// The standard deviation of the accuracy is that of the raw counts stretched by the guessing,
    /// `(n / m) w(k, n) / z`: clamping makes the adjusted margin itself too narrow.
    fn of_counts(counts: &Counts) -> Result<Self, NotEvaluated> {
        let trials = counts.trials() as f64;
        let correct = counts.correct() as f64;
        let truncated = counts.truncated().unwrap_or(0) as f64;
        let lucky = counts.lucky().unwrap_or(0.0);
        let responses = trials + truncated;
        if responses == 0.0 {
            return Err(NotEvaluated::NoResponses);
        }
        let adjusted_trials = trials - lucky;
        if trials > 0.0 && adjusted_trials <= 0.0 {
            return Err(NotEvaluated::OnlyGuesses);
        }
        let successes = (correct - lucky).clamp(0.0, adjusted_trials);
        let interval = wilson(successes, adjusted_trials);
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        Ok(CellStatistics {
            accuracy: share(successes, adjusted_trials),
            raw_accuracy: Some(share(correct, trials)),
            centre: interval.centre,
            margin: interval.margin,
            margin_source: MarginSource::Wilson,
            truncation: counts.truncated().map(|_| truncated / responses),
            trials: Some(adjusted_trials),
            accuracy_sd: share(trials, adjusted_trials) * half_width(correct, trials) / Z,
            truncation_sd: match counts.truncated() {
                Some(_) => half_width(truncated, responses) / Z,
                None => 0.0,
            },
        })
    }

    fn of_estimate(estimate: &Estimate) -> Self {
        CellStatistics {
            accuracy: estimate.accuracy,
            raw_accuracy: None,
            centre: estimate.centre,
            margin: estimate.margin,
            margin_source: estimate.margin_source,
            truncation: estimate.truncation,
            trials: None,
            accuracy_sd: estimate.margin / Z,
            truncation_sd: match (estimate.truncation, estimate.responses) {
                (Some(share), Some(responses)) => {
                    half_width(share * responses as f64, responses as f64) / Z
                }
                _ => 0.0,
            },
        }
    }

    /// Lower end of the 95 % interval, cut at 0.
    pub fn low(&self) -> f64 {
        (self.centre - self.margin).max(0.0)
    }

    /// Upper end of the 95 % interval, cut at 1.
    pub fn high(&self) -> f64 {
        (self.centre + self.margin).min(1.0)
    }
}
