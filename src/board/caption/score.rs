//! A score in words: its figure, its `*`, its interval, its band, and what it stands on.

use super::{Fact, STAR, Sign, WHOLE, shortened};
use crate::board::{Board, Entry, Row, Score, Shortfall};
use crate::format;
use crate::rank::Rank;
use crate::stats::ScoreKind;

/// What every output calls score divided by mean tokens.
pub const EFFICIENCY: &str = "score per token";

/// How far a score's interval reaches from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Margin {
    /// About as far to both sides: `±5`.
    Even(String),
    /// The sides differ by more than a tenth.
    Sides {
        /// Upwards: `+55`.
        above: String,
        /// Downwards: `−21`.
        below: String,
    },
}

impl Score {
    /// Its figure: `497`.
    pub fn figure(&self) -> String {
        format::score(self.kind, self.value)
    }

    /// `*` where it is incomplete, else nothing.
    pub fn star(&self) -> &'static str {
        if self.incomplete { STAR } else { "" }
    }

    /// Its figure with its star: `497*`.
    pub fn starred(&self) -> String {
        self.figure() + self.star()
    }

    /// How far its interval reaches from it; `None`: unknown.
    pub fn margin(&self) -> Option<Margin> {
        let (low, high) = self.interval?;
        Some(margin(self.kind, high - self.value, self.value - low))
    }

    /// Its interval: `480–512`; `None`: unknown.
    pub fn interval_caption(&self) -> Option<String> {
        self.interval
            .map(|(low, high)| format::score_interval(self.kind, low, high))
    }
}

impl Entry {
    /// Its rank interval: `2–5`; `None` where it has no rank, or no shown cell an interval.
    pub fn rank_interval_caption(&self, board: &Board) -> Option<String> {
        let rank = self.rank.filter(|_| board.recorded.intervals)?;
        Some(format::rank_interval(rank.low, rank.high))
    }

    /// Its rank where its interval holds other ranks too, so that the interval says more than the
    /// rank beside which it stands.
    pub(crate) fn rank_among_others(&self, board: &Board) -> Option<Rank> {
        self.rank.filter(|rank| {
            board.recorded.intervals && (rank.low, rank.high) != (rank.place, rank.place)
        })
    }

    /// What is known of its overall score, a line each.
    pub fn overall_facts(&self, board: &Board) -> Vec<Fact> {
        let mut facts = board.score_facts(&self.overall);
        facts.extend(board.usage_facts(&self.usage));
        facts.extend(incomplete(self.lacks(board), "; "));
        facts
    }
}

impl Row {
    /// What is known of its score, a line each.
    pub fn score_facts(&self, board: &Board) -> Vec<Fact> {
        let mut facts = board.score_facts(&self.score);
        facts.extend(board.usage_facts(&self.usage));
        let efficiency = self.efficiency.map(format::efficiency);
        facts.extend(efficiency.map(|value| Fact::new(EFFICIENCY, value)));
        let lacks = self.shortfalls.iter().map(Shortfall::to_string).collect();
        facts.extend(incomplete(lacks, ", "));
        facts
    }
}

fn margin(kind: ScoreKind, above: f64, below: f64) -> Margin {
    let figure = |reach: f64| match reach {
        reach if reach > 0.0 && reach < 0.5 && kind.is_geometric() => "<1".to_owned(),
        reach => format::score(kind, reach.max(0.0)),
    };
    match (above - below).abs() > 0.1 * above.max(below) && figure(above) != figure(below) {
        true => Margin::Sides {
            above: format!("+{}", figure(above)),
            below: format!("−{}", figure(below)),
        },
        false => Margin::Even(format!("±{}", figure((above + below) / 2.0))),
    }
}

fn incomplete(lacks: Vec<String>, between: &str) -> Option<Fact> {
    let text = shortened(&lacks.join(between), WHOLE);
    (!lacks.is_empty()).then(|| Fact::new(Sign::Star.meaning(), text))
}

#[cfg(test)]
mod tests;
