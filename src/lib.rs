//! evalboard turns LLM evaluation results into leaderboards.
//!
//! Results are read, a board is made of what a selection keeps of them, and the board is written in
//! any format:
//!
//! ```
//! use evalboard::{Board, Format, Options, Selection, load, render};
//!
//! # fn main() -> evalboard::Result<()> {
//! let results = load(["golden/zeroeval/zeroeval.csv"])?;
//! let board = Board::new(&results, &Selection::default())?;
//! let svg = render(&board, &Options::default(), &Format::SVG)?;
//! assert!(svg.starts_with(b"<svg"));
//! # Ok(())
//! # }
//! ```
//!
//! A selection filters, and says which score ranks:
//!
//! ```
//! use evalboard::{Board, Selection, load};
//!
//! # fn main() -> evalboard::Result<()> {
//! let results = load(["golden/reasonscape/dataset.json"])?;
//! let selection = Selection {
//!     groups: vec!["top".to_owned()],
//!     top: Some(3),
//!     ..Selection::default()
//! };
//! let board = Board::new(&results, &selection)?;
//! assert_eq!(board.entries.len(), 3);
//! assert!(board.entries[0].overall.value >= board.entries[1].overall.value);
//! # Ok(())
//! # }
//! ```
//!
//! Errors can be matched; each says in its text what would be right:
//!
//! ```
//! use evalboard::{Board, Error, Selection, load};
//!
//! # fn main() -> evalboard::Result<()> {
//! let results = load(["golden/one_cell/one_cell.csv"])?;
//! let selection = Selection {
//!     tasks: vec!["arithmetics".to_owned()],
//!     ..Selection::default()
//! };
//! match Board::new(&results, &selection) {
//!     Err(Error::UnknownName { name, known, .. }) => {
//!         assert_eq!((name.as_str(), known.len()), ("arithmetics", 1));
//!     }
//!     other => panic!("{other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! All are on by default; without any of them the library reads every format but Parquet, and
//! writes SVG, PNG, CSV, JSON, LaTeX and Markdown.
//!
//! * `cli`: the program `evalboard`, and tables for terminals.
//! * `serve`: pages, over HTTP and as files, and HTML tables.
//! * `parquet`: cell tables as Parquet. The library that reads them panics on some damaged files:
//!   that panic is caught and becomes an error, but the process's panic hook sees it, in a thread
//!   called `parquet`.
//! * `pdf`: pictures as PDF.
//! * `plot`: figures of a board: scores against tokens, by level, ranks, and more.
//! * `harness`: results of harnesses that write archives (`.eval` of Inspect) or YAML (Aider, NeMo,
//!   model cards).
//!
//! # How it is built
//!
//! The way of the data has one direction:
//!
//! ```text
//! files ──input──▶ Dataset ──stats, rank──▶ Board ──emit──▶ table · markdown · json · csv · …
//!                                            └──picture──▶ Scene ──drawing──▶ svg · png · pdf
//! ```
//!
//! * `input` reads files of any known format into a [`Dataset`]: models, levels, tasks, cells.
//! * `stats` are pure functions of numbers, each with its formula; `rank` places models fairly.
//! * `board` decides *what* is shown: filtered, scored, ranked, highlighted, paged. Outputs compute
//!   nothing.
//! * `abbreviation` cuts names that are too long so that no two read alike.
//! * `picture` lays a board out as a scene of few primitives, which `drawing` draws as SVG, PNG or
//!   PDF.
//! * `plot` draws figures of a board into the same scenes.
//! * `evaluate` turns raw interviews into bucket files, which `input` reads.
//! * `project` is the project file: what results cannot know, and the options of a project.
//! * `bucket_file` and `interview` say what stands in these two files, once for all that read and
//!   write them.
//! * `query` is the SQL that does the same on an engine.
//! * `wrap` breaks texts into lines.
//! * `table` is a board as a table of typed values, with a head for each of its columns.
//! * `emit` writes a board as text: for the terminal and for files.
//! * `output` holds the one list of formats, each an `output_format`, and writes files whole or not
//!   at all.
//! * `inject` finds the blocks of a README that hold a board.
//! * `cli` holds one file a subcommand.
//! * `internals` is what benchmarks and tests use directly.
//!
//! All of these are private: what is listed below is what a program can build on.

// What only the program uses stands idle in a library without it; lints look at the whole.
#![cfg_attr(not(feature = "default"), allow(dead_code, unused_imports))]

use std::path::Path;

mod abbreviation;
mod board;
mod bucket_file;
mod by_id;
#[cfg(feature = "cli")]
mod cli;
mod compressed;
mod dataset;
mod drawing;
mod emit;
mod error;
#[cfg(feature = "cli")]
mod evaluate;
mod format;
#[cfg(feature = "cli")]
mod inject;
mod input;
#[doc(hidden)]
pub mod internals;
mod interview;
mod output;
mod output_format;
#[cfg(feature = "serve")]
mod page;
mod picture;
#[cfg(feature = "plot")]
mod plot;
mod project;
#[cfg(feature = "cli")]
mod query;
mod rank;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod site;
mod stats;
mod stop_reason;
mod table;
#[cfg(feature = "cli")]
mod wrap;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub use cli::main;

pub use board::{
    Absence, Accuracy, AccuracyKind, AccuracyOf, BandCount, Board, Columns, Entry, FewTrials,
    Filter, Interval, IntervalSource, Mark, Measured, Recorded, Row, Score, Selection, Shortfall,
    Summary, TaskCell, Usage,
};
pub use dataset::{
    Cell, Clusters, Counts, Dataset, DatasetBuilder, Difficulty, Estimate, Evidence,
    ImpossibleCounts, Input, Level, LevelIx, MarginSource, Model, ModelIx, Note, Origin,
    Provenance, Task, TaskIx,
};
pub use drawing::logo::Logo;
pub use error::{Cause, Error, Place, Result, Warnings};
pub use output::{FORMATS, Family, Format, render};
pub use picture::palette::Palette;
pub use picture::theme::Theme;
pub use picture::{Arrangement, Background, Density, Options};
pub use rank::{Rank, RankIntervals, Test};
pub use stats::{Band, CellScore, HalfWidths, NotEvaluated, Sample, ScoreKind};

/// Reads results: files, folders and globs in any mix. The format of each file is told by its
/// content.
///
/// # Errors
/// For what cannot be read or is of no known format, for a glob or folder that gives no file, for
/// content that cannot be (impossible counts, a cell that stands twice), each with file and place;
/// and where no file holds a result.
pub fn load(data: impl IntoIterator<Item: AsRef<Path>>) -> Result<Dataset> {
    let names = data.into_iter().map(|path| {
        let path = path.as_ref();
        path.to_str().map(str::to_owned).ok_or_else(|| {
            let reason = std::io::Error::other("its name is not in UTF-8");
            Error::reading(path)(reason)
        })
    });
    let names = names.collect::<Result<Vec<String>>>()?;
    input::load(&names, &input::Options::default())
}
