//! The board: the models that passed the filters, scored, ranked and highlighted. Every number that
//! any output shows is here; outputs only choose and place.

mod accuracy;
mod arrange;
mod build;
pub mod caption;
pub mod columns;
mod facets;
mod few_trials;
mod filter;
mod grid;
mod highlight;
mod lists;
mod names;
mod page;
mod part;
mod rivals;
mod selection;
mod sort;
mod summary;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::dataset::{Clusters, Counts, Input, Level, Provenance, Task};
use crate::error::Warnings;
use crate::rank::{Rank, RankIntervals, Test};
use crate::stats::{Band, CellScore, NotEvaluated, ScoreKind};

pub use accuracy::{Accuracy, AccuracyOf, Interval, IntervalSource};
pub(crate) use build::Scored;
pub use columns::Columns;
pub use facets::{Facet, Facets};
pub use few_trials::FewTrials;
pub use filter::Filter;
pub use lists::List;
pub use page::{PER_PAGE, Page};
pub use selection::{AccuracyKind, Selection};
pub use sort::{Key, Sort};
pub use summary::{BandCount, Summary};

/// A leaderboard.
#[derive(Debug, Clone)]
pub struct Board {
    /// Title, where one was given.
    pub title: Option<String>,
    /// The score that is shown and ranked by.
    pub score: ScoreKind,
    /// The accuracy that cells show.
    pub accuracy: AccuracyKind,
    /// What rank intervals hold.
    pub rank_intervals: RankIntervals,
    /// The levels in order of display. One with an empty label where the data have no levels.
    pub levels: Vec<Level>,
    /// The tasks in order of display; every row has one cell for each.
    pub tasks: Vec<Task>,
    /// What is said of models beside their names (`license`), by first appearance.
    pub attributes: Vec<String>,
    /// The columns that outputs show.
    pub columns: Columns,
    /// The models from top to bottom.
    pub entries: Vec<Entry>,
    /// Models that passed the filters, before `--top` cut the rest off.
    pub models_before_top: usize,
    /// The filters in force; empty where all is shown.
    pub filters: Vec<Filter>,
    /// Why the score favours models with few trials here, where it does.
    pub few_trials: Option<FewTrials>,
    /// What the data record at all.
    pub recorded: Recorded,
    /// Totals over the shown entries.
    pub summary: Summary,
    /// Files that were read.
    pub inputs: Vec<Input>,
    /// What was odd in the data or the choice.
    pub warnings: Warnings,
}

impl Board {
    /// The files that were read, as the user named them.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().map(|input| input.file.as_path())
    }
}

/// What some shown cell records; what none does is named in legends and shown as `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recorded {
    /// Truncated responses in some shown cell.
    pub truncation: bool,
    /// Chances to be right by guessing in some shown cell.
    pub guess_chance: bool,
    /// Tokens in some shown cell.
    pub tokens: bool,
    /// The interval of some shown cell.
    pub intervals: bool,
    /// Some interval comes from a reported standard error.
    pub standard_errors: bool,
    /// Some cell has no interval.
    pub unknown_intervals: bool,
}

/// One model of the board.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What identifies the model in the inputs.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Its groups.
    pub groups: Vec<String>,
    /// Where to read about it.
    pub url: Option<String>,
    /// What is said of it, by name.
    pub attributes: IndexMap<String, String>,
    /// Its rank, or the one that it would have where it is provisional; `None`: not comparable with
    /// those above.
    pub rank: Option<Rank>,
    /// Block of comparable models, counted from 0; only the first has ranks.
    pub block: usize,
    /// Score over all its cells.
    pub overall: Score,
    /// Resources over all its cells.
    pub usage: Usage,
    /// Its rows in order of levels; levels without any result have none.
    pub rows: Vec<Row>,
    /// Levels of the board at which it has no result.
    pub missing_levels: Vec<String>,
    /// How its rank interval tests it against others.
    pub test: Test,
}

/// One model at one level.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index into [`Board::levels`].
    pub level: usize,
    /// Score over the row's cells.
    pub score: Score,
    /// Whether it is the best score of its level.
    pub best_score: bool,
    /// Resources over the row's cells.
    pub usage: Usage,
    /// Score per mean token; `None` unless all cells present have tokens.
    pub efficiency: Option<f64>,
    /// Whether that is the best or worst of its level.
    pub efficiency_mark: Option<Mark>,
    /// One cell a task, in order of [`Board::tasks`].
    pub cells: Vec<TaskCell>,
    /// What makes the row incomplete.
    pub shortfalls: Vec<Shortfall>,
}

/// A highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Best of its level.
    Best,
    /// Worst of its level.
    Worst,
}

/// A score with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Which score it is.
    pub kind: ScoreKind,
    /// Unrounded, 10 to 1,000; 0 to 100 for the average.
    pub value: f64,
    /// Lower and upper end; `None` where the source gave some cell no interval.
    pub interval: Option<(f64, f64)>,
    /// Whether it stands on an incomplete evaluation; shown as `*`.
    pub incomplete: bool,
    /// Its band; the average has none.
    pub band: Option<Band>,
}

/// Resources that some cells took; each figure is that of the cells that record it, `None` where
/// none does.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Usage {
    /// Responses, truncated ones included.
    pub tests: Option<u64>,
    /// Cells that were evaluated.
    pub cells: usize,
    /// Those of them that record responses.
    pub cells_with_tests: usize,
    /// Those that record truncation.
    pub cells_with_truncation: usize,
    /// Those that record tokens.
    pub cells_with_tokens: usize,
    /// Responses a cell.
    pub tests_per_task: Option<f64>,
    /// Truncated responses; `None` also where the source gave a share only.
    pub truncated: Option<u64>,
    /// Truncated share of the responses.
    pub truncation: Option<f64>,
    /// Completion tokens of all responses.
    pub total_tokens: Option<f64>,
    /// Mean completion tokens a response, pooled over the cells.
    pub tokens_per_completion: Option<f64>,
}

