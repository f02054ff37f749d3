//! The members of a cell.

use serde::Serialize;

use super::{Figure, name};
use crate::board::{Absence, IntervalSource, Measured, TaskCell};
use crate::dataset::{self, Task};
use crate::stats::NotEvaluated;

/// A model at a level on a task.
#[derive(Serialize)]
pub(super) struct Cell<'a> {
    task: &'a str,
    task_key: &'a str,
    status: &'static str,
    #[serde(flatten)]
    figures: Option<Figures<'a>>,
}

#[derive(Serialize)]
struct Provenance<'a> {
    file: String,
    metric: Option<&'a str>,
    filter: Option<&'a str>,
    n: Option<u64>,
    harness: Option<&'static str>,
    version: Option<&'a str>,
}

#[derive(Serialize)]
struct Figures<'a> {
    accuracy: Figure,
    adjusted_accuracy: Figure,
    raw_accuracy: Option<Figure>,
    centre: Figure,
    margin: Figure,
    low: Figure,
    high: Figure,
    interval: &'static str,
    truncation: Option<Figure>,
    n: Option<u64>,
    correct: Option<u64>,
    truncated: Option<u64>,
    lucky: Option<Figure>,
    responses: Option<u64>,
    tokens: Option<Figure>,
    points: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    design_effect: Option<Figure>,
    score: Figure,
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<Provenance<'a>>,
}

impl<'a> Cell<'a> {
    pub(super) fn of(cell: &'a TaskCell, task: &'a Task) -> Self {
        Cell {
            task: &task.label,
            task_key: &task.key,
            status: status(cell),
            figures: cell.measured().map(figures),
        }
    }
}

fn status(cell: &TaskCell) -> &'static str {
    match cell {
        TaskCell::Measured(_) => "measured",
        TaskCell::Absent(Absence::NoResult | Absence::OtherLevel) => "no_result",
        TaskCell::Absent(Absence::NotEvaluated { reason, .. }) => match reason {
            NotEvaluated::NoResponses => "no_responses",
            NotEvaluated::OnlyGuesses => "only_guesses",
        },
    }
}

fn figures(cell: &Measured) -> Figures<'_> {
    let interval = cell.shown.interval;
    let repeated = cell.clusters().and(cell.score.sample);
    Figures {
        accuracy: Figure(cell.shown.value),
        adjusted_accuracy: Figure(cell.adjusted.value),
        raw_accuracy: cell.raw().map(|raw| Figure(raw.value)),
        centre: Figure(cell.centre),
        margin: Figure(cell.margin),
        low: Figure(interval.map_or(cell.shown.value, |ends| ends.low)),
        high: Figure(interval.map_or(cell.shown.value, |ends| ends.high)),
        interval: match interval.map(|ends| ends.source) {
            Some(IntervalSource::Wilson) => "wilson",
            Some(IntervalSource::StandardError) => "standard_error",
            None => "unknown",
        },
        truncation: cell.truncation.map(Figure),
        n: cell.counts.map(|counts| counts.trials()),
        correct: cell.counts.map(|counts| counts.correct()),
        truncated: cell.counts.and_then(|counts| counts.truncated()),
        lucky: cell.counts.and_then(|counts| counts.lucky()).map(Figure),
        responses: cell.responses,
        tokens: cell.tokens.map(Figure),
        points: cell.points,
        items: cell.clusters().map(|clusters| clusters.items),
        design_effect: repeated.map(|sample| Figure(sample.design_effect)),
        score: Figure(cell.score.value),
        provenance: cell.provenance.as_deref().map(provenance),
    }
}

fn provenance(from: &dataset::Provenance) -> Provenance<'_> {
    Provenance {
        file: name(&from.file),
        metric: from.metric.as_deref(),
        filter: from.filter.as_deref(),
        n: from.n,
        harness: from.harness,
        version: from.version.as_deref(),
    }
}
