//! How far each pair of models lies apart.

use rayon::prelude::*;

use crate::stats::ScoreKind;

use super::Contender;
use super::figures::Figures;
use super::lanes::verdicts;

/// Models that one is compared with at a time: their figures of 36 cells stay in a processor's
/// second cache while [`ROWS`] are compared with them.
const LANES: usize = 32;

/// Rows that are filled together.
const ROWS: usize = 16;

/// For each pair of contenders, its difference over its standard error.
pub(super) struct Matrix {
    /// Row `i` holds `i` against `i + 1`, `i + 2`, ...; no rows where no interval is known, which
    /// leaves nothing to tell models apart by.
    rows: Vec<Vec<f64>>,
}

impl Matrix {
    /// Compares all pairs.
    pub(super) fn new(kind: ScoreKind, contenders: &[Contender<'_>]) -> Matrix {
        let mut all = contenders
            .iter()
            .flat_map(|model| model.cells.iter().flatten());
        if !all.any(|cell| cell.interval_known) {
            return Matrix { rows: Vec::new() };
        }
        let cells = contenders.first().map_or(0, |first| first.cells.len());
        let beside = |models: &[Contender<'_>]| -> Vec<Figures<[f64; LANES]>> {
            let of = |cell: usize| models.iter().map(move |model| model.cells[cell].as_ref());
            let figures = |cell| of(cell).map(|cell| Figures::of(kind, cell));
            (0..cells)
                .map(|cell| Figures::beside(figures(cell)))
                .collect()
        };
        let blocks: Vec<_> = contenders.par_chunks(LANES).map(beside).collect();
        // Rows are independent: the number of threads changes nothing.
        let models = contenders.len();
        let starts: Vec<usize> = (0..models).step_by(ROWS).collect();
        let rows = starts.into_par_iter().flat_map_iter(|start| {
            let end = (start + ROWS).min(models);
            let mut rows: Vec<Vec<f64>> = vec![Vec::new(); end - start];
            let own = |i: usize| {
                blocks[i / LANES]
                    .iter()
                    .map(move |cell| cell.lane(i % LANES))
            };
            let own: Vec<Vec<_>> = (start..end).map(|i| own(i).collect()).collect();
            for (block, others) in blocks.iter().enumerate().skip(start / LANES) {
                let first = block * LANES;
                for (i, (row, own)) in (start..end).zip(rows.iter_mut().zip(&own)) {
                    let wanted = (i + 1).saturating_sub(first)..LANES.min(models - first);
                    if !wanted.is_empty() {
                        let found = verdicts(kind, own, others);
                        row.extend(found[wanted].iter().map(|verdict| verdict.z(0.0)));
                    }
                }
            }
            rows
        });
        Matrix {
            rows: rows.collect(),
        }
    }

    /// `i` against `j`: above 0 where `i` is better.
    pub(super) fn z(&self, i: usize, j: usize) -> f64 {
        match i < j {
            _ if self.rows.is_empty() => 0.0,
            true => self.rows[i][j - i - 1],
            false => -self.rows[j][i - j - 1],
        }
    }
}

#[cfg(test)]
mod tests;
