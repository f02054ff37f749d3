//! What was counted in a cell, as floats, and how far such counts scatter.

use crate::dataset::{Clusters, Counts};

use super::sums::share;
use super::wilson::{WilsonAt, wilson};

/// What was counted in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// `n`: answers that were not truncated.
    pub trials: f64,
    /// `k`: correct ones among them.
    pub correct: f64,
    /// `g`: expected lucky guesses, 0 where not recorded.
    pub lucky: f64,
    /// `t`: truncated answers, 0 where not recorded.
    pub truncated: f64,
    /// Whether truncation is recorded; where not, it adds no uncertainty.
    pub records_truncation: bool,
    /// How many times the variance of the accuracy is that of independent answers; at least 1.
    pub design_effect: f64,
}

/// Ends of 95 % intervals of one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ends {
    /// Of the adjusted accuracy: those of the raw share, less the guesses; they hold the accuracy
    /// itself.
    pub accuracy: (f64, f64),
    /// Of the truncation.
    pub truncation: (f64, f64),
}

impl Sample {
    /// Of these counts.
    pub fn new(counts: &Counts) -> Self {
        Sample {
            trials: counts.trials() as f64,
            correct: counts.correct() as f64,
            lucky: counts.lucky().unwrap_or(0.0),
            truncated: counts.truncated().unwrap_or(0) as f64,
            records_truncation: counts.truncated().is_some(),
            design_effect: counts
                .clusters()
                .map_or(1.0, |clusters| design_effect(counts, &clusters)),
        }
    }

    /// Chance to be right by guessing, `g / n`.
    pub(crate) fn guess_chance(&self) -> f64 {
        share(self.lucky, self.trials)
    }

    /// Times the variance of the raw accuracy is that of the adjusted one: `(n / m)²` times the
    /// design effect.
    pub(crate) fn stretch(&self) -> f64 {
        let stretch = share(self.trials, self.adjusted_trials());
        stretch * stretch * self.design_effect
    }

    /// `m = n - g`
    pub fn adjusted_trials(&self) -> f64 {
        self.trials - self.lucky
    }

    /// `s = clamp(k - g, 0, m)`
    pub fn successes(&self) -> f64 {
        (self.correct - self.lucky).clamp(0.0, self.adjusted_trials().max(0.0))
    }

    /// `N = n + t`
    pub fn responses(&self) -> f64 {
        self.trials + self.truncated
    }

    /// `t / N`
    pub fn truncation(&self) -> f64 {
        share(self.truncated, self.responses())
    }

    /// Variance of the adjusted accuracy where the share of correct answers is `raw`: `((n / m) w /
    /// z)²` with the Wilson half width `w` of `raw` in `n` trials, times the design effect.
    ///
    /// The raw counts, stretched by the guessing: clamping makes the adjusted margin itself too
    /// narrow.
    pub(super) fn accuracy_variance_at(&self, raw: f64) -> f64 {
        self.stretch() * WilsonAt::new(self.trials).variance(raw)
    }

    /// Variance of the truncation where its share is `truncation`: `(w / z)²` in `N` responses; 0
    /// where it is not recorded.
    pub(super) fn truncation_variance_at(&self, truncation: f64) -> f64 {
        match self.records_truncation {
            true => WilsonAt::new(self.responses()).variance(truncation),
            false => 0.0,
        }
    }

    /// The Wilson intervals of `k` of `n`, less the guesses, and of `t` of `N`.
    pub(super) fn ends(&self, accuracy: f64) -> Ends {
        let raw = wilson(self.correct, self.trials);
        let stretch = share(self.trials, self.adjusted_trials());
        let guess_chance = self.guess_chance();
        let adjusted = |raw: f64| ((raw - guess_chance) * stretch).clamp(0.0, 1.0);
        let truncation = self.truncation();
        let around = wilson(self.truncated, self.responses());
        Ends {
            accuracy: (
                adjusted(raw.centre - raw.margin).min(accuracy),
                adjusted(raw.centre + raw.margin).max(accuracy),
            ),
            truncation: match self.records_truncation {
                true => (around.centre - around.margin, around.centre + around.margin),
                false => (truncation, truncation),
            },
        }
    }
}

/// The clustered variance of the share of correct answers over that of independent ones, at least
/// 1.
///
/// With `kᵢ` of `nᵢ` answers to item `i` correct and `p = k / n`: `Σ (kᵢ - p nᵢ)² / (n p (1 - p))`.
/// 1 where all answers or none are correct: nothing is known of how they go together.
///
/// E. Miller, "Adding error bars to evals", arXiv:2411.00640 (2024), section 2.2.
fn design_effect(counts: &Counts, clusters: &Clusters) -> f64 {
    let trials = counts.trials() as f64;
    let p = share(counts.correct() as f64, trials);
    let independent = trials * p * (1.0 - p);
    if independent <= 0.0 {
        return 1.0;
    }
    let [k2, kn, n2] = [clusters.sum_k2, clusters.sum_kn, clusters.sum_n2].map(|sum| sum as f64);
    ((k2 - 2.0 * p * kn + p * p * n2) / independent).max(1.0)
}

#[cfg(test)]
mod tests;
