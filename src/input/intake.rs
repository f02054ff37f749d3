//! What formats hand over: models, tasks, levels and cells, and what was decided on the way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::Options;
use super::buckets::store::BucketStore;
use super::harness::{Parsed, RunStore};
use super::names::{checked_level, checked_name, duplicate_problem};
use super::table::Tables;
use crate::dataset::{Cell, Dataset, DatasetBuilder, Input, Note, Origin, Provenance};
use crate::error::Result;

/// What has been read so far.
pub(super) struct Intake<'a> {
    /// The models, levels, tasks and cells. Formats use the methods of the intake where they can.
    pub(super) builder: DatasetBuilder,
    pub(super) buckets: BucketStore,
    /// What harnesses reached; it becomes cells when all files are read.
    pub(super) runs: RunStore,
    /// Tables that wait until all files are read.
    pub(super) tables: Tables,
    /// Bucket files that configs name, in their order.
    pub(super) named_by_configs: Vec<NamedByConfig>,
    /// What the user asked for.
    pub(super) options: &'a Options,
    /// Canonical paths of the files that were read.
    seen: BTreeSet<PathBuf>,
}

/// A bucket file that a config names.
pub(super) struct NamedByConfig {
    pub(super) config: PathBuf,
    pub(super) input: PathBuf,
    /// Whether only the scenarios that configs name are shown of it.
    pub(super) only_scenarios: bool,
}

/// What an input says of a model beside its key.
#[derive(Debug, Default)]
pub(super) struct ModelFacts<'a> {
    /// What is shown in place of the key.
    pub(super) label: Option<&'a str>,
    /// Free tags.
    pub(super) groups: &'a [String],
    /// Where to read about it.
    pub(super) url: Option<&'a str>,
    /// Further facts by name (`license`), which can become columns.
    pub(super) attributes: IndexMap<String, String>,
}

impl<'a> Intake<'a> {
    /// An intake that holds nothing.
    pub(super) fn new(options: &'a Options) -> Self {
        Intake {
            builder: DatasetBuilder::new(),
            buckets: BucketStore::default(),
            runs: RunStore::default(),
            tables: Tables::default(),
            named_by_configs: Vec::new(),
            options,
            seen: BTreeSet::new(),
        }
    }

    /// Notes that a file is read, of the format that messages call `kind`; `false` where it was
    /// read before.
    pub(super) fn begin(&mut self, path: &Path, canonical: &Path, kind: &'static str) -> bool {
        if !self.seen.insert(canonical.to_owned()) {
            return false;
        }
        self.builder.input(Input {
            file: path.to_owned(),
            kind,
        });
        true
    }

    /// Takes what a file of a harness holds, unless it was read before.
    pub(super) fn results(
        &mut self,
        path: &Path,
        canonical: &Path,
        kind: &'static str,
        parsed: Parsed,
    ) {
        if !self.begin(path, canonical, kind) {
            return;
        }
        // `Inspect log (JSON)`, `lighteval results`.
        let harness = kind.split(" (").next().unwrap_or_default();
        let harness = harness.trim_end_matches(" results");
        self.runs.add(path, harness, parsed);
    }

    /// Declares a model, or adds to what is known of it. The key as it is kept.
    ///
    /// # Errors
    /// If the key can be no name.
    pub(super) fn model<'k>(
        &mut self,
        key: &'k str,
        facts: ModelFacts<'_>,
    ) -> Result<&'k str, String> {
        let key = checked_name("model", key)?;
        self.builder.model(key, facts.label, facts.groups);
        if facts.url.is_some() || !facts.attributes.is_empty() {
            self.builder.facts(key, facts.url, facts.attributes);
        }
        Ok(key)
    }

    /// Declares a task; `points` is how many points a complete evaluation of it has. The key as it
    /// is kept.
    ///
    /// # Errors
    /// If the key can be no name.
    pub(super) fn task<'k>(
        &mut self,
        key: &'k str,
        label: Option<&str>,
        points: Option<u64>,
    ) -> Result<&'k str, String> {
        let key = checked_name("task", key)?;
        self.builder.task(key, label, points);
        Ok(key)
    }

    /// Declares a level; an empty key is that of inputs without levels. The key as it is kept.
    ///
    /// # Errors
    /// If the key can be no name.
    pub(super) fn level<'k>(
        &mut self,
        key: &'k str,
        label: Option<&str>,
    ) -> Result<&'k str, String> {
        let key = checked_level(key)?;
        self.builder.level(key, label);
        Ok(key)
    }

    /// Says that a figure of the task `key` was turned round, or scaled.
    pub(super) fn reading(&mut self, key: &str, is_reversed: bool, is_scaled: bool) {
        if is_reversed || is_scaled {
            self.builder.reading(key.trim(), is_reversed, is_scaled);
        }
    }

    /// Adds the cell of a model, level and task (by their keys); `origin` is where it stands, for
    /// messages.
    ///
    /// # Errors
    /// If a name is none, or the cell is there already.
    pub(super) fn cell(
        &mut self,
        [model, level, task]: [&str; 3],
        cell: Cell,
        origin: Origin,
        provenance: Option<Provenance>,
    ) -> Result<(), String> {
        let names = [
            checked_name("model", model)?,
            checked_level(level)?,
            checked_name("task", task)?,
        ];
        let added = self.builder.cell(names, cell, origin);
        let at = added.map_err(|(file, place)| duplicate_problem(names, (&file, &place)))?;
        if let Some(provenance) = provenance {
            self.builder.provenance(at, provenance);
        }
        Ok(())
    }

    /// Says what was decided about `file` where the input left a choice; no fault, so no warning.
    /// `brief` fits one line with others, `detail` says it whole.
    pub(super) fn note(
        &mut self,
        file: &Path,
        brief: impl Into<String>,
        detail: impl Into<String>,
    ) {
        self.builder.note(Note {
            file: file.to_owned(),
            brief: brief.into(),
            detail: detail.into(),
        });
    }

    /// Says what is odd, and where; equal messages are grouped.
    pub(super) fn warn(&mut self, message: impl Into<String>, place: impl Into<String>) {
        self.builder.warnings.push(message, place);
    }

    /// The dataset. Tables and runs must be cells by now: see [`Intake::tables`], [`Intake::runs`].
    pub(super) fn finish(self) -> Result<Dataset> {
        let Intake {
            mut builder,
            buckets,
            options,
            ..
        } = self;
        buckets.pour_into(&mut builder, &options.tables)?;
        Ok(builder.finish())
    }
}
