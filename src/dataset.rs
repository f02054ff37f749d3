//! What every source gives: models, levels, tasks and the cells where they meet. No file format and
//! no statistics here.

mod builder;
mod clusters;
mod evidence;
mod level;
mod note;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use unicode_normalization::UnicodeNormalization;

use crate::error::Warnings;

pub use builder::{DatasetBuilder, Origin};
pub use clusters::Clusters;
pub use evidence::{Counts, Estimate, Evidence, ImpossibleCounts, MarginSource};
pub use level::{Difficulty, Level};
pub use note::{Note, lines as note_lines, summary as note_summary};

/// Index of a model in [`Dataset::models`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelIx(pub usize);

/// Index of a level in [`Dataset::levels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelIx(pub usize);

/// Index of a task in [`Dataset::tasks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskIx(pub usize);

/// One evaluated system: weights, prompt template and sampler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// What identifies it in the inputs (`model+template+sampler`).
    pub key: String,
    /// What is shown.
    pub label: String,
    /// Free tags (`top`, `family:llama`).
    pub groups: Vec<String>,
    /// Where to read about it.
    pub url: Option<String>,
    /// Further facts by name (`license`), in the order of the inputs.
    pub attributes: IndexMap<String, String>,
}

/// One reasoning domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What identifies it in the inputs.
    pub key: String,
    /// What is shown.
    pub label: String,
    /// How many points a complete evaluation of it has at one level, where the dataset says so.
    pub points: Option<u64>,
    /// The group of tasks that it is part of (`mmlu_stem`), where the inputs name one.
    pub category: Option<String>,
    /// Whether less is better in its source: accuracies are 1 - value.
    pub is_reversed: bool,
    /// Whether its source has figures of another range, scaled to 0 to 1.
    pub is_scaled: bool,
}

/// The results of one model at one level on one task.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What was counted or reported.
    pub evidence: Evidence,
    /// Mean completion tokens over all responses, truncated ones included; `None`: not recorded.
    pub tokens: Option<f64>,
    /// How many points were pooled; `None`: not recorded.
    pub points: Option<u64>,
}

impl Cell {
    /// All responses, truncated ones included, where known.
    pub fn responses(&self) -> Option<u64> {
        self.evidence.responses()
    }
}

/// One input file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file as the user named it.
    pub file: PathBuf,
    /// Its kind in words (`cell table (CSV)`).
    pub kind: &'static str,
}

/// Where the figures of a cell come from, beyond its file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The file as the user named it.
    pub file: Arc<Path>,
    /// The metric whose value is the accuracy (`acc_norm`).
    pub metric: Option<String>,
    /// How the answers were extracted (`strict-match`).
    pub filter: Option<String>,
    /// The number of answers that the input states.
    pub n: Option<u64>,
    /// The program that evaluated.
    pub harness: Option<&'static str>,
    /// Its version.
    pub version: Option<Arc<str>>,
}

/// Everything that was read, before any filter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dataset {
    /// Title, where the inputs give one.
    pub title: Option<String>,
    /// Models in order of display before ranking.
    pub models: Vec<Model>,
    /// Levels in order of display: easy, medium, hard, then others by first appearance.
    pub levels: Vec<Level>,
    /// Tasks in order of display.
    pub tasks: Vec<Task>,
    /// The tasks of each level, where the user put tasks at levels; `None`: every task belongs to
    /// every level.
    pub tasks_of_levels: Option<BTreeSet<(LevelIx, TaskIx)>>,
    /// The cells that were found.
    pub cells: BTreeMap<(ModelIx, LevelIx, TaskIx), Cell>,
    /// Where the figures of cells come from, where the input tells more than its name.
    pub provenance: BTreeMap<(ModelIx, LevelIx, TaskIx), Arc<Provenance>>,
    /// What was read.
    pub inputs: Vec<Input>,
    /// What was decided where the inputs left a choice.
    pub notes: Vec<Note>,
    /// What was odd.
    pub warnings: Warnings,
}

impl Dataset {
    /// Whether there is any response at all, or any reported accuracy.
    pub fn has_results(&self) -> bool {
        self.cells.values().any(|cell| cell.responses() != Some(0))
    }

    /// The files that were read, as the user named them.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().map(|input| input.file.as_path())
    }

    /// All groups, in order of first appearance.
    pub fn groups(&self) -> Vec<&str> {
        let groups = self.models.iter().flat_map(|model| &model.groups);
        let groups: IndexSet<&str> = groups.map(String::as_str).collect();
        groups.into_iter().collect()
    }
}

/// A name in NFC and lower case. (ASCII, as most names are, is in NFC.)
pub(crate) fn folded(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.nfc().flat_map(char::to_lowercase).collect(),
    }
}
