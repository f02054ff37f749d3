//! A cell table as CSV: a header, then a line for each model, level and task. Where columns are
//! asked for, a line a row with those columns.
//!
//! Spreadsheets run what starts with `=`, `+`, `-`, `@`, a tab or a line break as a formula. A text
//! that starts so gets a `'` in front, and so does one that starts with `'` and then so, which
//! makes it certain what to take away on reading.

use std::io::{self, Write};

use crate::board::Board;
use crate::output_format::{Format, Writer};
use crate::table::Table;

use super::Emit;
use super::cells::{Value, columns, each_record};
use super::records::Records;

/// The format, for the list of outputs.
pub const FORMAT: Format = Format {
    id: "csv",
    label: "CSV",
    about: "the cell table, a line for each model, level and task, with all statistics; reading \
            it back gives the same board",
    endings: &["csv"],
    media_type: "text/csv; charset=utf-8",
    page_file: Some("board"),
    writer: Writer::text(|| Box::new(Csv)),
};

/// Writes CSV (RFC 4180, UTF-8, LF).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Csv;

impl Emit for Csv {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = ::csv::Writer::from_writer(out);
        if board.columns.asked {
            let records = Records::of(&Table::of(board));
            writer.write_record(records.names.iter().map(|name| harmless(name)))?;
            for row in &records.rows {
                writer.write_record(row.iter().map(field))?;
            }
            return writer.flush();
        }
        writer.write_record(columns(board))?;
        each_record(board, |record| {
            writer.write_record(record.iter().map(field))
        })?;
        writer.flush()
    }
}

/// A value as text; groups joined by `;`, with `\;` for one inside a group and `\\` for a
/// backslash.
fn field(value: &Value<'_>) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => harmless(text),
        Value::List(items) => {
            let items = items
                .iter()
                .map(|item| item.replace('\\', r"\\").replace(';', r"\;"));
            harmless(&items.collect::<Vec<_>>().join(";"))
        }
        Value::Count(count) => count.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}

/// `text`, with a `'` in front where a spreadsheet would take it for a formula.
fn harmless(text: &str) -> String {
    let after_quotes = text.trim_start_matches('\'');
    if after_quotes.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_quoted() {
        for (text, written) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("+0", "'+0"),
            ("@cmd", "'@cmd"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), written);
        }
    }
}
