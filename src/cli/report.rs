//! `evalboard report`: the board as markdown.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use clap::Args;

use super::pictures::IllustrationArgs;
use super::{DataArgs, Session};
use crate::board::Board;
use crate::emit::Emit;
use crate::emit::markdown::{Markdown, Place, Section};
use crate::error::{Error, Result};
use crate::output::{Target, refuse_inputs};

/// What `--help` says first.
pub(super) const ABOUT: &str = "Writes a report in markdown, for a pull request, a wiki, a model \
                                card.\n\n\
        Three sections: performance (score, and the 95 % interval of the accuracy on each task), \
        resource usage (tokens and tests), and overall (ranking, totals, score bands, what is \
        incomplete). The performance section shows the columns that --columns names. GitHub, \
        GitLab, Hugging Face and pandoc render its tables alike. The same data give the same \
        bytes: there is no date in it unless --date says so, and no path.";

/// The arguments of `evalboard report`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
#[command(after_long_help = "Examples:\n  \
        evalboard report dataset.json --output report.md --groups production\n\n  \
        With pictures beside it, light and dark:\n  \
        evalboard report results/*.csv -o docs/report.md --images docs/img\n\n  \
        In GitHub Actions:\n  \
        evalboard report results.csv --summary >> \"$GITHUB_STEP_SUMMARY\"\n  \
        evalboard report results.csv --sections overall --comment -o comment.md\n  \
        gh pr comment --body-file comment.md")]
pub struct ReportArgs {
    /// File to write, or - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    output: String,
    /// Sections to write: performance, resources, overall [default: all]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    #[arg(hide_possible_values = true)]
    sections: Vec<Section>,
    /// Digits of an accuracy
    #[arg(long, value_name = "N", default_value_t = 2)]
    #[arg(value_parser = clap::value_parser!(u8).range(1..=6))]
    digits: u8,
    /// Title, in place of the data's
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Also draw the board and the plots that the data allow into this folder, light and dark (or
    /// as --theme says), and show them
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
    /// Fit a GitHub step summary (1 MiB): tables are cut at a row, with a line that says how many
    /// were left out
    #[arg(long, conflicts_with = "comment")]
    summary: bool,
    /// Fit a comment on a pull request (65,536 characters), cut likewise
    #[arg(long)]
    comment: bool,
    /// Put a date into the last line: the given one, else today's (UTC)
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "today")]
    date: Option<String>,
    /// How the pictures look.
    #[command(flatten)]
    look: IllustrationArgs,
    /// What to report on.
    #[command(flatten)]
    data: DataArgs,
}

impl ReportArgs {
    pub(super) fn run(&self, session: &Session) -> Result<()> {
        if self.images.is_none() {
            self.look.brand.need("--images DIR")?;
        }
        let board = self.data.board(session)?;
        let target = Target::parse(&self.output);
        refuse_inputs([&target], self.files(&board))?;
        let (pictures, plots) = self.pictures(&board, session)?.unzip();
        let report = Markdown {
            sections: match self.sections.as_slice() {
                [] => Section::ALL.to_vec(),
                some => some.to_vec(),
            },
            digits: usize::from(self.digits),
            title: self.title.clone(),
            pictures,
            plots: plots.filter(|plots| !plots.is_empty()),
            date: self.date.as_deref().map(|date| match date {
                "today" => today(),
                date => date.to_owned(),
            }),
            place: match (self.summary, self.comment) {
                (true, _) => Some(Place::Summary),
                (_, true) => Some(Place::Comment),
                _ => None,
            },
        };
        target.write(&report.to_bytes(&board))
    }

    /// The files that are read.
    fn files<'a>(&'a self, board: &'a Board) -> impl Iterator<Item = &'a Path> {
        self.data.files(board).chain(self.look.files())
    }

    /// Draws what the report shows and returns the HTML that shows it: the board and its plots.
    fn pictures(&self, board: &Board, session: &Session) -> Result<Option<(String, String)>> {
        let Some(folder) = &self.images else {
            return Ok(None);
        };
        let document = match Target::parse(&self.output) {
            Target::File(file) => file,
            // As if it were written here.
            Target::Stdout => PathBuf::from("report.md"),
        };
        let mut illustrator = self.look.illustrator(&document, session)?;
        let plots = illustrator.plots(board, folder)?;
        // The report has it above the picture.
        illustrator.look.title = Some(String::new());
        let picture = illustrator.board(board, &folder.join("board.svg"))?;
        refuse_inputs(illustrator.targets(), self.files(board))?;
        fs::create_dir_all(folder).map_err(Error::writing(folder))?;
        for (target, bytes) in &illustrator.files {
            target.write(bytes)?;
            session.detail(&format!("wrote {}", target.path().display()));
        }
        session.warnings(&illustrator.warnings);
        Ok(Some((picture, plots)))
    }
}

/// Today's date in UTC, `2026-11-24`.
fn today() -> String {
    DateTime::<Utc>::from(SystemTime::now())
        .date_naive()
        .to_string()
}
