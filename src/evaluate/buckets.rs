//! The bucket file: written from points, and read again for merging.
//!
//! One bucket a line, so that versions of a file can be compared line by line. Beside the figures
//! that ReasonScape's tools know, a point carries `sums`: what an exact merge needs and the figures
//! do not tell.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Evaluation;
use super::tally::{Aggregate, Point, Tally};
use crate::bucket_file::{self, AGGREGATE, ALL, BUCKETS, INTERVIEWS, POINT};
use crate::dataset::{Clusters, Counts};
use crate::error::{Error, Place, Result};
use crate::input::open;
use crate::stats::wilson;

/// A bucket as it is written and merged. The others of its kind of a file, those that boards show,
/// are read in [`crate::input`].
type Bucket<'a> = bucket_file::Bucket<Cow<'a, str>, u64, f64, Sums>;

/// What merging needs beside the counts of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Sums {
    /// Responses that tell whether they were truncated.
    truncation_recorded: u64,
    /// Sum of the completion tokens, and the responses that have them.
    tokens: u128,
    tokens_recorded: u64,
    /// Sum of the guess chances of the responses that were not truncated: whole part, and the rest
    /// in units of 2^-64; and the responses that have one.
    guess_chance: [u64; 2],
    guess_chance_recorded: u64,
}

impl Evaluation {
    /// Writes the bucket file: a bucket for each point, and one for each model, level and base
    /// task.
    ///
    /// # Errors
    /// Those of `out`, and where the points of a task add up to more than can be counted.
    pub fn write(&self, mut out: impl Write) -> io::Result<()> {
        let mut aggregates: BTreeMap<&Aggregate, (Tally, u64)> = BTreeMap::new();
        for (point, tally) in &self.points.0 {
            let (sum, points) = aggregates.entry(&point.aggregate).or_default();
            *sum = sum
                .plus(tally)
                .ok_or_else(|| io::Error::other(Error::TooManyAnswers))?;
            *points += 1;
        }
        write!(out, "{{\"{INTERVIEWS}\":")?;
        serde_json::to_writer(&mut out, &self.counts)?;
        write!(out, ",\n\"{BUCKETS}\":{{")?;
        let aggregates = aggregates
            .iter()
            .map(|(aggregate, (tally, points))| bucket(aggregate, AGGREGATE, ALL, tally, *points));
        let points = self.points.0.iter().map(|(point, tally)| {
            let mut bucket = bucket(&point.aggregate, POINT, &point.task, tally, 1);
            bucket.sums = Some(sums(tally));
            bucket
        });
        let mut separator = "\n";
        for bucket in aggregates.chain(points) {
            out.write_all(separator.as_bytes())?;
            serde_json::to_writer(&mut out, &key(&bucket))?;
            out.write_all(b":")?;
            serde_json::to_writer(&mut out, &bucket)?;
            separator = ",\n";
        }
        out.write_all(b"\n}}\n")?;
        out.flush()
    }

    /// Reads a bucket file that [`Evaluation::write`] wrote.
    ///
    /// # Errors
    /// If the file cannot be read, is not one of ours, or holds impossible counts.
    pub fn read(file: &Path) -> Result<Evaluation> {
        let mut evaluation = Evaluation::default();
        let points = &mut evaluation.points;
        let content = BufReader::new(open(file)?);
        let counts = bucket_file::read(file, content, |_, bucket: &Bucket<'_>| {
            if bucket.btype.as_deref() != Some(POINT) {
                return Ok(());
            }
            let (point, tally) = point(bucket)?;
            let added = points.add(point, &tally);
            added.map_err(|_| Error::TooManyAnswers.to_string())
        })?;
        match counts {
            Some(counts) => Ok(Evaluation {
                counts,
                ..evaluation
            }),
            None => Err(Error::input(
                file,
                Place::Whole,
                format!(
                    "not a bucket file that `evalboard evaluate` wrote: it has no `{INTERVIEWS}`"
                ),
            )),
        }
    }
}

