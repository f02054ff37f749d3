//! Highlights over the whole filtered board, a level at a time.

use super::{Entry, Mark, Row};

/// Marks per level the best score, the best efficiency and the worst. Ties share a mark. A score that stands
/// on an incomplete evaluation takes none; efficiencies are marked where at least two rows have one and they
/// differ.
pub(super) fn highlight(entries: &mut [Entry], levels: usize) {
    for level in 0..levels {
        let rows = || {
            entries
                .iter()
                .flat_map(|entry| &entry.rows)
                .filter(move |row| row.level == level)
        };
        let best_score = extreme(rows().filter_map(complete_score), f64::max);
        let best_efficiency = extreme(rows().filter_map(|row| row.efficiency), f64::max);
        let worst_efficiency = extreme(rows().filter_map(|row| row.efficiency), f64::min);
        let differ = best_efficiency != worst_efficiency;
        for row in entries.iter_mut().flat_map(|entry| &mut entry.rows) {
            if row.level != level {
                continue;
            }
            row.best_score = complete_score(row).is_some() && complete_score(row) == best_score;
            row.efficiency_mark = match row.efficiency {
                Some(_) if !differ => None,
                Some(_) if row.efficiency == best_efficiency => Some(Mark::Best),
                Some(_) if row.efficiency == worst_efficiency => Some(Mark::Worst),
                _ => None,
            };
        }
    }
}

fn complete_score(row: &Row) -> Option<f64> {
    (!row.score.incomplete).then_some(row.score.value)
}

fn extreme(values: impl Iterator<Item = f64>, pick: fn(f64, f64) -> f64) -> Option<f64> {
    values.reduce(pick)
}
