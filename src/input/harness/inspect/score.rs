//! Scores of answers, and how the answers of several epochs make one.

use indexmap::IndexMap;
use serde_json::Value;

use crate::dataset::{Clusters, Counts, Evidence};
use crate::input::evidence::error_of_mean;
use crate::input::harness::stated::mean_of;

/// One scorer's answers, by the item that they answer.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) items: IndexMap<String, Vec<Answer>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Answer {
    /// 0 wrong, 1 right, between them partly right; other numbers are another scale.
    pub(super) score: Option<f64>,
    /// `None`: not recorded.
    pub(super) truncated: Option<bool>,
}

impl Answers {
    /// All answers.
    pub(super) fn count(&self) -> u64 {
        self.items.values().map(Vec::len).sum::<usize>() as u64
    }

    /// The most answers that an item has.
    pub(super) fn epochs(&self) -> usize {
        self.items.values().map(Vec::len).max().unwrap_or(0)
    }
}

/// The score that a value means, if it means one: `C`, `I`, `P` and `N` are right, wrong, half
/// right and no answer.
pub(super) fn score(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => match text.as_str() {
            "C" => Some(1.0),
            "P" => Some(0.5),
            "I" | "N" => Some(0.0),
            other => match other.trim().to_ascii_lowercase().as_str() {
                "yes" | "true" => Some(1.0),
                "no" | "false" => Some(0.0),
                number => number.parse().ok(),
            },
        },
        Value::Bool(right) => Some(f64::from(*right)),
        Value::Number(number) => number.as_f64(),
        _ => None,
    }
}

/// How the answers of an item become one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reducer {
    /// All answers count.
    Mean,
    Median,
    /// The most frequent score.
    Mode,
    Max,
    /// Right where at least this many answers are.
    AtLeast(u64),
    /// The chance that of this many answers, drawn without putting back, at least one is right.
    PassAt(u64),
}

impl Reducer {
    /// The reducer of this name, if it is one of Inspect's own.
    pub(super) fn named(name: &str) -> Option<Reducer> {
        let number = |prefix: &str| name.strip_prefix(prefix)?.parse().ok();
        Some(match name {
            "mean" => Reducer::Mean,
            "median" => Reducer::Median,
            "mode" => Reducer::Mode,
            "max" => Reducer::Max,
            _ => match (number("at_least_"), number("pass_at_")) {
                (Some(least), _) => Reducer::AtLeast(least),
                (None, draws) => Reducer::PassAt(draws?),
            },
        })
    }

    /// One score of an item's scores, which are not empty.
    fn reduce(&self, scores: &[f64]) -> f64 {
        let mut sorted = scores.to_vec();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        let right = sorted.iter().filter(|score| **score >= 1.0).count();
        match self {
            Reducer::Mean => mean(&sorted),
            Reducer::Median => (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
            Reducer::Max => sorted[n - 1],
            Reducer::Mode => mode(&sorted),
            Reducer::AtLeast(least) => f64::from(right as u64 >= *least),
            Reducer::PassAt(draws) => pass_at(n as u64, right as u64, *draws),
        }
    }
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len() as f64
}

/// The most frequent of sorted scores, the first of equally frequent ones.
fn mode(sorted: &[f64]) -> f64 {
    let count = |score: f64| sorted.iter().filter(|other| **other == score).count();
    let mut best = sorted[0];
    for score in sorted {
        if count(*score) > count(best) {
            best = *score;
        }
    }
    best
}

/// 1 - C(n - c, k) / C(n, k): Chen et al. 2021, "Evaluating large language models trained on code".
fn pass_at(n: u64, right: u64, draws: u64) -> f64 {
    if n - right < draws {
        return 1.0;
    }
    1.0 - ((n - right + 1)..=n)
        .map(|i| 1.0 - draws as f64 / i as f64)
        .product::<f64>()
}

/// What one scorer's answers amount to.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Reduced scores of items that have an answer which was not cut.
    scores: Vec<f64>,
    /// Answers that were not cut, each for itself.
    answers: Vec<f64>,
    pools: bool,
    /// Of answers that were not cut, by item; of scores that are 0 or 1.
    clusters: Clusters,
    truncated: Option<u64>,
    /// Answers without a score.
    pub(super) unscored: u64,
    /// Whether a score lies outside of 0 and 1.
    pub(super) has_other_scale: bool,
    /// Mean of the items' scores with cut answers in them, as the harness counts.
    pub(super) mean_of_all: Option<f64>,
}

impl Tally {
    pub(super) fn new(answers: &Answers, reducer: &Reducer) -> Tally {
        let mut tally = Tally {
            pools: matches!(reducer, Reducer::Mean),
            ..Tally::default()
        };
        let mut of_all = Vec::new();
        for item in answers.items.values() {
            let all: Vec<f64> = item.iter().filter_map(|answer| answer.score).collect();
            tally.unscored += (item.len() - all.len()) as u64;
            tally.has_other_scale |= all.iter().any(|score| !(0.0..=1.0).contains(score));
            if !all.is_empty() {
                of_all.push(reducer.reduce(&all));
            }
            let uncut = item.iter().filter(|answer| answer.truncated != Some(true));
            let uncut: Vec<f64> = uncut.filter_map(|answer| answer.score).collect();
            if item.iter().any(|answer| answer.truncated.is_some()) {
                // An item that is reduced to one answer was cut where all its answers were.
                let cut = match tally.pools {
                    true => all.len() - uncut.len(),
                    false => usize::from(uncut.is_empty() && !all.is_empty()),
                };
                *tally.truncated.get_or_insert(0) += cut as u64;
            }
            if !uncut.is_empty() {
                let right = uncut.iter().filter(|score| **score == 1.0).count();
                tally.clusters.add(right as u64, uncut.len() as u64);
                tally.scores.push(reducer.reduce(&uncut));
                tally.answers.extend(uncut);
            }
        }
        tally.mean_of_all = (!of_all.is_empty()).then(|| mean(&of_all));
        tally
    }

    /// Counts where every score is right or wrong, else the mean with its error: the stated one
    /// where no answer was cut, else that of the items. `None` where there is no answer.
    ///
    /// # Errors
    /// If the figures cannot be.
    pub(super) fn evidence(&self, stated_error: Option<f64>) -> Result<Option<Evidence>, String> {
        let scores = match self.pools {
            true => &self.answers,
            false => &self.scores,
        };
        let n = scores.len() as u64;
        let truncated = self.truncated.unwrap_or(0);
        if n + truncated == 0 {
            return Ok(None);
        }
        if scores.iter().all(|score| *score == 0.0 || *score == 1.0) {
            let right = scores.iter().filter(|score| **score == 1.0).count() as u64;
            let counts = Counts::new(n, right, self.truncated, None)?;
            let repeats_items = self.pools && self.clusters.items < n;
            let clusters = repeats_items.then_some(self.clusters);
            return Ok(Some(Evidence::Counts(counts.with_clusters(clusters)?)));
        }
        let stated_error = stated_error.filter(|_| truncated == 0);
        let error = stated_error.or_else(|| error_of_mean(&self.scores));
        let mut evidence = mean_of(mean(scores), error, Some(n + truncated))?;
        if let Evidence::Estimate(estimate) = &mut evidence {
            estimate.truncation = self.truncated.map(|t| t as f64 / (n + t) as f64);
        }
        Ok(Some(evidence))
    }
}

#[cfg(test)]
mod tests;
