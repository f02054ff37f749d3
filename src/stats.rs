//! Statistics of cells, rows and models: pure functions of numbers, each with its formula.

mod cell;
mod score;
mod uncertainty;
mod wilson;

pub use cell::{CellStatistics, NotEvaluated};
pub use score::{Band, CellScore, FLOOR, ScoreKind, score_of};
pub use uncertainty::{HalfWidths, log_half_widths, score_interval, slope};
pub use wilson::{Bound, Wilson, Z, half_width, wilson};
