//! What the bucket files of one call hold together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::super::{Place, origin};
use super::bucket::Bucket;
use crate::dataset::{Cell, Counts, DatasetBuilder, Evidence, OnDuplicate};
use crate::error::{Error, Result, Warnings};

/// Buckets of all files by key; of equal keys the later one stays.
#[derive(Default)]
pub(in super::super) struct BucketStore {
    kept: IndexMap<String, Kept>,
    files: Vec<PathBuf>,
    /// Keys of scenarios that configs name.
    known: BTreeSet<String>,
    /// Whether buckets of scenarios that no config names are left out.
    only_known: bool,
    warnings: Warnings,
}

/// What stays of a bucket.
struct Kept {
    /// Model, level, task.
    names: [String; 3],
    cell: Cell,
    aggregate: bool,
    /// Index into [`BucketStore::files`].
    file: usize,
}

impl BucketStore {
    /// A config names this scenario.
    pub(in super::super) fn know_scenario(&mut self, key: &str) {
        self.known.insert(key.to_owned());
    }

    /// Whether to leave out the scenarios that no config names, from here on.
    pub(in super::super) fn show_only_known(&mut self, yes: bool) {
        self.only_known = yes;
    }

    /// What is added from here on stands in `file`.
    pub(super) fn begin(&mut self, file: &Path) {
        self.files.push(file.to_owned());
    }

    /// Keeps what is needed of a bucket. The error is what is wrong with it.
    pub(super) fn add(&mut self, key: &str, bucket: Bucket) -> Result<(), String> {
        if !(bucket.is_aggregate() || bucket.is_point()) {
            return Ok(());
        }
        let Some(task) = bucket.task() else {
            return Ok(());
        };
        let Some(scenario) = bucket.scenario() else {
            return Err("`scenario` is missing: model+template+sampler/level".to_owned());
        };
        let (model, level) = self.split(scenario, &bucket);
        if self.only_known && !self.known.contains(model) {
            let message = "buckets of scenarios that the dataset config does not name are left out";
            self.warnings.push(message, model);
            return Ok(());
        }
        super::super::check_name("scenario", model)?;
        super::super::check_name("base_task", task)?;
        let kept = Kept {
            names: [model, level, task].map(str::to_owned),
            cell: bucket.cell()?,
            aggregate: bucket.is_aggregate(),
            file: self.files.len() - 1,
        };
        let before = self.kept.insert(key.to_owned(), kept);
        if before.is_some_and(|before| before.file + 1 == self.files.len()) {
            self.warnings.push(
                "a bucket key stands twice in one file; the later one counts",
                key,
            );
        }
        Ok(())
    }

    /// The model's and the level's key of a scenario. The model is the longest scenario of a config that fits, else
    /// what the bucket's own fields tell, else what stands before the first `/`.
    fn split<'a>(&self, scenario: &'a str, bucket: &Bucket) -> (&'a str, &'a str) {
        let ends = |at: usize| at == scenario.len() || scenario[at..].starts_with('/');
        let slashes = scenario.match_indices('/').map(|(at, _)| at);
        let known = slashes
            .chain([scenario.len()])
            .filter(|at| self.known.contains(&scenario[..*at]))
            .max();
        let own = || {
            let key = bucket.own_key()?;
            scenario
                .starts_with(&key)
                .then_some(key.len())
                .filter(|at| ends(*at))
        };
        let end = known
            .or_else(own)
            .or_else(|| scenario.find('/'))
            .unwrap_or(scenario.len());
        (
            &scenario[..end],
            scenario[end..].strip_prefix('/').unwrap_or(""),
        )
    }

    /// Hands aggregates to `builder`, and pooled points where a scenario and task has no aggregate.
    pub(in super::super) fn pour_into(self, builder: &mut DatasetBuilder) -> Result<()> {
        builder.warnings.extend(self.warnings);
        let mut groups: IndexMap<[String; 3], Vec<(String, Kept)>> = IndexMap::new();
        for (key, kept) in self.kept {
            groups
                .entry(kept.names.clone())
                .or_default()
                .push((key, kept));
        }
        for (names, buckets) in groups {
            let [model, level, task] = &names;
            let aggregates: Vec<&(String, Kept)> =
                buckets.iter().filter(|(_, kept)| kept.aggregate).collect();
            let last = aggregates.iter().max_by_key(|(_, kept)| kept.file);
            if aggregates.len() > 1 {
                builder.warnings.push(
                    "several aggregates of one scenario and task; the last one counts",
                    format!("{model}/{level} {task}"),
                );
            }
            let (key, file) = last.map_or((&buckets[0].0, buckets[0].1.file), |(key, kept)| {
                (key, kept.file)
            });
            let place = Place::Key(format!("buckets.{key}"));
            let file = &self.files[file];
            let cell = match last {
                Some((_, kept)) => kept.cell.clone(),
                None => pooled(buckets.iter().map(|(_, kept)| &kept.cell))
                    .map_err(|problem| Error::input(file, place.clone(), problem))?,
            };
            builder
                .cell(
                    [model, level, task],
                    cell,
                    origin(file, &place),
                    OnDuplicate::Refuse,
                )
                .map_err(|duplicate| {
                    let problem =
                        super::super::duplicate_problem([model, level, task], &duplicate.first);
                    Error::input(file, place, problem)
                })?;
        }
        Ok(())
    }
}

/// Points as one cell: counts add up, tokens are the mean over all responses.
fn pooled<'a>(points: impl Iterator<Item = &'a Cell>) -> Result<Cell, String> {
    let points: Vec<&Cell> = points.collect();
    if let [cell] = points[..] {
        return Ok(Cell {
            points: Some(cell.points.unwrap_or(1)),
            ..cell.clone()
        });
    }
    let mut pooled: Option<Counts> = None;
    let mut tokens = Some(0.0);
    for point in &points {
        let Evidence::Counts(counts) = &point.evidence else {
            return Err("a point without counts cannot be pooled with others".to_owned());
        };
        pooled = Some(pooled.map_or(*counts, |sum| sum.pool(counts)));
        if counts.responses() > 0 {
            tokens = tokens
                .zip(point.tokens)
                .map(|(sum, mean)| sum + mean * counts.responses() as f64);
        }
    }
    let counts = pooled.ok_or("no points")?;
    if counts.trials() > Counts::MAX {
        return Err("the points add up to more than can be counted".to_owned());
    }
    let responses = counts.responses();
    Ok(Cell {
        evidence: Evidence::Counts(counts),
        tokens: tokens
            .filter(|_| responses > 0)
            .map(|sum| sum / responses as f64),
        points: Some(points.iter().map(|point| point.points.unwrap_or(1)).sum()),
    })
}
