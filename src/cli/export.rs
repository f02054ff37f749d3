//! `evalboard export`: the board as a file for other programs.

use clap::Args;

use super::values::{described, format_in};
use super::{DataArgs, Session};
use crate::error::{Error, Result};
use crate::output::{Family, Format, Target, refuse_inputs};

/// What `--help` says first.
pub(super) fn about() -> String {
    format!(
        "Writes the leaderboard for other programs.\n\n{}",
        described(Family::Texts)
    )
}

/// The arguments of `evalboard export`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
#[command(after_long_help = "Examples:\n  \
        evalboard export results/*.json -o board.csv\n  \
        evalboard export dataset.json --to json --top 10 | jq '.models[].label'")]
pub struct ExportArgs {
    /// File to write, or - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: String,
    /// Format [default: by the ending of FILE]
    #[arg(long, value_name = "FORMAT", value_parser = format_in(Family::Texts))]
    #[arg(hide_possible_values = true)]
    pub to: Option<&'static Format>,
    /// LaTeX: only the table, to be read in by a document
    #[arg(long)]
    pub fragment: bool,
    /// What to export.
    #[command(flatten)]
    pub data: DataArgs,
}

impl ExportArgs {
    pub(super) fn run(&self, session: &Session) -> Result<()> {
        let (format, text) = Family::Texts.writer_of(self.to, &self.output, |format| {
            format.text().map(|text| (format, text))
        })?;
        let emitter = match text.fragment {
            _ if !self.fragment => text.emitter,
            Some(fragment) => fragment,
            None => return Err(no_fragment(format)),
        };
        let board = self.data.board(session)?;
        let target = Target::parse(&self.output);
        refuse_inputs([&target], self.data.files(&board))?;
        target.write(&emitter().to_bytes(&board))
    }
}

fn no_fragment(format: &Format) -> Error {
    let has_fragment =
        |format: &&'static Format| format.text().is_some_and(|text| text.fragment.is_some());
    let others = Family::Texts.formats().filter(has_fragment);
    let others: Vec<&str> = others.map(|format| format.id).collect();
    Error::Arguments(format!(
        "--fragment is for {}, not {}",
        others.join(", "),
        format.id
    ))
}
