//! Fair ranking: models are compared only on the cells that both were evaluated on, and rank
//! intervals say which differences the data can tell.

mod candidate;
mod compare;
mod field;
mod figures;
mod lanes;
mod order;
mod pairs;
mod provisional;
mod significance;
mod tally;
mod totals;

pub use compare::compare;
pub use pairs::Comparisons;
pub use significance::{Verdict, beyond};

use std::borrow::Cow;
use std::fmt;

use rayon::prelude::*;

use crate::stats::{CellScore, ScoreKind, Z, bonferroni_limit, holm_limit};

use candidate::Candidate;
use pairs::Pairs;
use provisional::Common;
use tally::Tally;

/// One model as the ranking sees it.
#[derive(Debug, Clone)]
pub struct Contender<'a> {
    /// Breaks ties between equal scores, alphabetically.
    pub label: &'a str,
    /// Breaks ties between equal labels.
    pub key: &'a str,
    /// Its cells: one place for each level and task of the board, the same for all contenders;
    /// `None` where the model has no result.
    pub cells: Vec<Option<&'a CellScore>>,
}

/// What rank intervals hold at 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum RankIntervals {
    /// Each model's own rank: Holm's correction over the comparisons of that model.
    #[default]
    Each,
    /// The ranks of all models at once: Holm's correction over all pairs.
    All,
}

impl RankIntervals {
    /// Both, in the order of help texts.
    pub const ALL: [RankIntervals; 2] = [RankIntervals::Each, RankIntervals::All];

    /// The word of the command line and of exports.
    pub fn word(self) -> &'static str {
        match self {
            RankIntervals::Each => "each",
            RankIntervals::All => "all",
        }
    }
}

/// A rank with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// Competition rank (1, 2, 2, 4): equal scores on equal cells share one. For a provisional
    /// model the rank that it would have.
    pub place: usize,
    /// The best rank that the data allow.
    pub low: usize,
    /// The worst rank that the data allow.
    pub high: usize,
    /// Whether the model has too few of the cells that most have: it takes no rank, and the others
    /// are numbered without it.
    pub provisional: bool,
}

/// What stands before the rank that a provisional model would have.
pub const PROVISIONAL_MARK: &str = "~";

/// What stands after a rank outside its interval.
pub const OUTSIDE_MARK: &str = "†";

impl fmt::Display for Rank {
    /// `3`, `~3` for a provisional one, `3†` where it lies outside its interval.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = if self.provisional {
            PROVISIONAL_MARK
        } else {
            ""
        };
        let after = if self.is_outside() { OUTSIDE_MARK } else { "" };
        f.pad(&format!("{before}{}{after}", self.place))
    }
}

impl Rank {
    /// Whether the place lies outside the interval: the order on the cells that models share and
    /// the test at equal trials disagree.
    pub fn is_outside(&self) -> bool {
        !(self.low..=self.high).contains(&self.place)
    }
}

/// How a model's comparisons with others are tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// What `|z|` must exceed.
    pub limit: f64,
    /// What is added to the variance of differences: for a provisional model, the spread over the
    /// tasks that it has not done.
    pub variance: f64,
}

impl Test {
    /// The plain test at 5 %.
    pub const PLAIN: Test = Test {
        limit: Z,
        variance: 0.0,
    };

    /// Which of the two is significantly better, if any.
    pub fn of(&self, verdict: &Verdict) -> Option<std::cmp::Ordering> {
        beyond(verdict.z(self.variance), self.limit)
    }
}

/// Where a model stands on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Index of the contender.
    pub contender: usize,
    /// Block of models that can be compared with each other, counted from 0. Only the first has
    /// ranks.
    pub block: usize,
    /// Its rank, or the one that it would have; `None` where it cannot be compared with the first
    /// block.
    pub rank: Option<Rank>,
    /// The test that its rank interval counts by.
    pub test: Test,
}

