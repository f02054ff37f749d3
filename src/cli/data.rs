//! The arguments of every command that reads a board: what to read, and what to show of it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{FilterArgs, ReadingArgs, Session};
use crate::board::Board;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::input::{self, drop_aside};
use crate::project::Project;

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
