//! The one list of columns: every output walks those of its board, and none has a list of its own.
//!
//! A new column is an entry of [`ALL`].

mod list;
mod shown;
mod value;

use super::{Board, Entry, Mark, Row, TaskCell, Usage};
use crate::by_id::by_id;

pub use list::ALL;
pub use shown::{BoardColumn, Columns, stacked};
pub use value::{Figure, Value, link_text};

/// The column with a cell for each task.
pub const TASKS: &str = "tasks";

/// What outputs need to know of a column.
#[derive(Clone, Copy)]
pub struct Column {
    /// The word of the command line and of addresses, and the key in exports; unique.
    pub id: &'static str,
    /// What it shows, for help texts and the explanation of its head.
    pub about: &'static str,
    /// Its head. The number is that of the part, see [`Column::parts`].
    pub title: for<'a> fn(&'a Board, usize) -> &'a str,
    /// Its head where an abbreviation would not be understood; `None`: the same.
    pub full_title: Option<&'static str>,
    /// Stands behind a figure where there is no head above it.
    pub unit: &'static str,
    /// Where its values stand.
    pub align: Align,
    /// What has a value of its own.
    pub scope: Scope,
    /// Whether it is shown where no columns are asked for.
    pub by_default: bool,
    /// The column under whose figures its own stand, where a row has two lines and both columns are
    /// shown.
    pub beneath: Option<&'static str>,
    /// How many columns it is on a board, such as one a task, each called by its head; `None`: one,
    /// called by the id.
    pub parts: Option<fn(&Board) -> usize>,
    /// The value of a row.
    pub value: for<'a> fn(At<'a>) -> Value<'a>,
    /// Of how many of the evaluated cells its value is: those that record it.
    pub recorded: fn(&Usage) -> usize,
    /// The highlight of a row.
    pub mark: fn(&Row) -> Option<Mark>,
    /// What models are sorted by; `None`: nothing.
    pub order: Option<Order>,
}

/// How a column sorts models.
#[derive(Clone, Copy)]
pub enum Order {
    /// In the fair order of the board.
    Fair,
    /// By name, without regard to case.
    Name,
    /// By level, within each model.
    Level,
    /// By a figure of the whole model, of which the lowest is wanted first.
    Lowest(fn(&Entry) -> Option<f64>),
    /// By a figure of the whole model, of which the highest is wanted first.
    Highest(fn(&Entry) -> Option<f64>),
}

/// A row, and the part of the column (see [`Column::parts`]) whose value is asked for.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The board.
    pub board: &'a Board,
    /// The model.
    pub entry: &'a Entry,
    /// The model at one level.
    pub row: &'a Row,
    /// Which of the column's parts.
    pub part: usize,
}

impl<'a> At<'a> {
    /// The result on the task that is the part.
    pub fn cell(&self) -> &'a TaskCell {
        &self.row.cells[self.part]
    }
}

/// Where the values of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left: texts.
    Left,
    /// In the middle: cells.
    Middle,
    /// At the right: numbers.
    Right,
}

/// What has a value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A model: all its rows have the same value.
    Model,
    /// A row.
    Row,
}

impl Column {
    /// An optional column with a number for each row.
    const NUMBER: Column = Column {
        id: "",
        about: "",
        title: |_, _| "",
        full_title: None,
        unit: "",
        align: Align::Right,
        scope: Scope::Row,
        by_default: false,
        beneath: None,
        parts: None,
        value: |_| Value::Absent,
        recorded: |usage| usage.cells,
        mark: |_| None,
        order: None,
    };

    /// The column of this id.
    pub fn of_id(id: &str) -> Option<&'static Column> {
        ALL.iter().find(|column| column.id == id)
    }
}

by_id!(Column);

/// The mean; `None` of no values.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    let count = values.len() as f64;
    (count > 0.0).then(|| crate::stats::sum(values) / count)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::ALL;

    #[test]
    fn ids_are_unique_words_and_every_column_says_what_it_shows() {
        let ids: HashSet<&str> = ALL.iter().map(|column| column.id).collect();
        assert_eq!(ids.len(), ALL.len());
        for column in ALL {
            let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            assert!(
                column.id.bytes().all(is_word) && !column.id.is_empty(),
                "{}",
                column.id
            );
            assert!(!column.about.is_empty(), "{}", column.id);
            if let Some(id) = column.beneath {
                assert!(ids.contains(id), "{}: {id}", column.id);
            }
        }
    }
}
