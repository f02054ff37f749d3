//! How far each pair of models lies apart.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::stats::{ScoreKind, Z, sum};

use super::Contender;
use super::significance::compare;

/// Room for rounding between a pair's sums over cells and the difference of each one's own sums.
const ROUNDING: f64 = 1e-9;

/// Rows that are filled together.
const ROWS: usize = 16;

/// For each pair of contenders, its difference over its standard error, as far as any test needs
/// it: 0 where that is below 1.96, infinite where it is beyond the strictest limit.
pub(super) struct Matrix {
    /// Row `i` holds `i` against `i + 1`, `i + 2`, ...
    rows: Vec<Vec<f64>>,
}

impl Matrix {
    /// Compares all pairs. No test may have a limit above `strictest`.
    ///
    /// Most pairs with equal trials are so far apart, or so close, that sums over each one's cells
    /// settle it; only the others are compared cell by cell.
    pub(super) fn new(kind: ScoreKind, contenders: &[Contender<'_>], strictest: f64) -> Matrix {
        let totals = Totals::of(kind, contenders);
        let z = |i: usize, j: usize| {
            totals[i].settle(&totals[j], strictest).unwrap_or_else(|| {
                let z = compare(kind, &contenders[i].cells, &contenders[j].cells).z(0.0);
                if z.abs() > Z { z } else { 0.0 }
            })
        };
        // Some rows at a time, so that the cells of the others are fetched once for all of these.
        // Rows are independent: the number of threads changes nothing.
        let models = contenders.len();
        let starts: Vec<usize> = (0..models).step_by(ROWS).collect();
        let rows = starts.into_par_iter().flat_map_iter(|start| {
            let end = (start + ROWS).min(models);
            let mut rows: Vec<Vec<f64>> = vec![Vec::new(); end - start];
            for j in start + 1..models {
                for i in start..end.min(j) {
                    rows[i - start].push(z(i, j));
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
            true => self.rows[i][j - i - 1],
            false => -self.rows[j][i - j - 1],
        }
    }
}

/// Sums over all cells of a contender.
struct Totals {
    /// The same number for those whose cells are the same and scatter alike.
    class: usize,
    /// Whether the source gave each cell an interval.
    known: bool,
    terms: f64,
    squares_down: f64,
    squares_up: f64,
}

impl Totals {
    fn of(kind: ScoreKind, contenders: &[Contender<'_>]) -> Vec<Totals> {
        let mut classes = BTreeMap::new();
        let one = |contender: &Contender<'_>| {
            let class: Vec<_> = contender
                .cells
                .iter()
                .map(|cell| {
                    let cell = cell.as_ref()?;
                    let sample = cell.sample.filter(|_| kind.is_geometric());
                    Some(sample.map(|sample| sample.scatter_key()))
                })
                .collect();
            let count = classes.len();
            let cells = || contender.cells.iter().flatten();
            Totals {
                class: *classes.entry(class).or_insert(count),
                known: cells().all(|cell| cell.interval_known),
                terms: sum(cells().map(|cell| cell.term)),
                squares_down: sum(cells().map(|cell| cell.half.down * cell.half.down)),
                squares_up: sum(cells().map(|cell| cell.half.up * cell.half.up)),
            }
        };
        contenders.iter().map(one).collect()
    }

    /// What the matrix holds for two contenders; `None` where it takes the cells to tell.
    fn settle(&self, other: &Totals, strictest: f64) -> Option<f64> {
        if self.class != other.class {
            return None;
        }
        if !(self.known && other.known) {
            return Some(0.0);
        }
        let difference = self.terms - other.terms;
        let squares = match difference >= 0.0 {
            true => self.squares_down + other.squares_up,
            false => self.squares_up + other.squares_down,
        };
        let reach = squares.sqrt();
        if difference.abs() > reach * (strictest / Z) * (1.0 + ROUNDING) + ROUNDING {
            Some(f64::INFINITY.copysign(difference))
        } else if difference.abs() < reach * (1.0 - ROUNDING) - ROUNDING {
            Some(0.0)
        } else {
            None
        }
    }
}
