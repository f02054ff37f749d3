//! Totals over a board.

use crate::stats::Band;

use super::{Entry, Mark, Measured, Row, TaskCell, Usage};

/// Totals over the shown entries.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Rows.
    pub rows: usize,
    /// Cells that were not evaluated.
    pub holes: usize,
    /// Evaluated cells with truncated responses.
    pub truncated_cells: usize,
    /// Resources over all cells.
    pub usage: Usage,
    /// How many rows' scores fall into each band, best band first.
    pub bands: Vec<BandCount>,
    /// Indices into [`super::Board::entries`] of those that share the first place, complete ones only.
    pub best_models: Vec<usize>,
    /// Best efficiency of all rows: indices of the entry and of its row.
    pub best_efficiency: Option<(usize, usize)>,
    /// Rows that are incomplete.
    pub incomplete_rows: usize,
}

/// How many rows fall into a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandCount {
    /// The band.
    pub band: Band,
    /// Rows in it.
    pub rows: usize,
}

impl Summary {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let rows = || entries.iter().flat_map(|entry| &entry.rows);
        let cells = || rows().flat_map(|row| &row.cells);
        let measured = || cells().filter_map(TaskCell::measured);
        let usage = Usage::of(&measured().collect::<Vec<_>>());
        let in_band = |band| rows().filter(|row| row.score.band == band).count();
        Summary {
            rows: rows().count(),
            holes: cells().filter(|cell| cell.measured().is_none()).count(),
            truncated_cells: measured()
                .filter(|cell| cell.truncation.is_some_and(|share| share > 0.0))
                .count(),
            usage,
            bands: Band::ALL
                .map(|band| BandCount {
                    band,
                    rows: in_band(band),
                })
                .to_vec(),
            best_models: best_models(entries),
            best_efficiency: best_efficiency(entries),
            incomplete_rows: rows().filter(|row| row.score.incomplete).count(),
        }
    }
}

/// The best complete model, and those that share its rank.
fn best_models(entries: &[Entry]) -> Vec<usize> {
    let complete = || {
        entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.overall.incomplete)
            .filter_map(|(ix, entry)| Some((ix, entry.rank?.place)))
    };
    // Not the first one: the entries may be sorted otherwise.
    let first = complete().map(|(_, place)| place).min();
    complete()
        .filter(|(_, place)| Some(*place) == first)
        .map(|(ix, _)| ix)
        .collect()
}

fn best_efficiency(entries: &[Entry]) -> Option<(usize, usize)> {
    let mut best: Option<((usize, usize), f64)> = None;
    for (entry_ix, entry) in entries.iter().enumerate() {
        for (row_ix, row) in entry.rows.iter().enumerate() {
            let marked = row.efficiency_mark == Some(Mark::Best);
            if let Some(value) = row.efficiency.filter(|_| marked)
                && best.is_none_or(|(_, known)| value > known)
            {
                best = Some(((entry_ix, row_ix), value));
            }
        }
    }
    best.map(|(at, _)| at)
}

impl Usage {
    /// Resources over some cells. A figure is given only where every cell records it; a mean of tokens is
    /// weighted by responses, or by cells where some source does not say how many there were.
    pub(super) fn of(cells: &[&Measured]) -> Self {
        if cells.is_empty() {
            return Usage::default();
        }
        let tests: Option<u64> = cells.iter().map(|cell| cell.responses).sum();
        let truncated = cells
            .iter()
            .map(|cell| Some(cell.counts?.truncated().unwrap_or(0)))
            .sum();
        let truncation_recorded = cells.iter().any(|cell| cell.truncation.is_some());
        let tokens: Option<Vec<(f64, f64)>> = cells
            .iter()
            .map(|cell| Some((cell.tokens?, cell.responses.map_or(1.0, |n| n as f64))))
            .collect();
        let (total, mean) = match tokens {
            Some(tokens) => {
                let uniform = tests.is_none();
                let weight = |n: f64| if uniform { 1.0 } else { n };
                let total: f64 = tokens.iter().map(|(mean, n)| mean * weight(*n)).sum();
                let weights: f64 = tokens.iter().map(|(_, n)| weight(*n)).sum();
                ((!uniform).then_some(total), Some(total / weights))
            }
            None => (None, None),
        };
        Usage {
            tests,
            cells: cells.len(),
            tests_per_task: tests.map(|tests| tests as f64 / cells.len() as f64),
            truncated: if truncation_recorded { truncated } else { None },
            total_tokens: total,
            tokens_per_completion: mean,
        }
    }
}

impl Usage {
    /// Truncated share of the responses; `None`: not recorded.
    pub fn truncation(&self) -> Option<f64> {
        let tests = self.tests.filter(|tests| *tests > 0)?;
        Some(self.truncated? as f64 / tests as f64)
    }
}

impl Row {
    /// Cells of the row that were evaluated.
    pub fn measured(&self) -> impl Iterator<Item = &Measured> {
        self.cells.iter().filter_map(TaskCell::measured)
    }
}
