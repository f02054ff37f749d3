//! What the bucket files of one call hold together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use indexmap::{IndexMap, IndexSet};

use super::super::evidence::with_facts;
use super::super::names::{checked_name, duplicate_problem};
use super::super::notes::inverted_note;
use super::super::table::TableOptions;
use super::{Bucket, Extent};
use crate::bucket_file;
use crate::dataset::{Cell, Counts, DatasetBuilder, Evidence, Note};
use crate::error::{Error, Result, Warnings, printable};

/// Buckets of all files by key; of equal keys the later one stays.
#[derive(Default)]
pub(in super::super) struct BucketStore {
    kept: IndexMap<Box<str>, Kept>,
    /// Names that buckets have: few, and each in many buckets.
    names: IndexSet<Box<str>>,
    files: Vec<PathBuf>,
    /// Keys of scenarios that configs name.
    scenarios: BTreeSet<String>,
    /// Whether buckets of other scenarios are left out.
    only_scenarios: bool,
    /// Other scenarios with the number of their buckets.
    left_out: IndexMap<String, usize>,
    /// Whether the current file had a bucket that a board can show.
    found: bool,
    warnings: Warnings,
}

/// What stays of a bucket.
struct Kept {
    /// Model, level, task as indices into [`BucketStore::names`].
    names: [usize; 3],
    cell: Cell,
    extent: Extent,
    /// Index into [`BucketStore::files`].
    file: usize,
}

impl BucketStore {
    /// A config names this scenario.
    pub(in super::super) fn know_scenario(&mut self, key: &str) {
        self.scenarios.insert(key.to_owned());
    }

    /// Whether to leave out the scenarios that no config names, from here on.
    pub(in super::super) fn show_only_known(&mut self, yes: bool) {
        self.only_scenarios = yes;
    }

    /// What is added from here on stands in `file`.
    pub(super) fn begin(&mut self, file: &Path) {
        self.files.push(file.to_owned());
        self.found = false;
    }

    /// The file has been read.
    pub(super) fn end(&mut self) {
        if let Some(file) = self.files.last().filter(|_| !self.found) {
            self.warnings.push(
                "no bucket of a scenario and task (`btype` scenario_base_task or point)",
                file.display().to_string(),
            );
        }
    }

    /// Keeps what is needed of a bucket. The error is what is wrong with it.
    pub(super) fn add(&mut self, key: &str, bucket: &Bucket) -> Result<(), String> {
        let Some(extent) = bucket.extent()? else {
            return Ok(());
        };
        self.found = true;
        let scenario = bucket.scenario()?;
        let (model, level) = self.split(&scenario, bucket);
        if self.only_scenarios && !self.scenarios.contains(model) {
            *self.left_out.entry(model.to_owned()).or_default() += 1;
            return Ok(());
        }
        let own_level = bucket.own_level();
        let level = if level.is_empty() { &own_level } else { level };
        let names = [
            checked_name("scenario", model)?,
            level,
            checked_name("base_task", bucket.task()?)?,
        ];
        let kept = Kept {
            names: names.map(|name| self.names.insert_full(name.into()).0),
            cell: bucket.cell()?,
            extent,
            file: self.files.len() - 1,
        };
        let file = kept.file;
        if let Some(earlier) = self.kept.insert(key.into(), kept) {
            let message = match earlier.file == file {
                true => "a bucket key occurs twice in one file; the later one counts",
                false => {
                    "a bucket of a later file replaces one of an earlier file; `evalboard merge` \
                     adds them up instead"
                }
            };
            self.warnings.push(message, key);
        }
        Ok(())
    }

