//! `evalboard evaluate`: raw interviews to a bucket file.

use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::Args;
use indicatif::ProgressStyle;

use super::Session;
use super::interrupt::{end_on_signal, interrupted};
use crate::error::{Error, Result};
use crate::evaluate::{Evaluation, Interviews, Options, Watch, evaluate};
use crate::format::grouped;
use crate::interview;
use crate::output::{Target, refuse_inputs};

/// The examples and the fields, which the scan knows.
fn after_help() -> String {
    format!(
        "\
Examples:
  evalboard evaluate --interview 'results/*/*.ndjson' --output analysis.json
  evalboard table analysis.json

A line is one response as a JSON object; a file may also be one JSON array of
such objects. Wanted are these fields; of several names the first one that is
there (and not null) counts, of a key that a line holds twice the last one.
Everything else is skipped, whatever stands in it.

{}
Lines without a model, a task or a word on how the response ended (headers,
metadata) are counted and left out. A broken line is one that is not JSON, is
longer than 64 MB, or holds in one of these fields what cannot be there.",
        interview::help()
    )
}

/// How to evaluate interviews.
#[derive(Debug, Args)]
#[command(after_help = after_help())]
pub struct EvaluateArgs {
    /// Files, folders or globs of interviews; quote globs, `**` is any folders; `-` is standard
    /// input
    #[arg(long, short, required = true, num_args = 1.., value_name = "DATA")]
    pub interview: Vec<String>,
    /// Bucket file to write, whole or not at all; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: String,
    /// End with an error at the first broken line; by default they are counted and the first five
    /// named
    #[arg(long)]
    pub strict: bool,
    /// Count what stands before the damage of a damaged or cut-off compressed file; by default that
    /// is an error
    #[arg(long, conflicts_with = "strict")]
    pub keep_going: bool,
    /// Count an answer once by its item id, so that a resumed run does no harm
    ///
    /// Of several answers with the same id at the same point the first one counts, in the order of
    /// files and lines; answers without an id all count. Keeps 64 to 150 bytes an answer in memory.
    #[arg(long, conflicts_with = "cache")]
    pub dedup: bool,
    /// Take the answers to an item (samples, epochs) as a cluster, so that intervals do not claim
    /// too much
    ///
    /// Each bucket gets the number of its items and the sums over them that the clustered standard
    /// error takes; an answer without an id is an item of its own. Scores stay the same. Keeps 50
    /// to 110 bytes an item in memory.
    #[arg(long, conflicts_with_all = ["cache", "dedup"])]
    pub by_item: bool,
    /// Folder to keep a partial result of each file in, so that a second run reads only new files
    ///
    /// A file counts as known if its size, its modification time and its first and last 64 KB are
    /// the same.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Threads that read and count; as many as there are cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
}

impl EvaluateArgs {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode> {
        let interviews = Interviews::find(&self.interview)?;
        let target = Target::parse(&self.output);
        refuse_inputs([&target], interviews.paths())?;
        let threads = self
            .threads
            .or_else(|| thread::available_parallelism().ok())
            .map_or(1, NonZero::get);
        let options = Options {
            threads,
            strict: self.strict,
            keep_going: self.keep_going,
            dedup: self.dedup,
            by_item: self.by_item,
            cache: self.cache,
        };
        let stop = end_on_signal()?;
        let style = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
        let mut bar = session.progress_bar(interviews.bytes());
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar = bar.with_style(style);
        }
        let watch = Watch {
            stop: &stop,
            progress: &|bytes| bar.inc(bytes),
        };
        let evaluation = evaluate(&interviews, &options, watch);
        bar.finish_and_clear();
        let Some(evaluation) = evaluation? else {
            return Ok(interrupted(session));
        };
        session.warnings(&evaluation.warnings());
        write(&evaluation, &target)?;
        session.note(&summary(&evaluation));
        if let Some(note) = evaluation.note_on_items() {
            session.note(&note);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a bucket file.
pub(super) fn write(evaluation: &Evaluation, target: &Target) -> Result<()> {
    let mut bytes = Vec::new();
    evaluation
        .write(&mut bytes)
        .map_err(Error::encoding("bucket file"))?;
    target.write(&bytes)
}

/// What was counted, in a line.
pub(super) fn summary(evaluation: &Evaluation) -> String {
    let counts = &evaluation.counts;
    let mut text = format!(
        "{} answers at {} points in {} lines of {} files",
        grouped(counts.answers as f64),
        grouped(evaluation.points() as f64),
        grouped(counts.lines as f64),
        grouped(counts.files as f64),
    );
    for (count, what) in [
        (counts.repeated, "repeated"),
        (counts.without_answer, "lines without an answer record"),
        (counts.broken, "broken"),
    ] {
        if count > 0 {
            text += &format!("; {} {what}", grouped(count as f64));
        }
    }
    text
}
