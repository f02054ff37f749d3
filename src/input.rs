//! Reads files of any known format into a [`Dataset`].
//!
//! Each format is one file here and one line in `FORMATS`: `detect` decides from the beginning of the content,
//! `read` hands cells to the `Intake`. A source never decides what is shown.
//!
//! The same files give the same dataset, in whatever order they are named: they are read once each, dataset configs
//! first, then all others, both sorted by canonical path. Where files overlap, the one read later is the later one.

mod buckets;
mod cells;
mod config;
mod figure;
mod files;
mod json;
mod sniff;

use std::collections::BTreeSet;
use std::fmt;
use std::mem;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::dataset::{Dataset, DatasetBuilder, Input};
use crate::error::{Error, Place, Result, nearest, printable};

use buckets::BucketStore;
pub use cells::COLUMNS as CELL_COLUMNS;
use config::NamedByConfig;
pub use config::draft_config;
pub use files::open;
use files::{Found, Naming, Opened};
use sniff::Sniff;

/// A format of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub enum Kind {
    /// ReasonScape dataset config (JSON with `inputs` and `scenarios`)
    #[value(name = "dataset")]
    DatasetConfig,
    /// Bucket file (JSON with `buckets`), as `evaluate` writes it
    #[value(name = "buckets")]
    BucketFile,
    /// Cell table as CSV, a cell a line
    #[value(name = "csv")]
    CellCsv,
    /// Cell table as JSONL (or one JSON array), a cell an object
    #[value(name = "jsonl")]
    CellJsonl,
    /// Cell table as Parquet, a cell a row
    #[value(name = "parquet")]
    CellParquet,
}

impl Kind {
    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Kind::DatasetConfig => "ReasonScape dataset config",
            Kind::BucketFile => "bucket file",
            Kind::CellCsv => "cell table (CSV)",
            Kind::CellJsonl => "cell table (JSONL)",
            Kind::CellParquet => "cell table (Parquet)",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// One format: how it is recognised and read.
struct Format {
    kind: Kind,
    detect: fn(&Sniff) -> bool,
    read: fn(Opened, &mut Intake) -> Result<()>,
}

/// All formats; the first that recognises a file reads it.
const FORMATS: &[Format] = &[
    Format {
        kind: Kind::BucketFile,
        detect: buckets::detect,
        read: buckets::read,
    },
    Format {
        kind: Kind::DatasetConfig,
        detect: config::detect,
        read: config::read,
    },
    Format {
        kind: Kind::CellJsonl,
        detect: cells::jsonl::detect,
        read: cells::jsonl::read,
    },
    Format {
        kind: Kind::CellParquet,
        detect: cells::parquet::detect,
        read: cells::parquet::read,
    },
    Format {
        kind: Kind::CellCsv,
        detect: cells::csv::detect,
        read: cells::csv::read,
    },
];

/// What has been read so far.
#[derive(Default)]
struct Intake {
    builder: DatasetBuilder,
    buckets: BucketStore,
    /// Bucket files that configs name, in their order.
    named_by_configs: Vec<NamedByConfig>,
    /// Canonical paths of the files that were read.
    seen: BTreeSet<PathBuf>,
}

impl Intake {
    /// Reads `file` as `format`, unless it was read before.
    fn read(&mut self, file: Opened, format: &Format) -> Result<()> {
        if !self.seen.insert(file.canonical.clone()) {
            return Ok(());
        }
        self.builder.input(Input {
            file: file.path.clone(),
            kind: format.kind.words(),
        });
        (format.read)(file, self)
    }
}

/// Reads `data` (files, folders and globs in any mix) into one dataset. The kind of each file is told by its content,
/// or for all by `from`. `.gz` and `.zst` are unpacked on the way. `-` is standard input.
///
/// A folder stands for the files in it and below, hidden ones left out, whose ending is `.csv`, `.tsv`, `.json`,
/// `.jsonl`, `.ndjson` or `.parquet` (also with `.gz` or `.zst`); one that no format recognises gives a warning, as does an empty file
/// that only a glob names. A folder with
/// exactly one dataset config directly in it stands for that config alone, which names the files that belong to it.
///
/// # Errors
/// For what cannot be read or is of no known kind, for a glob or folder that gives no file, and for content that cannot
/// be: impossible counts, duplicate cells, numbers that are none. Each names the file and the place.
pub fn load(data: &[String], from: Option<Kind>) -> Result<Dataset> {
    let mut intake = Intake::default();
    let mut configs = Vec::new();
    let mut others = Vec::new();
    for found in files::expand(data)? {
        let opened = Opened::new(&found.path)?;
        match format_of(&opened, from) {
            Ok(format) if format.kind == Kind::DatasetConfig => configs.push((opened, format)),
            // Opened again when its turn comes, so that few files are open at a time.
            Ok(format) if opened.can_reopen() => others.push((found.path, None, format)),
            Ok(format) => others.push((found.path, Some(opened), format)),
            Err(problem) if may_be_left_out(&found, &opened) => intake.builder.warnings.push(
                format!("left out: {problem}"),
                found.path.display().to_string(),
            ),
            Err(problem) => return Err(Error::input(&found.path, Place::Whole, problem)),
        }
    }
    for (opened, format) in configs {
        intake.read(opened, format)?;
    }
    // Only now: a bucket's scenario may stand in any config.
    for input in mem::take(&mut intake.named_by_configs) {
        input.read(&mut intake)?;
    }
    for (path, opened, format) in others {
        let opened = match opened {
            Some(opened) => opened,
            None => Opened::new(&path)?,
        };
        intake.read(opened, format)?;
    }
    let Intake {
        mut builder,
        buckets,
        ..
    } = intake;
    buckets.pour_into(&mut builder)?;
    Ok(builder.finish())
}

/// Whether a file of no known kind is no error: it was not meant by itself. An engine may write empty parts.
fn may_be_left_out(found: &Found, opened: &Opened) -> bool {
    match found.naming {
        Naming::Itself => false,
        Naming::Pattern => opened.sniff().is_empty(),
        Naming::Folder => true,
    }
}

/// The format of a file: `from`, or the first that recognises it. The error is why none does.
fn format_of(file: &Opened, from: Option<Kind>) -> Result<&'static Format, String> {
    let sniff = file.sniff();
    let fits = |format: &&Format| match from {
        Some(kind) => format.kind == kind,
        None => (format.detect)(&sniff),
    };
    FORMATS.iter().find(fits).ok_or_else(|| no_format(&sniff))
}

