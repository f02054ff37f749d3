//! The arguments of every command that reads a board: what to read, and what to show of it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{ReadingArgs, Session};
use crate::board::{AccuracyKind, Board, Selection, columns};
use crate::dataset::Dataset;
use crate::error::Result;
use crate::input::{self, drop_aside};
use crate::project::Project;
use crate::rank::RankIntervals;
use crate::stats::ScoreKind;

/// What to read, and what to show of it.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// Result files, folders and globs in any mix (else `inputs` of evalboard.toml); the format is
    /// detected from the content
    #[arg(value_name = "DATA", help_heading = None::<&str>)]
    pub data: Vec<String>,
    /// Filters and choices.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Project file [default: evalboard.toml beside DATA, else in the working directory]
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub config: Option<PathBuf>,
    /// How to read it.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

impl DataArgs {
    /// Reads the data, and puts on it what the project file says; its warnings and notes stay in
    /// it.
    ///
    /// # Errors
    /// On bad input.
    pub fn dataset(&self) -> Result<Dataset> {
        let mut options = self.reading.options(&self.filters.tasks)?;
        let project = self.config.as_deref().map(Project::read).transpose()?;
        if let Some(project) = &project {
            options.tables.task_facts = project.tasks.clone();
            options.metrics.tasks = project.tasks.clone();
        }
        let mut dataset = input::load(&self.data, &options)?;
        if let Some(project) = &project {
            project.apply(&mut dataset)?;
        }
        Ok(dataset)
    }

    /// The files that were read for `board`: its own, and the project file.
    pub fn files<'a>(&'a self, board: &'a Board) -> impl Iterator<Item = &'a Path> {
        board.files().chain(self.config.as_deref())
    }

    /// Reads the data and makes the board; prints warnings and, in a line, what was decided.
    ///
    /// # Errors
    /// On bad input and unknown names in filters.
    pub fn board(&self, session: &Session) -> Result<Board> {
        let dataset = self.dataset()?;
        session.decided(&dataset.notes);
        let board = Board::new(&dataset, &self.filters.selection())?;
        drop_aside(dataset);
        session.warnings(&board.warnings);
        Ok(board)
    }
}

/// What to show of the data.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters and choices (lists: comma-separated or repeated, any of)")]
pub struct FilterArgs {
    /// Only models of these groups; `a+b` means both
    #[arg(long, value_name = "LIST")]
    pub groups: Vec<String>,
    /// Only these levels, by label or key
    #[arg(long, value_name = "LIST", alias = "manifolds")]
    pub levels: Vec<String>,
    /// Only these tasks: names, or globs; `!glob` leaves out. A column of a wide table that was
    /// left out is read if named
    #[arg(long, value_name = "LIST")]
    pub tasks: Vec<String>,
    /// Only these models: exact name, key, or a glob like 'llama*'; `!glob` leaves out
    #[arg(long, value_name = "LIST")]
    pub models: Vec<String>,
    /// Keep the first N models; ranks stay the same
    #[arg(long, value_name = "N", value_parser = positive)]
    pub top: Option<usize>,
    /// `reason` (ReasonScore: upper ends of 95 % intervals), `point` (accuracies), `lower` (lower
    /// ends), `average`
    #[arg(long, value_name = "KIND", default_value = "reason", value_parser = ScoreKind::named)]
    pub score: ScoreKind,
    /// Accuracy shown in cells: adjusted for lucky guesses, or raw
    #[arg(long, value_name = "KIND", default_value = "adjusted")]
    pub cell: AccuracyKind,
    /// Rank intervals hold at 95 % for each model by itself, or for all models at once
    #[arg(long, value_name = "WHICH", default_value = "each")]
    pub rank_intervals: RankIntervals,
    /// Mark a score as incomplete (*) where a cell has fewer responses
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_trials: u64,
    /// Columns to show, by id.
    #[arg(long, value_name = "LIST", help = columns_help(), long_help = long_columns_help())]
    pub columns: Vec<String>,
}

/// The columns there are, in a line.
fn columns_help() -> String {
    let ids: Vec<&str> = columns::ALL.iter().map(|column| column.id).collect();
    format!("Columns to show: {}, or the name of a task", ids.join(", "))
}

/// The columns there are, a line each.
fn long_columns_help() -> String {
    let mut help = "Columns to show [default: those with a +]\n".to_owned();
    let widest = columns::ALL.iter().map(|column| column.id.len()).max();
    let widest = widest.unwrap_or_default();
    for column in columns::ALL {
        let usual = if column.by_default { '+' } else { ' ' };
        help += &format!("\n{usual} {:<widest$}  {}", column.id, column.about);
    }
    help + "\n\nThey appear in this order; the name of a task is a column too. A column without \
            any value is left out."
}

impl FilterArgs {
    /// As the library takes them.
    pub fn selection(&self) -> Selection {
        Selection {
            groups: self.groups.clone(),
            levels: self.levels.clone(),
            tasks: self.tasks.clone(),
            models: self.models.clone(),
            top: self.top,
            score: self.score,
            accuracy: self.cell,
            rank_intervals: self.rank_intervals,
            min_trials: self.min_trials,
            columns: self.columns.clone(),
        }
    }
}

/// A count of at least 1.
pub fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("must be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("not a whole number".to_owned()),
    }
}
