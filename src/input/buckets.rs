//! Bucket files: JSON with `buckets`, as ReasonScape's and our `evaluate` write it.
//!
//! Files of hundreds of MB are streamed: of each bucket only the figures are kept, never its
//! histograms or samples. An aggregate of a scenario and task (`btype` `scenario_base_task`) stands
//! for itself; where there is none, the `point` buckets are pooled.

pub(super) mod store;

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::figure::{Figure, amount, count, share};
use super::format::{Format, Reader};
use super::intake::Intake;
use super::json::Text;
use super::open::Opened;
use crate::bucket_file::{self, AGGREGATE, ALL, POINT};
use crate::dataset::{Cell, Clusters, Counts, Estimate, Evidence, MarginSource};
use crate::error::Result;
use crate::stats::wilson;

pub(super) const FORMAT: Format = Format {
    id: "buckets",
    label: "bucket file",
    endings: &["json"],
    keys: &[bucket_file::BUCKETS],
    detect: |clues| clues.head.is_object() && clues.head.has(bucket_file::BUCKETS),
    read: Reader::Supported(read),
};

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let store = &mut intake.buckets;
    store.begin(&path);
    let add = |key: &str, bucket: &Bucket| store.add(key, bucket);
    bucket_file::read::<Bucket, IgnoredAny>(&path, file.content(), add)?;
    intake.buckets.end();
    Ok(())
}

/// A bucket as a board takes it: whatever tool wrote it, without what only merging needs.
type Bucket = bucket_file::Bucket<Text, Figure, Figure, IgnoredAny>;

/// What of an evaluation a bucket stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All points of a scenario and task.
    Aggregate,
    /// One point of a task.
    Point,
}

impl Bucket {
    /// What the bucket stands for; `None` where that is nothing that a board shows.
    ///
    /// # Errors
    /// If the bucket does not say so.
    fn extent(&self) -> Result<Option<Extent>, String> {
        match text(&self.btype) {
            None => Err("`btype` is missing: scenario_base_task or point".to_owned()),
            // All tasks together.
            _ if text(&self.base_task) == Some(ALL) => Ok(None),
            Some(AGGREGATE) => Ok(Some(Extent::Aggregate)),
            Some(POINT) => Ok(Some(Extent::Point)),
            Some(_) => Ok(None),
        }
    }

    /// The task.
    ///
    /// # Errors
    /// If it is missing.
    fn task(&self) -> Result<&str, String> {
        text(&self.base_task).ok_or_else(|| "`base_task` is missing: which task it is".to_owned())
    }

    /// The scenario with its level, `model+template+sampler/LEVELKEY`.
    ///
    /// # Errors
    /// If neither it nor the model is there.
    fn scenario(&self) -> Result<Cow<'_, str>, String> {
        match text(&self.scenario) {
            Some(scenario) => Ok(scenario.into()),
            None => self.own_model().map(Cow::from).ok_or_else(|| {
                "`scenario` is missing: model+template+sampler, and /level where there is one"
                    .into()
            }),
        }
    }

    /// The scenario without its level, as the bucket's own fields tell it:
    /// `model+template+sampler`, or the model where it has neither template nor sampler.
    fn own_model(&self) -> Option<String> {
        let part = |part| text(part).unwrap_or_default();
        let model = text(&self.model)?;
        let (template, sampler) = (part(&self.template), part(&self.param_name));
        Some(bucket_file::scenario(model, template, sampler))
    }

    /// The level's key as the bucket's own fields tell it.
    fn own_level(&self) -> String {
        let part = |part| text(part).filter(|part| *part != ALL).unwrap_or_default();
        bucket_file::level_key(
            part(&self.density),
            part(&self.precision),
            part(&self.degree),
            part(&self.level),
        )
    }

    /// The figures as a cell.
    ///
    /// # Errors
    /// Says which figure cannot be, or that there are none.
    fn cell(&self) -> Result<Cell, String> {
        let evidence = match (count(self.total, "total")?, count(self.correct, "correct")?) {
            (Some(total), Some(correct)) => Evidence::Counts(self.counts(total, correct)?),
            (total, _) => Evidence::Estimate(self.estimate(total)?),
        };
        let responses = evidence.responses();
        let total = amount(self.completion_tokens_total, "completion_tokens_total")?;
        let other = amount(self.total_completion_tokens, "total_completion_tokens")?;
        let total = total.or(other);
        let mean = amount(self.completion_tokens_mean, "completion_tokens_mean")?;
        let mean = mean.or(amount(self.avg_completion_tokens, "avg_completion_tokens")?);
        if let Some(total) = total.filter(|total| *total > Counts::MAX as f64) {
            return Err(format!(
                "the sum of tokens is {total}: too large for a count"
            ));
        }
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
        let counts = Counts::new(total, correct, truncated, lucky)?;
        Ok(counts.with_clusters(Clusters::stated([
            count(self.items, "items")?,
            count(self.sum_k2, "sum_k2")?,
            count(self.sum_kn, "sum_kn")?,
            count(self.sum_n2, "sum_n2")?,
        ]))?)
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
                let problem = "no figures: `total` and `correct`, or `adjusted_center` and \
                               `adjusted_margin`, are needed";
                return Err(problem.to_owned());
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
        Ok(estimate.checked()?)
    }
}

/// A field's text without surrounding white space; `None` where nothing is left.
fn text(field: &Option<Text>) -> Option<&str> {
    let text = field.as_ref().map(|text| text.0.trim());
    text.filter(|text| !text.is_empty())
}

/// `lucky` without what rounding in the file added beyond its bounds.
fn without_noise(lucky: f64, total: f64) -> f64 {
    match lucky > -1e-9 * total.max(1.0) {
        true => lucky.max(0.0),
        false => lucky,
    }
}
