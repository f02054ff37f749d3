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
    entry.row_at(level)?.cells.get(task)?.measured()
}

/// The mean of the shown accuracies of some cells, each with the same weight; `None` without cells.
/// The half widths of its interval are `sqrt(sum of squares) / cells`, those of independent cells.
pub(super) fn mean(cells: &[&Measured]) -> Option<Mean> {
    let value = mean_value(cells)?;
    let count = cells.len() as f64;
    let halves: Option<Vec<(f64, f64)>> = cells
        .iter()
        .map(|cell| {
            let (value, interval) = (cell.shown.value, cell.shown.interval?);
            Some((value - interval.low, interval.high - value))
        })
        .collect();
    let interval = halves.map(|halves| {
        let half = |squares: f64| squares.sqrt() / count;
        let low = value - half(halves.iter().map(|(below, _)| below * below).sum());
        let high = value + half(halves.iter().map(|(_, above)| above * above).sum());
        (low.max(0.0), high.min(1.0))
    });
    Some(Mean { value, interval })
}

/// The value of [`mean`] alone.
pub(super) fn mean_value(cells: &[&Measured]) -> Option<f64> {
    let sum: f64 = cells.iter().map(|cell| cell.shown.value).sum();
    (!cells.is_empty()).then(|| sum / cells.len() as f64)
}

/// A difference or a correlation: `−.12`, `.00`; above 0 with `plus` before it.
pub(super) fn signed(value: f64, plus: &str) -> String {
    let figure = share(value.abs());
    let sign = match figure.as_str() {
        ".00" => "",
        _ if value < 0.0 => "−",
        _ => plus,
    };
    sign.to_owned() + &figure
}

/// An accuracy with its interval, as tooltips say it: `.87 (.85–.89)`.
pub(super) fn with_interval(value: f64, interval: Option<(f64, f64)>) -> String {
    let interval = interval.map(|(low, high)| format!(" ({}–{})", share(low), share(high)));
    share(value) + &interval.unwrap_or_default()
}
