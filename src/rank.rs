//! Fair ranking: models are compared only on the cells that both were evaluated on, and rank intervals say
//! which differences the data can tell.

mod order;
mod significance;
mod tally;

pub use order::{Placement, order};
pub use significance::{Verdict, compare};

use crate::stats::{CellScore, ScoreKind};

/// One model as the ranking sees it.
#[derive(Debug, Clone)]
pub struct Contender<'a> {
    /// Breaks ties between equal scores, alphabetically.
    pub label: &'a str,
    /// Its cells: one place for each level and task of the board, the same for all contenders; `None` where
    /// the model has no result.
    pub cells: Vec<Option<CellScore>>,
}

/// A rank with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// Competition rank (1, 2, 2, 4): exactly equal scores on equal cells share one.
    pub place: usize,
    /// The best rank that the data allow.
    pub low: usize,
    /// The worst rank that the data allow.
    pub high: usize,
}

/// Where a model stands on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Index of the contender.
    pub contender: usize,
    /// Block of models that can be compared with each other, counted from 0. Only the first has ranks.
    pub block: usize,
    /// Its rank; `None` where it cannot be compared with the first block.
    pub rank: Option<Rank>,
}

/// The board's order from top to bottom, with ranks.
///
/// See [`order`] for the placing and [`compare`] for what "significantly better" means. A rank interval runs
/// from `1 + models significantly better` to `models - models significantly worse`, widened to hold the rank.
pub fn rank(kind: ScoreKind, contenders: &[Contender<'_>]) -> Vec<Standing> {
    let placements = order(contenders);
    let ranked: Vec<usize> = placements
        .iter()
        .filter(|placement| placement.block == 0)
        .map(|placement| placement.contender)
        .collect();
    let verdicts = tally::tally(kind, contenders, &ranked);
    let mut place = 0;
    placements
        .iter()
        .enumerate()
        .map(|(ix, placement)| {
            if !placement.ties_with_previous {
                place = ix + 1;
            }
            let rank = (placement.block == 0).then(|| {
                let (better, worse) = verdicts[ix];
                Rank {
                    place,
                    low: (1 + better).min(place),
                    high: (ranked.len() - worse).max(place),
                }
            });
            Standing {
                contender: placement.contender,
                block: placement.block,
                rank,
            }
        })
        .collect()
}
