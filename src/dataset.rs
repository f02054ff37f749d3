//! What every source gives: models, levels, tasks and the cells where they meet. No file format and
//! no statistics here.

mod builder;
mod clusters;
mod level;
mod names;
mod note;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use crate::error::Warnings;

pub use builder::{DatasetBuilder, Duplicate, Origin};
pub use clusters::{Clusters, ImpossibleClusters};
pub use level::{Difficulty, Level};
pub(crate) use names::folded;
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

/// What is known of a cell's accuracy.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// Counted answers.
    Counts(Counts),
    /// A reported accuracy whose counts are not known.
    Estimate(Estimate),
}

/// Counted answers. Impossible counts cannot be built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    trials: u64,
    correct: u64,
    truncated: Option<u64>,
    lucky: Option<f64>,
    clusters: Option<Clusters>,
}

/// Why counts cannot be.
#[derive(Debug, Clone, PartialEq)]
pub enum ImpossibleCounts {
    /// More correct answers than answers.
    CorrectAboveTrials {
        /// Correct answers.
        correct: u64,
        /// Answers.
        trials: u64,
    },
    /// The expected number of lucky guesses is not within 0 and the number of answers.
    LuckyOutOfRange {
        /// Expected lucky guesses.
        lucky: f64,
        /// Answers.
        trials: u64,
    },
    /// A count too large to be one (above 2^53, where floats stop to count).
    TooLarge(u64),
    /// Sums over items that no answers can give.
    Clusters(ImpossibleClusters),
    /// A reported figure outside its range.
    OutOfRange {
        /// Which figure.
        name: &'static str,
        /// What was reported.
        value: f64,
        /// The lowest possible.
        low: f64,
        /// The highest possible.
        high: f64,
    },
}

impl fmt::Display for ImpossibleCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImpossibleCounts::CorrectAboveTrials { correct, trials } => write!(
                f,
                "{correct} correct of {trials} responses: correct cannot exceed n"
            ),
            ImpossibleCounts::LuckyOutOfRange { lucky, trials } => write!(
                f,
                "{lucky} expected lucky guesses of {trials} responses: it must lie between 0 and n"
            ),
            ImpossibleCounts::TooLarge(count) => write!(f, "{count} is too large for a count"),
            ImpossibleCounts::Clusters(impossible) => impossible.fmt(f),
            ImpossibleCounts::OutOfRange {
                name,
                value,
                low,
                high,
            } => write!(f, "{name} is {value}: it must lie between {low} and {high}"),
        }
    }
}

impl std::error::Error for ImpossibleCounts {}

impl From<ImpossibleClusters> for ImpossibleCounts {
    fn from(impossible: ImpossibleClusters) -> Self {
        ImpossibleCounts::Clusters(impossible)
    }
}

impl Counts {
    /// The largest count that a float holds exactly.
    pub const MAX: u64 = 1 << 53;

    /// Counts of one cell.
    ///
    /// * `trials`: responses that were not truncated, invalid ones included
    /// * `correct`: correct ones among them
    /// * `truncated`: responses cut off by the token limit, not in `trials`; `None`: not recorded
    /// * `lucky`: expected number of correct answers by guessing; `None`: not recorded
    ///
    /// # Errors
    /// Where `correct > trials`, `lucky` is outside `0..=trials` or not finite, or a count is above
    /// [`Counts::MAX`].
    pub fn new(
        trials: u64,
        correct: u64,
        truncated: Option<u64>,
        lucky: Option<f64>,
    ) -> Result<Self, ImpossibleCounts> {
        if let Some(large) = [Some(trials), Some(correct), truncated]
            .into_iter()
            .flatten()
            .find(|count| *count > Self::MAX)
        {
            return Err(ImpossibleCounts::TooLarge(large));
        }
        if correct > trials {
            return Err(ImpossibleCounts::CorrectAboveTrials { correct, trials });
        }
        if let Some(lucky) = lucky
            && !(0.0..=trials as f64).contains(&lucky)
        {
            return Err(ImpossibleCounts::LuckyOutOfRange { lucky, trials });
        }
        Ok(Counts {
            trials,
            correct,
            truncated,
            lucky,
            clusters: None,
        })
    }

