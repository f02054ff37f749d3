//! Writes a board as text. Each format is a plain struct of options with one method; the board has all
//! numbers already.
//!
//! A new format is a file in this folder and a line in [`FORMATS`].

mod cells;
pub mod csv;
pub mod embed;
pub mod html_table;
pub mod json;
pub mod jsonl;
pub mod latex;
pub mod markdown;
mod records;
pub mod terminal;

use std::io::{self, Write};

use crate::board::Board;
use crate::table::Table;

/// A text format with its options.
pub trait Emit {
    /// Writes the whole board.
    ///
    /// # Errors
    /// Only those of `out`.
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()>;

    /// The whole board in memory.
    fn to_bytes(&self, board: &Board) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail, and an emitter has no errors of its own.
        let _ = self.emit(board, &mut bytes);
        bytes
    }
}

/// A text format of a table, whatever the table is of.
pub trait EmitTable {
    /// Writes the whole table.
    ///
    /// # Errors
    /// Only those of `out`.
    fn emit_table(&self, table: Table<'_>, out: &mut dyn Write) -> io::Result<()>;
}

impl<F: EmitTable> Emit for F {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        self.emit_table(Table::of(board), out)
    }
}

/// A format that a file can have, with the options that it has unless said otherwise.
#[derive(Clone, Copy)]
pub struct Format {
    /// The word of the command line.
    pub name: &'static str,
    /// Endings of file names that mean it, without the dot; the first is the usual one.
    pub endings: &'static [&'static str],
    /// Its media type.
    pub media_type: &'static str,
    /// The format with its usual options.
    pub emitter: fn() -> Box<dyn Emit>,
}

/// All file formats, in the order of help texts.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        endings: &["csv"],
        media_type: "text/csv; charset=utf-8",
        emitter: || Box::new(csv::Csv),
    },
    Format {
        name: "json",
        endings: &["json"],
        media_type: "application/json",
        emitter: || Box::new(json::Json),
    },
    Format {
        name: "jsonl",
        endings: &["jsonl", "ndjson"],
        media_type: "application/x-ndjson",
        emitter: || Box::new(jsonl::JsonLines),
    },
    Format {
        name: "html-table",
        endings: &["html", "htm"],
        media_type: "text/html; charset=utf-8",
        emitter: || Box::new(html_table::HtmlTable::default()),
    },
    Format {
        name: "latex",
        endings: &["tex"],
        media_type: "application/x-tex",
        emitter: || Box::new(latex::Latex::default()),
    },
    Format {
        name: "markdown",
        endings: &["md", "markdown"],
        media_type: "text/markdown; charset=utf-8",
        emitter: || Box::new(markdown::Markdown::default()),
    },
];

impl Format {
    /// The format that `name` names.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of a file with this ending, in any case.
    pub fn of_ending(ending: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| {
            let mut endings = format.endings.iter();
            endings.any(|known| known.eq_ignore_ascii_case(ending))
        })
    }
}
