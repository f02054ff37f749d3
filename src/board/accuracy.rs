//! An accuracy together with its interval: an interval never stands beside another accuracy than
//! its own.

use crate::dataset::{Counts, MarginSource};
use crate::stats::{CellStatistics, Wilson, share, wilson};

/// An accuracy of a cell, with the interval of that accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    /// Which accuracy it is.
    pub of: AccuracyOf,
    /// A share in `0..=1`.
    pub value: f64,
    /// Its 95 % interval; `None`: unknown.
    pub interval: Option<Interval>,
}

/// What an accuracy is the share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccuracyOf {
    /// Correct answers beyond the expected lucky guesses, of the trials beyond them.
    Adjusted,
    /// Correct answers.
    Raw,
    /// What the source reported without its counts.
    Reported,
}

/// A 95 % interval of an accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end, at least 0.
    pub low: f64,
    /// Upper end, at most 1.
    pub high: f64,
    /// Where it comes from.
    pub source: IntervalSource,
}

/// Where an interval comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntervalSource {
    /// A Wilson score interval of counts, ours or the source's.
    Wilson,
    /// 1.96 times a standard error that the source reported.
    StandardError,
}

impl Accuracy {
    /// The accuracy that scores are made of: adjusted for lucky guesses, or as reported where there
    /// are no counts.
    pub(super) fn adjusted(statistics: &CellStatistics, counts: Option<&Counts>) -> Accuracy {
        let interval = |source| Interval {
            low: statistics.low(),
            high: statistics.high(),
            source,
        };
        Accuracy {
            of: match counts {
                Some(_) => AccuracyOf::Adjusted,
                None => AccuracyOf::Reported,
            },
            value: statistics.accuracy,
            interval: match statistics.margin_source {
                MarginSource::Wilson => Some(interval(IntervalSource::Wilson)),
                MarginSource::StandardError => Some(interval(IntervalSource::StandardError)),
                MarginSource::Unknown => None,
            },
        }
    }

    /// Whether its interval comes from a reported standard error.
    pub fn is_from_standard_error(&self) -> bool {
        self.interval
            .is_some_and(|interval| interval.source == IntervalSource::StandardError)
    }

    /// The share of correct answers with its own Wilson interval, that of `k` of `n`.
    pub(super) fn raw(counts: &Counts) -> Accuracy {
        let (correct, trials) = (counts.correct() as f64, counts.trials() as f64);
        let Wilson { centre, margin } = wilson(correct, trials);
        Accuracy {
            of: AccuracyOf::Raw,
            value: share(correct, trials),
            interval: Some(Interval {
                low: (centre - margin).max(0.0),
                high: (centre + margin).min(1.0),
                source: IntervalSource::Wilson,
            }),
        }
    }
}
