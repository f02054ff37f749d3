//! All models against each other.

use std::mem;

use rayon::prelude::*;

use crate::stats::{ScoreKind, Z};

use super::Contender;
use super::compare::figures;
use super::figures::Figures;
use super::lanes::verdicts;
use super::tally::Tally;
use super::totals::{Totals, designs};

/// Models that one is compared with at a time: their figures of 36 cells stay in a processor's
/// second cache while [`ROWS`] are compared with them.
const LANES: usize = 16;

/// Models that are compared with all after them together.
const ROWS: usize = 16;

/// What comparisons need of all models, in an order that has those beside each other that were
/// measured alike.
struct Field {
    kind: ScoreKind,
    /// Which contender each is.
    order: Vec<usize>,
    /// Equal for those that were measured alike.
    designs: Vec<usize>,
    /// Their cells, and what these add up to.
    models: Vec<Vec<Figures<f64>>>,
    totals: Vec<Totals>,
    /// The cells of [`LANES`] models beside each other; none where all were measured alike.
    blocks: Vec<Vec<Figures<[f64; LANES]>>>,
}

impl Field {
    fn new(kind: ScoreKind, contenders: &[Contender<'_>]) -> Field {
        let models = contenders.par_iter();
        let mut models: Vec<_> = models.map(|model| figures(kind, &model.cells)).collect();
        let designs = designs(&models);
        let mut order: Vec<usize> = (0..models.len()).collect();
        order.sort_by_key(|ix| designs[*ix]);
        let models: Vec<_> = order.iter().map(|ix| mem::take(&mut models[*ix])).collect();
        let beside = |models: &[Vec<Figures<f64>>]| -> Vec<Figures<[f64; LANES]>> {
            let cells = 0..models[0].len();
            let of = |cell: usize| models.iter().map(move |model| model[cell]);
            cells.map(|cell| Figures::beside(of(cell))).collect()
        };
        Field {
            kind,
            designs: order.iter().map(|ix| designs[*ix]).collect(),
            totals: models.iter().map(|cells| Totals::of(cells)).collect(),
            blocks: match designs.iter().all(|design| *design == 0) {
                true => Vec::new(),
                false => models.par_chunks(LANES).map(beside).collect(),
            },
            models,
            order,
        }
    }

    /// Calls `each` with `i`, `j` and `z` of the two, above 0 where `i` is better, for the models
    /// `i` from `start` to `start + ROWS` and all `j` after `i`; leaves out some with `|z|` below
    /// 1.96.
    fn compare(&self, start: usize, mut each: impl FnMut(usize, usize, f64)) {
        let models = self.models.len();
        for first in (start - start % LANES..models).step_by(LANES) {
            for i in start..(start + ROWS).min(models) {
                let others = (i + 1).max(first)..(first + LANES).min(models);
                let alike = |j: usize| self.designs[i] == self.designs[j];
                let own = &self.totals[i];
                if others.clone().all(alike) {
                    for j in others.filter(|j| own.may_differ(&self.totals[*j])) {
                        each(i, j, own.against(&self.totals[j]).z(0.0));
                    }
                    continue;
                }
                let found = verdicts(self.kind, &self.models[i], &self.blocks[first / LANES]);
                for j in others {
                    let verdict = match alike(j) {
                        true => own.against(&self.totals[j]),
                        false => found[j - first],
                    };
                    each(i, j, verdict.z(0.0));
                }
            }
        }
    }
}

/// What comparing each pair by the plain test says.
pub(super) struct Pairs {
    /// Where each model stands among `beats`.
    places: Vec<usize>,
    /// For each model the later ones that it beats, and those that beat it, as bit sets.
    beats: Vec<[Vec<u64>; 2]>,
    /// How each did against those that take a rank.
    pub tallies: Vec<Tally>,
}

impl Pairs {
    /// Compares all pairs; those of `ranked` count in the tallies of the others. No limit that
    /// these are asked for is above `highest`.
    pub(super) fn new(
        kind: ScoreKind,
        contenders: &[Contender<'_>],
        ranked: &[bool],
        highest: f64,
    ) -> Pairs {
        let models = contenders.len();
        let field = Field::new(kind, contenders);
        let none = || Pairs {
            places: Vec::new(),
            beats: Vec::new(),
            tallies: vec![Tally::default(); models],
        };
        let starts: Vec<usize> = (0..models).step_by(ROWS).collect();
        // Parts are joined in the order of models, and tallies do not depend on any order: the
        // number of threads changes nothing.
        let parts = starts.into_par_iter().fold(none, |mut pairs, start| {
            let rows = ROWS.min(models - start);
            let bits = || vec![0; models.div_ceil(64)];
            pairs.beats.extend((0..rows).map(|_| [bits(), bits()]));
            let known = pairs.beats.len() - rows;
            field.compare(start, |i, j, z| {
                if z.abs() > Z {
                    let beats = &mut pairs.beats[known + i - start][usize::from(z < 0.0)];
                    beats[j / 64] |= 1 << (j % 64);
                    let (i, j) = (field.order[i], field.order[j]);
                    if ranked[j] {
                        pairs.tallies[i].add(z, highest);
                    }
                    if ranked[i] {
                        pairs.tallies[j].add(-z, highest);
                    }
                }
            });
            pairs
        });
        let mut pairs = parts.reduce(none, |mut pairs, more| {
            pairs.beats.extend(more.beats);
            for (tally, more) in pairs.tallies.iter_mut().zip(more.tallies) {
                tally.append(more);
            }
            pairs
        });
        pairs.places = vec![0; models];
        for (place, model) in field.order.iter().enumerate() {
            pairs.places[*model] = place;
        }
        pairs
    }

    /// 1 where `i` is significantly better than `j` by the plain test, -1 where it is worse, else
    /// 0.
    pub(super) fn sign(&self, i: usize, j: usize) -> i32 {
        let (i, j) = (self.places[i], self.places[j]);
        let later = i.max(j);
        let [beats, beaten] = &self.beats[i.min(j)];
        let has = |bits: &[u64]| (bits[later / 64] >> (later % 64) & 1) as i32;
        let sign = has(beats) - has(beaten);
        if i < j { sign } else { -sign }
    }
}

#[cfg(test)]
mod tests;