/// The board's order from top to bottom, with ranks. The cells of one level are `tasks` after each
/// other.
///
/// A rank interval runs from `1 + models significantly better` to `models - models significantly
/// worse`, where `models` are those that take a rank; a provisional one counts itself in addition.
/// See [`compare()`] for the test and [`holm_limit`] for its correction.
///
/// `kept` are comparisons of models among which the contenders are, with the same cells, if any are
/// at hand.
pub fn rank(
    kind: ScoreKind,
    contenders: &[Contender<'_>],
    tasks: usize,
    intervals: RankIntervals,
    kept: Option<&Comparisons>,
) -> Vec<Standing> {
    let candidates = Candidate::of(contenders);
    let blocks = order::blocks(&candidates);
    let common: Vec<Common> = blocks
        .iter()
        .map(|block| Common::new(&candidates, block, tasks))
        .collect();
    let mut ranked = vec![true; contenders.len()];
    if let (Some(block), Some(common)) = (blocks.first(), common.first()) {
        for model in &block.members {
            ranked[*model] = !common.is_provisional(&candidates[*model]);
        }
    }
    let models = contenders.len();
    let highest = bonferroni_limit(match intervals {
        RankIntervals::Each => models,
        RankIntervals::All => models * models,
    });
    let pairs = Pairs::new(kind, contenders, &ranked, highest, kept);
    let mut standings = Vec::with_capacity(models);
    for (ix, (block, common)) in blocks.iter().zip(&common).enumerate() {
        let members = block.members.iter().copied();
        let rivals: Vec<usize> = members.filter(|model| ranked[*model]).collect();
        let spread = match rivals.len() == block.members.len() {
            true => None,
            false => common.spread(contenders, &block.members),
        };
        let at_once = match intervals {
            RankIntervals::Each => None,
            RankIntervals::All => Some(Family::of(&rivals, &pairs)),
        };
        let places = places(&block.order(&candidates, &pairs), &candidates, &ranked);
        // A few take less time than handing them over.
        let places = places.into_par_iter().with_min_len(64);
        let block = places.map(|(model, place)| {
            let provisional = !ranked[model];
            let others = rivals.len() - usize::from(!provisional);
            let variance = match provisional {
                true => common.added_variance(&candidates[model], spread),
                false => 0.0,
            };
            let tally = if variance == 0.0 {
                Cow::Borrowed(&pairs.tallies[model])
            } else {
                // Where the plain test finds nothing, one with more variance finds nothing either.
                let others = rivals
                    .iter()
                    .filter(|other| pairs.sign(model, **other) != 0);
                let cells = |model: usize| &contenders[model].cells;
                let verdicts = others.map(|other| compare(kind, cells(model), cells(*other)));
                Cow::Owned(Tally::of(
                    verdicts.map(|verdict| verdict.z(variance)),
                    highest,
                ))
            };
            let limit = match &at_once {
                None => holm_limit(tally.sizes(), others),
                Some(family) if provisional => {
                    let all = tally.sizes().chain(family.sizes.iter().copied());
                    holm_limit(all, others + family.tests)
                }
                Some(family) => family.limit,
            };
            let (better, worse) = tally.beyond(limit);
            Standing {
                contender: model,
                block: ix,
                rank: (ix == 0).then_some(Rank {
                    place,
                    low: 1 + better,
                    high: others + 1 - worse,
                    provisional,
                }),
                test: Test { limit, variance },
            }
        });
        standings.par_extend(block);
    }
    standings
}

/// Each model with its place: 1, 2, 2, 4 where two tie; one that takes no rank has the place that
/// it would have.
fn places(order: &[usize], candidates: &[Candidate<'_>], ranked: &[bool]) -> Vec<(usize, usize)> {
    let (mut above, mut place) = (0, 1);
    let mut before = None;
    let places = order.iter().map(|model| {
        let candidate = &candidates[*model];
        if !before.is_some_and(|before: &Candidate<'_>| before.ties_with(candidate)) {
            place = above + 1;
        }
        before = Some(candidate);
        above += usize::from(ranked[*model]);
        (*model, place)
    });
    places.collect()
}

/// Comparisons that are to hold at once: those of all pairs of some models.
struct Family {
    /// `|z|` of those that may be significant.
    sizes: Vec<f64>,
    tests: usize,
    limit: f64,
}

impl Family {
    /// All pairs among `models`.
    fn of(models: &[usize], pairs: &Pairs) -> Family {
        let sizes = models
            .iter()
            .flat_map(|model| pairs.tallies[*model].sizes());
        let mut sizes: Vec<f64> = sizes.collect();
        sizes.sort_unstable_by(f64::total_cmp);
        // Each pair stands in the tallies of both.
        let sizes: Vec<f64> = sizes.into_iter().step_by(2).collect();
        let tests = models.len() * models.len().saturating_sub(1) / 2;
        Family {
            tests,
            limit: holm_limit(sizes.iter().copied(), tests),
            sizes,
        }
    }
}

#[cfg(test)]
mod tests;
