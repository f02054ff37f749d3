//! A board as one JSON document, described by [`SCHEMA`].

mod document;
mod layout;

use std::io::{self, Write};

use serde::Serialize;

use crate::board::Board;
use crate::output_format::{Format, Writer};

use super::Emit;

/// The format, for the list of outputs.
pub const FORMAT: Format = Format {
    id: "json",
    label: "JSON",
    about: "the whole board: scores, ranks, intervals, totals; `evalboard schema` describes it",
    endings: &["json"],
    media_type: "application/json",
    page_file: Some("board"),
    writer: Writer::text(|| Box::new(Json)),
};

/// The JSON Schema (draft 2020-12) of the document.
pub const SCHEMA: &str = include_str!("../../schema/board.schema.json");

/// Version of the document: it goes up when a member changes its meaning or goes away, not when one
/// comes in.
pub const VERSION: u32 = 1;

/// Writes JSON: a line for each cell, row and smaller thing. Floats have 12 significant digits;
/// what is not recorded is `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Json;

impl Emit for Json {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let mut serializer =
            serde_json::Serializer::with_formatter(&mut *out, layout::Layout::default());
        document::document(board).serialize(&mut serializer)?;
        out.write_all(b"\n")
    }
}