fn bucket<'a>(
    aggregate: &'a Aggregate,
    btype: &'static str,
    task: &'a str,
    tally: &Tally,
    points: u64,
) -> Bucket<'a> {
    let trials = tally.total as f64 - tally.lucky();
    let successes = (tally.correct as f64 - tally.lucky()).clamp(0.0, trials.max(0.0));
    let interval = wilson(successes, trials);
    let guessing_recorded = tally.chance_recorded > 0;
    let truncation_recorded = tally.truncation_recorded > 0;
    let responses = tally.responses();
    let all_tokens = tally.tokens_recorded == responses;
    let tokens = (!all_tokens && tally.tokens_recorded > 0)
        .then(|| tally.tokens as f64 / tally.tokens_recorded as f64);
    let clusters = tally.clusters;
    Bucket {
        btype: Some(btype.into()),
        scenario: Some(scenario(aggregate).into()),
        model: Some(aggregate.model.as_str().into()),
        template: Some(aggregate.template.as_str().into()),
        param_name: Some(aggregate.sampler.as_str().into()),
        base_task: Some(aggregate.base_task.as_str().into()),
        task: Some(task.into()),
        density: part(&aggregate.density),
        precision: part(&aggregate.precision),
        degree: part(&aggregate.degree.text),
        level: part(&aggregate.level.text),
        total: Some(tally.total),
        correct: Some(tally.correct),
        invalid: Some(tally.invalid),
        truncated: truncation_recorded.then_some(tally.truncated),
        truncated_ratio: truncation_recorded
            .then(|| tally.truncated as f64 / responses.max(1) as f64),
        adjusted_successes: guessing_recorded.then_some(successes),
        adjusted_trials: guessing_recorded.then_some(trials),
        adjusted_center: Some(interval.centre),
        adjusted_margin: Some(interval.margin),
        bcount: Some(points),
        // Never more than what counts hold: see `Tally::plus`.
        completion_tokens_total: u64::try_from(tally.tokens).ok().filter(|_| all_tokens),
        total_completion_tokens: None,
        completion_tokens_mean: tokens,
        avg_completion_tokens: None,
        items: clusters.map(|sums| sums.items),
        sum_k2: clusters.map(|sums| sums.sum_k2),
        sum_kn: clusters.map(|sums| sums.sum_kn),
        sum_n2: clusters.map(|sums| sums.sum_n2),
        sums: None,
    }
}

/// A part of a level's key; nothing where it is empty.
fn part(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then(|| text.into())
}

/// The scenario, and `/LEVELKEY` where there is a level.
fn scenario(of: &Aggregate) -> String {
    let name = bucket_file::scenario(&of.model, &of.template, &of.sampler);
    let (degree, level) = (&of.degree.text, &of.level.text);
    match bucket_file::level_key(&of.density, &of.precision, degree, level).as_str() {
        "" => name,
        level => format!("{name}/{level}"),
    }
}

fn sums(tally: &Tally) -> Sums {
    Sums {
        truncation_recorded: tally.truncation_recorded,
        tokens: tally.tokens,
        tokens_recorded: tally.tokens_recorded,
        guess_chance: [
            (tally.chance_units >> 64) as u64,
            (tally.chance_units & u128::from(u64::MAX)) as u64,
        ],
        guess_chance_recorded: tally.chance_recorded,
    }
}

/// A key that no other bucket has.
fn key(bucket: &Bucket<'_>) -> String {
    let parts = [
        &bucket.btype,
        &bucket.model,
        &bucket.template,
        &bucket.param_name,
        &bucket.density,
        &bucket.precision,
        &bucket.degree,
        &bucket.base_task,
        &bucket.task,
    ];
    let parts = parts.map(|part| part.as_deref().unwrap_or_default());
    let parts = parts.into_iter().chain(bucket.level.as_deref());
    let parts = parts.map(|part| part.replace('%', "%25").replace('|', "%7C"));
    Vec::from_iter(parts).join("|")
}

/// The point of a bucket and its counts.
///
/// # Errors
/// Says which figure cannot be.
fn point(bucket: &Bucket<'_>) -> Result<(Point, Tally), String> {
    let Some(sums) = bucket.sums else {
        return Err(
            "has no `sums`: only bucket files that `evalboard evaluate` wrote can be merged"
                .to_owned(),
        );
    };
    let [whole, rest] = sums.guess_chance;
    let tally = Tally {
        total: bucket.total.unwrap_or(0),
        correct: bucket.correct.unwrap_or(0),
        invalid: bucket.invalid.unwrap_or(0),
        truncated: bucket.truncated.unwrap_or(0),
        truncation_recorded: sums.truncation_recorded,
        tokens: sums.tokens,
        tokens_recorded: sums.tokens_recorded,
        chance_units: u128::from(whole) << 64 | u128::from(rest),
        chance_recorded: sums.guess_chance_recorded,
        clusters: Clusters::stated([bucket.items, bucket.sum_k2, bucket.sum_kn, bucket.sum_n2]),
    };
    Counts::new(
        tally.total,
        tally.correct,
        Some(tally.truncated),
        Some(tally.lucky()),
    )
    .and_then(|counts| match tally.clusters {
        Some(clusters) => counts.with_clusters(clusters),
        None => Ok(counts),
    })
    .map_err(|impossible| impossible.to_string())?;
    let responses = tally.responses();
    if sums.tokens > u128::from(Counts::MAX) {
        let tokens = sums.tokens;
        return Err(format!("`tokens` is {tokens}: too large for a count"));
    }
    for (name, part, all) in [
        ("invalid", tally.invalid, tally.total),
        ("guess_chance_recorded", tally.chance_recorded, tally.total),
        ("truncation_recorded", tally.truncation_recorded, responses),
        ("tokens_recorded", tally.tokens_recorded, responses),
    ] {
        if part > all {
            return Err(format!("`{name}` is {part}, of {all} responses"));
        }
    }
    let fields = [
        &bucket.model,
        &bucket.template,
        &bucket.param_name,
        &bucket.base_task,
        &bucket.task,
        &bucket.density,
        &bucket.precision,
        &bucket.degree,
        &bucket.level,
    ];
    let fields = fields.map(|field| field.as_deref().unwrap_or_default());
    Ok((Point::new(fields), tally))
}
