//! A table as it stands in a file: head, rows, and where each row stands. No meaning yet.

use std::path::PathBuf;

use super::link::{linked, tidy};
use crate::dataset::folded;
use crate::error::{Error, Place, printable};
pub(super) use crate::project::compared;

/// The most columns of a table.
pub(super) const MOST_COLUMNS: usize = 10_000;

/// The most fields of all rows together; more cannot be shown, and must not fill the memory.
const MOST_FIELDS: usize = 8_000_000;

/// A table.
#[derive(Debug, Default, Clone)]
pub(super) struct Grid {
    /// The files that it stands in; equal heads make one table.
    pub(super) files: Vec<PathBuf>,
    /// Which table of its file it is, where a file has several.
    pub(super) ordinal: Option<usize>,
    pub(super) head: Vec<Head>,
    pub(super) rows: Vec<Row>,
    /// Whether `0,5` is a half.
    pub(super) decimal_comma: bool,
    /// What the reader decided, in brief and whole.
    pub(super) notes: Vec<(String, String)>,
}

/// Tables that wait until all files are read.
#[derive(Default)]
pub(in super::super) struct Tables {
    pub(super) grids: Vec<Grid>,
}

impl Tables {
    /// Keeps a table; one with the same head as an earlier one continues that.
    pub(super) fn add(&mut self, mut grid: Grid) {
        let same = |known: &&mut Grid| {
            known.head == grid.head
                && known.ordinal == grid.ordinal
                && known.decimal_comma == grid.decimal_comma
        };
        match self.grids.iter_mut().find(same) {
            Some(known) => {
                let first = known.files.len();
                known.files.append(&mut grid.files);
                known.notes.append(&mut grid.notes);
                known.rows.extend(grid.rows.into_iter().map(|mut row| {
                    row.file += first;
                    row
                }));
            }
            None => self.grids.push(grid),
        }
    }
}

/// The name of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// As it is shown.
    pub(super) name: String,
    /// What stands above it and its neighbours.
    pub(super) group: Option<String>,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Index into [`Grid::files`].
    pub(super) file: usize,
    pub(super) place: Place,
    /// A field a column; a short row has fewer.
    pub(super) fields: Vec<Field>,
}

/// A field of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Field {
    Missing,
    Text(Box<str>),
    /// A number of a format that knows numbers.
    Number(f64),
    Flag(bool),
    List(Vec<String>),
}

impl Field {
    /// The field as text; empty where it is missing.
    pub(super) fn text(&self) -> String {
        match self {
            Field::Missing => String::new(),
            Field::Text(text) => text.trim().to_owned(),
            Field::Number(number) => number.to_string(),
            Field::Flag(flag) => flag.to_string(),
            Field::List(items) => items.join(";"),
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        match self {
            Field::Missing => true,
            Field::Text(text) => super::number::is_missing(text),
            Field::Number(number) => number.is_nan(),
            _ => false,
        }
    }
}

impl Grid {
    /// Adds a row, unless it is more than can be held.
    pub(super) fn push(&mut self, row: Row) -> Result<(), String> {
        let fields = self.head.len().max(1);
        if (self.rows.len() + 1).saturating_mul(fields) > MOST_FIELDS {
            return Err(format!(
                "more than {MOST_FIELDS} fields; a board cannot show so many"
            ));
        }
        self.rows.push(row);
        Ok(())
    }

    /// The field of a row and column; missing where the row is short.
    pub(super) fn field(&self, row: usize, column: usize) -> &Field {
        self.rows[row].fields.get(column).unwrap_or(&Field::Missing)
    }

    /// The fields of a column.
    pub(super) fn column(&self, column: usize) -> impl Iterator<Item = &Field> {
        (0..self.rows.len()).map(move |row| self.field(row, column))
    }

    /// The first file, for what is said of the table as a whole.
    pub(super) fn file(&self) -> &PathBuf {
        &self.files[0]
    }

    /// An error about the table as a whole.
    pub(super) fn error(&self, problem: impl Into<String>) -> Error {
        let place = match self.ordinal {
            Some(ordinal) => Place::Key(format!("table {ordinal}")),
            None => Place::Whole,
        };
        Error::input(self.file(), place, problem.into())
    }

    /// An error about a row.
    pub(super) fn error_at(&self, row: usize, problem: impl Into<String>) -> Error {
        let row = &self.rows[row];
        Error::input(&self.files[row.file], row.place.clone(), problem.into())
    }

    /// The columns' names, for a message.
    pub(super) fn names(&self) -> String {
        let names: Vec<String> = self.head.iter().map(Head::shown).collect();
        printable(&names.join(", "), 300)
    }
}

impl Head {
    /// A column of this name, without tags and LaTeX.
    pub(super) fn new(name: &str) -> Head {
        let name = match name.contains(['<', '\\', '$', '[']) {
            true => tidy(&linked(name).text),
            false => tidy(name),
        };
        Head { name, group: None }
    }

    /// The name as messages show it.
    pub(super) fn shown(&self) -> String {
        printable(&self.name, 80)
    }

    /// The name as names are compared.
    pub(super) fn key(&self) -> String {
        compared(&self.name)
    }
}

/// The words of a name: what stands between anything but letters and digits, in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
    let text = folded(name);
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '❤' | '₂'));
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}
