//! How many models are significantly better and worse than each.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::stats::ScoreKind;

use super::Contender;
use super::significance::{compare, value_at};

/// Room for rounding, of which sums over cells have more than [`compare`]: pairs that are nearer to the edge are
/// compared cell by cell.
const ROUNDING: f64 = 1e-9;

/// For each of the `ranked` contenders: how many are significantly better, and how many worse.
///
/// As [`compare`] finds it for each pair. Most pairs are so far apart, or so close, that sums over each one's cells
/// settle it; only the others are compared cell by cell.
pub(super) fn tally(
    kind: ScoreKind,
    contenders: &[Contender<'_>],
    ranked: &[usize],
) -> Vec<(usize, usize)> {
    let reaches = reaches(kind, contenders, ranked);
    // Each pair once: row `i` against all after it. Rows are independent, counts are integers, so the
    // number of threads changes nothing.
    let rows: Vec<Vec<Option<Ordering>>> = (0..ranked.len())
        .into_par_iter()
        .map(|i| {
            (i + 1..ranked.len())
                .map(|j| {
                    reaches[i].settle(&reaches[j]).unwrap_or_else(|| {
                        let cells = |at: usize| &contenders[ranked[at]].cells;
                        compare(kind, cells(i), cells(j)).significant
                    })
                })
                .collect()
        })
        .collect();
    let mut tallies = vec![(0, 0); ranked.len()];
    for (i, row) in rows.iter().enumerate() {
        for (offset, outcome) in row.iter().enumerate() {
            let j = i + 1 + offset;
            match outcome {
                Some(Ordering::Greater) => {
                    tallies[i].1 += 1;
                    tallies[j].0 += 1;
                }
                Some(Ordering::Less) => {
                    tallies[i].0 += 1;
                    tallies[j].1 += 1;
                }
                _ => {}
            }
        }
    }
    tallies
}

/// What the cells of a contender can add to a comparison with another that has the same cells.
struct Reach {
    /// The same number for those with the same set of cells.
    set: usize,
    /// Whether the source gave each cell an interval.
    known: bool,
    /// Least and greatest sum of the logs of its values, whatever the trials of the other.
    logs: (f64, f64),
    /// Sums of the squared half widths of those logs.
    squares_down: f64,
    squares_up: f64,
}

fn reaches(kind: ScoreKind, contenders: &[Contender<'_>], ranked: &[usize]) -> Vec<Reach> {
    let cells = |ix: &usize| &contenders[*ix].cells;
    let columns = ranked.first().map_or(0, |ix| cells(ix).len());
    let fewest_trials: Vec<Option<f64>> = (0..columns)
        .map(|column| {
            let cells = ranked.iter().filter_map(|ix| cells(ix)[column]);
            cells.filter_map(|cell| cell.trials).min_by(f64::total_cmp)
        })
        .collect();
    let mut sets: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    ranked
        .iter()
        .map(|ix| {
            let count = sets.len();
            let set = cells(ix).iter().map(Option::is_some).collect();
            let mut reach = Reach {
                set: *sets.entry(set).or_insert(count),
                known: true,
                logs: (0.0, 0.0),
                squares_down: 0.0,
                squares_up: 0.0,
            };
            for (cell, fewest) in cells(ix).iter().zip(&fewest_trials) {
                let Some(cell) = cell else { continue };
                // With fewer trials the bound of a Wilson interval moves one way only, so these are the ends.
                let at_fewest = value_at(kind, cell, *fewest);
                reach.logs.0 += libm::log(cell.value.min(at_fewest));
                reach.logs.1 += libm::log(cell.value.max(at_fewest));
                reach.known &= cell.interval_known;
                reach.squares_down += cell.half.down * cell.half.down;
                reach.squares_up += cell.half.up * cell.half.up;
            }
            reach
        })
        .collect()
}

impl Reach {
    /// What [`compare`] would say; `None` where it takes the cells to tell.
    fn settle(&self, other: &Reach) -> Option<Option<Ordering>> {
        if self.set != other.set {
            return None;
        }
        if !(self.known && other.known) {
            return Some(None);
        }
        let (least, greatest) = (self.logs.0 - other.logs.1, self.logs.1 - other.logs.0);
        let if_better = f64::sqrt(self.squares_down + other.squares_up);
        let if_worse = f64::sqrt(self.squares_up + other.squares_down);
        let surely = |half_width: f64| half_width * (1.0 + ROUNDING) + ROUNDING;
        let hardly = |half_width: f64| half_width * (1.0 - ROUNDING) - ROUNDING;
        if least > surely(if_better) {
            Some(Some(Ordering::Greater))
        } else if -greatest > surely(if_worse) {
            Some(Some(Ordering::Less))
        } else if greatest < hardly(if_better) && -least < hardly(if_worse) {
            Some(None)
        } else {
            None
        }
    }
}
