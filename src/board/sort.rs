//! Other orders than that of the ranks.

use std::fmt;

use super::Facet;
use super::columns::{self, Column, Order};

/// What a board can be sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A column that has an order.
    Column(&'static Column),
    /// Shown accuracy on the task of this label: the mean of a model's rows.
    Task(String),
}

impl Default for Key {
    fn default() -> Self {
        Key::Column(&columns::ALL[0])
    }
}

/// An order of the models. What a key has no value for comes last, in either direction; equal
/// values stay in the order of the ranks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Sort {
    /// By what.
    pub key: Key,
    /// Highest first.
    pub descending: bool,
}

impl Key {
    /// The column that sorts under this id.
    pub fn of_id(id: &str) -> Option<Key> {
        let column = Column::of_id(id)?;
        column.order.map(|_| Key::Column(column))
    }

    /// The column that `word` names; the task of that name where it is none of those.
    fn named(word: &str, tasks: &[Facet]) -> Option<Key> {
        if let Some(key) = Key::of_id(word) {
            return Some(key);
        }
        let name = word.strip_prefix("task:").unwrap_or(word);
        let task = tasks.iter().find(|task| task.is(name))?;
        Some(Key::Task(task.label.clone()))
    }

    /// The words of the columns that sort.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        let columns = columns::ALL.iter().filter(|column| column.order.is_some());
        columns.map(|column| column.id)
    }

    /// Whether the highest value is wanted first.
    pub fn highest_first(&self) -> bool {
        match self {
            Key::Column(column) => matches!(column.order, Some(Order::Highest(_))),
            Key::Task(_) => true,
        }
    }
}

impl Sort {
    /// Reads `score`, `-score`, `arithmetic`, `-arithmetic`: a minus means highest first. A task
    /// that is called like a fixed column is `task:score`.
    pub fn named(word: &str, tasks: &[Facet]) -> Option<Sort> {
        let whole = Key::named(word, tasks).map(|key| Sort {
            key,
            descending: false,
        });
        let reversed = || {
            Some(Sort {
                key: Key::named(word.strip_prefix('-')?, tasks)?,
                descending: true,
            })
        };
        whole.or_else(reversed)
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        match &self.key {
            Key::Column(column) => write!(f, "{sign}{}", column.id),
            Key::Task(task) if task.starts_with('-') || Key::of_id(task).is_some() => {
                write!(f, "{sign}task:{task}")
            }
            Key::Task(task) => write!(f, "{sign}{task}"),
        }
    }
}
