//! Why models stand in their order.

use crate::board::{Board, Entry, FewTrials, Shortfall};
use crate::rank::{OUTSIDE_MARK, PROVISIONAL_MARK, RankIntervals};

use super::counted;

/// What stands in the place of a rank where there is none.
pub const NO_RANK_MARK: &str = "–";

/// What stands over models that share no cell with those above.
pub const NOT_COMPARABLE: &str = "not comparable with the above";

impl Entry {
    /// Its rank, or what stands in the place of one.
    pub fn rank_mark(&self) -> String {
        self.rank
            .map_or(NO_RANK_MARK.to_owned(), |rank| rank.to_string())
    }

    /// Its rank interval in words: `rank 2–5`; `unranked` where it has no rank. `None` where no
    /// shown cell has an interval.
    pub fn rank_interval_words(&self, board: &Board, unranked: &str) -> Option<String> {
        if self.rank.is_none() {
            return Some(unranked.to_owned());
        }
        let interval = self.rank_interval_caption(board)?;
        Some(format!("rank {interval}"))
    }
}

impl Board {
    /// Why a lower score stands above a higher one, or beside a starred one; `None` where that is
    /// not so.
    pub fn order_caption(&self) -> Option<String> {
        let mut ranked: Vec<_> = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry.rank?.place, entry.overall)))
            .collect();
        ranked.sort_by_key(|(place, _)| *place);
        let starred = ranked.len() > 1 && ranked.iter().any(|(_, score)| score.incomplete);
        let lower_above = ranked
            .windows(2)
            .any(|pair| pair[0].0 < pair[1].0 && pair[0].1.value < pair[1].1.value);
        (starred || lower_above).then(|| {
            let [what, so] = self.starred_captions();
            format!("Ranked on the cells that models share; a starred score is {what} and is {so}")
        })
    }

    /// What a starred overall score of this board is, and so beside the others: `over fewer cells`,
    /// `not comparable with the others`.
    pub fn starred_captions(&self) -> [&'static str; 2] {
        const APART: &str = "not comparable with the others";
        let mut lacks = self.entries.iter().map(|entry| entry.lacks(self));
        let first = lacks.next().unwrap_or_default();
        if self.entries.len() > 1 && !first.is_empty() && lacks.all(|other| other == first) {
            return ["incomplete like all others", "comparable with them"];
        }
        let mut starred = self.entries.iter().filter(|entry| entry.overall.incomplete);
        let has_all_cells = |entry: &Entry| {
            let mut shortfalls = entry.rows.iter().flat_map(|row| &row.shortfalls);
            entry.missing_levels.is_empty()
                && !shortfalls.any(|one| matches!(one, Shortfall::Missing { .. }))
        };
        match starred.next().is_some_and(has_all_cells) && starred.all(has_all_cells) {
            true => ["over fewer points or responses than expected", APART],
            false => ["over fewer cells", APART],
        }
    }

    /// What a rank interval is; `None` where no shown cell has an interval.
    pub fn rank_interval_meaning(&self) -> Option<&'static str> {
        self.recorded
            .intervals
            .then_some(match self.rank_intervals {
                RankIntervals::Each => {
                    "A rank interval holds the ranks that the data do not rule out at 95 %"
                }
                RankIntervals::All => {
                    "Rank intervals hold the ranks that the data do not rule out at 95 %, for all \
                     models at once"
                }
            })
    }

    /// How a model is tested against the others, and what its rank interval counts.
    pub fn family_caption(&self, entry: &Entry) -> String {
        let family = match self.rank_intervals {
            RankIntervals::Each => "all comparisons of this model",
            RankIntervals::All => "all pairs of models",
        };
        let added = match entry.test.variance > 0.0 {
            true => ", with what models differ by from task to task for the tasks that it lacks",
            false => "",
        };
        format!(
            "On the cells that both have, at equal numbers of trials, at 95 %, corrected for \
             {family} (Holm){added}: as its rank interval counts"
        )
    }

    /// What a model without a rank is; `None` where all have one.
    pub fn no_rank_caption(&self) -> Option<String> {
        let apart = self.entries.iter().any(|entry| entry.block > 0);
        apart.then(|| format!("Without a rank: {NOT_COMPARABLE}"))
    }

    /// What `†` after a rank means; `None` where no rank lies outside its interval.
    pub fn outside_caption(&self) -> Option<String> {
        let mut ranks = self.entries.iter().filter_map(|entry| entry.rank);
        let some = ranks.any(|rank| rank.is_outside());
        some.then(|| format!("{OUTSIDE_MARK} placed against the equal-trials test"))
    }

    /// What `~` before a rank means; `None` where no model is provisional.
    pub fn provisional_caption(&self) -> Option<String> {
        let provisional = || self.entries.iter().filter(|entry| entry.is_provisional());
        provisional().next()?;
        let unknown = provisional().any(|entry| entry.test.variance.is_infinite());
        let why = match unknown {
            true => {
                "; how much models differ between tasks is unknown for some, so that their \
                 interval holds all ranks"
            }
            false => "",
        };
        Some(format!(
            "{PROVISIONAL_MARK} provisional: the rank that it would have, with fewer than half of \
             the common cells{why}"
        ))
    }

    /// That ReasonScore favours few trials, where some cell has few or models' trials differ;
    /// `None` elsewhere.
    pub fn few_trials_caption(&self) -> Option<String> {
        let why = match self.few_trials? {
            FewTrials::Few(trials) => {
                format!("some cell has {}", counted(trials as usize, "trial"))
            }
            FewTrials::Unequal => "models' trials differ more than fourfold".to_owned(),
        };
        Some(format!(
            "{} favours few trials, and {why}: --score lower does not",
            self.score.title()
        ))
    }
}
