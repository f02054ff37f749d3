//! `evalboard site`: the leaderboard as static pages.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::Args;

use super::interrupt::{end_on_signal, interrupted};
use super::page_look::PageLookArgs;
use super::{DataArgs, Session};
use crate::error::Result;
use crate::format::grouped;
use crate::site::{self, Options};

/// Write the leaderboard as static pages
///
/// The pages of `serve` as files: each page of the board, of each single filter value, and of each
/// model, with the pictures and exports that they link. Links are relative: the folder opens in a
/// browser as it is, and from any path of a host such as GitHub Pages. Filters by group, level,
/// task and model say what is published: no other model, level or task is in the site. A later run
/// takes the place of the earlier one in one step, and leaves files of others in the folder alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  evalboard site golden/reasonscape/dataset.json -o public")]
pub struct SiteArgs {
    /// Folder to write to; it is created where it does not exist
    #[arg(long, short, value_name = "DIR", help_heading = "Output")]
    output: PathBuf,
    #[command(flatten)]
    look: PageLookArgs,
    #[command(flatten)]
    data: DataArgs,
}

impl SiteArgs {
    pub(super) fn run(&self, session: &Session) -> Result<ExitCode> {
        let dataset = self.look.dataset(&self.data)?;
        session.decided(&dataset.notes);
        session.warnings(&dataset.warnings);
        let options = Options {
            start: self.data.filters.selection(),
            look: self.look.look(),
        };
        let bar = session.progress_bar(100);
        let stop = end_on_signal()?;
        let written = site::write(&dataset, &options, &self.output, &|share| {
            bar.set_position((share * 100.0) as u64);
            match stop.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        bar.finish_and_clear();
        let Some(written) = written? else {
            return Ok(interrupted(session));
        };
        let files = grouped(written.files as f64);
        let mut note = format!("{files} files in {}", self.output.display());
        if written.removed > 0 {
            let removed = grouped(written.removed as f64);
            note += &format!("; {removed} of an earlier site removed");
        }
        session.note(&note);
        Ok(ExitCode::SUCCESS)
    }
}
