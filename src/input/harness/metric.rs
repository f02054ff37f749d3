//! Which of a task's metrics is its accuracy.

use crate::project::{Entries, TaskFacts};

/// The metrics that the user asked for: `acc`, or with its filter `exact_match,strict-match`.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of any task, in order of preference.
    pub wanted: Vec<String>,
    /// Of single tasks, where they have none of the wanted ones.
    pub tasks: Entries<TaskFacts>,
}

/// A metric of a task as a harness states it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Its name without the filter.
    pub(super) name: String,
    /// How answers were extracted; empty where the harness says none.
    pub(super) filter: String,
    pub(super) value: f64,
    pub(super) stderr: Option<f64>,
    /// Whether more is better, where the harness says so.
    pub(super) higher_is_better: Option<bool>,
}

impl Figure {
    /// A figure of which only name and value are known.
    pub(super) fn new(name: &str, value: f64) -> Figure {
        Figure {
            name: name.to_owned(),
            filter: String::new(),
            value,
            stderr: None,
            higher_is_better: None,
        }
    }

    /// Whether it can be an accuracy: within 0 and 1, more is better, and its name is not known to
    /// mean another scale.
    pub(super) fn is_share(&self) -> bool {
        (0.0..=1.0).contains(&self.value)
            && self.higher_is_better != Some(false)
            && !is_other_scale(&self.name)
    }

    /// How far it is from being the metric of choice; the smallest wins, of equals the first.
    fn rank(&self) -> (usize, usize) {
        let by_name = ["acc_norm", "acc", "accuracy", "exact_match", "em"];
        let name = self.name.to_ascii_lowercase();
        let by_name = by_name
            .iter()
            .position(|known| *known == name)
            .unwrap_or(by_name.len());
        let filter = self.filter.to_ascii_lowercase();
        let by_filter = match filter.as_str() {
            filter if filter.contains("strict") => 0,
            "" | "none" => 1,
            filter if filter.contains("flexible") => 3,
            _ => 2,
        };
        (by_name, by_filter)
    }

    /// The name with the filter, as `--metric` takes it.
    pub(super) fn full_name(&self) -> String {
        match self.filter.as_str() {
            "" | "none" => self.name.clone(),
            filter => format!("{},{filter}", self.name),
        }
    }

    /// Whether `wanted` means it.
    fn is_called(&self, wanted: &str) -> bool {
        wanted == self.name
            || wanted.split_once(',') == Some((self.name.as_str(), self.filter.as_str()))
    }
}

/// Metrics that are no share of right answers, whatever their value.
fn is_other_scale(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = [
        "perplexity",
        "ppl",
        "bits_per_byte",
        "mcc",
        "matthews",
        "bleu",
        "rouge",
        "chrf",
        "ter",
        "wer",
        "cer",
        "mae",
        "mse",
        "rmse",
        "brier",
        "loss",
        "nll",
        "diff",
        "ece",
        "latency",
        "time",
        "beyond",
    ];
    name.ends_with("_diff")
        || name.starts_with("bleu")
        || name.starts_with("rouge")
        || words.contains(&&*name)
        || name
            .split(['_', '@', ':', '-', ' '])
            .any(|part| words.contains(&part))
        || name.contains("perplexity")
}

impl Wanted {
    /// These metrics of any task, in order of preference.
    pub fn new<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Wanted {
        Wanted {
            wanted: names.into_iter().map(S::into).collect(),
            ..Wanted::default()
        }
    }

    /// What was asked for a task, in order of preference: on the command line, then in the project
    /// file.
    pub(super) fn of(&self, task: &str) -> Vec<String> {
        let own = self.tasks.of(&[task]).metric;
        self.wanted.iter().cloned().chain(own).collect()
    }

    /// The metric that is the task's accuracy: the first that the user asked for, else `acc_norm`
    /// over `acc` over `exact_match` (its strictest filter), else the first of which more is better
    /// and that lies within 0 and 1.
    pub(super) fn choose<'a>(&self, task: &str, figures: &'a [Figure]) -> Option<&'a Figure> {
        let asked = self.of(task).iter().find_map(|wanted| {
            let called = figures.iter().filter(|figure| figure.is_called(wanted));
            called
                .filter(|figure| (0.0..=1.0).contains(&figure.value))
                .min_by_key(|figure| figure.rank())
        });
        asked.or_else(|| {
            let shares = figures.iter().filter(|figure| figure.is_share());
            shares.min_by_key(|figure| figure.rank())
        })
    }
}

/// What a task without any share has instead: the names of its metrics.
pub(super) fn names(figures: &[Figure]) -> String {
    let names: Vec<String> = figures.iter().map(Figure::full_name).collect();
    match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    }
}

#[cfg(test)]
mod tests;
