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
    /// What is known of the evaluated cells, of which [`Usage::cells`] says how many there are.
    pub known: Known,
}

/// In how many evaluated cells something is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// The counts of answers.
    pub counts: usize,
    /// The chance to be right by guessing.
    pub guess_chance: usize,
    /// The interval of the shown accuracy.
    pub intervals: usize,
    /// That interval, from a reported standard error.
    pub standard_errors: usize,
    /// Which answers belong to one item.
    pub clusters: usize,
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
        let mut known = Known::default();
        for cell in measured() {
            let has_lucky = cell.counts.is_some_and(|counts| counts.lucky().is_some());
            known.counts += usize::from(cell.counts.is_some());
            known.guess_chance += usize::from(has_lucky);
            known.intervals += usize::from(cell.shown.interval.is_some());
            known.standard_errors += usize::from(cell.shown.is_from_standard_error());
            known.clusters += usize::from(cell.clusters().is_some());
        }
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
            known,
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
        let mut usage = Usage::default();
        let (mut tests, mut truncated) = (Some(0), Some(0));
        let (mut of_truncated, mut of_tokens) = (Some(0), Some(0));
        let mut tokens = Vec::new();
        for cell in cells.clone() {
            usage.cells += 1;
            if cell.responses.is_some() {
                usage.cells_with_tests += 1;
                add(&mut tests, cell.responses);
            }
            if cell.truncation.is_some() {
                usage.cells_with_truncation += 1;
                add(
                    &mut truncated,
                    cell.counts.and_then(|counts| counts.truncated()),
                );
                add(&mut of_truncated, cell.responses);
            }
            if let Some(mean) = cell.tokens {
                usage.cells_with_tokens += 1;
                add(&mut of_tokens, cell.responses);
                tokens.extend(cell.responses.map(|responses| mean * responses as f64));
            }
        }
        let has = |cells: usize| move |_: &u64| cells > 0;
        usage.tests = tests.filter(has(usage.cells_with_tests));
        usage.truncated = truncated.filter(has(usage.cells_with_truncation));
        let of_tokens = of_tokens.filter(has(usage.cells_with_tokens));
        let tests = usage.tests.map(|tests| tests as f64);
        usage.tests_per_task = tests.map(|tests| tests / usage.cells_with_tests as f64);
        usage.truncation = match (usage.truncated, of_truncated) {
            (Some(truncated), Some(responses)) => Some(truncated as f64 / responses as f64),
            _ => mean(cells.clone(), |cell| cell.truncation),
        };
        usage.total_tokens = of_tokens.map(|_| stats::sum(tokens));
        usage.tokens_per_completion = match (usage.total_tokens, of_tokens) {
            (Some(total), Some(responses @ 1..)) => Some(total / responses as f64),
            _ => mean(cells, |cell| cell.tokens),
        };
        usage
    }
}

/// Adds to a sum, which is `None` as soon as one part is not known.
fn add(sum: &mut Option<u64>, part: Option<u64>) {
    *sum = sum.zip(part).map(|(sum, part)| sum + part);
}

/// The mean of a figure over the cells that have it, weighted by responses where all of these know
/// theirs.
fn mean<'a>(
    cells: impl Iterator<Item = &'a Measured>,
    figure: fn(&Measured) -> Option<f64>,
) -> Option<f64> {
    let cells = cells.filter_map(|cell| Some((figure(cell)?, cell.responses)));
    let cells: Vec<(f64, Option<u64>)> = cells.collect();
    let uniform = cells.iter().any(|(_, responses)| responses.is_none());
    let weight = |responses: Option<u64>| match responses {
        Some(responses) if !uniform => responses as f64,
        _ => 1.0,
    };
    let weights = stats::sum(cells.iter().map(|(_, responses)| weight(*responses)));
    let weighted = cells
        .iter()
        .map(|(figure, responses)| figure * weight(*responses));
    let total = stats::sum(weighted);
    (weights > 0.0).then(|| total / weights)
}

impl Row {
    /// Cells of the row that were evaluated.
    pub fn measured(&self) -> impl Iterator<Item = &Measured> + Clone {
        self.cells.iter().filter_map(TaskCell::measured)
    }
}
