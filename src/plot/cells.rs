//! Accuracies over several cells.

use crate::board::{Entry, Measured};
use crate::format::share;

/// A mean of accuracies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mean {
    pub value: f64,
    /// 95 % interval; `None` where some cell has none.
    pub interval: Option<(f64, f64)>,
}

/// The evaluated cell of a model.
pub(super) fn cell(entry: &Entry, level: usize, task: usize) -> Option<&Measured> {
    let row = entry.rows.iter().find(|row| row.level == level)?;
    row.cells.get(task)?.measured()
}

/// The mean of the shown accuracies of some cells, each with the same weight; `None` without cells.
/// The half widths of its interval are `sqrt(sum of squares) / cells`, those of independent cells.
pub(super) fn mean(cells: &[&Measured]) -> Option<Mean> {
    let value = mean_value(cells)?;
    let count = cells.len() as f64;
    let halves: Option<Vec<(f64, f64)>> = cells
        .iter()
        .map(|cell| {
            let interval = cell.shown.interval?;
            Some((
                cell.shown.value - interval.low,
                interval.high - cell.shown.value,
            ))
        })
        .collect();
    let half = |of: fn(&(f64, f64)) -> f64, halves: &[(f64, f64)]| {
        let squares = halves.iter().map(|half| of(half) * of(half)).sum::<f64>();
        squares.sqrt() / count
    };
    Some(Mean {
        value,
        interval: halves.map(|halves| {
            let low = value - half(|half| half.0, &halves);
            let high = value + half(|half| half.1, &halves);
            (low.max(0.0), high.min(1.0))
        }),
    })
}

/// The value of [`mean`] alone.
pub(super) fn mean_value(cells: &[&Measured]) -> Option<f64> {
    let sum: f64 = cells.iter().map(|cell| cell.shown.value).sum();
    (!cells.is_empty()).then(|| sum / cells.len() as f64)
}

/// An accuracy with its interval, as tooltips say it: `.87 (.85–.89)`.
pub(super) fn with_interval(value: f64, interval: Option<(f64, f64)>) -> String {
    let interval = interval.map(|(low, high)| format!(" ({}–{})", share(low), share(high)));
    share(value) + &interval.unwrap_or_default()
}
