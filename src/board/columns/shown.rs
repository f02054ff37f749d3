//! The columns that a board shows.

use super::super::names::{same, split_items, unknown};
use super::super::{Board, Entry, Mark, Row};
use super::{ALL, At, Column, TASKS, Value};
use crate::error::Result;

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
    pub(in super::super) fn of_rows(&self, board: &Board) -> Columns {
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
        let tasks = self.iter().filter(|one| one.column.id == TASKS);
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
