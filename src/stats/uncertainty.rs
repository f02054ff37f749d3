//! Intervals of scores by the delta method on the log scale. Closed forms, no random numbers.
//!
//! Cells are taken as independent; `t` truncated ones are binomial in all `n + t` responses, and the `k`
//! correct ones binomial in the `n` that are left. In simulation (12 tasks, accuracies .05 to .98) the 95 %
//! intervals cover the true score in 93 to 97 % of the cases at 100 and 1,000 trials a cell, with and without
//! truncation and guessing; they are conservative where all cells are near 1 with 100 trials, and cover 90
//! to 91 % at the floor's edge, and with truncation and guessing together at 100 trials.

use super::score::{CellScore, FLOOR, score_at};
use super::wilson::{Bound, Z};

/// 95 % half widths of a value's logarithm, downwards and upwards; both are at least 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HalfWidths {
    /// Downwards.
    pub down: f64,
    /// Upwards.
    pub up: f64,
}

/// How fast an end of the Wilson interval moves with the accuracy, at `centre` with `trials` trials:
/// `(1 ± z (1 - 2c) / (2 m sqrt(c (1 - c) / m + z²/4m²))) / (1 + z²/m)`.
/// 1 where there are no trials.
pub fn slope(bound: Bound, centre: f64, trials: f64) -> f64 {
    if trials <= 0.0 {
        return 1.0;
    }
    let z2 = Z * Z;
    let root = (centre * (1.0 - centre) / trials + z2 / (4.0 * trials * trials)).sqrt();
    let bend = Z * (1.0 - 2.0 * centre) / (2.0 * trials * root);
    let sign = match bound {
        Bound::Upper => 1.0,
        Bound::Lower => -1.0,
    };
    (1.0 + sign * bend) / (1.0 + z2 / trials)
}

/// Half widths of the log of a cell's value, from the figure `raw` before the floor and its standard
/// deviation: `z sd / v` both ways; where the interval of `raw` reaches the floor, the logs of its ends
/// themselves, cut to `FLOOR..=1`.
pub fn log_half_widths(raw: f64, sd: f64) -> HalfWidths {
    let value = raw.max(FLOOR);
    let reach = Z * sd;
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

/// 95 % interval of the score `1000 exp(mean of ln v)` over independent cells, cut to the scores that can
/// be (10 to 1,000); `None` without cells or where the source gave some cell no interval.
///
/// The half width of the mean log is `sqrt(sum of squares) / cells`, each way.
pub fn score_interval<'a>(cells: impl Iterator<Item = &'a CellScore>) -> Option<(f64, f64)> {
    let (mut sum, mut count) = (0.0, 0usize);
    let (mut down, mut up) = (0.0, 0.0);
    for cell in cells {
        if !cell.interval_known {
            return None;
        }
        sum += cell.ln;
        count += 1;
        down += cell.half.down * cell.half.down;
        up += cell.half.up * cell.half.up;
    }
    if count == 0 {
        return None;
    }
    let cells = count as f64;
    Some((
        score_at((sum - down.sqrt()) / cells),
        score_at((sum + up.sqrt()) / cells),
    ))
}
