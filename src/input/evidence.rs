//! From what an input states about a cell to what is known of its accuracy: the same rules for
//! every format.

use crate::dataset::{Clusters, Counts, Estimate, Evidence, MarginSource};
use crate::project::TaskFacts;
use crate::stats::{Z, wilson};

/// A reported share, and how far the true one may lie from it: its digits end somewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) value: f64,
    /// Half a unit of the last digit.
    pub(super) precision: f64,
}

impl Share {
    /// Floats of 32 bits are exact to about this share of their value.
    const FLOAT32: f64 = 1e-7;

    /// A share from a number that was not rounded to few digits: exact as far as floats of 32 bits
    /// are.
    pub(super) fn exact(value: f64) -> Share {
        Share {
            value,
            precision: value.abs() * Share::FLOAT32,
        }
    }

    /// A share that was written with `decimals` digits after the point.
    pub(super) fn rounded(value: f64, decimals: i32) -> Share {
        let half_unit = 0.5 * libm::exp10(f64::from(-decimals));
        Share {
            value,
            precision: half_unit.max(Share::exact(value).precision),
        }
    }
}

/// Whether figures are percent: at least half of those that are not 0 are above 1.
pub(super) fn are_percent(figures: impl Iterator<Item = f64>) -> bool {
    let values: Vec<f64> = figures.filter(|value| *value != 0.0).collect();
    let above = values.iter().filter(|value| **value > 1.0).count();
    above > 0 && above * 2 >= values.len()
}

/// The standard error of the mean of independent figures, of which it takes two.
pub(super) fn error_of_mean(figures: &[f64]) -> Option<f64> {
    let n = figures.len() as f64;
    let mean = figures.iter().sum::<f64>() / n;
    let squares = figures
        .iter()
        .map(|figure| (figure - mean) * (figure - mean));
    let variance = squares.sum::<f64>() / (n - 1.0);
    (n > 1.0).then(|| (variance / n).sqrt())
}

/// What an input states about a cell; all shares lie in 0..=1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Statement {
    /// Responses that were not truncated.
    pub(super) n: Option<u64>,
    pub(super) correct: Option<u64>,
    pub(super) truncated: Option<u64>,
    /// Expected lucky guesses; in its place [`Statement::guess_chance`] times n.
    pub(super) lucky: Option<f64>,
    pub(super) guess_chance: Option<f64>,
    pub(super) accuracy: Option<Share>,
    /// Standard error of the accuracy.
    pub(super) stderr: Option<f64>,
    /// The Wilson interval that the source computed.
    pub(super) centre: Option<f64>,
    pub(super) margin: Option<f64>,
    /// Share of truncated responses, where they are not counted.
    pub(super) truncation: Option<f64>,
    /// All responses, where they are not counted.
    pub(super) responses: Option<u64>,
    /// Sums over the items, where answers repeat them; they belong to counts.
    pub(super) clusters: Option<Clusters>,
}

impl Statement {
    /// What is known of the accuracy; `None` where nothing is: not evaluated.
    ///
    /// Counts where they are given, or where accuracy × n is whole within what its digits allow and
    /// no stated error says otherwise; else the accuracy with its error, with the interval of n
    /// trials, or with none.
    ///
    /// # Errors
    /// For counts or shares that cannot be.
    pub(super) fn evidence(&self) -> Result<Option<Evidence>, String> {
        if let Some(stderr) = self.stderr.filter(|stderr| *stderr > 0.5) {
            return Err(format!(
                "stderr is {stderr}: a standard error of a share cannot exceed .5"
            ));
        }
        let implied = self.implied_count();
        let correct = match (self.n, self.correct) {
            (Some(0), None) if self.accuracy.is_none() => Some(0),
            (_, correct) => correct.or(implied),
        };
        match (self.n, correct, self.accuracy) {
            (Some(0), Some(0), None) if self.correct.is_none() && self.truncated.is_none() => {
                Ok(None)
            }
            (Some(n), Some(correct), _) => self.counts(n, correct).map(Some),
            (None, Some(_), _) => Err("correct is given without n".to_owned()),
            (_, None, Some(accuracy)) => self.estimate(accuracy.value).map(Some),
            (None, None, None) if self.truncated.is_some() => {
                Err("truncated is given without n".to_owned())
            }
            (_, None, None) => Ok(None),
        }
    }

    /// Where the stated accuracy and the counts contradict each other, by more than the accuracy's
    /// digits allow.
    pub(super) fn contradiction(&self) -> Option<String> {
        let (n, correct, accuracy) = (self.n?, self.correct?, self.accuracy?);
        let counted = correct as f64 / n as f64;
        // The accuracy may be the one beyond guessing.
        let trials = n as f64 - self.guesses(n).unwrap_or(0.0);
        let adjusted = (correct as f64 - self.guesses(n).unwrap_or(0.0)) / trials;
        let differs = |share: f64| (share - accuracy.value).abs() > accuracy.precision + 1e-9;
        (n > 0 && differs(counted) && differs(adjusted.clamp(0.0, 1.0))).then(|| {
            format!(
                "the accuracy {} contradicts {correct} of {n}; the counts are taken",
                accuracy.value
            )
        })
    }