/// One place of a row.
#[derive(Debug, Clone, PartialEq)]
// Most places are evaluated: a block of its own for each takes longer than it spares.
#[allow(clippy::large_enum_variant)]
pub enum TaskCell {
    /// Evaluated.
    Measured(Measured),
    /// Without a result.
    Absent(Absence),
}

/// Why a cell is empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Absence {
    /// The data have nothing for it: `N/A`.
    NoResult,
    /// The task does not belong to this level: nothing is missing.
    OtherLevel,
    /// The data have something from which nothing can be learnt: `N/A`.
    NotEvaluated {
        /// Why nothing can be learnt.
        reason: NotEvaluated,
        /// What was counted.
        counts: Option<Counts>,
    },
}

/// An evaluated cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The accuracy that is shown: adjusted or raw, see [`Board::accuracy`]; as reported where
    /// there are no counts.
    pub shown: Accuracy,
    /// Accuracy adjusted for lucky guesses, or as reported where there are no counts.
    pub adjusted: Accuracy,
    /// Middle of the 95 % interval of the adjusted accuracy.
    pub centre: f64,
    /// Half width of that interval; 0 where it is unknown.
    pub margin: f64,
    /// Truncated share of the responses; `None`: not recorded.
    pub truncation: Option<f64>,
    /// The counts; `None` where only an accuracy was reported.
    pub counts: Option<Counts>,
    /// Responses, truncated ones included.
    pub responses: Option<u64>,
    /// Mean completion tokens a response; `None`: not recorded.
    pub tokens: Option<f64>,
    /// Pooled points; `None`: not recorded.
    pub points: Option<u64>,
    /// What it contributes to the score.
    pub score: CellScore,
    /// Where its figures come from, where the input tells more than its name.
    pub provenance: Option<Arc<Provenance>>,
    /// Whether no other model contributes more at this level and task.
    pub best: bool,
}

/// What an evaluation lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortfall {
    /// A task of the dataset has no result.
    Missing {
        /// Label of the task.
        task: String,
    },
    /// Fewer points than the dataset expects.
    Points {
        /// Label of the task.
        task: String,
        /// Points found.
        has: u64,
        /// Points expected.
        expected: u64,
    },
    /// Fewer responses than `--min-trials`.
    Responses {
        /// Label of the task.
        task: String,
        /// Responses found.
        has: u64,
        /// Responses asked for.
        wanted: u64,
    },
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shortfall::Missing { task } => write!(f, "{task} missing"),
            Shortfall::Points {
                task,
                has,
                expected,
            } => write!(f, "{task}: {has} of {expected} points"),
            Shortfall::Responses { task, has, wanted } => {
                write!(f, "{task}: {has} of {wanted} responses")
            }
        }
    }
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Absence::NoResult => f.write_str("not evaluated"),
            Absence::OtherLevel => f.write_str("no task of this level"),
            Absence::NotEvaluated { reason, .. } => write!(f, "not evaluated: {reason}"),
        }
    }
}

impl Measured {
    /// The share of correct answers; `None` where the counts are not known.
    pub fn raw(&self) -> Option<Accuracy> {
        self.counts.as_ref().map(Accuracy::raw)
    }

    /// What is known of items that were answered several times; `None` where all answers count as
    /// independent.
    pub fn clusters(&self) -> Option<Clusters> {
        self.counts?.clusters()
    }
}

impl TaskCell {
    /// The cell, if it was evaluated.
    pub fn measured(&self) -> Option<&Measured> {
        match self {
            TaskCell::Measured(cell) => Some(cell),
            TaskCell::Absent(_) => None,
        }
    }

    /// Whether a result is missing: `N/A`.
    pub fn is_hole(&self) -> bool {
        matches!(
            self,
            TaskCell::Absent(Absence::NoResult | Absence::NotEvaluated { .. })
        )
    }

    /// Whether its place stays blank: the task does not belong to the level.
    pub fn is_blank(&self) -> bool {
        matches!(self, TaskCell::Absent(Absence::OtherLevel))
    }
}

impl Entry {
    /// Its row at a level, where it has one.
    pub fn row_at(&self, level: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.level == level)
    }

    /// What makes the overall score incomplete, each in words with its level.
    pub fn lacks(&self, board: &Board) -> Vec<String> {
        let at_level = |level: &str| match level {
            "" => String::new(),
            level => format!("{level}: "),
        };
        let rows = self.rows.iter().filter(|row| !row.shortfalls.is_empty());
        rows.map(|row| {
            let shortfalls: Vec<String> = row.shortfalls.iter().map(Shortfall::to_string).collect();
            format!(
                "{}{}",
                at_level(&board.levels[row.level].label),
                shortfalls.join(", ")
            )
        })
        .chain(
            self.missing_levels
                .iter()
                .map(|level| format!("{level}: no result")),
        )
        .collect()
    }
}

impl Board {
    /// Whether the data have levels at all; where not, there is nothing to show in a level column.
    pub fn has_levels(&self) -> bool {
        self.levels.iter().any(|level| !level.label.is_empty())
    }

    /// All rows with their entries, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = (&Entry, &Row)> {
        self.entries
            .iter()
            .flat_map(|entry| entry.rows.iter().map(move |row| (entry, row)))
    }
}

#[cfg(test)]
mod tests;
