//! What a cell contributes to a score, and scores.

use crate::dataset::MarginSource;

use super::cell::CellStatistics;
use super::kind::{FLOOR, ScoreKind};
use super::sample::Sample;
use super::sums::sum;
use super::uncertainty::{HalfWidths, half_widths};
use super::wilson::{WilsonAt, wilson};

/// What one cell contributes to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellScore {
    /// The figure before the floor, in `-1..=1`.
    pub raw: f64,
    /// `max(FLOOR, raw)`; for the average `raw` itself.
    pub value: f64,
    /// What scores are the mean of: the natural logarithm of `value`; for the average `value`
    /// itself.
    pub term: f64,
    /// 95 % half widths of `term`.
    pub half: HalfWidths,
    /// Adjusted accuracy.
    pub accuracy: f64,
    /// Truncation, 0 where not recorded.
    pub truncation: f64,
    /// What was counted, where known.
    pub sample: Option<Sample>,
    /// Whether `half` means something; `false` where the source gave no interval.
    pub interval_known: bool,
}

impl CellScore {
    /// The contribution of a cell with these statistics to a score of this kind.
    pub fn new(kind: ScoreKind, cell: &CellStatistics) -> Self {
        let truncation = cell.truncation.unwrap_or(0.0);
        let raw = match kind {
            // An interval reported as a standard error may reach beyond what a share can be.
            ScoreKind::Reason => (cell.centre + cell.margin).clamp(0.0, 1.0) - truncation,
            ScoreKind::Point => cell.accuracy - truncation,
            ScoreKind::Lower => (cell.centre - cell.margin).clamp(0.0, 1.0) - truncation,
            ScoreKind::Average => cell.accuracy * (1.0 - truncation),
        };
        let (value, term) = match kind.is_geometric() {
            true => (raw.max(FLOOR), libm::log(raw.max(FLOOR))),
            false => (raw, raw),
        };
        CellScore {
            raw,
            value,
            term,
            half: half_widths(kind, cell, raw),
            accuracy: cell.accuracy,
            truncation,
            sample: cell.sample,
            interval_known: cell.margin_source != MarginSource::Unknown,
        }
    }
}

impl ScoreKind {
    /// The figure that an adjusted accuracy with `trials` adjusted trials gives, before truncation:
    /// the end of its Wilson interval, or the accuracy itself.
    pub(crate) fn figure(self, accuracy: f64, trials: f64) -> f64 {
        match self.bound() {
            Some(bound) => wilson(accuracy * trials, trials)
                .bound(bound)
                .clamp(0.0, 1.0),
            None => accuracy,
        }
    }

    /// Variance of the value of a cell with these statistics before the floor.
    pub(super) fn variance(self, cell: &CellStatistics) -> f64 {
        let truncation = cell.truncation.unwrap_or(0.0);
        let (accuracy, truncated) = match (self, self.bound(), cell.sample) {
            (ScoreKind::Average, ..) => (1.0 - truncation, cell.accuracy),
            (_, Some(bound), Some(sample)) => {
                let at = WilsonAt::new(sample.adjusted_trials());
                (at.slope(bound, cell.centre), 1.0)
            }
            _ => (1.0, 1.0),
        };
        let part = |sd: f64, slope: f64| sd * slope * sd * slope;
        part(cell.accuracy_sd, accuracy) + part(cell.truncation_sd, truncated)
    }
}

/// Mean term of some cells; `None` without cells. Their order changes no bit.
pub fn mean_term<'a>(cells: impl Iterator<Item = &'a CellScore>) -> Option<f64> {
    let terms: Vec<f64> = cells.map(|cell| cell.term).collect();
    let count = terms.len() as f64;
    (count > 0.0).then(|| sum(terms) / count)
}

/// The score of some cells: `1000 x` the geometric mean of their values, or `100 x` their mean;
/// `None` without cells.
pub fn score_of<'a>(kind: ScoreKind, cells: impl Iterator<Item = &'a CellScore>) -> Option<f64> {
    mean_term(cells).map(|mean| kind.score_at(mean))
}

/// 95 % interval of the score of independent cells, cut to the scores that can be; `None` without
/// cells or where the source gave some cell no interval.
///
/// The half width of the mean term is `sqrt(sum of squares) / cells`, each way.
pub fn score_interval<'a>(
    kind: ScoreKind,
    cells: impl Iterator<Item = &'a CellScore>,
) -> Option<(f64, f64)> {
    let cells: Vec<&CellScore> = cells.collect();
    if !cells.iter().all(|cell| cell.interval_known) {
        return None;
    }
    let mean = mean_term(cells.iter().copied())?;
    let half = |side: fn(&HalfWidths) -> f64| {
        let squares = cells.iter().map(|cell| side(&cell.half) * side(&cell.half));
        sum(squares).sqrt() / cells.len() as f64
    };
    Some((
        kind.score_at(mean - half(|half| half.down)),
        kind.score_at(mean + half(|half| half.up)),
    ))
}
