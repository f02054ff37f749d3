//! The remarks of a legend, each a sentence without its full stop.

use crate::board::Board;
use crate::stats::Band;

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
}
