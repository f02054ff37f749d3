//! Whether ReasonScore favours some models here: it adds the margin, which is wider with fewer
//! trials.

use crate::stats::ScoreKind;

use super::{Entry, Row};

/// Trials below which a cell's margin is a good part of its score.
const FEW: u64 = 30;
/// How many times the trials of one model may be those of another in the same cell.
const FOLD: u64 = 4;

/// Why trials matter to the scores of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FewTrials {
    /// Some cell has so few trials, the fewest of all.
    Few(u64),
    /// In some cell, models' trials differ more than fourfold.
    Unequal,
}

impl FewTrials {
    /// Of these models; `None` where the trials are many and alike, or the score does not favour
    /// few.
    pub(super) fn of(kind: ScoreKind, entries: &[Entry], tasks: usize) -> Option<FewTrials> {
        if kind != ScoreKind::Reason {
            return None;
        }
        let rows = || entries.iter().flat_map(|entry| &entry.rows);
        let trials = |row: &Row, task: usize| {
            let counts = row.cells[task].measured()?.counts?;
            Some(counts.trials()).filter(|trials| *trials > 0)
        };
        let levels = rows().map(|row| row.level + 1).max().unwrap_or(0);
        // Fewest and most of each cell.
        let mut found = vec![(u64::MAX, 0); levels * tasks];
        for row in rows() {
            for task in 0..tasks {
                if let Some(trials) = trials(row, task) {
                    let cell = &mut found[row.level * tasks + task];
                    *cell = (cell.0.min(trials), cell.1.max(trials));
                }
            }
        }
        let fewest = found.iter().map(|(fewest, _)| *fewest).min();
        let unequal = |(fewest, most): &(u64, u64)| *most > fewest.saturating_mul(FOLD);
        match fewest {
            Some(fewest) if fewest < FEW => Some(FewTrials::Few(fewest)),
            _ if found.iter().any(unequal) => Some(FewTrials::Unequal),
            _ => None,
        }
    }
}
