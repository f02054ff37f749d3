//! A cell table as JSON lines: an object for each model, level and task, with the keys of the CSV's columns.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::board::Board;

use super::Emit;
use super::cells::{Value, columns, each_record};

/// Writes JSON lines. What is not recorded is left out; groups are a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JsonLines;

impl Emit for JsonLines {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        each_record(board, |record| {
            serde_json::to_writer(&mut *out, &Line(record))?;
            out.write_all(b"\n")
        })
    }
}

struct Line<'a>(&'a [Value<'a>]);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in columns().zip(self.0) {
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
