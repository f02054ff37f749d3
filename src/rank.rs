//! Fair ranking: models are compared only on the cells that both were evaluated on, and rank
//! intervals say which differences the data can tell.

mod candidate;
mod figures;
mod lanes;
mod matrix;
mod order;
mod provisional;
mod significance;

pub use significance::{Verdict, beyond, compare};

use std::fmt;

use rayon::prelude::*;

use crate::stats::{CellScore, ScoreKind, Z, holm_limit};

use candidate::Candidate;
use matrix::Matrix;
use provisional::Common;

/// One model as the ranking sees it.
#[derive(Debug, Clone)]
pub struct Contender<'a> {
    /// Breaks ties between equal scores, alphabetically.
    pub label: &'a str,
    /// Breaks ties between equal labels.
    pub key: &'a str,
    /// Its cells: one place for each level and task of the board, the same for all contenders;
    /// `None` where the model has no result.
    pub cells: Vec<Option<CellScore>>,
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
/// See [`compare`] for the test and [`holm_limit`] for its correction.
pub fn rank(
    kind: ScoreKind,
    contenders: &[Contender<'_>],
    tasks: usize,
    intervals: RankIntervals,
) -> Vec<Standing> {
    let field = Field {
        kind,
        contenders,
        matrix: Matrix::new(kind, contenders),
    };
    let candidates = Candidate::of(contenders);
    let mut standings = Vec::with_capacity(contenders.len());
    for (ix, block) in order::order(&candidates, &field.matrix).iter().enumerate() {
        let common = Common::new(
            &candidates,
            &block.placed,
            &block.base,
            contenders[block.placed[0]].cells.len(),
            tasks,
        );
        let provisional = |model: &usize| ix == 0 && common.is_provisional(&candidates[*model]);
        let (waived, ranked) = block
            .placed
            .iter()
            .partition::<Vec<usize>, _>(|model| provisional(model));
        let spread = match waived.is_empty() {
            true => None,
            false => common.spread(contenders, &block.placed),
        };
        let at_once = match intervals {
            RankIntervals::Each => None,
            RankIntervals::All => Some(field.family(&ranked)),
        };
        let (mut above, mut place) = (0, 0);
        let places = block.placed.iter().enumerate().map(|(position, model)| {
            let ties = position > 0
                && candidates[*model].ties_with(&candidates[block.placed[position - 1]]);
            if !ties {
                place = above + 1;
            }
            let waived = provisional(model);
            above += usize::from(!waived);
            (*model, place, waived)
        });
        let places: Vec<(usize, usize, bool)> = places.collect();
        let block = places.into_par_iter().map(|(model, place, waived)| {
            let variance = match waived {
                true => common.added_variance(&candidates[model], spread),
                false => 0.0,
            };
            let z = field.against(model, &ranked, variance);
            let limit = match &at_once {
                None => holm_limit(z.iter().map(|z| z.abs()), z.len()),
                Some(family) if waived => {
                    let all = z.iter().map(|z| z.abs()).chain(family.z.iter().copied());
                    holm_limit(all, z.len() + family.tests)
                }
                Some(family) => family.limit,
            };
            let better = z.iter().filter(|z| **z < -limit).count();
            let worse = z.iter().filter(|z| **z > limit).count();
            Standing {
                contender: model,
                block: ix,
                rank: (ix == 0).then_some(Rank {
                    place,
                    low: 1 + better,
                    high: z.len() + 1 - worse,
                    provisional: waived,
                }),
                test: Test { limit, variance },
            }
        });
        standings.par_extend(block);
    }
    standings
}

/// All comparisons of a board.
struct Field<'a> {
    kind: ScoreKind,
    contenders: &'a [Contender<'a>],
    matrix: Matrix,
}

/// Comparisons that are to hold at once.
struct Family {
    /// The `|z|` of all pairs, but for those that no test finds significant.
    z: Vec<f64>,
    tests: usize,
    limit: f64,
}

impl Field<'_> {
    /// All pairs among `models`.
    fn family(&self, models: &[usize]) -> Family {
        let pairs = models.iter().enumerate();
        let z = pairs.flat_map(|(ix, i)| models[ix + 1..].iter().map(|j| self.matrix.z(*i, *j)));
        let z: Vec<f64> = z.map(f64::abs).filter(|z| *z > Z).collect();
        let tests = models.len() * models.len().saturating_sub(1) / 2;
        Family {
            tests,
            limit: holm_limit(z.iter().copied(), tests),
            z,
        }
    }

    /// A model's `z` against each other one of `ranked`, with `variance` added to that of each
    /// difference.
    fn against(&self, model: usize, ranked: &[usize], variance: f64) -> Vec<f64> {
        let cells = |ix: usize| &self.contenders[ix].cells;
        let z = |other: usize| match self.matrix.z(model, other) {
            z if z == 0.0 || variance == 0.0 => z,
            _ => compare(self.kind, cells(model), cells(other)).z(variance),
        };
        let others = ranked.iter().copied().filter(|other| *other != model);
        others.map(z).collect()
    }
}
