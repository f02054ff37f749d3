//! Why models stand in their order.

use crate::board::Board;

/// What stands in the place of a rank where there is none.
pub const NO_RANK_MARK: &str = "–";

/// What stands over models that share no cell with those above.
pub const NOT_COMPARABLE: &str = "not comparable with the above";

impl Board {
    /// Why a lower score stands above a higher one, or beside a starred one; `None` where that is not so.
    pub fn order_caption(&self) -> Option<&'static str> {
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
        (starred || lower_above).then_some(
            "Ranked on the cells that models share; a starred score is over fewer cells and is not comparable \
             with the others",
        )
    }

    /// What a rank interval is; `None` where no shown cell has an interval.
    pub fn rank_interval_meaning(&self) -> Option<&'static str> {
        self.recorded
            .intervals
            .then_some("A rank interval holds the ranks that the data do not rule out at 95 %")
    }

    /// What a model without a rank is; `None` where all have one.
    pub fn no_rank_caption(&self) -> Option<String> {
        let apart = self.entries.iter().any(|entry| entry.block > 0);
        apart.then(|| format!("Without a rank: {NOT_COMPARABLE}"))
    }
}
