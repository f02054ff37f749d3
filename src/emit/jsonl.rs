//! A cell table as JSON lines: an object for each model, level and task, with the keys of the CSV's
//! columns. Where columns are asked for, an object a row with those columns.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::board::Board;
use crate::output_format::{Format, Writer};
use crate::table::Table;

use super::Emit;
use super::cells::{Value, columns, each_record};
use super::records::Records;

/// The format, for the list of outputs.
pub const FORMAT: Format = Format {
    id: "jsonl",
    label: "JSON Lines",
    about: "the cell table as JSON, an object a line",
    endings: &["jsonl", "ndjson"],
    media_type: "application/x-ndjson",
    page_file: None,
    writer: Writer::text(|| Box::new(JsonLines)),
};

/// Writes JSON lines. What is not recorded is left out; groups are a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JsonLines;

impl Emit for JsonLines {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let names = columns(board);
        let mut write = |names: &[_], values: &[Value<'_>]| {
            serde_json::to_writer(&mut *out, &Line { names, values })?;
            out.write_all(b"\n")
        };
        if board.columns.asked {
            let records = Records::of(&Table::of(board));
            let names: Vec<&str> = records.names.iter().map(String::as_str).collect();
            return records.rows.iter().try_for_each(|row| write(&names, row));
        }
        each_record(board, |record| write(&names, record))
    }
}

struct Line<'a> {
    names: &'a [&'a str],
    values: &'a [Value<'a>],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.names.iter().zip(self.values) {
            match value {
                Value::Empty => {}
                Value::Text(text) => map.serialize_entry(name, text)?,
                Value::List(items) => map.serialize_entry(name, items)?,
                Value::Count(count) => map.serialize_entry(name, count)?,
                Value::Number(number) => map.serialize_entry(name, number)?,
                Value::Flag(flag) => map.serialize_entry(name, flag)?,
            }
        }
        map.end()
    }
}
