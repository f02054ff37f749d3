//! The value of a row in a column.

use super::At;
use crate::board::Score;
use crate::format;
use crate::stats::ScoreKind;

/// The value of a row in a column. Outputs choose how each kind of value looks.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Not recorded.
    Absent,
    /// The rank of a model, where it has one.
    Rank(At<'a>),
    /// A model, with its overall score and rank.
    Model(At<'a>),
    /// A text from the data.
    Text(&'a str),
    /// A web address.
    Link(&'a str),
    /// A score.
    Score(&'a Score),
    /// The 95 % interval of a score.
    ScoreInterval(ScoreKind, f64, f64),
    /// The 95 % interval of a rank.
    RankInterval(usize, usize),
    /// A figure, and how it is written.
    Number(f64, Figure),
    /// A result on a task.
    Cell(At<'a>),
}

/// What is shown of a web address: the host and what follows, without a slash at its end.
pub fn link_text(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    rest.strip_prefix("www.")
        .unwrap_or(rest)
        .trim_end_matches('/')
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// As a whole number with separators of thousands.
    Count,
    /// As a percentage: it is a share.
    Percent,
    /// With two significant digits.
    Ratio,
}

impl Value<'_> {
    /// Whether there is none.
    pub fn is_absent(&self) -> bool {
        matches!(self, Value::Absent)
    }

    /// `value` as this figure; absent where it is not recorded.
    pub(super) fn number(value: Option<f64>, figure: Figure) -> Self {
        value.map_or(Value::Absent, |value| Value::Number(value, figure))
    }

    /// What it says, without markup; nothing for a model, a result on a task and what is absent,
    /// which each output shows in its own way.
    pub fn text(self) -> String {
        match self {
            Value::Rank(at) => at.entry.rank_mark(),
            Value::Text(text) => text.to_owned(),
            Value::Link(url) => link_text(url).to_owned(),
            Value::Score(score) => score.starred(),
            Value::ScoreInterval(kind, low, high) => format::score_interval(kind, low, high),
            Value::RankInterval(low, high) => format::rank_interval(low, high),
            Value::Number(value, figure) => figure.text(value),
            Value::Absent | Value::Model(_) | Value::Cell(_) => String::new(),
        }
    }

    /// The interval of this value as it stands beside it: that of a rank only where it holds others
    /// too.
    pub fn interval_beside(self) -> Self {
        match self {
            Value::Rank(At { board, entry, .. }) if entry.rank_among_others(board).is_none() => {
                Value::Absent
            }
            value => value.interval(),
        }
    }

    /// The interval of this value, absent where it has none.
    pub fn interval(self) -> Self {
        match self {
            Value::Score(score) => score.interval.map_or(Value::Absent, |(low, high)| {
                Value::ScoreInterval(score.kind, low, high)
            }),
            Value::Rank(at) => match (at.entry.rank, at.board.recorded.intervals) {
                (Some(rank), true) => Value::RankInterval(rank.low, rank.high),
                _ => Value::Absent,
            },
            _ => Value::Absent,
        }
    }
}

impl Figure {
    /// `value` as shown.
    pub fn text(self, value: f64) -> String {
        match self {
            Figure::Count => format::grouped(value),
            Figure::Percent => format::percent(value),
            Figure::Ratio => format::efficiency(value),
        }
    }
}
