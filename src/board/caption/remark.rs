//! What a legend says: the signs of the table with what they mean, and remarks.

use super::INTERVAL;
use crate::board::Board;
use crate::board::columns::TASKS;
use crate::stats::Band;

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

/// A remark of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub about: About,
    /// What it says, without a full stop.
    pub text: String,
}

/// What a remark is about, in the order of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// How the score is made.
    Score,
    /// The bands of scores.
    Bands,
    /// Which accuracy cells show.
    Accuracy,
    /// Which tasks are turned round or scaled.
    Reading,
    /// Where the intervals come from.
    Intervals,
    /// What the data do not record.
    Recorded,
    /// Why models stand in their order.
    Order,
    /// Models without a rank.
    NoRank,
    /// The filters in force.
    Filters,
}

impl Remark {
    /// With its full stop.
    pub fn sentence(&self) -> String {
        format!("{}.", self.text)
    }
}

impl Board {
    /// What is to be said about this board, and nothing that is not so.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let mut say = |about: About, text: Option<String>| {
            remarks.extend(text.map(|text| Remark { about, text }));
        };
        if !self.entries.is_empty() {
            say(About::Score, Some(self.score_caption()));
            say(About::Score, self.few_trials_caption());
            say(About::Bands, self.score.is_geometric().then(Band::captions));
            say(About::Accuracy, Some(self.accuracy_caption()));
            for caption in self.reading_captions() {
                say(About::Reading, Some(caption));
            }
            say(About::Intervals, self.intervals_caption());
            say(About::Recorded, self.not_recorded_caption());
            for caption in self.partly_recorded_captions() {
                say(About::Recorded, Some(caption));
            }
            say(About::Recorded, self.dash_caption());
            say(About::Order, self.order_caption());
            say(About::Order, self.outside_caption());
            say(About::NoRank, self.provisional_caption());
            say(About::NoRank, self.no_rank_caption());
        }
        say(About::Filters, self.filters_caption());
        remarks
    }

    /// The signs that stand in the shown columns.
    pub fn signs(&self) -> Vec<Sign> {
        let cells = self.columns.has(TASKS);
        let starred = self.rows().any(|(_, row)| row.score.incomplete)
            || self.entries.iter().any(|entry| entry.overall.incomplete);
        [
            (Sign::Hatch, cells && self.summary.truncated_cells > 0),
            (Sign::Whisker, cells && self.recorded.intervals),
            (Sign::Star, starred),
            (Sign::Hole, cells && self.summary.holes > 0),
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
