//! A table of typed values with a head for each column: what text formats write, whatever it is of.

use crate::board::caption::{About, capitalised};
use crate::board::columns::{Align, BoardColumn, Scope, Value};
use crate::board::{Board, Entry, Mark, Row};

/// A table, ready to be written.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// Title, where there is one.
    pub title: Option<&'a str>,
    /// The title, or the name of what was read.
    pub name: String,
    /// The columns from left to right.
    pub columns: Vec<Head<'a>>,
    /// The rows from top to bottom, in groups: those of one model.
    pub groups: Vec<Group<'a>>,
    /// What the values are, a sentence each.
    pub notes: Vec<String>,
    /// Why there is no row, where there is none.
    pub why_empty: &'static str,
}

/// What is said of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head<'a> {
    /// The id of the column that it is of.
    pub id: &'static str,
    /// What it is called in exports.
    pub key: &'a str,
    /// What stands above it.
    pub title: &'a str,
    /// The same without abbreviations.
    pub full_title: &'a str,
    /// What it shows, in words.
    pub about: &'a str,
    /// Where its values stand.
    pub align: Align,
    /// Whether a group has one value, or each row its own.
    pub scope: Scope,
    /// Whether a place without a value stays blank: nothing is missing there.
    pub blank: bool,
}

/// Columns of intervals: the column that they are of, and id, title and meaning of their own.
const INTERVALS: [[&str; 4]; 3] = [
    ["rank", "rank_interval", "Rank 95 %", "rank intervals"],
    [
        "overall",
        "overall_interval",
        "95 %",
        "intervals of overall scores",
    ],
    ["score", "score_interval", "95 %", "intervals of scores"],
];

/// Rows that belong together.
#[derive(Debug, Clone, Default)]
pub struct Group<'a> {
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// A value in its place.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The value.
    pub value: Value<'a>,
    /// Its highlight.
    pub mark: Option<Mark>,
    /// Of how many cells it is, and how many there are, where those are more.
    pub recorded: Option<(usize, usize)>,
}

impl<'a> Table<'a> {
    /// The table of `board`: its columns, a group a model, a row a level.
    pub fn of(board: &'a Board) -> Self {
        Table::with(board, board.columns.to_vec())
    }

    /// The same with these columns.
    pub fn with(board: &'a Board, columns: Vec<BoardColumn>) -> Self {
        let head = |one: &BoardColumn| Head {
            id: one.column.id,
            key: one.key(board),
            title: one.title(board),
            full_title: one.column.full_title.unwrap_or(one.title(board)),
            about: one.column.about,
            align: one.column.align,
            scope: one.column.scope,
            blank: one.column.id == "tasks",
        };
        let cells = |entry: &'a Entry, row: &'a Row| -> Vec<Cell<'a>> {
            let cells = columns.iter().map(|one| Cell {
                value: one.value(board, entry, row),
                mark: one.mark(row),
                recorded: Some(((one.column.recorded)(&row.usage), row.usage.cells))
                    .filter(|(recorded, all)| recorded < all),
            });
            cells.collect()
        };
        let groups = board.entries.iter().map(|entry| Group {
            rows: entry.rows.iter().map(|row| cells(entry, row)).collect(),
        });
        Table {
            title: board.title.as_deref(),
            name: board.title_or_source(),
            columns: columns.iter().map(head).collect(),
            groups: groups.collect(),
            notes: notes(board),
            why_empty: board.why_empty(),
        }
    }

    /// Puts the intervals of these columns' values (`rank`, `overall`, `score`) into columns after
    /// them; where none says more than its value, there is no such column.
    pub fn spread(&mut self, columns: &[&str]) {
        for [of, id, title, about] in INTERVALS {
            let at = self.columns.iter().position(|column| column.id == of);
            let Some(at) = at.filter(|_| columns.contains(&of)) else {
                continue;
            };
            if self
                .rows()
                .all(|row| row[at].value.interval_beside().is_absent())
            {
                continue;
            }
            let head = Head {
                id,
                key: id,
                title,
                full_title: title,
                about,
                align: Align::Right,
                scope: self.columns[at].scope,
                blank: true,
            };
            self.columns.insert(at + 1, head);
            for row in self.groups.iter_mut().flat_map(|group| &mut group.rows) {
                let interval = Cell {
                    value: row[at].value.interval(),
                    mark: None,
                    recorded: None,
                };
                row.insert(at + 1, interval);
            }
        }
    }

    /// All rows, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = &Vec<Cell<'a>>> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// Which score and which accuracy are shown, what signs mean, and the filters in force, a sentence
/// each.
pub fn notes(board: &Board) -> Vec<String> {
    let mut notes = Vec::new();
    for remark in board.remarks() {
        if remark.about != About::Bands {
            notes.push(remark.sentence());
        }
        if remark.about == About::Accuracy {
            let signs = board.sign_captions("hatched:");
            notes.extend(signs.iter().map(|sign| format!("{}.", capitalised(sign))));
        }
    }
    notes
}
