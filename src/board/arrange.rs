//! A board in another order, or searched. Neither changes a number: ranks, intervals and highlights
//! stay those of the filtered board.

use crate::stats::TIE;

use super::columns::{Order, mean};
use super::{Board, Entry, Filter, Key, Sort, Summary};

impl Board {
    /// The same board with its models in another order, and of them only those whose name or key
    /// contains every word of `search`, in any case. The summary is that of the models that are
    /// left.
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
        self.columns = self.columns.of_rows(&self);
        self
    }

    fn sort(&mut self, Sort { key, descending }: &Sort) {
        let order = match key {
            Key::Column(column) => column.order,
            Key::Task(label) => {
                let task = self.tasks.iter().position(|task| task.label == *label);
                let mean = |entry: &Entry| mean(accuracies(entry, task?));
                return sort_by_figure(&mut self.entries, *descending, mean);
            }
        };
        match order {
            Some(Order::Lowest(figure) | Order::Highest(figure)) => {
                sort_by_figure(&mut self.entries, *descending, figure);
            }
            Some(Order::Name) => self.entries.sort_by(|a, b| {
                let order = a.label.to_lowercase().cmp(&b.label.to_lowercase());
                if *descending { order.reverse() } else { order }
            }),
            Some(Order::Fair) if *descending => self.entries.reverse(),
            Some(Order::Level) if *descending => {
                let entries = self.entries.iter_mut();
                entries.for_each(|entry| entry.rows.reverse());
            }
            Some(Order::Fair | Order::Level) | None => {}
        }
    }
}

/// The shown accuracies of a model on a task.
fn accuracies(entry: &Entry, task: usize) -> impl Iterator<Item = f64> {
    let cells = entry
        .rows
        .iter()
        .filter_map(move |row| row.cells.get(task)?.measured());
    cells.map(|cell| cell.shown.value)
}

/// Sorts upwards, or downwards; ties stay as they stand, and what has no figure comes last.
fn sort_by_figure(
    entries: &mut Vec<Entry>,
    descending: bool,
    figure: impl Fn(&Entry) -> Option<f64>,
) {
    let directed = |figure: f64| if descending { -figure } else { figure };
    let figures: Vec<Option<f64>> = entries.iter().map(|e| figure(e).map(directed)).collect();
    let mut placed: Vec<(usize, Entry)> = places(&figures)
        .into_iter()
        .zip(entries.drain(..))
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    entries.extend(placed.into_iter().map(|(_, entry)| entry));
}

/// For each value its place when all are sorted upwards: the same for those that tie with the first
/// of them, the last for unknown ones.
fn places(values: &[Option<f64>]) -> Vec<usize> {
    let known = |ix: &usize| values[*ix].map(|value| (value, *ix));
    let mut known: Vec<(f64, usize)> = (0..values.len()).filter_map(|ix| known(&ix)).collect();
    known.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut places = vec![values.len(); values.len()];
    let (mut first, mut place) = (f64::NEG_INFINITY, 0);
    for (position, (value, ix)) in known.into_iter().enumerate() {
        if value - first > TIE * value.abs() {
            (first, place) = (value, position);
        }
        places[ix] = place;
    }
    places
}
