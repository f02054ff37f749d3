//! `evalboard export`: the board as a file for other programs.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{DataArgs, Session};
use crate::emit::latex::Latex;
use crate::emit::{Emit, FORMATS, Format};
use crate::error::{Error, Result};
use crate::output::{Target, refuse_inputs};

/// What `--help` says first.
pub(super) const ABOUT: &str = "Writes the leaderboard for other programs.

csv, jsonl   the cell table, a line for each model, level and task, with all
             statistics; reading it back gives the same board
json         the whole board: scores, ranks, intervals, totals;
             `evalboard schema` describes it
html-table   a <table> with coloured cells, to be pasted into a page, a wiki
             or a mail: all of its look stands in it
latex        a table with coloured cells, as a document of its own, or with
             --fragment to be read in by a paper
markdown     the report, as `evalboard report` writes it";

/// The arguments of `evalboard export`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
        evalboard export results/*.json -o board.csv\n  \
        evalboard export dataset.json --to json --top 10 | jq '.models[].label'")]
pub struct ExportArgs {
    /// What to export.
    #[command(flatten)]
    pub data: DataArgs,
    /// File to write, or - for standard output
    #[arg(
        long,
        short,
        value_name = "FILE",
        default_value = "-",
        help_heading = "Output"
    )]
    pub output: String,
    /// Kind of export, where the file's ending does not tell it
    #[arg(long, value_name = "KIND", value_parser = kind(), help_heading = "Output")]
    pub to: Option<Kind>,
    /// LaTeX: only the table, to be read in by a document
    #[arg(long, help_heading = "Output")]
    pub fragment: bool,
}

/// A text format, as an argument.
#[derive(Clone, Copy)]
pub struct Kind(pub &'static Format);

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}

/// Parses the name of a format.
fn kind() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
        .try_map(|name| Format::named(&name).map(Kind).ok_or("no such format"))
}

impl ExportArgs {
    /// Exports.
    ///
    /// # Errors
    /// On bad input, and where the file cannot be written.
    pub fn run(&self, session: &Session) -> Result<ExitCode> {
        let format = self.format()?;
        let board = self.data.board(session)?;
        let target = Target::parse(&self.output);
        refuse_inputs([&target], board.files())?;
        let emitter: Box<dyn Emit> = match (self.fragment, format.name) {
            (false, _) => (format.emitter)(),
            (true, "latex") => Box::new(Latex {
                fragment: true,
                ..Latex::default()
            }),
            (true, other) => {
                return Err(Error::Usage(format!(
                    "--fragment is for latex, not {other}"
                )));
            }
        };
        let bytes = emitter.to_bytes(&board);
        target.write(&bytes)?;
        Ok(ExitCode::SUCCESS)
    }

    fn format(&self) -> Result<&'static Format> {
        if let Some(Kind(format)) = self.to {
            return Ok(format);
        }
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let names = names.join(", ");
        if self.output == "-" {
            return Err(Error::Usage(format!(
                "standard output has no file name: add --to with one of {names}"
            )));
        }
        let ending = Path::new(&self.output).extension().unwrap_or_default();
        Format::of_ending(&ending.to_string_lossy()).ok_or_else(|| {
            Error::Usage(format!(
                "{}: the file name does not tell the format; add --to with one of {names}",
                self.output
            ))
        })
    }
}
