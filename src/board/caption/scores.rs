//! What a board says of its scores.

use super::{EFFICIENCY, Fact, INTERVAL, UNKNOWN_INTERVAL, known};
use crate::board::{Board, Entry, Score, Usage};

impl Board {
    /// A score with its interval and its band.
    pub fn score_facts(&self, score: &Score) -> Vec<Fact> {
        let mut facts = vec![Fact::new(self.score.title(), score.starred())];
        if self.recorded.intervals {
            let interval = score.interval_caption();
            let interval = interval.unwrap_or(UNKNOWN_INTERVAL.to_owned());
            facts.push(Fact::new(INTERVAL, interval));
        }
        facts.extend(score.band.map(|band| Fact::new("band", band.caption())));
        facts
    }

    /// What `unit` behind a figure means: `/tok: score per token`; `None` where no shown row has
    /// that figure.
    pub fn efficiency_caption(&self, unit: &str) -> Option<String> {
        let some = self.rows().any(|(_, row)| row.efficiency.is_some());
        some.then(|| format!("{unit}: {EFFICIENCY}"))
    }

    /// Where the intervals of scores and ranks stand: `In brackets: 95 % intervals of scores and
    /// ranks`; `None` where no shown cell has an interval.
    ///
    /// Where those of ranks stand `beside_ranks`, it says what a rank without one is.
    pub fn score_intervals_caption(&self, place: &str, beside_ranks: bool) -> Option<String> {
        let among_others = |entry: &Entry| entry.rank_among_others(self).is_some();
        let mut ranked = self.entries.iter().filter(|entry| entry.rank.is_some());
        let of_ranks = match beside_ranks {
            true if !ranked.clone().any(among_others) => "",
            true if !ranked.all(among_others) => " and ranks (a rank without one holds at 95 %)",
            _ => " and ranks",
        };
        let known = self.recorded.intervals;
        known.then(|| format!("{place}: {INTERVAL}s of scores{of_ranks}"))
    }

    /// What several cells took, as far as some cell of the board records it.
    pub(super) fn usage_facts(&self, usage: &Usage) -> Vec<Fact> {
        let truncation = self.recorded.truncation.then(|| usage.truncation_caption());
        let tokens = self.recorded.tokens.then(|| usage.tokens_caption());
        let facts = [("truncated", truncation), ("tokens a response", tokens)].into_iter();
        let facts = facts.filter_map(|(label, caption)| Some(Fact::new(label, known(caption?))));
        facts.collect()
    }
}
