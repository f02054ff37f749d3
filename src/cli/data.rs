//! The arguments of every command that reads a board: what to read, and what to show of it.

use clap::Args;

use super::{FilterArgs, Session};
use crate::board::Board;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::input::{self, Kind};

/// What to read, and what to show of it.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// Result files, folders and globs in any mix; their kinds are told by their content
    #[arg(value_name = "DATA", required = true)]
    pub data: Vec<String>,
    /// Take all DATA to be of this kind
    #[arg(long, value_name = "KIND")]
    pub from: Option<Kind>,
    /// Filters and choices.
    #[command(flatten)]
    pub filters: FilterArgs,
}

impl DataArgs {
    /// Reads the data; its warnings stay in it.
    ///
    /// # Errors
    /// On bad input.
    pub fn dataset(&self) -> Result<Dataset> {
        input::load(&self.data, self.from)
    }

    /// Reads the data and makes the board; prints warnings.
    ///
    /// # Errors
    /// On bad input and unknown names in filters.
    pub fn board(&self, session: &Session) -> Result<Board> {
        let board = Board::new(&self.dataset()?, &self.filters.selection())?;
        session.warnings(&board.warnings);
        Ok(board)
    }
}
