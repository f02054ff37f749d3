//! Statistics of cells, rows and models: pure functions of numbers, each with its formula.

mod band;
mod cell;
mod holm;
mod kind;
mod normal;
mod sample;
mod score;
mod sums;
mod uncertainty;
mod wilson;

pub use band::Band;
pub use cell::{CellStatistics, NotEvaluated};
pub use holm::{bonferroni_limit, holm_limit};
pub use kind::{FLOOR, ScoreKind};
pub use sample::Sample;
pub use score::{CellScore, mean_term, score_interval, score_of};
pub use sums::{TIE, share, sum};
pub use uncertainty::HalfWidths;
pub use wilson::{Bound, Wilson, WilsonAt, Z, wilson};

#[cfg(test)]
mod tests;