    /// The model's and the level's key of a scenario. The model is the longest scenario of a config
    /// that fits, else what the bucket's own fields tell, else what stands before the first `/`.
    fn split<'a>(&self, scenario: &'a str, bucket: &Bucket) -> (&'a str, &'a str) {
        let ends = scenario.match_indices('/').map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([scenario.len()]).collect();
        let named = |end: &&usize| self.scenarios.contains(&scenario[..**end]);
        let own = bucket.own_model();
        let is_own = |end: &&usize| own.as_deref() == Some(&scenario[..**end]);
        let end = ends.iter().rfind(named);
        let end = end.or_else(|| ends.iter().find(is_own));
        let end = *end.unwrap_or(&ends[0]);
        let level = scenario[end..].strip_prefix('/').unwrap_or_default();
        (scenario[..end].trim(), level.trim())
    }

    /// Hands aggregates to `builder`, and pooled points where a scenario and task has no aggregate.
    pub(in super::super) fn pour_into(
        mut self,
        builder: &mut DatasetBuilder,
        options: &TableOptions,
    ) -> Result<()> {
        for (scenario, count) in &self.left_out {
            self.warnings.push(
                "buckets of a scenario that the dataset config does not name are left out",
                format!("{scenario} ({count})"),
            );
        }
        let mut cells: IndexMap<[usize; 3], Vec<usize>> = IndexMap::new();
        for (ix, kept) in self.kept.values().enumerate() {
            cells.entry(kept.names).or_default().push(ix);
        }
        let mut reversed = BTreeSet::new();
        for (names, buckets) in cells {
            let names = names.map(|ix| &*self.names[ix]);
            self.pour_cell(names, &buckets, builder, options)?;
            if options.is_lower_better(names[2]) {
                reversed.insert(printable(names[2], 60));
            }
        }
        let said = inverted_note(&Vec::from_iter(reversed)).zip(self.files.first().cloned());
        if let Some(((brief, detail), file)) = said {
            builder.note(Note {
                file,
                brief,
                detail,
            });
        }
        builder.warnings.extend(self.warnings);
        Ok(())
    }

    /// Makes one cell of its buckets, which are indices into [`BucketStore::kept`].
    fn pour_cell(
        &self,
        names: [&str; 3],
        buckets: &[usize],
        builder: &mut DatasetBuilder,
        options: &TableOptions,
    ) -> Result<()> {
        let facts = options.facts(names[2]);
        let kept = |ix: &usize| &self.kept[*ix];
        let is_aggregate = |ix: &&usize| kept(ix).extent == Extent::Aggregate;
        let aggregates: Vec<&usize> = buckets.iter().filter(is_aggregate).collect();
        // Of those in one file the last.
        let last = aggregates.iter().copied().max_by_key(|ix| kept(ix).file);
        if aggregates.len() > 1 {
            builder.warnings.push(
                "several aggregates of one scenario and task; the last one counts",
                names.map(|name| name.trim()).join(" "),
            );
        }
        let speaker = *last.unwrap_or(&buckets[0]);
        let key = self.kept.get_index(speaker).map_or("", |(key, _)| key);
        let place = bucket_file::place(key);
        let file = &self.files[kept(&speaker).file];
        let cell = match last {
            Some(ix) => Ok(kept(ix).cell.clone()),
            None => pooled(buckets.iter().map(|ix| &kept(ix).cell)),
        };
        let is_lower_better = options.is_lower_better(names[2]);
        let cell = cell.and_then(|cell| {
            Ok(Cell {
                evidence: with_facts(cell.evidence, &facts, is_lower_better)?,
                ..cell
            })
        });
        let cell = cell.map_err(|problem| Error::input(file, place.clone(), problem))?;
        let [model, level, task] = names;
        let level = facts.level.as_deref().unwrap_or(level);
        let names = [model, level, facts.task.as_deref().unwrap_or(task)];
        let origin = (file.as_path().into(), place.clone());
        builder.reading(names[2], is_lower_better, false);
        let added = builder.cell(names, cell, origin);
        added.map(drop).map_err(|(first, first_place)| {
            let problem = duplicate_problem(names, (&first, &first_place));
            Error::input(file, place, problem)
        })
    }
}

/// Points as one cell: counts add up, tokens are the mean over all responses.
fn pooled<'a>(points: impl Iterator<Item = &'a Cell> + Clone) -> Result<Cell, String> {
    let numbers = points.clone().map(|point| point.points.unwrap_or(1));
    let number = numbers.fold(0, u64::saturating_add);
    let mut all = points.clone();
    if let (Some(only), None) = (all.next(), all.next()) {
        return Ok(Cell {
            points: Some(number),
            ..only.clone()
        });
    }
    let mut pooled = Counts::new(0, 0, None, None)?;
    let mut tokens = Some(0.0);
    for point in points {
        let Evidence::Counts(counts) = &point.evidence else {
            return Err("a point without counts cannot be pooled with others".to_owned());
        };
        pooled = pooled.pool(counts);
        if pooled.responses() > Counts::MAX {
            return Err("the points add up to more than can be counted".to_owned());
        }
        if counts.responses() > 0 {
            let both = tokens.zip(point.tokens);
            tokens = both.map(|(sum, mean)| sum + mean * counts.responses() as f64);
        }
    }
    let responses = pooled.responses();
    let tokens = tokens.filter(|_| responses > 0);
    Ok(Cell {
        evidence: Evidence::Counts(pooled),
        tokens: tokens.map(|sum| sum / responses as f64),
        points: Some(number),
    })
}