    /// The number of correct answers that accuracy and n imply, if they imply one.
    fn implied_count(&self) -> Option<u64> {
        let (n, accuracy) = (self.n?, self.accuracy?);
        let trials = n as f64;
        let product = accuracy.value * trials;
        let whole = product.round();
        if n == 0 || (product - whole).abs() > accuracy.precision * trials + 1e-9 {
            return None;
        }
        let agrees = |stderr: f64| {
            let variance = accuracy.value * (1.0 - accuracy.value);
            let near = |divisor: f64| {
                let expected = (variance / divisor).sqrt();
                (stderr - expected).abs() <= 0.02 * expected
            };
            near(trials) || near(trials - 1.0)
        };
        let fits = self.stderr.is_none_or(agrees);
        (fits && (0.0..=trials).contains(&whole)).then_some(whole as u64)
    }

    fn guesses(&self, n: u64) -> Option<f64> {
        self.lucky
            .or(self.guess_chance.map(|chance| chance * n as f64))
    }

    fn counts(&self, n: u64, correct: u64) -> Result<Evidence, String> {
        let counts = Counts::new(n, correct, self.truncated, self.guesses(n))?;
        Ok(Evidence::Counts(counts.with_clusters(self.clusters)?))
    }

    /// A reported accuracy. Its margin is 1.96 standard errors, else the given margin, else that of
    /// n trials, else unknown; an error of 0 at 0 or 1 says nothing.
    fn estimate(&self, accuracy: f64) -> Result<Evidence, String> {
        let is_end = accuracy == 0.0 || accuracy == 1.0;
        let stderr = self.stderr.filter(|stderr| *stderr > 0.0 || !is_end);
        let trials = self.n.filter(|n| *n > 0).map(|n| n as f64);
        let (centre, margin, margin_source) = match (stderr, self.margin, trials) {
            (Some(stderr), ..) => (accuracy, (Z * stderr).min(1.0), MarginSource::StandardError),
            (None, Some(margin), _) => (
                self.centre.unwrap_or(accuracy),
                margin,
                MarginSource::Wilson,
            ),
            (None, None, Some(n)) => {
                let interval = wilson(accuracy * n, n);
                (interval.centre, interval.margin, MarginSource::Wilson)
            }
            (None, None, None) => (accuracy, 0.0, MarginSource::Unknown),
        };
        let counted = self.n.map(|n| n + self.truncated.unwrap_or(0));
        let truncation = match (self.truncated, counted) {
            (Some(truncated), Some(all)) if all > 0 => Some(truncated as f64 / all as f64),
            _ => self.truncation,
        };
        let estimate = Estimate {
            accuracy,
            centre,
            margin,
            margin_source,
            truncation,
            responses: counted.or(self.responses),
        };
        Ok(Evidence::Estimate(estimate.checked()?))
    }
}

/// `evidence` of a task of which the project file says more: n and a chance of guessing where they
/// are not known, and whether less is better.
///
/// # Errors
/// For counts or shares that cannot be.
pub(super) fn with_facts(
    evidence: Evidence,
    facts: &TaskFacts,
    is_lower_better: bool,
) -> Result<Evidence, String> {
    let evidence = match evidence {
        Evidence::Counts(counts) if is_lower_better => {
            let correct = counts.trials() - counts.correct();
            let turned = Counts::new(counts.trials(), correct, counts.truncated(), None)?;
            let clusters = counts.clusters().map(|clusters| clusters.inverted());
            Evidence::Counts(turned.with_clusters(clusters)?)
        }
        Evidence::Estimate(estimate) if is_lower_better => Evidence::Estimate(Estimate {
            accuracy: 1.0 - estimate.accuracy,
            centre: 1.0 - estimate.centre,
            ..estimate
        }),
        evidence => evidence,
    };
    match evidence {
        Evidence::Counts(counts) if counts.lucky().is_none() && facts.chance().is_some() => {
            let (n, truncated) = (counts.trials(), counts.truncated());
            let lucky = facts.chance().map(|chance| chance * n as f64);
            let known = Counts::new(n, counts.correct(), truncated, lucky)?;
            Ok(Evidence::Counts(known.with_clusters(counts.clusters())?))
        }
        Evidence::Estimate(estimate)
            if estimate.margin_source == MarginSource::Unknown
                && estimate.responses.is_none()
                && facts.n.is_some() =>
        {
            let stated = Statement {
                n: facts.n,
                guess_chance: facts.chance(),
                accuracy: Some(Share::exact(estimate.accuracy)),
                ..Statement::default()
            };
            Ok(stated.evidence()?.unwrap_or(Evidence::Estimate(estimate)))
        }
        evidence => Ok(evidence),
    }
}

#[cfg(test)]
mod tests;
