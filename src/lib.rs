//! evalboard turns LLM evaluation results into leaderboards.
//!
//! The way of the data has one direction:
//!
//! ```text
//! files ──input──▶ Dataset ──stats, rank──▶ Board ──emit──▶ table · markdown · json · csv · latex · html
//!                                            └──picture──▶ Scene ──drawing──▶ svg · png · pdf
//! ```
//!
//! * [`input`] reads files of any known format into a [`dataset::Dataset`]: models, levels, tasks, cells.
//! * [`stats`] are pure functions of numbers, each with its formula; [`rank`] places models fairly.
//! * [`board`] decides *what* is shown: filtered, scored, ranked, highlighted, paged. Outputs compute nothing.
//! * [`picture`] lays a board out as a scene of few primitives, which [`drawing`] draws as SVG, PNG or PDF.
//! * [`evaluate`] turns raw interviews into bucket files, which [`input`] reads.
//! * [`query`] is the SQL that does the same on an engine.
//! * [`table`] is a board as a table of typed values, with a head for each of its [columns](board::columns).
//! * [`emit`] writes a board as text: for the terminal and for files.
//! * [`inject`] finds the blocks of a README that hold a board.
//! * [`cli`] holds one file a subcommand.

pub mod board;
mod bucket_file;
pub mod cli;
pub mod compressed;
pub mod dataset;
pub mod drawing;
pub mod emit;
pub mod error;
pub mod evaluate;
pub mod format;
pub mod inject;
pub mod input;
pub mod output;
pub mod page;
pub mod picture;
pub mod query;
pub mod rank;
pub mod serve;
pub mod site;

pub mod stats;
mod stop_reason;
pub mod table;

pub use error::{Error, Result};
