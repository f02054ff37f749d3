//! The signs that a table shows, and what they mean.

use super::INTERVAL;
use crate::board::Board;

/// What stands after a score over an incomplete evaluation.
pub const STAR: &str = "*";

/// What stands in a cell that was not evaluated.
pub const NOT_EVALUATED_MARK: &str = "N/A";

/// A sign of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The hatch over the truncated share of a cell.
    Hatch,
    /// The whisker of an interval.
    Whisker,
    /// The star after a score.
    Star,
    /// What stands in a cell that was not evaluated.
    Hole,
}

impl Sign {
    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Sign::Hatch => "truncated share",
            Sign::Whisker => INTERVAL,
            Sign::Star => "incomplete",
            Sign::Hole => "not evaluated",
        }
    }
}

impl Board {
    /// The signs that stand on this board.
    pub fn signs(&self) -> Vec<Sign> {
        let starred = self.rows().any(|(_, row)| row.score.incomplete)
            || self.entries.iter().any(|entry| entry.overall.incomplete);
        [
            (Sign::Hatch, self.summary.truncated_cells > 0),
            (Sign::Whisker, self.recorded.intervals),
            (Sign::Star, starred),
            (Sign::Hole, self.summary.holes > 0),
        ]
        .into_iter()
        .filter_map(|(sign, there)| there.then_some(sign))
        .collect()
    }

    /// The signs of a table of text, `* incomplete`; `hatch` is what shows a truncated share there.
    pub fn sign_captions(&self, hatch: &str) -> Vec<String> {
        let text = |sign: Sign| match sign {
            Sign::Hatch => Some(hatch),
            Sign::Whisker => None,
            Sign::Star => Some(STAR),
            Sign::Hole => Some(NOT_EVALUATED_MARK),
        };
        let signs = self.signs().into_iter();
        signs
            .filter_map(|sign| Some(format!("{} {}", text(sign)?, sign.meaning())))
            .collect()
    }
}
