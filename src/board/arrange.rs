//! Other orders than that of the ranks, and the search for a model. Neither changes a number: ranks, intervals
//! and highlights stay those of the filtered board.

use std::cmp::Ordering;
use std::fmt;

use super::{Board, Entry, Facet, Filter, Row, Summary};

/// What a board can be sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Column {
    /// The fair order of the board.
    #[default]
    Rank,
    /// Names, alphabetically and without regard to case.
    Model,
    /// Levels, within each model.
    Level,
    /// Overall score.
    Score,
    /// Mean completion tokens a response over all of a model's cells.
    Tokens,
    /// Score per token: the mean of a model's rows.
    Efficiency,
    /// Shown accuracy on the task of this label: the mean of a model's rows.
    Task(String),
}

/// An order of the models. What a column has no value for comes last, in either direction; equal values
/// stay in the order of the ranks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Highest first.
    pub descending: bool,
}

impl Column {
    /// The columns that every board has.
    const FIXED: [(&'static str, Column); 6] = [
        ("rank", Column::Rank),
        ("model", Column::Model),
        ("level", Column::Level),
        ("score", Column::Score),
        ("tokens", Column::Tokens),
        ("efficiency", Column::Efficiency),
    ];

    /// The column that `word` names; the task of that name where it is none of the fixed ones.
    fn named(word: &str, tasks: &[Facet]) -> Option<Column> {
        let fixed = Column::FIXED.into_iter().find(|(name, _)| *name == word);
        if let Some((_, column)) = fixed {
            return Some(column);
        }
        let name = word.strip_prefix("task:").unwrap_or(word);
        let task = tasks.iter().find(|task| task.is(name))?;
        Some(Column::Task(task.label.clone()))
    }

    fn word(&self) -> &str {
        let fixed = Column::FIXED.iter().find(|(_, column)| column == self);
        match (fixed, self) {
            (Some((name, _)), _) => name,
            (None, Column::Task(task)) => task,
            (None, _) => "",
        }
    }
}

impl Sort {
    /// Reads `score`, `-score`, `arithmetic`, `-arithmetic`: a minus means highest first. A task that is
    /// called like a fixed column is `task:score`.
    pub fn named(word: &str, tasks: &[Facet]) -> Option<Sort> {
        let whole = Column::named(word, tasks).map(|column| Sort {
            column,
            descending: false,
        });
        let reversed = || {
            Some(Sort {
                column: Column::named(word.strip_prefix('-')?, tasks)?,
                descending: true,
            })
        };
        whole.or_else(reversed)
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        let word = self.column.word();
        let is_task = matches!(self.column, Column::Task(_));
        let ambiguous = is_task
            && (word.starts_with('-') || Column::FIXED.iter().any(|(name, _)| *name == word));
        let prefix = if ambiguous { "task:" } else { "" };
        write!(f, "{sign}{prefix}{word}")
    }
}

impl Board {
    /// The same board with its models in another order, and of them only those whose name or key contains
    /// every word of `search`, in any case. The summary is that of the models that are left.
    pub fn arranged(mut self, sort: &Sort, search: &str) -> Board {
        let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        if !words.is_empty() {
            self.entries.retain(|entry| {
                let (label, key) = (entry.label.to_lowercase(), entry.key.to_lowercase());
                let found = |word: &String| label.contains(word) || key.contains(word);
                words.iter().all(found)
            });
            self.filters.push(Filter::Search(words.join(" ")));
        }
        if *sort != Sort::default() {
            self.sort(sort);
            self.filters.push(Filter::Sort(sort.clone()));
        }
        self.summary = Summary::of(&self.entries);
        self
    }

    fn sort(&mut self, sort: &Sort) {
        let directed = |order: Ordering| {
            if sort.descending {
                order.reverse()
            } else {
                order
            }
        };
        let task = match &sort.column {
            Column::Task(label) => self.tasks.iter().position(|task| task.label == *label),
            _ => None,
        };
        match &sort.column {
            Column::Rank if sort.descending => self.entries.reverse(),
            Column::Rank => {}
            Column::Level if sort.descending => {
                self.entries
                    .iter_mut()
                    .for_each(|entry| entry.rows.reverse());
            }
            Column::Level => {}
            Column::Model => self
                .entries
                .sort_by(|a, b| directed(a.label.to_lowercase().cmp(&b.label.to_lowercase()))),
            column => self.entries.sort_by_cached_key(|entry| {
                let value = entry.sort_value(column, task);
                Place(value.map(|value| if sort.descending { -value } else { value }))
            }),
        }
    }
}

impl Entry {
    fn sort_value(&self, column: &Column, task: Option<usize>) -> Option<f64> {
        match column {
            Column::Score => Some(self.overall.value),
            // A mean over some of the cells is not comparable with those over all.
            Column::Tokens => self
                .usage
                .tokens_per_completion
                .filter(|_| self.usage.cells_with_tokens == self.usage.cells),
            Column::Efficiency => mean(self.rows.iter().filter_map(|row| row.efficiency)),
            Column::Task(_) => {
                let shown = |row: &Row| Some(row.cells.get(task?)?.measured()?.shown.value);
                mean(self.rows.iter().filter_map(shown))
            }
            Column::Rank | Column::Model | Column::Level => None,
        }
    }
}

/// Orders known values upwards and puts unknown ones last.
#[derive(PartialEq)]
struct Place(Option<f64>);

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    (count > 0).then(|| sum / count as f64)
}
