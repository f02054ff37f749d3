//! One bucket as it stands in a file, and what its figures tell.

use serde::Deserialize;

use super::super::figure::{Figure, amount, count, share};
use super::super::json::Text;
use crate::dataset::{Cell, Counts, Estimate, Evidence, MarginSource};
use crate::stats::wilson;

/// The fields of a bucket that are read. All others, histograms and samples among them, are skipped unread.
#[derive(Deserialize)]
pub(super) struct Bucket {
    #[serde(default)]
    pub(super) btype: String,
    scenario: Option<Text>,
    base_task: Option<Text>,
    model: Option<Text>,
    template: Option<Text>,
    #[serde(alias = "sampler")]
    param_name: Option<Text>,
    total: Option<Figure>,
    correct: Option<Figure>,
    truncated: Option<Figure>,
    adjusted_successes: Option<Figure>,
    adjusted_trials: Option<Figure>,
    adjusted_center: Option<Figure>,
    adjusted_margin: Option<Figure>,
    truncated_ratio: Option<Figure>,
    bcount: Option<Figure>,
    #[serde(alias = "total_completion_tokens")]
    completion_tokens_total: Option<Figure>,
    #[serde(alias = "avg_completion_tokens")]
    completion_tokens_mean: Option<Figure>,
}

impl Bucket {
    /// Whether it stands for all points of a scenario and task.
    pub(super) fn is_aggregate(&self) -> bool {
        self.btype == "scenario_base_task"
    }

    /// Whether it is one point of a task.
    pub(super) fn is_point(&self) -> bool {
        self.btype == "point"
    }

    /// The task, where the bucket is of one (`*` is all of them).
    pub(super) fn task(&self) -> Option<&str> {
        let task = self.base_task.as_ref().map(|task| task.0.as_str());
        task.filter(|task| *task != "*")
    }

    /// The scenario with its level, `model+template+sampler/LEVELKEY`.
    pub(super) fn scenario(&self) -> Option<&str> {
        self.scenario.as_ref().map(|scenario| scenario.0.as_str())
    }

    /// The scenario without its level, as the bucket's own fields tell it.
    pub(super) fn own_key(&self) -> Option<String> {
        let part = |part: &Option<Text>| part.as_ref().map(|part| part.0.clone());
        let parts = [
            part(&self.model)?,
            part(&self.template)?,
            part(&self.param_name)?,
        ];
        Some(parts.join("+"))
    }

    /// The figures as a cell.
    ///
    /// # Errors
    /// Says which figure cannot be, or that there are none.
    pub(super) fn cell(&self) -> Result<Cell, String> {
        let evidence = match (count(self.total, "total")?, count(self.correct, "correct")?) {
            (Some(total), Some(correct)) => Evidence::Counts(self.counts(total, correct)?),
            (total, _) => Evidence::Estimate(self.estimate(total)?),
        };
        let responses = match &evidence {
            Evidence::Counts(counts) => Some(counts.responses()),
            Evidence::Estimate(estimate) => estimate.responses,
        };
        let total = amount(self.completion_tokens_total, "completion_tokens_total")?;
        let mean = amount(self.completion_tokens_mean, "completion_tokens_mean")?;
        let of_total = match (total, responses) {
            (Some(total), Some(responses)) if responses > 0 => Some(total / responses as f64),
            _ => None,
        };
        Ok(Cell {
            evidence,
            tokens: of_total.or(mean),
            points: count(self.bcount, "bcount")?,
        })
    }

    /// `total` does not hold the truncated responses; lucky guesses are what adjusting took away.
    fn counts(&self, total: u64, correct: u64) -> Result<Counts, String> {
        let truncated = match count(self.truncated, "truncated")? {
            None => share(self.truncated_ratio, "truncated_ratio")?
                .filter(|ratio| *ratio < 1.0)
                .map(|ratio| (total as f64 * ratio / (1.0 - ratio)).round() as u64),
            given => given,
        };
        let lucky = amount(self.adjusted_trials, "adjusted_trials")?
            .map(|adjusted| without_noise(total as f64 - adjusted, total as f64));
        Counts::new(total, correct, truncated, lucky).map_err(|problem| problem.to_string())
    }

    /// Where counts are missing, the derived fields tell.
    fn estimate(&self, total: Option<u64>) -> Result<Estimate, String> {
        let successes = amount(self.adjusted_successes, "adjusted_successes")?;
        let trials = amount(self.adjusted_trials, "adjusted_trials")?;
        let given = (
            share(self.adjusted_center, "adjusted_center")?,
            share(self.adjusted_margin, "adjusted_margin")?,
        );
        let counted = match (successes, trials) {
            (Some(successes), Some(trials)) if successes > trials => {
                return Err(format!(
                    "adjusted_successes is {successes}: it cannot exceed adjusted_trials, {trials}"
                ));
            }
            (Some(successes), Some(trials)) if trials > 0.0 => Some((successes, trials)),
            _ => None,
        };
        let (centre, margin) = match (given, counted) {
            ((Some(centre), Some(margin)), _) => (centre, margin),
            (_, Some((successes, trials))) => {
                let interval = wilson(successes, trials);
                (interval.centre, interval.margin)
            }
            _ => {
                return Err(
                    "no figures: `total` and `correct`, or `adjusted_center` and \
                            `adjusted_margin`, are needed"
                        .to_owned(),
                );
            }
        };
        let truncated = count(self.truncated, "truncated")?;
        let responses = total.map(|total| total + truncated.unwrap_or(0));
        let truncation = match (truncated, responses) {
            (Some(truncated), Some(responses)) if responses > 0 => {
                Some(truncated as f64 / responses as f64)
            }
            _ => share(self.truncated_ratio, "truncated_ratio")?,
        };
        let estimate = Estimate {
            accuracy: counted.map_or(centre, |(successes, trials)| successes / trials),
            centre,
            margin,
            margin_source: MarginSource::Wilson,
            truncation,
            responses,
        };
        estimate.checked().map_err(|problem| problem.to_string())
    }
}

/// `lucky` without what rounding in the file added beyond its bounds.
fn without_noise(lucky: f64, total: f64) -> f64 {
    let noise = 1e-9 * total.max(1.0);
    if lucky < 0.0 && lucky > -noise {
        0.0
    } else {
        lucky
    }
}
