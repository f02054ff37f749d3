//! Reads files of any known format into a [`Dataset`].
//!
//! Each format is one file here and one line in `FORMATS`: `detect` decides from path and
//! beginning of a file, `read` hands cells to the `Intake`. A format never decides what is shown.
//!
//! The same files give the same dataset, in whatever order they are named: they are read once each,
//! dataset configs first, then all others, both sorted by canonical path. Where files overlap, the
//! one read later is the later one.

mod buckets;
mod clues;
mod config;
mod encoding;
mod evidence;
mod export;
mod figure;
mod find;
mod format;
mod harness;
mod intake;
mod json;
mod names;
mod notes;
mod open;
mod parallel;
mod repeats;
mod siblings;
mod table;
mod unknown;

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::dataset::Dataset;
use crate::error::{Error, Place, Result};

pub(crate) use clues::Sniff;
pub use config::draft_config;
pub(crate) use find::{Found, Naming, Wanted, ending, find, near_path};
pub use format::FormatId;
pub use open::open;
pub(crate) use open::regular_file;
pub use table::COLUMNS as CELL_COLUMNS;
#[cfg(feature = "parquet")]
pub(crate) use table::parquet::DECODER as PARQUET_THREAD;
pub use table::{Mapping, Repeats, Scale, ScaleChoice, TableOptions};

use format::{Format, Reader};
pub use harness::Wanted as Metrics;
use harness::{Parsed, Source};
use intake::Intake;
use names::{checked_name, duplicate_problem};
use open::{Opened, Opener};
use parallel::in_parallel;
use siblings::Folders;

/// All formats; the first that recognises a file reads it.
static FORMATS: &[&Format] = &[
    &export::FORMAT,
    &config::FORMAT,
    &buckets::FORMAT,
    // Marks of harnesses are more than those of tables.
    &harness::lighteval::FORMAT,
    &harness::mteb::FORMAT,
    &harness::mteb::MODEL,
    &harness::promptfoo::FORMAT,
    &harness::evalplus::FORMAT,
    &harness::evalplus::HUMAN_EVAL,
    &harness::inspect::JSON,
    #[cfg(feature = "harness")]
    &harness::inspect::EVAL,
    &harness::every_eval::FORMAT,
    &harness::every_eval::SAMPLES,
    &harness::lm_eval_samples::FORMAT,
    &harness::helm::FORMAT,
    &harness::helm::PARTS,
    &harness::helm_groups::FORMAT,
    &harness::swe_bench::FORMAT,
    &harness::swe_bench::INSTANCE,
    &harness::openai_evals::FORMAT,
    &harness::evalscope::FORMAT,
    &harness::mmlu_pro::FORMAT,
    &harness::bfcl::FORMAT,
    &harness::bigcode::FORMAT,
    #[cfg(feature = "harness")]
    &harness::hf_card::EVAL_RESULTS,
    #[cfg(feature = "harness")]
    &harness::hf_card::CARD,
    &harness::lighteval::CARD,
    #[cfg(feature = "harness")]
    &harness::aider::FORMAT,
    #[cfg(feature = "harness")]
    &harness::nemo::FORMAT,
    &harness::opencompass::FORMAT,
    &harness::lm_eval_table::FORMAT,
    &harness::lm_eval::FORMAT,
    &harness::named::DEEPEVAL,
    &harness::named::ARC_AGI,
    &harness::named::LIVE_CODE_BENCH,
    &harness::named::VLM_EVAL_KIT,
    &harness::named::OPENCOMPASS_OUTPUT,
    &table::csv::FORMAT,
    &table::json::FORMAT,
    #[cfg(feature = "parquet")]
    &table::parquet::FORMAT,
    &table::markdown::FORMAT,
];

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format of all files; `None`: each is told by its content.
    pub from: Option<FormatId>,
    /// Whether a file that cannot be read is left out with a warning, where others can.
    pub keep_going: bool,
    /// The metrics that count, where a harness states several.
    pub metrics: Metrics,
    /// How to read tables.
    pub tables: TableOptions,
}

/// Reads `data` (files, folders and globs in any mix) into one dataset. `.gz` and `.zst` are
/// unpacked on the way. `-` is standard input.
///
/// A folder stands for the files in it and below, hidden ones left out, that end as some format's
/// files do (also with `.gz` or `.zst`); one that no format recognises gives a warning, as does an
/// empty file that only a glob names. A folder with exactly one dataset config directly in it
/// stands for that config alone, which names the files that belong to it.
///
/// # Errors
/// For what cannot be read or is of no known format, for a glob or folder that gives no file, and
/// for content that cannot be: impossible counts, duplicate cells, numbers that are none. Each
/// names the file and the place. Where no file gave a single result, the error names the files, and
/// what was left out with its reason.
pub fn load(data: &[String], options: &Options) -> Result<Dataset> {
    let opener = match options.keep_going {
        true => Opener::keeping_standard_input(),
        false => Opener::default(),
    };
    let endings = endings();
    let told = Known::default();
    let files = find(
        data,
        &Wanted {
            endings: &endings,
            speaks_for_folder: &|file| told.is_config(file, options),
        },
    )?;
    let mut broken = Broken::new();
    loop {
        let known = broken.len();
        let dataset = load_files(&files, options, &opener, &told, &mut broken)?;
        // What a broken file gave before it broke must not stay: once more, without it.
        if broken.len() == known {
            return with_results(dataset);
        }
    }
}

