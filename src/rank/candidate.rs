//! What the order needs of a model.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::stats::{TIE, mean_term};

use super::Contender;

/// A contender as the order sees it.
pub(super) struct Candidate<'a> {
    pub label: &'a str,
    pub key: &'a str,
    /// Bit set of the cells that it has.
    pub cells: Vec<u64>,
    /// Term of each cell, 0 where it has none.
    pub terms: Vec<f64>,
    /// How many cells it has.
    pub count: usize,
    /// Mean term over all its cells.
    mean: f64,
    /// Counts the different scores among those with as many cells, best first.
    score: usize,
    /// The same number for those with the same cells and equal scores.
    tie: usize,
}

impl<'a> Candidate<'a> {
    /// All contenders.
    ///
    /// In a list that is sorted by score, one has the same score as the first of those before it
    /// that lie within [`TIE`].
    pub(super) fn of(contenders: &[Contender<'a>]) -> Vec<Candidate<'a>> {
        let mut candidates: Vec<Candidate<'a>> = contenders.iter().map(Candidate::new).collect();
        let mut by_count: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut by_set: BTreeMap<Vec<u64>, Vec<usize>> = BTreeMap::new();
        for (ix, candidate) in candidates.iter().enumerate() {
            by_count.entry(candidate.count).or_default().push(ix);
            by_set.entry(candidate.cells.clone()).or_default().push(ix);
        }
        let mut groups = 0;
        for members in by_count.into_values() {
            for (ix, group) in grouped(&candidates, members, &mut groups) {
                candidates[ix].score = group;
            }
        }
        for members in by_set.into_values() {
            for (ix, group) in grouped(&candidates, members, &mut groups) {
                candidates[ix].tie = group;
            }
        }
        candidates
    }

    fn new(contender: &Contender<'a>) -> Self {
        let mut cells = vec![0u64; contender.cells.len().div_ceil(64)];
        let mut terms = vec![0.0; contender.cells.len()];
        for (ix, cell) in contender.cells.iter().enumerate() {
            if let Some(cell) = cell {
                cells[ix / 64] |= 1 << (ix % 64);
                terms[ix] = cell.term;
            }
        }
        let count = contender.cells.iter().flatten().count();
        Candidate {
            label: contender.label,
            key: contender.key,
            cells,
            terms,
            count,
            mean: mean_term(contender.cells.iter().flatten().copied()).unwrap_or(f64::NEG_INFINITY),
            score: 0,
            tie: 0,
        }
    }

    /// More cells first, then higher score, then label, then key.
    pub(super) fn before(&self, other: &Self) -> Ordering {
        other.count.cmp(&self.count).then(self.better(other))
    }

    /// Among those with as many cells: higher score first, then label, then key.
    pub(super) fn better(&self, other: &Self) -> Ordering {
        let names = self.label.cmp(other.label).then(self.key.cmp(other.key));
        self.score.cmp(&other.score).then(names)
    }

    /// Whether both have the same cells and equal scores.
    pub(super) fn ties_with(&self, other: &Self) -> bool {
        self.tie == other.tie
    }

    /// Whether both have some cell.
    pub(super) fn overlaps(&self, cells: &[u64]) -> bool {
        self.cells.iter().zip(cells).any(|(a, b)| a & b != 0)
    }

    /// Which has the higher score over the shared cells; `None` where they share none.
    pub(super) fn against(&self, other: &Self) -> Option<Ordering> {
        let (mut difference, mut shared) = (0.0, 0u32);
        for (word, (a, b)) in self.cells.iter().zip(&other.cells).enumerate() {
            let mut both = a & b;
            shared += both.count_ones();
            while both != 0 {
                let ix = word * 64 + both.trailing_zeros() as usize;
                difference += self.terms[ix] - other.terms[ix];
                both &= both - 1;
            }
        }
        (shared > 0).then(|| match difference.abs() <= TIE * f64::from(shared) {
            true => Ordering::Equal,
            false => difference.total_cmp(&0.0),
        })
    }
}

/// The members with the number of their group of equal scores, counted on from `groups`, best
/// first.
fn grouped(
    candidates: &[Candidate<'_>],
    mut members: Vec<usize>,
    groups: &mut usize,
) -> Vec<(usize, usize)> {
    members.sort_by(|a, b| candidates[*b].mean.total_cmp(&candidates[*a].mean));
    let mut first = f64::INFINITY;
    let number = |ix: usize| {
        let mean = candidates[ix].mean;
        if first.is_infinite() || first - mean > TIE {
            first = mean;
            *groups += 1;
        }
        (ix, *groups)
    };
    members.into_iter().map(number).collect()
}
