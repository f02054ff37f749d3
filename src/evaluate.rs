//! Raw interviews to bucket files: streaming, on all cores, in bounded memory.
//!
//! ```text
//! Interviews ──workers──▶ lines ──scan, resolve──▶ answer ──▶ tallies ──▶ Evaluation
//!                                                                            └──▶ bucket file
//!                                                    bucket files, cached partials ──merge──┘
//! ```
//!
//! Each thread takes the next chunk of a file (4 MB of a plain file, or a whole compressed one),
//! reads it block by block into a buffer that stays in the processor's cache, and counts the
//! answers in a table of its own. Files are never mapped: one that shrinks or grows meanwhile does
//! no harm.
//!
//! All sums are integers (guess chances in units of 2^-64), so neither the number of threads nor
//! the order of merging changes a byte of the result. The bucket file carries these sums beside the
//! derived figures; that is what makes merging exact.

mod answer;
mod array;
mod buckets;
mod cache;
mod counter;
mod interviews;
mod items;
mod lines;
mod resolve;
mod scan;
mod tally;
mod unknown;
mod workers;

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::error::{Error, Place, Result, Warnings, printable};

pub use interviews::{Interviews, find_bucket_files};
pub use items::Repeats;
pub use unknown::UnknownReasons;

use tally::{Points, TooLarge};

/// How many broken lines are named.
const NAMED: usize = 5;

/// How to evaluate.
#[derive(Debug, Clone)]
pub struct Options {
    /// Number of threads that read and count, the calling one included; at least 1.
    pub threads: usize,
    /// Whether a broken line is an error.
    pub strict: bool,
    /// Whether a damaged file counts up to where it is damaged; else it is an error.
    pub keep_going: bool,
    /// Whether an answer counts once by its item id.
    pub dedup: bool,
    /// Whether the answers to an item are a cluster; without [`Options::dedup`] and
    /// [`Options::cache`] only.
    pub by_item: bool,
    /// Folder of partial results by file.
    pub cache: Option<PathBuf>,
}

/// How to follow and to end a running evaluation.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Ends the work soon after it becomes true.
    pub stop: &'a AtomicBool,
    /// Is told bytes that were read, from any thread.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// Numbers of lines by what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct LineCounts {
    /// Files that were read.
    pub files: u64,
    /// Lines that were not blank.
    pub lines: u64,
    /// Answers that were counted.
    pub answers: u64,
    /// JSON without an answer record: headers, metadata.
    pub without_answer: u64,
    /// Lines that could not be read.
    pub broken: u64,
    /// Answers whose item id was there before.
    pub repeated: u64,
}

impl LineCounts {
    fn plus(&self, other: &LineCounts) -> Result<LineCounts, TooLarge> {
        let sum = |a: u64, b: u64| a.checked_add(b).ok_or(TooLarge);
        Ok(LineCounts {
            files: sum(self.files, other.files)?,
            lines: sum(self.lines, other.lines)?,
            answers: sum(self.answers, other.answers)?,
            without_answer: sum(self.without_answer, other.without_answer)?,
            broken: sum(self.broken, other.broken)?,
            repeated: sum(self.repeated, other.repeated)?,
        })
    }
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLine {
    /// The file as the user named it.
    pub file: PathBuf,
    /// Counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for BrokenLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.file.display(), Place::Line(self.line))
    }
}

/// What interviews add up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evaluation {
    points: Points,
    /// Numbers of lines.
    pub counts: LineCounts,
    /// The first broken lines.
    pub broken: Vec<BrokenLine>,
    /// Reasons of ending that are not known.
    pub unknown_reasons: UnknownReasons,
    /// Items that are answered several times, where they are not counted by item.
    pub repeats: Repeats,
    /// Files that could be read up to a place only, and that place.
    pub damaged: Vec<BrokenLine>,
    /// Files that changed while they were read.
    pub changed: Vec<PathBuf>,
    /// Files in which no answer was found.
    pub without_answer: Vec<PathBuf>,
    /// Files that were found and hold something else.
    pub left_out: Warnings,
}

impl Evaluation {
    /// Whether the answers of some point were counted by item.
    fn is_by_item(&self) -> bool {
        let mut tallies = self.points.0.values();
        tallies.any(|tally| tally.clusters.is_some())
    }

    /// What the user should know of items that are answered several times; `None` where there are
    /// none, or they are counted by item.
    pub fn note_on_items(&self) -> Option<String> {
        let mean = self.repeats.mean()?;
        Some(format!(
            "items are answered several times (about {mean:.1} answers an id); these are not \
             independent, and the intervals are too narrow: --by-item takes the answers to an \
             item as a cluster, --dedup counts one"
        ))
    }

    /// Number of points: models at one level with one set of task parameters.
    pub fn points(&self) -> usize {
        self.points.0.len()
    }

