//! The arguments of every command that reads a board: what to read, and what to show of it.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{FilterArgs, Session};
use crate::board::Board;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::input::{self, FormatId};

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
        input::load(&self.data, &self.reading.options())
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

/// How to read DATA.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArgs {
    /// Read all DATA as this format
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub from: Option<FormatId>,
    /// Leave out files that cannot be read, with a warning, where others can
    #[arg(long)]
    pub keep_going: bool,
    /// The metric that is the accuracy, where a harness states several: `acc`, `exact_match,flexible-extract`
    /// (repeatable; the first that a task has counts)
    #[arg(long, value_name = "METRIC")]
    pub metric: Vec<String>,
}

impl ReadingArgs {
    /// As the library takes them.
    pub fn options(&self) -> input::Options {
        input::Options {
            from: self.from,
            keep_going: self.keep_going,
            metrics: input::Metrics(self.metric.clone()),
        }
    }
}

/// Takes the identifier of a format; the help lists all.
fn formats() -> impl TypedValueParser<Value = FormatId> {
    let values = FormatId::all().map(|format| PossibleValue::new(format.id()).help(format.label()));
    PossibleValuesParser::new(values)
        .try_map(|id| FormatId::named(&id).ok_or("not a known input format"))
}
