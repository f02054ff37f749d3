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
use super::tally::{Aggregate, Degree, LevelKey, Point, Tally};
use crate::bucket_file::{self, AGGREGATE, ALL, POINT};
use crate::dataset::{Clusters, Counts};
use crate::error::{Error, Place, Result};
use crate::input::open;
use crate::stats::wilson;

/// One bucket of the file. Fields that are not recorded are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Bucket<'a> {
    btype: Cow<'a, str>,
    /// `model+template+sampler`, and `/LEVELKEY` where there is a level.
    #[serde(default)]
    scenario: Cow<'a, str>,
    #[serde(default)]
    model: Cow<'a, str>,
    #[serde(default)]
    template: Cow<'a, str>,
    /// The sampler.
    #[serde(default)]
    param_name: Cow<'a, str>,
    #[serde(default)]
    base_task: Cow<'a, str>,
    /// The task with its parameters; `*` for all of a base task.
    #[serde(default)]
    task: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    density: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    precision: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    degree: Cow<'a, str>,
    /// The level as one word, where none of the three is there.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    level: Cow<'a, str>,
    /// Responses that were not truncated.
    #[serde(default)]
    total: u64,
    #[serde(default)]
    correct: u64,
    #[serde(default)]
    invalid: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    truncated: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    truncated_ratio: Option<f64>,
    /// Left out, like the trials, where no response has a guess chance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adjusted_successes: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adjusted_trials: Option<f64>,
    #[serde(default)]
    adjusted_center: f64,
    #[serde(default)]
    adjusted_margin: f64,
    /// Number of points in it.
    #[serde(default)]
    bcount: u64,
    /// Where every response has its tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    completion_tokens_total: Option<u128>,
    /// Over the responses that have them, where some have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    completion_tokens_mean: Option<f64>,
    /// Where answers are counted by item: the number of items, and sums over them of their correct
    /// answers k and all answers n that were not truncated.
    #[serde(flatten)]
    clusters: Option<Items>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sums: Option<Sums>,
}

/// See [`Clusters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Items {
    items: u64,
    sum_k2: u64,
    sum_kn: u64,
    sum_n2: u64,
}

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
        out.write_all(b"{\"interviews\":")?;
        serde_json::to_writer(&mut out, &self.counts)?;
        out.write_all(b",\n\"buckets\":{")?;
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
            serde_json::to_writer(&mut out, &bucket.key())?;
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
            if bucket.btype != POINT {
                return Ok(());
            }
            let (point, tally) = bucket.point()?;
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
                "not a bucket file that `evalboard evaluate` wrote: it has no `interviews`",
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
    let level = &aggregate.level;
    Bucket {
        btype: btype.into(),
        scenario: scenario(aggregate).into(),
        model: aggregate.model.as_str().into(),
        template: aggregate.template.as_str().into(),
        param_name: aggregate.sampler.as_str().into(),
        base_task: aggregate.base_task.as_str().into(),
        task: task.into(),
        density: level.density.as_str().into(),
        precision: level.precision.as_str().into(),
        degree: level.degree.text.as_str().into(),
        level: level.word.text.as_str().into(),
        total: tally.total,
        correct: tally.correct,
        invalid: tally.invalid,
        truncated: truncation_recorded.then_some(tally.truncated),
        truncated_ratio: truncation_recorded
            .then(|| tally.truncated as f64 / responses.max(1) as f64),
        adjusted_successes: guessing_recorded.then_some(successes),
        adjusted_trials: guessing_recorded.then_some(trials),
        adjusted_center: interval.centre,
        adjusted_margin: interval.margin,
        bcount: points,
        completion_tokens_total: all_tokens.then_some(tally.tokens),
        completion_tokens_mean: (!all_tokens && tally.tokens_recorded > 0)
            .then(|| tally.tokens as f64 / tally.tokens_recorded as f64),
        clusters: tally.clusters.map(|clusters| Items {
            items: clusters.items,
            sum_k2: clusters.sum_k2,
            sum_kn: clusters.sum_kn,
            sum_n2: clusters.sum_n2,
        }),
        sums: None,
    }
}

/// The scenario, and `/LEVELKEY` where there is a level.
fn scenario(aggregate: &Aggregate) -> String {
    let Aggregate {
        model,
        template,
        sampler,
        level,
        ..
    } = aggregate;
    let mut name = bucket_file::scenario(model, template, sampler);
    let level = bucket_file::level_key(
        &level.density,
        &level.precision,
        &level.degree.text,
        &level.word.text,
    );
    if !level.is_empty() {
        name += &format!("/{level}");
    }
    name
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

impl Bucket<'_> {
    /// A key that no other bucket has.
    fn key(&self) -> String {
        let parts = [
            &self.btype,
            &self.model,
            &self.template,
            &self.param_name,
            &self.density,
            &self.precision,
            &self.degree,
            &self.base_task,
            &self.task,
        ];
        let level = Some(&self.level).filter(|level| !level.is_empty());
        let parts = parts.into_iter().chain(level);
        let parts = parts.map(|part| part.replace('%', "%25").replace('|', "%7C"));
        Vec::from_iter(parts).join("|")
    }

    /// The point and its counts.
    fn point(&self) -> Result<(Point, Tally), String> {
        let Some(sums) = self.sums else {
            return Err(
                "has no `sums`: only bucket files that `evalboard evaluate` wrote can be merged"
                    .to_owned(),
            );
        };
        let [whole, rest] = sums.guess_chance;
        let tally = Tally {
            total: self.total,
            correct: self.correct,
            invalid: self.invalid,
            truncated: self.truncated.unwrap_or(0),
            truncation_recorded: sums.truncation_recorded,
            tokens: sums.tokens,
            tokens_recorded: sums.tokens_recorded,
            chance_units: u128::from(whole) << 64 | u128::from(rest),
            chance_recorded: sums.guess_chance_recorded,
            clusters: self.clusters.map(|sums| Clusters {
                items: sums.items,
                sum_k2: sums.sum_k2,
                sum_kn: sums.sum_kn,
                sum_n2: sums.sum_n2,
            }),
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
        let point = Point {
            aggregate: Aggregate {
                model: self.model.to_string(),
                template: self.template.to_string(),
                sampler: self.param_name.to_string(),
                base_task: self.base_task.to_string(),
                level: LevelKey {
                    density: self.density.to_string(),
                    precision: self.precision.to_string(),
                    degree: Degree::new(self.degree.as_ref()),
                    word: Degree::new(self.level.as_ref()),
                },
            },
            task: self.task.to_string(),
        };
        Ok((point, tally))
    }
}