    /// Adds the counts of another evaluation.
    ///
    /// # Errors
    /// Where a count grows too large to be one.
    fn add(&mut self, other: Evaluation) -> Result<(), TooLarge> {
        for (point, tally) in other.points.0 {
            self.points.add(point, &tally)?;
        }
        self.counts = self.counts.plus(&other.counts)?;
        self.broken.extend(other.broken);
        self.broken.truncate(NAMED);
        self.unknown_reasons.add(other.unknown_reasons);
        self.repeats.add(other.repeats);
        self.damaged.extend(other.damaged);
        self.changed.extend(other.changed);
        self.without_answer.extend(other.without_answer);
        self.left_out.extend(other.left_out);
        Ok(())
    }

    /// # Errors
    /// Where what was found is no result with these options.
    fn check(&self, options: &Options) -> Result<()> {
        let error_at = |line: &BrokenLine, problem: &str| {
            Err(Error::input(&line.file, Place::Line(line.line), problem))
        };
        if let Some(first) = self.broken.first().filter(|_| options.strict) {
            return error_at(first, &printable(&first.problem, 200));
        }
        if let Some(first) = self.damaged.first().filter(|_| !options.keep_going) {
            let others = match self.damaged.len() {
                1 => String::new(),
                several => format!("; so are {} more files", several - 1),
            };
            let problem = format!(
                "{}{others}; `--keep-going` counts what stands before",
                printable(&first.problem, 200)
            );
            return error_at(first, &problem);
        }
        if self.points.0.is_empty() {
            return Err(self.no_answer());
        }
        Ok(())
    }

    /// The error that there is no answer at all, and what there is in its place.
    fn no_answer(&self) -> Error {
        let LineCounts {
            files,
            lines,
            broken,
            ..
        } = self.counts;
        let problem = match self.broken.first() {
            _ if files == 0 => {
                return Error::NoResults {
                    files: Vec::new(),
                    warnings: self.left_out.clone(),
                };
            }
            Some(first) if broken == lines => format!(
                "no answer: none of {lines} lines can be read, the first one ({}): {}",
                printable(&first.to_string(), 200),
                printable(&first.problem, 200)
            ),
            _ if lines == 0 => "no answer: nothing but blank lines".to_owned(),
            _ => format!(
                "no answer in {lines} lines, {broken} of them broken: an answer has `model`, \
                 `task`, and `correct`, `truncated` or `invalid`"
            ),
        };
        match (files, self.without_answer.first()) {
            (1, Some(file)) => Error::input(file, Place::Whole, problem),
            _ => Error::NoAnswers {
                files: files as usize,
                problem,
            },
        }
    }

    /// What the user should know: broken lines, damaged files, and files that changed meanwhile.
    pub fn warnings(&self) -> Warnings {
        let mut warnings = self.left_out.clone();
        let unnamed = self.counts.broken.saturating_sub(self.broken.len() as u64);
        for broken in &self.broken {
            warnings.push(
                format!("broken line: {}", broken.problem),
                broken.to_string(),
            );
        }
        if unnamed > 0 {
            warnings.push(format!("{unnamed} more broken lines were left out"), "");
        }
        if let Some(warning) = self.unknown_reasons.warning() {
            warnings.push(warning, "");
        }
        for damage in &self.damaged {
            let problem = format!("{}; the lines before count", damage.problem);
            warnings.push(problem, damage.to_string());
        }
        let changed = "a file changed while it was read; what was there then is counted";
        for (problem, files) in [
            ("no answer in a file", &self.without_answer),
            (changed, &self.changed),
        ] {
            for file in files {
                warnings.push(problem, file.display().to_string());
            }
        }
        warnings
    }
}

/// Evaluates `interviews`. `None` where `watch` ended the work before it was done.
///
/// # Errors
/// If a file cannot be read, if no answer is found, without [`Options::keep_going`] at the first
/// damaged file, or with [`Options::strict`] at the first broken line.
pub fn evaluate(
    interviews: &Interviews,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Option<Evaluation>> {
    let cache = options
        .cache
        .as_deref()
        .map(cache::Cache::open)
        .transpose()?;
    let evaluation = workers::run(interviews, options, cache.as_ref(), watch)?;
    if let Some(evaluation) = &evaluation {
        evaluation.check(options)?;
    }
    Ok(evaluation)
}

/// Adds up bucket files that [`Evaluation::write`] wrote. Beside the sums, what the user should
/// know where items are clusters: one that stands in two files counts as two.
///
/// # Errors
/// If a file cannot be read, is not one of ours, counts grow too large, or none of the files holds
/// an answer.
pub fn merge(files: &[PathBuf]) -> Result<(Evaluation, Option<&'static str>)> {
    let mut all = Evaluation::default();
    let mut by_item = 0;
    for file in files {
        let next = Evaluation::read(file)?;
        by_item += usize::from(next.is_by_item());
        all.add(next)
            .map_err(|_| Error::input(file, Place::Whole, Error::TooManyAnswers))?;
    }
    if all.points.0.is_empty() {
        return Err(Error::NoResults {
            files: files.to_owned(),
            warnings: Warnings::default(),
        });
    }
    let note = match by_item {
        0 => None,
        _ if by_item == files.len() => Some(
            "items are clusters here: the result is that of evaluating all at once only where no \
             item stands in two of the files",
        ),
        _ => Some(
            "some of the files were evaluated with --by-item and some without: the answers of the \
             latter count as items of their own",
        ),
    };
    Ok((all, note))
}
