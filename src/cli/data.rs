//! The arguments of every command that reads a board: what to read, and what to show of it.

use clap::Args;

use super::{FilterArgs, ReadingArgs, Session};
use crate::board::Board;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::input;

/// What to read, and what to show of it.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// Result files, folders and globs in any mix; the format is detected from the content
    #[arg(value_name = "DATA", required = true)]
    pub data: Vec<String>,
    /// How to read it.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Filters and choices.
    #[command(flatten)]
    pub filters: FilterArgs,
}

impl DataArgs {
    /// Reads the data; its warnings and notes stay in it.
    ///
    /// # Errors
    /// On bad input.
    pub fn dataset(&self) -> Result<Dataset> {
        input::load(&self.data, &self.reading.options(&self.filters.tasks))
    }

    /// Reads the data and makes the board; prints warnings and, in a line, what was decided.
    ///
    /// # Errors
    /// On bad input and unknown names in filters.
    pub fn board(&self, session: &Session) -> Result<Board> {
        let dataset = self.dataset()?;
        session.decided(&dataset.notes);
        let board = Board::new(&dataset, &self.filters.selection())?;
        session.warnings(&board.warnings);
        Ok(board)
    }
}
