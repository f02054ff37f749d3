//! `evalboard serve`: the leaderboard as pages.

use std::sync::Arc;

use clap::Args;

use super::page_look::PageLookArgs;
use super::{DataArgs, Session};
use crate::error::Result;
use crate::serve::{BasePath, Event, Load, Options, Report, serve};

/// Serves the leaderboard as pages
///
/// Every view has an address: filters, order, search and page are its query, and the same query on
/// board.svg, board.png, board.csv, board.json and report.md gives that view as a file. Pages work
/// without JavaScript. The data are read again when their files change; if they are bad then, the
/// last good board stays. Filters given here are the start values of every view.
#[derive(Debug, Args)]
#[command(next_help_heading = "Server")]
#[command(after_help = "\
Examples:
  evalboard serve dataset.json
  evalboard serve results/ --port 8080 --groups top --open

  Behind a proxy that keeps the prefix:
  evalboard serve results.csv --url-base-pathname /leaderboard/")]
pub struct ServeArgs {
    /// Port to listen on; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = 8050)]
    port: u16,
    /// Address or name to listen on; 0.0.0.0 for all
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Path under which everything is served
    #[arg(long, value_name = "PATH", default_value = "/")]
    url_base_pathname: BasePath,
    /// Show it in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    look: PageLookArgs,
    #[command(flatten)]
    data: DataArgs,
}

impl ServeArgs {
    pub(super) fn run(self, session: &Session) -> Result<()> {
        let options = Options {
            host: self.host,
            port: self.port,
            base_path: self.url_base_pathname,
            start: self.data.filters.selection(),
            look: self.look.look(),
            open: self.open,
        };
        let (data, look) = (self.data, self.look);
        let mut named = data.data.clone();
        named.extend(data.config.iter().map(|file| file.display().to_string()));
        let load: Load = Arc::new(move || look.dataset(&data));
        serve(&named, &load, &options, &report(*session))
    }
}

fn report(session: Session) -> Report {
    Arc::new(move |event| match event {
        Event::Read { notes, warnings } => {
            session.decided(notes);
            session.warnings(warnings);
        }
        // The address is the result: it is said even by those who say nothing else.
        Event::Listening(address) => anstream::println!("Serving {address} (Ctrl+C ends it)"),
        Event::Answered(line) => session.detail(line),
        Event::Reloaded(dataset) => {
            session.note(&format!(
                "the data have changed: {} models",
                dataset.models.len()
            ));
        }
        Event::KeptLastGood(error) => {
            session.note("the data have changed and cannot be read; the last good board stays");
            session.error(error);
        }
        Event::Trouble(text) => session.note(text),
    })
}
