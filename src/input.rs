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
mod file_name;
mod find;
mod format;
mod harness;
mod intake;
mod json;
mod load;
mod named_by_config;
mod names;
mod notes;
mod open;
mod parallel;
mod recognise;
mod repeats;
mod siblings;
mod table;
mod unknown;

use std::path::Path;

use indexmap::IndexSet;

use crate::dataset::Dataset;
use crate::error::{Error, Result};

pub(crate) use clues::Sniff;
pub use config::draft_config;
pub(crate) use file_name::ending;
pub(crate) use find::{Found, Naming, Wanted, find, near_path};
pub use format::FormatId;
pub use open::open;
pub(crate) use open::regular_file;
pub(crate) use parallel::drop_aside;
pub use table::COLUMNS as CELL_COLUMNS;
#[cfg(feature = "parquet")]
pub(crate) use table::parquet::DECODER as PARQUET_THREAD;
pub use table::{Mapping, Repeats, Scale, ScaleChoice, TableOptions};

use format::Format;
pub use harness::Wanted as Metrics;
use load::Loader;
use recognise::Recogniser;

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
    let recogniser = Recogniser::new(options);
    let endings: IndexSet<&str> = FORMATS
        .iter()
        .flat_map(|format| format.endings)
        .copied()
        .collect();
    let files = find(
        data,
        &Wanted {
            endings: &Vec::from_iter(endings),
            speaks_for_folder: &|file| recogniser.is_config(file),
        },
    )?;
    let dataset = Loader::new(&files, &recogniser).load()?;
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
