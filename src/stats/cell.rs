//! Statistics of one cell: accuracy adjusted for lucky guesses, its interval, truncation.

use std::fmt;

use crate::dataset::{Counts, Estimate, Evidence, MarginSource};

use super::sample::{Ends, Sample};
use super::sums::share;
use super::wilson::{Z, half_width, wilson};

/// Why a cell that is in the data has no statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEvaluated {
    /// No response at all.
    NoResponses,
    /// Every answer would be right by guessing: nothing can be learnt from them.
    OnlyGuesses,
}

impl fmt::Display for NotEvaluated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotEvaluated::NoResponses => "no responses",
            NotEvaluated::OnlyGuesses => "every answer is right by guessing",
        })
    }
}

impl std::error::Error for NotEvaluated {}

/// What one cell says. All shares lie in `0..=1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellStatistics {
    /// Adjusted accuracy `s / m`: correct answers beyond the expected lucky guesses, of the trials
    /// beyond them.
    pub accuracy: f64,
    /// Middle of the 95 % interval of the adjusted accuracy.
    pub centre: f64,
    /// Half width of that interval; 0 where it is unknown.
    pub margin: f64,
    /// Where the margin comes from.
    pub margin_source: MarginSource,
    /// Truncated share of all responses, `t / (n + t)`; `None`: not recorded, computed as 0.
    pub truncation: Option<f64>,
    /// What was counted; `None` where only an accuracy was reported.
    pub sample: Option<Sample>,
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
    /// `accuracy = s / m`, the Wilson interval of `s` out of `m`. Standard deviations are those of
    /// [`Sample`].
    fn of_counts(counts: &Counts) -> Result<Self, NotEvaluated> {
        let sample = Sample::new(counts);
        if sample.responses() == 0.0 {
            return Err(NotEvaluated::NoResponses);
        }
        if sample.trials > 0.0 && sample.adjusted_trials() <= 0.0 {
            return Err(NotEvaluated::OnlyGuesses);
        }
        let successes = sample.successes();
        let interval = wilson(successes, sample.adjusted_trials());
        Ok(CellStatistics {
            accuracy: share(successes, sample.adjusted_trials()),
            centre: interval.centre,
            margin: interval.margin,
            margin_source: MarginSource::Wilson,
            truncation: counts.truncated().map(|_| sample.truncation()),
            accuracy_sd: sample
                .accuracy_variance_at(share(sample.correct, sample.trials))
                .sqrt(),
            truncation_sd: sample.truncation_variance_at(sample.truncation()).sqrt(),
            sample: Some(sample),
        })
    }

    /// A stated standard error of 0 at an accuracy of 0 or 1 is what the usual formula gives there,
    /// and says nothing: the interval is unknown.
    fn of_estimate(estimate: &Estimate) -> Self {
        CellStatistics {
            accuracy: estimate.accuracy,
            centre: estimate.centre,
            margin: estimate.margin,
            margin_source: match estimate.margin_source {
                MarginSource::StandardError
                    if estimate.margin == 0.0 && [0.0, 1.0].contains(&estimate.accuracy) =>
                {
                    MarginSource::Unknown
                }
                source => source,
            },
            truncation: estimate.truncation,
            sample: None,
            accuracy_sd: estimate.margin / Z,
            truncation_sd: match (estimate.truncation, estimate.responses) {
                (Some(share), Some(responses)) => {
                    half_width(share * responses as f64, responses as f64) / Z
                }
                _ => 0.0,
            },
        }
    }

    /// Ends of the 95 % intervals of accuracy and truncation each by itself, where the counts are
    /// known.
    pub(super) fn ends(&self) -> Option<Ends> {
        self.sample.map(|sample| sample.ends(self.accuracy))
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
