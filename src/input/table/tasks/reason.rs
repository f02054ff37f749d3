//! Decision: why a column of numbers is no task.

use super::super::column::Column;
use super::super::grid::Grid;
use super::super::not_tasks::{self, Reason, is_average};

/// What stands behind the name of the column that a column belongs to: its error, its n, its other
/// form, the ends of its interval.
const BESIDE: [&str; 14] = [
    "stderr", "std err", "se", "±", "n", "raw", "ci", "ci low", "ci high", "ci lower", "ci upper",
    "lower", "upper", "95% ci",
];

/// Why a column of numbers is no task, if it is none.
pub(super) fn reason(grid: &Grid, columns: &[Column], column: usize) -> Option<Reason> {
    let name = &grid.head[column].name;
    let key = grid.head[column].key();
    let others = || (0..grid.head.len()).filter(move |ix| *ix != column);
    let is_beside = BESIDE.iter().any(|suffix| {
        let base = key
            .strip_suffix(suffix)
            .map(str::trim_end)
            .filter(|base| !base.is_empty());
        base.is_some_and(|base| {
            others().any(|ix| grid.head[ix].key() == base && columns[ix].is_numbers())
        })
    });
    if is_beside {
        return Some(Reason::Beside);
    }
    let read = &columns[column];
    let says_percent = read.values().all(|figure| figure.number.is_percent);
    if read.is_mixed() {
        // Known to be something else, it is an attribute like any text.
        return Some(match not_tasks::by_name(name) {
            Some(Reason::Known) => Reason::Beside,
            _ => Reason::Mixed,
        });
    }
    let of_group = grid.head[column]
        .group
        .as_deref()
        .and_then(not_tasks::by_name);
    if of_group == Some(Reason::Known) {
        return of_group;
    }
    let by_name = match not_tasks::by_name(name) {
        Some(Reason::Known) if says_percent => is_average(name).then_some(Reason::Average),
        reason => reason,
    };
    let above = read
        .values()
        .filter(|figure| figure.number.value > 100.0)
        .count();
    by_name.or_else(|| (above * 2 >= read.values().count() && above > 0).then_some(Reason::NoShare))
}
