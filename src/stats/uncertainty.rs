//! 95 % half widths of what a cell contributes to a score. Closed forms, no random numbers.
//!
//! Cells are taken as independent; `t` truncated ones are binomial in all `n + t` responses, and
//! the `k` correct ones binomial in the `n` that are left. Two widths are computed, and each side
//! takes the larger: the delta method's alone misses at single cells and with guessing, that from
//! the ends of the intervals alone where all cells are near 1. `docs/statistics.md` has what they
//! cover in simulation.

use super::cell::CellStatistics;
use super::kind::{FLOOR, ScoreKind};
use super::sample::Ends;
use super::wilson::Z;

/// 95 % half widths downwards and upwards; both are at least 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HalfWidths {
    /// Downwards.
    pub down: f64,
    /// Upwards.
    pub up: f64,
}

impl HalfWidths {
    fn larger(self, other: HalfWidths) -> HalfWidths {
        HalfWidths {
            down: self.down.max(other.down),
            up: self.up.max(other.up),
        }
    }
}

/// Half widths of the term of a cell, whose figure before the floor is `raw`.
pub(super) fn half_widths(kind: ScoreKind, cell: &CellStatistics, raw: f64) -> HalfWidths {
    let reach = Z * kind.variance(cell).sqrt();
    let delta = match kind.is_geometric() {
        true => log_half_widths(raw, reach),
        false => HalfWidths {
            down: reach,
            up: reach,
        },
    };
    match cell.ends() {
        Some(ends) => delta.larger(from_ends(kind, cell, raw, &ends)),
        None => delta,
    }
}

/// Half widths of the log of a cell's value by the delta method, from the figure `raw` before the
/// floor and `reach`, 1.96 of its standard deviations: `reach / v` both ways; where the interval of
/// `raw` reaches the floor, the logs of its ends themselves, cut to `FLOOR..=1`.
fn log_half_widths(raw: f64, reach: f64) -> HalfWidths {
    let value = raw.max(FLOOR);
    if raw - reach <= FLOOR {
        let top = (raw + reach).clamp(FLOOR, 1.0);
        HalfWidths {
            down: libm::log(value / FLOOR),
            up: libm::log(top / value).max(0.0),
        }
    } else {
        HalfWidths {
            down: reach / value,
            up: reach / value,
        }
    }
}

/// Half widths from the ends of the intervals of accuracy and truncation, each put through the
/// score's own figure and joined as independent ones are (R. G. Newcombe's square-and-add,
/// Statistics in Medicine 17 (1998), 873–890).
fn from_ends(kind: ScoreKind, cell: &CellStatistics, raw: f64, ends: &Ends) -> HalfWidths {
    let truncation = cell.truncation.unwrap_or(0.0);
    // An accuracy and its truncation pull apart: the low end of one goes with the high end of the
    // other.
    let truncation = (
        ends.truncation.1 - truncation,
        truncation - ends.truncation.0,
    );
    if !kind.is_geometric() {
        let kept = 1.0 - cell.truncation.unwrap_or(0.0);
        return HalfWidths {
            down: root_of_squares(
                (cell.accuracy - ends.accuracy.0) * kept,
                cell.accuracy * truncation.0,
            ),
            up: root_of_squares(
                (ends.accuracy.1 - cell.accuracy) * kept,
                cell.accuracy * truncation.1,
            ),
        };
    }
    let trials = cell.sample.map_or(0.0, |sample| sample.adjusted_trials());
    let figure = |accuracy| kind.figure(accuracy, trials);
    let middle = figure(cell.accuracy);
    let down = root_of_squares(middle - figure(ends.accuracy.0), truncation.0);
    let up = root_of_squares(figure(ends.accuracy.1) - middle, truncation.1);
    let value = raw.max(FLOOR);
    HalfWidths {
        down: libm::log(value / (raw - down).clamp(FLOOR, 1.0)).max(0.0),
        up: libm::log((raw + up).clamp(FLOOR, 1.0) / value).max(0.0),
    }
}

fn root_of_squares(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}