/// The dataset, if there is any result in it; else why there is none.
fn with_results(dataset: Dataset) -> Result<Dataset> {
    if dataset.has_results() {
        return Ok(dataset);
    }
    let mut warnings = dataset.warnings.clone();
    for note in &dataset.notes {
        warnings.push(note.detail.clone(), note.file.display().to_string());
    }
    Err(Error::NoResults {
        files: dataset.files().map(Path::to_owned).collect(),
        warnings,
    })
}

/// Why files are left out, by canonical path.
type Broken = BTreeMap<PathBuf, String>;

fn load_files(
    files: &[Found],
    options: &Options,
    opener: &Opener,
    known: &Known,
    broken: &mut Broken,
) -> Result<Dataset> {
    let mut intake = Intake::new(options, opener);
    for (file, why) in files
        .iter()
        .filter_map(|file| Some((file, broken.get(&file.canonical)?)))
    {
        let place = file.path.display().to_string();
        intake.warn(format!("left out: {why}"), place);
    }
    let mut configs = Vec::new();
    let mut others = Vec::new();
    let whole = |found: &&Found| !broken.contains_key(&found.canonical);
    let whole: Vec<&Found> = files.iter().filter(whole).collect();
    // Opened again when its turn comes, so that few files are open at a time; a single one and what
    // cannot be opened again are not closed.
    let is_single = whole.len() == 1;
    let told = in_parallel(&whole, |found| match found.can_reopen() && !is_single {
        true => known.told(&found.path, found.naming, options).map(Some),
        false => Ok(None),
    });
    for (found, told) in whole.into_iter().zip(told) {
        let told = told.and_then(|told| match told {
            Some(told) => Ok((told, None)),
            None => {
                let opened = opener.open(&found.path)?;
                Ok((Told::of(&opened, found.naming, options), Some(opened)))
            }
        });
        let (told, opened) = match told {
            Ok(told) => told,
            Err(error) => {
                leave_out(error, files, options, broken)?;
                continue;
            }
        };
        match told.format {
            Ok(format) if is_same(format, &config::FORMAT) => configs.push((found, opened, format)),
            Ok(Format {
                read: Reader::Part(_),
                ..
            }) => {}
            Ok(format) => others.push((found, opened, format, told.parsed)),
            Err(_) if is_passed_over(found) => {}
            Err(problem) if told.may_be_left_out => {
                let place = found.path.display().to_string();
                intake.warn(format!("left out: {problem}"), place);
            }
            Err(problem) => {
                let error = Error::input(&found.path, Place::Whole, problem);
                leave_out(error, files, options, broken)?;
            }
        }
    }
    let mut failed = Vec::new();
    for (found, opened, format) in configs {
        let opened = opened.map_or_else(|| opener.open(&found.path), Ok);
        let outcome = opened.and_then(|opened| format.read_into(opened, &mut intake));
        failed.extend(outcome.err());
    }
    // Only now: a bucket's scenario may stand in any config.
    for input in mem::take(&mut intake.named_by_configs) {
        failed.extend(input.read(&mut intake).err());
    }
    for (found, opened, format, parsed) in others {
        let outcome = match parsed {
            Some(parsed) => parsed
                .map(|parsed| intake.results(&found.path, &found.canonical, format.label, parsed)),
            None => opened
                .map_or_else(|| opener.open(&found.path), Ok)
                .and_then(|opened| format.read_into(opened, &mut intake)),
        };
        failed.extend(outcome.err());
        if !options.keep_going && !failed.is_empty() {
            break;
        }
    }
    let outcome = match failed.is_empty() {
        true => finish(intake),
        false => Ok(Dataset::default()),
    };
    failed
        .into_iter()
        .try_for_each(|error| leave_out(error, files, options, broken))?;
    outcome.or_else(|error| {
        leave_out(error, files, options, broken)?;
        Ok(Dataset::default())
    })
}

/// The dataset, when all files are read.
fn finish(mut intake: Intake<'_>) -> Result<Dataset> {
    mem::take(&mut intake.tables).pour(&mut intake)?;
    mem::take(&mut intake.runs).pour_into(&mut intake)?;
    intake.finish()
}

