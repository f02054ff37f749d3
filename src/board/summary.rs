//! Totals over a board.

use crate::stats::{self, Band};

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
    /// How many rows' scores fall into each band, best band first; none where the score has no
    /// bands.
    pub bands: Vec<BandCount>,
    /// Indices into [`super::Board::entries`] of those that share the first place, complete ones
    /// only.
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
        let usage = Usage::of(measured());
        let in_band = |band| rows().filter(|row| row.score.band == Some(band)).count();
        Summary {
            rows: rows().count(),
            holes: cells().filter(|cell| cell.is_hole()).count(),
            truncated_cells: measured()
                .filter(|cell| cell.truncation.is_some_and(|share| share > 0.0))
                .count(),
            usage,
            bands: Band::ALL
                .into_iter()
                .filter(|_| rows().any(|row| row.score.band.is_some()) || entries.is_empty())
                .map(|band| BandCount {
                    band,
                    rows: in_band(band),
                })
                .collect(),
            best_models: best_models(entries),
            best_efficiency: best_efficiency(entries),
            incomplete_rows: rows().filter(|row| row.score.incomplete).count(),
        }
    }
}

/// The best complete model, and those that share its rank.
fn best_models(entries: &[Entry]) -> Vec<usize> {
    let place = |entry: &Entry| {
        let is_complete = !entry.overall.incomplete && !entry.is_provisional();
        entry.rank.filter(|_| is_complete).map(|rank| rank.place)
    };
    // Not the first one: the entries may be sorted otherwise.
    let Some(first) = entries.iter().filter_map(place).min() else {
        return Vec::new();
    };
    let ixs = 0..entries.len();
    ixs.filter(|ix| place(&entries[*ix]) == Some(first))
        .collect()
}

fn best_efficiency(entries: &[Entry]) -> Option<(usize, usize)> {
    let rows = entries.iter().enumerate().flat_map(|(entry_ix, entry)| {
        let rows = entry.rows.iter().enumerate();
        rows.map(move |(row_ix, row)| ((entry_ix, row_ix), row))
    });
    let marked = rows.filter(|(_, row)| row.efficiency_mark == Some(Mark::Best));
    let values = marked.filter_map(|(at, row)| Some((at, row.efficiency?)));
    // Of equal ones the first.
    let best = values.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(at, _)| at)
}

impl Usage {
    /// Resources over some cells. A mean is weighted by responses, or by cells where some source
    /// does not say how many there were.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Measured> + Clone) -> Self {
        let tests = cells.clone().filter(|cell| cell.responses.is_some());
        let truncated = cells.clone().filter(|cell| cell.truncation.is_some());
        let tokens = cells.clone().filter(|cell| cell.tokens.is_some());
        let total_tests = sum(tests.clone(), |cell| cell.responses);
        let counted = sum(truncated.clone(), |cell| cell.counts?.truncated());
        let tokens_of = |cell: &Measured| Some(cell.tokens? * cell.responses? as f64);
        let total_tokens: Option<Vec<f64>> = tokens.clone().map(tokens_of).collect();
        let total_tokens = total_tokens.filter(|all| !all.is_empty()).map(stats::sum);
        let cells_with_tests = tests.count();
        Usage {
            tests: total_tests,
            cells: cells.count(),
            cells_with_tests,
            cells_with_truncation: truncated.clone().count(),
            cells_with_tokens: tokens.clone().count(),
            tests_per_task: total_tests.map(|total| total as f64 / cells_with_tests as f64),
            truncated: counted,
            truncation: match (counted, sum(truncated.clone(), |cell| cell.responses)) {
                (Some(counted), Some(responses)) => Some(counted as f64 / responses as f64),
                _ => mean(truncated, |cell| cell.truncation),
            },
            total_tokens,
            tokens_per_completion: match (total_tokens, sum(tokens.clone(), |cell| cell.responses))
            {
                (Some(total), Some(responses @ 1..)) => Some(total / responses as f64),
                _ => mean(tokens, |cell| cell.tokens),
            },
        }
    }
}

/// The sum of a count; `None` without cells, or where one does not have it.
fn sum<'a>(
    mut cells: impl Iterator<Item = &'a Measured>,
    count: fn(&Measured) -> Option<u64>,
) -> Option<u64> {
    let first = count(cells.next()?)?;
    cells.try_fold(first, |total, cell| Some(total + count(cell)?))
}

/// The mean of a figure over cells that have it, weighted by responses where all have those.
fn mean<'a>(
    cells: impl Iterator<Item = &'a Measured> + Clone,
    figure: fn(&Measured) -> Option<f64>,
) -> Option<f64> {
    let uniform = cells.clone().any(|cell| cell.responses.is_none());
    let weight = |cell: &Measured| match cell.responses {
        Some(responses) if !uniform => responses as f64,
        _ => 1.0,
    };
    let weights = stats::sum(cells.clone().map(weight));
    let weighted = |cell: &Measured| Some(figure(cell)? * weight(cell));
    let total = stats::sum(cells.filter_map(weighted));
    (weights > 0.0).then(|| total / weights)
}

impl Row {
    /// Cells of the row that were evaluated.
    pub fn measured(&self) -> impl Iterator<Item = &Measured> + Clone {
        self.cells.iter().filter_map(TaskCell::measured)
    }
}
