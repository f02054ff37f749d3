//! All models beside each other, as comparing each pair needs them.

use rayon::prelude::*;

use crate::stats::ScoreKind;

use super::Contender;
use super::figures::Figures;
use super::lanes::verdicts;
use super::totals::{Totals, designs};

/// Models that one is compared with at a time: their figures of 36 cells stay in a processor's
/// second cache while as many are compared with them. With 16, comparing 200 takes a sixth longer.
pub(super) const LANES: usize = 8;

/// What comparisons need of all models, in an order that has those beside each other that were
/// measured alike.
pub(super) struct Field {
    kind: ScoreKind,
    /// Which contender each is.
    pub order: Vec<usize>,
    /// Equal for those that were measured alike.
    designs: Vec<usize>,
    /// What their cells add up to, of those that others were measured alike with.
    totals: Vec<Totals>,
    /// The cells of [`LANES`] models beside each other; none where all were measured alike.
    blocks: Vec<Vec<Figures<[f64; LANES]>>>,
}

impl Field {
    pub(super) fn new(kind: ScoreKind, contenders: &[Contender<'_>]) -> Field {
        let cells = contenders.iter().map(|model| &model.cells[..]);
        let cells = &cells.collect::<Vec<_>>();
        let designs = designs(kind, cells);
        let mut order: Vec<usize> = (0..cells.len()).collect();
        order.sort_by_key(|ix| designs[*ix]);
        let mut alike = vec![0; cells.len()];
        designs.iter().for_each(|design| alike[*design] += 1);
        let totals = order.iter().map(|ix| match alike[designs[*ix]] {
            1 => Totals::default(),
            _ => Totals::of(cells[*ix]),
        });
        let beside = |models: &[usize]| -> Vec<Figures<[f64; LANES]>> {
            let figures = |cell| {
                let of = models.iter().map(move |ix| cells[*ix][cell]);
                Figures::beside(of.map(|cell| Figures::of(kind, cell)))
            };
            (0..cells[0].len()).map(figures).collect()
        };
        Field {
            kind,
            designs: order.iter().map(|ix| designs[*ix]).collect(),
            totals: totals.collect(),
            blocks: match designs.iter().all(|design| *design == 0) {
                true => Vec::new(),
                false => order.par_chunks(LANES).map(beside).collect(),
            },
            order,
        }
    }

    /// Calls `each` with `i`, `j` and `z` of the two, above 0 where `i` is better, for the `LANES`
    /// models `i` from `start` and all `j` after `i`; leaves out some with `|z|` below 1.96.
    pub(super) fn compare(&self, start: usize, mut each: impl FnMut(usize, usize, f64)) {
        let models = self.order.len();
        let rows = start..(start + LANES).min(models);
        let block = self
            .blocks
            .get(start / LANES)
            .map_or(&[][..], |block| block);
        let row = |i| -> Vec<_> { block.iter().map(|cell| cell.lane(i - start)).collect() };
        let cells: Vec<Vec<Figures<f64>>> = rows.clone().map(row).collect();
        for first in (start..models).step_by(LANES) {
            for i in rows.clone() {
                let others = (i + 1).max(first)..(first + LANES).min(models);
                let alike = |j: usize| self.designs[i] == self.designs[j];
                let own = &self.totals[i];
                if others.clone().all(alike) {
                    for j in others.filter(|j| own.may_differ(&self.totals[*j])) {
                        each(i, j, own.against(&self.totals[j]).z(0.0));
                    }
                    continue;
                }
                let found = verdicts(self.kind, &cells[i - start], &self.blocks[first / LANES]);
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
