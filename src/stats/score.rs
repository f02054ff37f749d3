//! ReasonScore and its two more careful siblings.

use std::fmt;

use crate::dataset::MarginSource;

use super::cell::CellStatistics;
use super::uncertainty::{HalfWidths, log_half_widths, slope};
use super::wilson::{Bound, wilson};

/// The lowest value that a cell can have, so that one failed task does not erase all others.
pub const FLOOR: f64 = 0.01;

/// Which figure of its cells a score averages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ScoreKind {
    /// ReasonScore (v1): `centre + margin - truncation`, the upper end of the interval.
    #[default]
    Reason,
    /// `accuracy - truncation`.
    Mean,
    /// `centre - margin - truncation`, the lower end: for those who would rather be careful.
    Lower,
}

impl ScoreKind {
    /// All kinds, in the order of help texts.
    pub const ALL: [ScoreKind; 3] = [ScoreKind::Reason, ScoreKind::Mean, ScoreKind::Lower];

    /// The word of the command line and of exports.
    pub fn word(self) -> &'static str {
        match self {
            ScoreKind::Reason => "reason",
            ScoreKind::Mean => "mean",
            ScoreKind::Lower => "lower",
        }
    }

    /// The name that outputs show.
    pub fn title(self) -> &'static str {
        match self {
            ScoreKind::Reason => "ReasonScore",
            ScoreKind::Mean => "Mean score",
            ScoreKind::Lower => "Lower score",
        }
    }

    /// What one cell puts in, in words.
    pub fn formula(self) -> &'static str {
        match self {
            ScoreKind::Reason => "accuracy + 95 % margin − truncation",
            ScoreKind::Mean => "accuracy − truncation",
            ScoreKind::Lower => "accuracy − 95 % margin − truncation",
        }
    }

    /// The end of the interval that the score is built on, if any.
    pub fn bound(self) -> Option<Bound> {
        match self {
            ScoreKind::Reason => Some(Bound::Upper),
            ScoreKind::Mean => None,
            ScoreKind::Lower => Some(Bound::Lower),
        }
    }
}

impl fmt::Display for ScoreKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What one cell contributes to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellScore {
    /// The figure before the floor, in `-1..=1`.
    pub raw: f64,
    /// `max(FLOOR, raw)`.
    pub value: f64,
    /// Natural logarithm of `value`.
    pub ln: f64,
    /// Standard deviation of `raw`.
    pub sd: f64,
    /// 95 % half widths of `ln`.
    pub half: HalfWidths,
    /// Adjusted accuracy.
    pub accuracy: f64,
    /// Truncation, 0 where not recorded.
    pub truncation: f64,
    /// Adjusted trials, where known.
    pub trials: Option<f64>,
    /// Whether `sd` means something; `false` where the source gave no interval.
    pub interval_known: bool,
}

impl CellScore {
    /// The contribution of a cell with these statistics to a score of this kind.
    pub fn new(kind: ScoreKind, cell: &CellStatistics) -> Self {
        let truncation = cell.truncation.unwrap_or(0.0);
        let figure = match kind {
            ScoreKind::Reason => cell.centre + cell.margin,
            ScoreKind::Mean => cell.accuracy,
            ScoreKind::Lower => cell.centre - cell.margin,
        };
        // An interval reported as a standard error may reach beyond what a share can be.
        let raw = figure.clamp(0.0, 1.0) - truncation;
        let value = raw.max(FLOOR);
        let slope = match (kind.bound(), cell.trials) {
            (Some(bound), Some(trials)) => slope(bound, cell.centre, trials),
            _ => 1.0,
        };
        let accuracy_part = cell.accuracy_sd * slope;
        let sd = (accuracy_part * accuracy_part + cell.truncation_sd * cell.truncation_sd).sqrt();
        CellScore {
            raw,
            value,
            ln: libm::log(value),
            sd,
            half: log_half_widths(raw, sd),
            accuracy: cell.accuracy,
            truncation,
            trials: cell.trials,
            interval_known: cell.margin_source != MarginSource::Unknown,
        }
    }

    /// The figure before the floor that the same accuracy would give with `trials` adjusted trials.
    pub fn raw_at(&self, kind: ScoreKind, trials: f64) -> f64 {
        let figure = match kind.bound() {
            Some(bound) => wilson(self.accuracy * trials, trials).bound(bound),
            None => self.accuracy,
        };
        figure - self.truncation
    }
}

/// The score of a mean logarithm, `1000 exp(ln)`, cut to the scores that can be (10 to 1,000): rounding on the way
/// through the logarithm leads out of them otherwise.
pub(super) fn score_at(mean_ln: f64) -> f64 {
    (1000.0 * libm::exp(mean_ln)).clamp(1000.0 * FLOOR, 1000.0)
}

/// `1000 x` the geometric mean of the cells' values; `None` without cells.
pub fn score_of<'a>(cells: impl Iterator<Item = &'a CellScore>) -> Option<f64> {
    let (sum, count) = cells.fold((0.0, 0usize), |(sum, count), cell| {
        (sum + cell.ln, count + 1)
    });
    (count > 0).then(|| score_at(sum / count as f64))
}

/// Bands of scores, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 900 and more.
    Saturated,
    /// 700 to 900.
    Excellent,
    /// 500 to 700.
    Good,
    /// 300 to 500.
    Limited,
    /// Below 300.
    Severe,
}

impl Band {
    /// All bands, best first.
    pub const ALL: [Band; 5] = [
        Band::Saturated,
        Band::Excellent,
        Band::Good,
        Band::Limited,
        Band::Severe,
    ];

    /// The band of a score; the unrounded value decides.
    pub fn of(score: f64) -> Band {
        Band::ALL
            .into_iter()
            .find(|band| score >= band.from())
            .unwrap_or(Band::Severe)
    }

    /// The lowest score of the band.
    pub fn from(self) -> f64 {
        match self {
            Band::Saturated => 900.0,
            Band::Excellent => 700.0,
            Band::Good => 500.0,
            Band::Limited => 300.0,
            Band::Severe => 0.0,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Band::Saturated => "saturated",
            Band::Excellent => "excellent",
            Band::Good => "good",
            Band::Limited => "limited",
            Band::Severe => "severe",
        }
    }

    /// Its range in words: `700–900`.
    pub fn range(self) -> &'static str {
        match self {
            Band::Saturated => "900+",
            Band::Excellent => "700–900",
            Band::Good => "500–700",
            Band::Limited => "300–500",
            Band::Severe => "below 300",
        }
    }
}
