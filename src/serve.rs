//! The leaderboard over HTTP.
//!
//! ```text
//! connection ──listen──▶ request ──route──▶ what is asked for ──leaderboard──▶ answer
//!                                                                 (cached by address)
//!                               files ──watch──▶ new edition of the leaderboard
//! ```
//!
//! Nothing but the board's data is reachable: no path of an address ever becomes a path of the
//! machine.

mod answer;
mod base_path;
mod leaderboard;
mod listen;
mod route;
mod slots;
mod watch;

use std::sync::Arc;
use std::time::SystemTime;

use crate::board::Selection;
use crate::dataset::{Dataset, Note};
use crate::error::{Error, Result, Warnings};
use crate::page::Look;

pub use base_path::BasePath;
use leaderboard::Leaderboard;

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name or address to listen on.
    pub host: String,
    /// Port; 0 picks a free one.
    pub port: u16,
    /// Where the board lies.
    pub base_path: BasePath,
    /// Filters and choices where an address says nothing.
    pub start: Selection,
    /// How pages and their pictures look.
    pub look: Look,
    /// Show the board in the user's browser.
    pub open: bool,
}

/// Reads the data anew.
pub type Load = Arc<dyn Fn() -> Result<Dataset> + Send + Sync>;

/// What happens while serving.
#[derive(Debug)]
pub enum Event<'a> {
    /// The data were read.
    Read {
        /// What was decided on the way.
        notes: &'a [Note],
        /// What was odd in them.
        warnings: &'a Warnings,
    },
    /// The board can be had at this address.
    Listening(&'a str),
    /// One line about an answered request.
    Answered(&'a str),
    /// New data are shown.
    Reloaded(&'a Dataset),
    /// New data cannot be read; the last good ones stay.
    KeptLastGood(&'a Error),
    /// Something that serving does not need does not work.
    Trouble(&'a str),
}

/// Whom to tell.
pub type Report = Arc<dyn Fn(Event<'_>) + Send + Sync>;

/// Serves until the process is told to end (SIGINT, SIGTERM). `data` are the files, folders and
/// globs that `load` reads; they are watched.
///
/// # Errors
/// Where the data cannot be read at the start, the start filters name what is not there, or the
/// address cannot be listened on. Later troubles are reported, not returned.
pub fn serve(data: &[String], load: &Load, options: &Options, report: &Report) -> Result<()> {
    let read_since = SystemTime::now();
    let dataset = load()?;
    let notes = dataset.notes.clone();
    let leaderboard = Arc::new(Leaderboard::new(dataset, options)?);
    report(Event::Read {
        notes: &notes,
        warnings: &leaderboard.warnings(),
    });
    let listener = listen::Listener::bind(options)?;
    report(Event::Listening(listener.address()));
    if options.open
        && let Err(error) = open::that_detached(listener.address())
    {
        report(Event::Trouble(&format!(
            "no browser could be opened: {error}"
        )));
    }
    watch::watch(data, load, read_since, &leaderboard, report);
    listener.run(leaderboard, report);
    Ok(())
}
