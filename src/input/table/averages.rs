//! Decision: which columns equal the mean of their neighbours in every row.

use super::column::Column;
use super::number::Figure;

/// Rows that must tell before a column is taken for an average.
const LEAST_ROWS: usize = 3;

/// The longest run of neighbours that is tried.
const LONGEST_RUN: usize = 200;

/// Which of `columns` (those of the tasks, in order) equal the mean of two or more neighbours: the
/// columns that follow, or go before, without a gap; all others; or the averages found so.
pub(super) fn by_value(columns: &[&Column]) -> Vec<bool> {
    let mut is_average = vec![false; columns.len()];
    if columns.len() < 3 {
        return is_average;
    }
    // Averages of averages show once those are known.
    for _ in 0..2 {
        for at in 0..columns.len() {
            if is_average[at] {
                continue;
            }
            let others = |keep: &dyn Fn(usize) -> bool| -> Vec<&Column> {
                let others = (0..columns.len()).filter(|ix| *ix != at && keep(*ix));
                others.map(|ix| columns[ix]).collect()
            };
            let all: Vec<&Column> = others(&|ix| !is_average[ix]);
            let found: Vec<&Column> = others(&|ix| is_average[ix]);
            is_average[at] = follows(columns[at], columns[at + 1..].iter().copied())
                || follows(columns[at], columns[..at].iter().rev().copied())
                || is_mean_of(columns[at], &all)
                || is_mean_of(columns[at], &found);
        }
    }
    is_average
}

/// Whether `column` is the mean of the first two or more of `neighbours`.
fn follows<'a>(column: &Column, neighbours: impl Iterator<Item = &'a Column>) -> bool {
    let neighbours: Vec<&Column> = neighbours.take(LONGEST_RUN).collect();
    (2..=neighbours.len()).any(|count| is_mean_of(column, &neighbours[..count]))
}

fn is_mean_of(column: &Column, parts: &[&Column]) -> bool {
    if parts.len() < 2 {
        return false;
    }
    let mut told = 0;
    let mut differs = false;
    for (row, stated) in column.figures.iter().enumerate() {
        let Some(stated) = stated else {
            continue;
        };
        let of_parts = parts.iter().map(|part| part.figures.get(row)?.as_ref());
        let Some(of_parts) = of_parts.collect::<Option<Vec<&Figure>>>() else {
            continue;
        };
        let mean_of = |of: fn(&Figure) -> f64| {
            of_parts.iter().map(|part| of(part)).sum::<f64>() / parts.len() as f64
        };
        let rounding = half_unit(stated) + mean_of(half_unit);
        if (mean_of(value) - value(stated)).abs() > rounding + 1e-9 {
            return false;
        }
        told += 1;
        // Where all parts are alike, any of them is their mean.
        let values = || of_parts.iter().map(|part| value(part));
        let spread = values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min);
        differs |= spread > 8.0 * rounding;
    }
    told >= LEAST_ROWS && differs
}

fn value(figure: &Figure) -> f64 {
    figure.number.value
}

/// Half a unit of a figure's last digit.
fn half_unit(figure: &Figure) -> f64 {
    0.5 * libm::exp10(f64::from(-figure.number.decimals))
}
