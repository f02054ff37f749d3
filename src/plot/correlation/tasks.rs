//! How tasks go together: rank correlations, and the order in which they stand.

use super::super::cells::{cell, mean_value};
use super::super::ranked;
use crate::board::{Board, Entry};

/// Fewest models from which a correlation is computed.
pub(super) const FEWEST: usize = 4;

/// How two tasks go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// Spearman's rank correlation, with mean ranks for equal accuracies.
    pub rho: f64,
    /// Models that both tasks were evaluated with, at every level.
    pub models: usize,
}

impl Correlation {
    /// Of pairs of figures; `None` for fewer than four, or where all of one kind are equal.
    pub fn of(pairs: &[(f64, f64)]) -> Option<Correlation> {
        if pairs.len() < FEWEST {
            return None;
        }
        let a = ranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
        let b = ranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
        let middle = (pairs.len() as f64 + 1.0) / 2.0;
        let product = |a: &[f64], b: &[f64]| -> f64 {
            a.iter()
                .zip(b)
                .map(|(a, b)| (a - middle) * (b - middle))
                .sum()
        };
        let spread = (product(&a, &a) * product(&b, &b)).sqrt();
        (spread > 0.0).then(|| Correlation {
            rho: (product(&a, &b) / spread).clamp(-1.0, 1.0),
            models: pairs.len(),
        })
    }

    /// Whether it is told from 0 at 95 %: by Fisher's transformation, with Fieller's variance for
    /// Spearman's (Fieller, Hartley and Pearson 1957).
    pub fn is_told_from_zero(&self) -> bool {
        self.rho.abs() > libm::tanh(1.96 * (1.06 / (self.models as f64 - 3.0)).sqrt())
    }
}

/// Ranks from 1, equal ones the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for equal in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let rank = below as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|ix| ranks[*ix] = rank);
        below += equal.len();
    }
    ranks
}

/// The accuracies of the ranked models on a task; `None` where one lacks it at some level.
pub(super) fn figures(board: &Board, task: usize) -> Vec<Option<f64>> {
    let accuracy = |entry: &Entry| {
        let levels = 0..board.levels.len();
        let cells: Option<Vec<_>> = levels.map(|level| cell(entry, level, task)).collect();
        mean_value(&cells?)
    };
    ranked(board).map(accuracy).collect()
}

/// The correlation of two tasks over the models that have both.
pub(super) fn pair(a: &[Option<f64>], b: &[Option<f64>]) -> Option<Correlation> {
    let both = a.iter().zip(b);
    let both: Vec<(f64, f64)> = both.filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    Correlation::of(&both)
}

/// The correlation of each task with each other one, over the ranked models that have both at every
/// level.
pub fn correlations(board: &Board) -> Vec<Vec<Option<Correlation>>> {
    let figures = |task| figures(board, task);
    let figures: Vec<_> = (0..board.tasks.len()).map(figures).collect();
    let mut table = vec![vec![None; figures.len()]; figures.len()];
    for a in 0..figures.len() {
        for b in 0..a {
            table[a][b] = pair(&figures[a], &figures[b]);
            table[b][a] = table[a][b];
        }
    }
    table
}

/// The tasks in an order in which those that say the same stand together: average linkage on 1 − ρ,
/// the first of equally near ones first.
pub(super) fn order(table: &[Vec<Option<Correlation>>]) -> Vec<usize> {
    let mut clusters: Vec<Vec<usize>> = (0..table.len()).map(|task| vec![task]).collect();
    let apart = |a: usize, b: usize| 1.0 - table[a][b].map_or(0.0, |found| found.rho);
    while clusters.len() > 1 {
        let mut nearest = (f64::INFINITY, 0, 0);
        for b in 1..clusters.len() {
            for a in 0..b {
                let pairs = clusters[a]
                    .iter()
                    .flat_map(|one| clusters[b].iter().map(|other| apart(*one, *other)));
                let mean = pairs.sum::<f64>() / (clusters[a].len() * clusters[b].len()) as f64;
                if mean < nearest.0 - 1e-12 {
                    nearest = (mean, a, b);
                }
            }
        }
        let joined = clusters.remove(nearest.2);
        clusters[nearest.1].extend(joined);
    }
    clusters.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests;
