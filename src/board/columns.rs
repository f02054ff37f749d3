//! The one list of columns: every output walks those of its board, and none has a list of its own.
//!
//! A new column is a file in this folder and a line in [`ALL`].

mod attributes;
mod band;
mod efficiency;
mod level;
mod model;
mod overall;
mod rank;
mod responses;
mod score;
mod tasks;
mod tests_per_task;
mod tokens;
mod total_tokens;
mod truncation;
mod url;
mod value;

use std::fmt;
use std::hash::{Hash, Hasher};

use super::names::{same, split_items, unknown};
use super::{Board, Entry, Mark, Row, TaskCell, Usage};
use crate::error::Result;

pub use value::{Figure, Value, link_text};

/// All columns, from left to right.
pub static ALL: &[Column] = &[
    rank::COLUMN,
    model::COLUMN,
    attributes::COLUMN,
    url::COLUMN,
    level::COLUMN,
    overall::COLUMN,
    band::COLUMN,
    score::COLUMN,
    tokens::COLUMN,
    efficiency::COLUMN,
    total_tokens::COLUMN,
    responses::COLUMN,
    tests_per_task::COLUMN,
    truncation::COLUMN,
    tasks::COLUMN,
];

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

impl PartialEq for Column {
    fn eq(&self, other: &Column) -> bool {
        self.id == other.id
    }
}

impl Eq for Column {}

impl Hash for Column {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// One column of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardColumn {
    /// Which.
    pub column: &'static Column,
    /// Which of its parts: the index of the task for the columns of tasks, else 0.
    pub part: usize,
}

impl BoardColumn {
    /// What it is called in exports: the id, or the head of a part.
    pub fn key<'a>(&self, board: &'a Board) -> &'a str {
        match self.column.parts {
            Some(_) => self.title(board),
            None => self.column.id,
        }
    }

    /// Its head.
    pub fn title<'a>(&self, board: &'a Board) -> &'a str {
        (self.column.title)(board, self.part)
    }

    /// The value of a row.
    pub fn value<'a>(&self, board: &'a Board, entry: &'a Entry, row: &'a Row) -> Value<'a> {
        (self.column.value)(At {
            board,
            entry,
            row,
            part: self.part,
        })
    }

    /// The highlight of a row.
    pub fn mark(&self, row: &Row) -> Option<Mark> {
        (self.column.mark)(row)
    }
}

/// The columns of a board: those asked for, or the usual ones, of which some row has a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    shown: Vec<BoardColumn>,
    /// Whether they were asked for.
    pub asked: bool,
}

impl Columns {
    /// The columns of `board` that `asked` names, in the order of [`ALL`]; the usual ones where it
    /// names none.
    /// A word is the id of a column, or the head of one of its parts (the label of a task).
    ///
    /// # Errors
    /// On an unknown name, with the known ones and the nearest.
    fn choose(board: &Board, asked: &[String]) -> Result<Columns> {
        let all = || {
            ALL.iter().flat_map(|column| {
                let parts = column.parts.map_or(1, |parts| parts(board));
                (0..parts).map(move |part| BoardColumn { column, part })
            })
        };
        let of_part = |one: &BoardColumn, item: &str| {
            Column::of_id(item).is_none()
                && one.column.parts.is_some()
                && same(one.title(board), item)
        };
        let is = |one: &BoardColumn, item: &str| one.column.id == item || of_part(one, item);
        let items = split_items(asked, |item| all().any(|one| is(&one, item)));
        for item in &items {
            if Column::of_id(item).is_none() && !all().any(|one| is(&one, item)) {
                let ids = ALL.iter().map(|column| column.id);
                let attributes = board.attributes.iter().map(String::as_str);
                let tasks = board.tasks.iter().map(|task| task.label.as_str());
                let known: Vec<&str> = ids.chain(attributes).chain(tasks).collect();
                return Err(unknown("column", item, &known));
            }
        }
        let wanted = |one: &BoardColumn| match items.is_empty() {
            true => one.column.by_default,
            false => items.iter().any(|item| is(one, item)),
        };
        let columns = Columns {
            shown: all().filter(wanted).collect(),
            asked: !items.is_empty(),
        };
        Ok(columns.of_rows(board))
    }

    /// Of these columns, those of which some row of `board` has a value.
    pub(super) fn of_rows(&self, board: &Board) -> Columns {
        let has_value = |one: &&BoardColumn| {
            let mut rows = board.rows();
            rows.any(|(entry, row)| !one.value(board, entry, row).is_absent())
        };
        Columns {
            shown: self.iter().filter(has_value).copied().collect(),
            asked: self.asked,
        }
    }

    /// The columns of these ids, in this order, of which some row of `board` has a value.
    pub fn of_ids(board: &Board, ids: &[&str]) -> Vec<BoardColumn> {
        let columns = ids.iter().filter_map(|id| Column::of_id(id));
        let columns = Columns {
            shown: columns
                .map(|column| BoardColumn { column, part: 0 })
                .collect(),
            asked: true,
        };
        columns.of_rows(board).shown
    }

    /// From left to right.
    pub fn iter(&self) -> impl Iterator<Item = &BoardColumn> {
        self.shown.iter()
    }

    /// All of them, from left to right.
    pub fn to_vec(&self) -> Vec<BoardColumn> {
        self.shown.clone()
    }

    /// These and the column of this id, each in its place.
    pub fn with(&self, id: &str) -> Vec<BoardColumn> {
        let mut columns = self.to_vec();
        let place = |id: &str| ALL.iter().position(|column| column.id == id);
        if let Some(column) = Column::of_id(id).filter(|_| !self.has(id)) {
            let is_before = |one: &BoardColumn| place(one.column.id) < place(id);
            let at = columns.partition_point(is_before);
            columns.insert(at, BoardColumn { column, part: 0 });
        }
        columns
    }

    /// Whether the column of this id is among them.
    pub fn has(&self, id: &str) -> bool {
        self.shown.iter().any(|one| one.column.id == id)
    }

    /// The tasks that have a column among them, as indices of tasks.
    pub fn tasks(&self) -> Vec<usize> {
        let tasks = self.iter().filter(|one| one.column.id == tasks::COLUMN.id);
        tasks.map(|one| one.part).collect()
    }
}

impl Board {
    /// Shows the columns that `asked` names (see [`ALL`]), or the usual ones where it names none.
    ///
    /// # Errors
    /// On an unknown name, with the known ones and the nearest.
    pub fn show(&mut self, asked: &[String]) -> Result<()> {
        self.columns = Columns::choose(self, asked)?;
        Ok(())
    }
}

/// The columns of `board` for rows of two lines: each with the one that stands beneath it, if any.
pub fn stacked(board: &Board) -> Vec<(BoardColumn, Option<BoardColumn>)> {
    let columns = &board.columns;
    let stands_beneath = |one: &BoardColumn, id: &str| one.column.beneath == Some(id);
    let on_top = columns
        .iter()
        .filter(|one| !one.column.beneath.is_some_and(|id| columns.has(id)));
    on_top
        .map(|one| {
            let mut all = columns.iter();
            let beneath = all.find(|other| stands_beneath(other, one.column.id));
            (*one, beneath.copied())
        })
        .collect()
}

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
