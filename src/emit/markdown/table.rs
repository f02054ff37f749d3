//! Pipe tables, and texts between them.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::board::columns::Align;

/// A table whose cells are markdown already.
pub(super) struct PipeTable {
    columns: Vec<Column>,
    rows: Vec<String>,
}

struct Column {
    title: String,
    number: bool,
    /// Columns of the widest text.
    width: usize,
}

/// pandoc shares the width of a page by the dashes under the titles.
const DASHES: std::ops::RangeInclusive<usize> = 3..=40;

impl PipeTable {
    /// An empty table of columns with these titles; those at the right hold numbers.
    pub fn new<T: Into<String>>(columns: impl IntoIterator<Item = (T, Align)>) -> Self {
        let column = |(title, align): (T, Align)| {
            let title = title.into();
            Column {
                width: title.width(),
                title,
                number: align != Align::Left,
            }
        };
        PipeTable {
            columns: columns.into_iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row of one cell a column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut line = String::with_capacity(16 * self.columns.len());
        line.push('|');
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.width = column.width.max(cell.width());
            line.push(' ');
            line.push_str(&cell);
            line.push_str(" |");
        }
        line.push('\n');
        self.rows.push(line);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// As a part of a document: its titles, then a line a row.
    pub fn finish(self) -> Part {
        let mut head = String::from("|");
        for column in &self.columns {
            let _ = write!(head, " {} |", column.title);
        }
        head.push_str("\n|");
        for column in &self.columns {
            let dashes = column.width.clamp(*DASHES.start(), *DASHES.end()) - 1;
            let (left, right) = match column.number {
                true => ("", ":"),
                false => (":", ""),
            };
            let _ = write!(head, " {left}{}{right} |", "-".repeat(dashes));
        }
        head.push('\n');
        Part::Table {
            head,
            rows: self.rows,
        }
    }
}

/// A part of a document. Parts are separated by an empty line.
pub(super) enum Part {
    /// Lines of text, the last one ended.
    Text(String),
    /// A table.
    Table {
        /// Titles and the line under them.
        head: String,
        /// The rows.
        rows: Vec<String>,
    },
}

impl Part {
    /// One line of text.
    pub fn line(text: impl Into<String>) -> Part {
        let mut text = text.into();
        text.push('\n');
        Part::Text(text)
    }

    /// Bytes that it takes.
    pub fn size(&self) -> usize {
        match self {
            Part::Text(text) => text.len(),
            Part::Table { head, rows } => head.len() + rows.iter().map(String::len).sum::<usize>(),
        }
    }

    fn push_to(&self, out: &mut String) {
        match self {
            Part::Text(text) => out.push_str(text),
            Part::Table { head, rows } => {
                out.push_str(head);
                rows.iter().for_each(|row| out.push_str(row));
            }
        }
    }
}

/// The whole document.
pub(super) fn document(parts: &[Part]) -> String {
    let size = parts.iter().map(|part| part.size() + 1).sum();
    let mut out = String::with_capacity(size);
    for part in parts {
        if !out.is_empty() {
            out.push('\n');
        }
        part.push_to(&mut out);
    }
    out
}
