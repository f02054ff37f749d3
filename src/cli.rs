//! The command line: one file a subcommand, each turns its arguments into plain values and calls
//! the library.

mod check;
mod completions;
mod data;
mod demo;
mod evaluate;
mod export;
mod filters;
mod init;
mod inject;
mod interrupt;
mod merge;
#[cfg(feature = "serve")]
mod page_look;
mod paint;
mod pictures;
mod plot;
mod project;
mod query;
mod reading;
mod render;
mod report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod site;
mod table;
mod terminal_theme;
mod values;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::dataset::{Note, note_lines, note_summary};
use crate::error::{Error, Result, Warnings};

pub use data::DataArgs;
pub use filters::FilterArgs;
pub use paint::BrandArgs;
pub use reading::ReadingArgs;
pub use render::LookArgs;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turns LLM evaluation results into leaderboards: images for READMEs and papers, tables for the
/// terminal, reports for CI, and pages.
///
/// Without a command, DATA is shown as `evalboard table` shows it.
#[derive(Debug, Parser)]
#[command(
    name = "evalboard",
    version,
    override_usage = "evalboard [OPTIONS] <COMMAND>\n       evalboard [OPTIONS] DATA...",
    styles = STYLES,
    max_term_width = 100,
    propagate_version = true
)]
pub struct Cli {
    /// How to talk to the user.
    #[command(flatten)]
    pub session: Session,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How to talk to the user: options that every command has.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Session {
    /// Print no warnings, notes or progress; errors remain
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    #[arg(help_heading = "Messages")]
    pub quiet: bool,
    /// Print every warning with all its places, and what is done
    #[arg(long, short, global = true, help_heading = "Messages")]
    pub verbose: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw the leaderboard as SVG, PNG or PDF
    #[command(long_about = render::ABOUT)]
    Render(Box<render::RenderArgs>),
    /// Draw a figure of the leaderboard: score against tokens, ranks with their intervals, and
    /// others
    #[command(long_about = plot::ABOUT)]
    Plot(Box<plot::PlotArgs>),
    /// Print the leaderboard in the terminal
    Table(table::TableArgs),
    /// Write a report in markdown
    #[command(long_about = report::ABOUT)]
    Report(report::ReportArgs),
    /// Put the leaderboard into a README
    #[command(long_about = inject::ABOUT)]
    Inject(inject::InjectArgs),
    /// Turn raw interviews (NDJSON, one response a line) into a bucket file
    ///
    /// Reads any number of files, plain, gzip or zstd, on all cores and in bounded memory, and adds
    /// their answers up: counts, guesses, truncation and tokens of each point, and of each model,
    /// level and task. Every command that reads boards takes the result.
    Evaluate(evaluate::EvaluateArgs),
    /// Add up bucket files of `evaluate`
    ///
    /// Counts of the same point are added up, and the figures computed from them. Only bucket files
    /// that `evaluate` wrote hold these counts.
    Merge(merge::MergeArgs),
    /// Write a project file for the data, ready to be edited
    Init(init::InitArgs),
    /// Print SQL that turns raw interviews into a cell table, in DuckDB, Spark or BigQuery
    Query(query::QueryArgs),
    /// Show what the data hold, and check it
    Check(check::CheckArgs),
    /// Write the leaderboard for other programs: CSV, JSON, LaTeX, HTML
    #[command(long_about = export::about())]
    Export(Box<export::ExportArgs>),
    /// Print the JSON Schema of the JSON export, or of the project file
    #[command(long_about = schema::ABOUT)]
    Schema(schema::SchemaArgs),
    /// Write a small table of results to try with
    Demo(demo::DemoArgs),
    /// Print the completions of a shell
    Completions(completions::CompletionsArgs),
    /// Write man pages
    Man(completions::ManArgs),
    /// Serve the leaderboard as pages
    #[cfg(feature = "serve")]
    Serve(serve::ServeArgs),
    /// Write the leaderboard as static pages
    #[cfg(feature = "serve")]
    Site(site::SiteArgs),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// On bad use or bad input, and where an output cannot be written; the binary then exits with
    /// 2.
    fn run(self, session: &Session) -> Result<ExitCode> {
        match self {
            Command::Inject(args) => return args.run(session),
            Command::Evaluate(args) => return args.run(session),
            Command::Check(args) => return args.run(session),
            #[cfg(feature = "serve")]
            Command::Site(args) => return args.run(session),
            Command::Render(args) => args.run(session)?,
            Command::Plot(args) => args.run(session)?,
            Command::Table(args) => args.run(session)?,
            Command::Report(args) => args.run(session)?,
            Command::Merge(args) => args.run(session)?,
            Command::Init(args) => args.run(session)?,
            Command::Query(args) => args.run()?,
            Command::Export(args) => args.run(session)?,
            Command::Schema(args) => args.run()?,
            Command::Demo(args) => args.run()?,
            Command::Completions(args) => args.run()?,
            Command::Man(args) => args.run(session)?,
            #[cfg(feature = "serve")]
            Command::Serve(args) => args.run(session)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Session {
    /// A bar on a terminal, nothing elsewhere.
    fn progress_bar(&self, length: u64) -> ProgressBar {
        match self.quiet || !std::io::stderr().is_terminal() {
            true => ProgressBar::hidden(),
            false => ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr()),
        }
    }

    /// Prints an error to standard error.
    pub fn error(&self, error: &Error) {
        anstream::eprintln!("{}error:{:#} {error}", ERROR, ERROR);
    }

    /// Prints warnings, a line a group, to standard error.
    pub fn warnings(&self, warnings: &Warnings) {
        if self.quiet {
            return;
        }
        let examples = if self.verbose { usize::MAX } else { 3 };
        for line in warnings.lines(examples) {
            anstream::eprintln!("{}warning:{:#} {line}", WARNING, WARNING);
        }
    }

    /// Prints what was decided where inputs left a choice: in one line, or with `--verbose` whole.
    pub fn decided(&self, notes: &[Note]) {
        if self.verbose {
            note_lines(notes).iter().for_each(|line| self.note(line));
        } else if let Some(line) = note_summary(notes) {
            self.note(&line);
        }
    }

    /// Prints a remark that is not part of the result to standard error.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            anstream::eprintln!("{}note:{:#} {text}", NOTE, NOTE);
        }
    }

    /// Prints what is being done, with `--verbose` only.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            anstream::eprintln!("{text}");
        }
    }
}

const ERROR: anstyle::Style = AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = AnsiColor::Yellow.on_default().bold();
const NOTE: anstyle::Style = AnsiColor::Cyan.on_default().bold();

/// The program: reads the command line, runs the command, and tells how it ended.
pub fn main() -> ExitCode {
    #[cfg(feature = "parquet")]
    hush_decoder();
    let cli = match Cli::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => {
            Session::default().error(&error);
            return ExitCode::from(2);
        }
    };
    match cli.command.run(&cli.session) {
        Ok(code) => code,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            cli.session.error(&error);
            ExitCode::from(2)
        }
    }
}

/// Keeps panics of the Parquet decoder, which become errors, off standard error. For the program
/// alone: a panic hook is the whole process's.
#[cfg(feature = "parquet")]
fn hush_decoder() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(crate::input::PARQUET_THREAD) {
            report(info);
        }
    }));
}

#[cfg(test)]
mod tests;