/// What a file tells before its turn comes.
struct Told {
    /// Its format, or why there is none.
    format: Result<&'static Format, String>,
    may_be_left_out: bool,
    /// What a file of a harness holds.
    parsed: Option<Result<Parsed>>,
}

impl Told {
    fn of(opened: &Opened, naming: Naming, options: &Options) -> Told {
        Told {
            format: format_of(opened, options.from, naming),
            may_be_left_out: may_be_left_out(naming, opened),
            parsed: None,
        }
    }

    /// Reads the file on, if it is of a harness.
    fn with_results(mut self, file: Opened, options: &Options, folders: &Arc<Folders>) -> Told {
        if let Ok(Format {
            read: Reader::Results(read),
            ..
        }) = self.format
        {
            let mut source = Source::new(file, folders);
            self.parsed = Some(read(&mut source, &options.metrics));
        }
        self
    }
}

/// What files told while a folder was looked through, by their paths; each is opened once for both.
#[derive(Default)]
struct Known {
    told: Mutex<HashMap<PathBuf, Told>>,
    folders: Arc<Folders>,
}

impl Known {
    /// What `file` tells, and holds if it is of a harness.
    fn told(&self, file: &Path, naming: Naming, options: &Options) -> Result<Told> {
        let mut known = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(told) = known.remove(file).filter(|_| naming == Naming::Folder) {
            return Ok(told);
        }
        drop(known);
        let opened = Opener::default().open(file)?;
        let told = Told::of(&opened, naming, options);
        Ok(told.with_results(opened, options, &self.folders))
    }

    /// Whether a file of a folder is a dataset config, whatever format is asked for.
    fn is_config(&self, file: &Path, options: &Options) -> Result<bool> {
        if !config::FORMAT.endings.contains(&&*ending(file)) {
            return Ok(false);
        }
        if options.from.is_some() {
            let opened = Opener::default().open(file)?;
            let format = format_of(&opened, None, Naming::Folder);
            return Ok(format.is_ok_and(|format| is_same(format, &config::FORMAT)));
        }
        let told = self.told(file, Naming::Folder, options)?;
        let is_config = told.format.as_ref();
        let is_config = is_config.is_ok_and(|format| is_same(format, &config::FORMAT));
        let mut known = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(file.to_owned(), told);
        Ok(is_config)
    }
}

/// Marks the file of `error` as broken, if the user wants to go on without it and it is not the
/// only one.
fn leave_out(error: Error, files: &[Found], options: &Options, broken: &mut Broken) -> Result<()> {
    let named = files
        .iter()
        .find(|file| Some(file.path.as_path()) == error.file());
    match named {
        Some(file) if options.keep_going && broken.len() + 1 < files.len() => {
            broken.insert(file.canonical.clone(), error.problem());
            Ok(())
        }
        _ => Err(error),
    }
}

/// The endings of all formats, each once, in the order of the formats.
fn endings() -> Vec<&'static str> {
    let mut endings = Vec::new();
    for ending in FORMATS.iter().flat_map(|format| format.endings) {
        if !endings.contains(ending) {
            endings.push(*ending);
        }
    }
    endings
}

/// Endings of files that mostly hold something else than results: in a folder, only a format that
/// lists the ending takes one, and others are passed over without a word.
const MOSTLY_OTHER: [&str; 5] = ["md", "yml", "yaml", "txt", "html"];

fn is_passed_over(found: &Found) -> bool {
    found.naming == Naming::Folder && MOSTLY_OTHER.contains(&&*ending(&found.path))
}

/// Whether a file of no known format is no error: it was not meant by itself. An engine may write
/// empty parts.
fn may_be_left_out(naming: Naming, opened: &Opened) -> bool {
    match naming {
        Naming::Itself => false,
        Naming::Pattern => opened.sniff().is_empty(),
        Naming::Folder => true,
    }
}

fn is_same(a: &Format, b: &Format) -> bool {
    a.id == b.id
}

/// The format of a file: `from`, or the first that recognises it. The error is why it cannot be
/// read.
fn format_of(
    file: &Opened,
    from: Option<FormatId>,
    naming: Naming,
) -> Result<&'static Format, String> {
    if let Some(from) = from {
        return Ok(from.format());
    }
    let clues = file.clues();
    let ending = ending(&file.path);
    let only_listed = naming == Naming::Folder && MOSTLY_OTHER.contains(&&*ending);
    let fits = |format: &&&Format| {
        (!only_listed || format.endings.contains(&&*ending)) && (format.detect)(&clues)
    };
    match FORMATS.iter().find(fits) {
        Some(format) if matches!(format.read, Reader::Unsupported(_)) => Err(format.unsupported()),
        // Asked for by itself, it is an error; beside its results it is a part of them.
        Some(format) if naming == Naming::Itself && matches!(format.read, Reader::Part(_)) => {
            Err(format.unsupported())
        }
        Some(format) => Ok(format),
        None => Err(unknown::problem(&clues)),
    }
}