/// Why no format recognises a file, and what would be right.
fn no_format(sniff: &Sniff) -> String {
    if sniff.is_empty() {
        "the file is empty; a cell table begins with a line that names its columns: model,task,n,correct,…".into()
    } else if sniff.is_binary() {
        "not text in UTF-8, and neither gzip, zstd nor Parquet".into()
    } else if sniff.is_interview() {
        "raw interviews: `evalboard evaluate --interview FILE -o analysis.json` turns them into a bucket file".into()
    } else if sniff.is_json() {
        let known = ["buckets", "inputs", "scenarios", "model", "task"];
        format!(
            "JSON of no known kind{}: a bucket file has `buckets`, a dataset config `inputs` and `scenarios`, a cell \
             table `model`, `task` and `n` in each object",
            did_you_mean(sniff.keys(), &known)
        )
    } else {
        cells::csv::without_columns(sniff)
    }
}

/// Which known name one of `found` may have been meant for, in brackets; empty where none is like one.
fn did_you_mean<'a>(found: impl Iterator<Item = &'a str>, known: &[&'static str]) -> String {
    for name in found.filter(|name| !known.contains(name)) {
        if let Some(known) = nearest(name, known.iter().copied()) {
            let name = printable(name, 40);
            return format!(" (`{name}`: did you mean `{known}`?)");
        }
    }
    String::new()
}

/// The most characters that a name may have.
const LONGEST_NAME: usize = 1000;

/// `name` without surrounding white space. The error is why it cannot be one.
fn checked_name<'a>(what: &str, name: &'a str) -> Result<&'a str, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(format!("{what} is empty; give it a name"));
    }
    if name.len() > LONGEST_NAME && name.chars().count() > LONGEST_NAME {
        let start = printable(name, 40);
        return Err(format!(
            "{what} is longer than {LONGEST_NAME} characters: {start}"
        ));
    }
    Ok(name)
}

/// What is wrong with a second cell of the same names (model, level, task).
fn duplicate_problem([model, level, task]: [&str; 3], first: &str) -> String {
    let level = if level.is_empty() {
        String::new()
    } else {
        format!(", level {}", printable(level, 60))
    };
    format!(
        "a second cell of model {}{level}, task {} (the first: {first}); each may stand once",
        printable(model, 60),
        printable(task, 60)
    )
}

/// How messages name a place in a file.
fn origin(file: &Path, place: &Place) -> String {
    format!("{}{place}", printable(&file.to_string_lossy(), 1000))
}
