//! Models with too few of the cells that most models have: they stand in their place without a
//! rank.

use rayon::prelude::*;

use crate::stats::sum;

use super::Contender;
use super::candidate::Candidate;
use super::order::Block;

/// The cells that decide whether a model has a rank.
pub(super) struct Common {
    /// Whether each cell is one of the base's.
    base: Vec<bool>,
    /// Whether each cell is common: one of the base's, done by at least half as many models as the
    /// base's most-done one.
    common: Vec<bool>,
    /// Cells of one level.
    tasks: usize,
}

impl Common {
    /// Of the candidates in `block`; the cells of one level are `tasks` after each other.
    pub(super) fn new(candidates: &[Candidate<'_>], block: &Block, tasks: usize) -> Common {
        let cells = candidates[block.members[0]].terms.len();
        let base: Vec<bool> = (0..cells).map(|cell| has(&block.base, cell)).collect();
        let done = |cell| {
            let models = block.members.iter();
            let models = models.filter(|ix| has(&candidates[**ix].cells, cell));
            models.count()
        };
        let done: Vec<usize> = (0..cells).map(done).collect();
        let most = (0..cells).filter(|cell| base[*cell]).map(|cell| done[cell]);
        let most = most.max().unwrap_or(0);
        let common = (0..cells).map(|cell| base[cell] && 2 * done[cell] >= most);
        Common {
            common: common.collect(),
            base,
            tasks: tasks.max(1),
        }
    }

    /// Whether a model with these cells takes no rank: it has fewer than half of the common cells,
    /// and of no level that has any all of them.
    pub(super) fn is_provisional(&self, candidate: &Candidate<'_>) -> bool {
        let cells = &candidate.cells;
        let (done, all) = (self.done(candidate), self.all());
        let mut levels = self.common.chunks(self.tasks).enumerate();
        let a_whole_level = levels.any(|(level, common)| {
            let mut wanted = common.iter().enumerate().filter(|(_, common)| **common);
            common.contains(&true) && wanted.all(|(task, _)| has(cells, level * self.tasks + task))
        });
        2 * done < all && !a_whole_level
    }

    /// How many common cells there are.
    fn all(&self) -> usize {
        self.common.iter().filter(|common| **common).count()
    }

    /// How many of them the candidate has.
    fn done(&self, candidate: &Candidate<'_>) -> usize {
        let common = self.common.iter().enumerate();
        common
            .filter(|(cell, common)| **common && has(&candidate.cells, *cell))
            .count()
    }

    /// What the tasks that a model has not done add to the variance of its mean term: `s² (1 - S/T)
    /// / S` with `S` of the `T` common cells done and the task-by-model spread `s²`; infinite where
    /// nothing is known of it.
    pub(super) fn added_variance(&self, candidate: &Candidate<'_>, spread: Option<f64>) -> f64 {
        let (done, all) = (self.done(candidate) as f64, self.all() as f64);
        match spread {
            Some(spread) if done > 0.0 => spread * (1.0 - done / all) / done,
            _ => f64::INFINITY,
        }
    }

    /// The task-by-model spread `s²`: over all pairs of models in `block` that share at least two
    /// of the base's cells, the squared deviations of their differences of terms from the pair's
    /// mean, over `2 x sum(shared - 1)`. `None` with fewer than three such models.
    pub(super) fn spread(&self, contenders: &[Contender<'_>], block: &[usize]) -> Option<f64> {
        let terms = |ix: &usize| -> Vec<Option<f64>> {
            let cells = contenders[*ix].cells.iter().zip(&self.base);
            cells
                .map(|(cell, base)| cell.filter(|_| *base).map(|cell| cell.term))
                .collect()
        };
        let terms: Vec<Vec<Option<f64>>> = block.iter().map(terms).collect();
        let pairs: Vec<(usize, usize, f64, usize)> = (0..terms.len())
            .into_par_iter()
            .flat_map_iter(|i| (i + 1..terms.len()).map(move |j| (i, j)))
            .filter_map(|(i, j)| {
                let (squares, shared) = deviations(&terms[i], &terms[j]);
                (shared >= 2).then(|| (i, j, squares, shared - 1))
            })
            .collect();
        let mut models = vec![false; terms.len()];
        pairs
            .iter()
            .for_each(|(i, j, ..)| (models[*i], models[*j]) = (true, true));
        let freedom: usize = pairs.iter().map(|(.., freedom)| freedom).sum();
        let squares = sum(pairs.iter().map(|(_, _, squares, _)| *squares));
        (models.iter().filter(|known| **known).count() >= 3)
            .then(|| squares / (2.0 * freedom as f64))
    }
}

fn has(cells: &[u64], cell: usize) -> bool {
    cells[cell / 64] >> (cell % 64) & 1 == 1
}

/// Squared deviations of the differences from their mean, and of how many cells.
fn deviations(a: &[Option<f64>], b: &[Option<f64>]) -> (f64, usize) {
    let differences = || a.iter().zip(b).filter_map(|(a, b)| Some((*a)? - (*b)?));
    let (total, shared) = differences().fold((0.0, 0), |(total, shared), difference| {
        (total + difference, shared + 1)
    });
    let mean = total / shared.max(1) as f64;
    let squares = differences().map(|difference| (difference - mean) * (difference - mean));
    (squares.sum(), shared)
}
