//! What is known of a cell.

use super::{Fact, INTERVAL, NOT_RECORDED, UNKNOWN_INTERVAL, known};
use crate::board::{
    Accuracy, AccuracyOf, Board, Interval, IntervalSource, Measured, Row, TaskCell,
};
use crate::format::{grouped, percent, share_digits};

/// Digits of an accuracy where there is room: one more than a cell shows.
const DIGITS: usize = 3;

/// Facts of a cell of which all is known.
const MOST_FACTS: usize = 8;

impl Board {
    /// What is known of the cell of a row on a task, a line each.
    pub fn cell_facts(&self, row: &Row, task: usize) -> Vec<Fact> {
        match &row.cells[task] {
            TaskCell::Measured(cell) => self.measured_facts(cell),
            TaskCell::Absent(absence) => vec![Fact::new("result", absence.to_string())],
        }
    }

    fn measured_facts(&self, cell: &Measured) -> Vec<Fact> {
        let mut facts = Vec::with_capacity(MOST_FACTS);
        facts.push(accuracy(&cell.shown));
        facts.push(Fact::new(INTERVAL, interval(cell.shown.interval.as_ref())));
        // The other one of the two, where they can differ.
        let other = match cell.shown.of {
            AccuracyOf::Adjusted => cell.raw(),
            AccuracyOf::Raw => Some(cell.adjusted),
            AccuracyOf::Reported => None,
        };
        let lucky = cell.counts.and_then(|counts| counts.lucky());
        facts.extend(other.filter(|_| lucky != Some(0.0)).as_ref().map(accuracy));
        match (cell.counts, cell.responses) {
            (Some(counts), _) => {
                let (correct, trials) = (counts.correct() as f64, counts.trials() as f64);
                facts.push(Fact::new("correct", of_all(correct, trials)));
                let lucky = known(lucky.map(grouped));
                facts.push(Fact::new("expected lucky guesses", lucky));
            }
            (None, Some(responses)) => {
                facts.push(Fact::new("responses", grouped(responses as f64)));
            }
            (None, None) => {}
        }
        if let Some(clusters) = cell.clusters() {
            let items = grouped(clusters.items as f64);
            let value = format!("{items}, the answers to each taken as a cluster");
            facts.push(Fact::new("items", value));
        }
        facts.push(Fact::new("truncated", truncation(cell)));
        if self.recorded.tokens {
            let tokens = known(cell.tokens.map(grouped));
            facts.push(Fact::new("tokens a response", tokens));
        }
        facts
    }
}

fn accuracy(accuracy: &Accuracy) -> Fact {
    let label = match accuracy.of {
        AccuracyOf::Adjusted => "adjusted accuracy",
        AccuracyOf::Raw => "raw accuracy",
        AccuracyOf::Reported => "reported accuracy",
    };
    Fact::new(label, share_digits(accuracy.value, DIGITS))
}

/// `.852–.887`, and that it comes from a standard error where it does.
fn interval(interval: Option<&Interval>) -> String {
    let Some(interval) = interval else {
        return UNKNOWN_INTERVAL.to_owned();
    };
    let [low, high] = [interval.low, interval.high].map(|end| share_digits(end, DIGITS));
    let ends = [&low, "–", &high].concat();
    match interval.source {
        IntervalSource::Wilson => ends,
        IntervalSource::StandardError => format!("{ends}, from a reported standard error"),
    }
}

/// `8 of 896`; joined, as formatting takes longer.
fn of_all(count: f64, all: f64) -> String {
    [&grouped(count), " of ", &grouped(all)].concat()
}

/// `0.9 % (8 of 896)`.
fn truncation(cell: &Measured) -> String {
    let Some(share) = cell.truncation else {
        return NOT_RECORDED.to_owned();
    };
    let counts = cell.counts.and_then(|counts| counts.truncated());
    match (counts, cell.responses) {
        (Some(truncated), Some(responses)) => {
            let counted = of_all(truncated as f64, responses as f64);
            [&percent(share), " (", &counted, ")"].concat()
        }
        _ => percent(share),
    }
}

/// Truncation from which on reports name it.
const NOTABLE_TRUNCATION: f64 = 0.02;

impl Measured {
    /// Whether more than 2 % of the responses are truncated, unrounded.
    pub fn has_notable_truncation(&self) -> bool {
        self.truncation
            .is_some_and(|share| share > NOTABLE_TRUNCATION)
    }
}