    /// The same counts, with what is known of repeated items.
    ///
    /// # Errors
    /// Where no answers with these counts can give such sums.
    pub fn with_clusters(self, clusters: Clusters) -> Result<Self, ImpossibleCounts> {
        clusters.check(&self)?;
        Ok(Counts {
            clusters: Some(clusters),
            ..self
        })
    }

    /// `n`: responses that were not truncated.
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// `k`: correct ones among [`Counts::trials`].
    pub fn correct(&self) -> u64 {
        self.correct
    }

    /// `t`: truncated responses; `None`: not recorded.
    pub fn truncated(&self) -> Option<u64> {
        self.truncated
    }

    /// `g`: expected lucky guesses; `None`: not recorded.
    pub fn lucky(&self) -> Option<f64> {
        self.lucky
    }

    /// Sums over the items that the answers repeat; `None`: answers count as independent.
    pub fn clusters(&self) -> Option<Clusters> {
        self.clusters
    }

    /// All responses, `n + t`.
    pub fn responses(&self) -> u64 {
        self.trials + self.truncated.unwrap_or(0)
    }

    /// The counts of both together. What only one of them recorded counts as 0 in the other;
    /// answers without clusters are then items of their own.
    pub fn pool(&self, other: &Counts) -> Counts {
        fn sum<T: std::ops::Add<Output = T>>(a: Option<T>, b: Option<T>) -> Option<T> {
            match (a, b) {
                (Some(a), Some(b)) => Some(a + b),
                (one, None) | (None, one) => one,
            }
        }
        Counts {
            trials: self.trials + other.trials,
            correct: self.correct + other.correct,
            truncated: sum(self.truncated, other.truncated),
            lucky: sum(self.lucky, other.lucky),
            clusters: match (self.clusters, other.clusters) {
                (None, None) => None,
                (own, others) => Some(
                    own.unwrap_or_else(|| Clusters::of_independent(self))
                        .pool(&others.unwrap_or_else(|| Clusters::of_independent(other))),
                ),
            },
        }
    }
}

/// Where the margin of an [`Estimate`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarginSource {
    /// A Wilson interval that the source computed.
    Wilson,
    /// 1.96 times a standard error that the source reported.
    StandardError,
    /// The source gave none.
    Unknown,
}

/// A reported accuracy without counts. All figures are shares in `0..=1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Point estimate.
    pub accuracy: f64,
    /// Middle of the 95 % interval.
    pub centre: f64,
    /// Half width of the 95 % interval; 0 where unknown.
    pub margin: f64,
    /// Where the margin comes from.
    pub margin_source: MarginSource,
    /// Truncated share; `None`: not recorded.
    pub truncation: Option<f64>,
    /// All responses, where known.
    pub responses: Option<u64>,
}

impl Estimate {
    /// Checks that every figure is a share.
    ///
    /// # Errors
    /// Names the first figure outside `0..=1` or not finite.
    pub fn checked(self) -> Result<Self, ImpossibleCounts> {
        let figures = [
            ("accuracy", Some(self.accuracy)),
            ("centre", Some(self.centre)),
            ("margin", Some(self.margin)),
            ("truncated ratio", self.truncation),
        ];
        for (name, value) in figures {
            if let Some(value) = value
                && !(0.0..=1.0).contains(&value)
            {
                return Err(ImpossibleCounts::OutOfRange {
                    name,
                    value,
                    low: 0.0,
                    high: 1.0,
                });
            }
        }
        Ok(self)
    }
}

impl Cell {
    /// All responses, truncated ones included, where known.
    pub fn responses(&self) -> Option<u64> {
        match &self.evidence {
            Evidence::Counts(counts) => Some(counts.responses()),
            Evidence::Estimate(estimate) => estimate.responses,
        }
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
