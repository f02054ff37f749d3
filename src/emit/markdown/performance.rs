//! Scores, and the interval of each cell.

use crate::board::caption::{INTERVAL, NOT_EVALUATED_MARK, STAR, Sign};
use crate::board::{Board, Measured, TaskCell};
use crate::format::share_digits;
use crate::table::Table;

use super::marked;
use super::table::Part;
use super::values::Values;

pub(super) fn parts(board: &Board, digits: usize) -> Vec<Part> {
    let mut columns = board.columns.to_vec();
    if !board.columns.asked {
        columns.retain(|one| ["model", "score", "tasks"].contains(&one.column.id));
    }
    let values = Values {
        task: &|cell| cell_text(cell, digits),
        levels: columns.iter().all(|one| one.column.id != "level"),
        ..Values::default()
    };
    let table = values.pipes(&Table::with(board, columns));
    vec![
        Part::line("## Performance"),
        Part::line(about_cells(board)),
        table,
    ]
}

/// `.87 - .91 [-.03]`: the 95 % interval, and the truncated share where it is worth a word.
fn cell_text(cell: &TaskCell, digits: usize) -> String {
    let Some(cell) = cell.measured() else {
        return NOT_EVALUATED_MARK.to_owned();
    };
    let accuracy = match cell.shown.interval {
        Some(interval) => format!(
            "{} - {}",
            share_digits(interval.low, digits),
            share_digits(interval.high, digits)
        ),
        None => share_digits(cell.shown.value, digits),
    };
    marked(accuracy, cell.best) + &truncation(cell, digits)
}

/// ` [-.03]` where more than 2 % are truncated.
pub(super) fn truncation(cell: &Measured, digits: usize) -> String {
    match cell.truncation.filter(|_| cell.has_notable_truncation()) {
        Some(share) => format!(" [-{}]", share_digits(share, digits)),
        None => String::new(),
    }
}

/// How a cell is to be read.
fn about_cells(board: &Board) -> String {
    let mut parts = about_marks(board);
    if board.signs().contains(&Sign::Whisker) {
        parts.insert(0, format!("`.87 - .91` {INTERVAL} of the accuracy"));
    }
    parts.join("; ") + "."
}

/// What else stands in cells.
pub(super) fn about_marks(board: &Board) -> Vec<String> {
    let mut cells = board.rows().flat_map(|(_, row)| row.measured());
    let is_truncated = cells.any(Measured::has_notable_truncation);
    let signs = board.signs().into_iter();
    let signs = signs.filter_map(|sign| match sign {
        Sign::Hatch if is_truncated => Some(format!(
            "`[-.03]` {} of the responses, where above 2 %",
            sign.meaning()
        )),
        Sign::Star => Some(format!("`{STAR}` {}", sign.meaning())),
        Sign::Hole => Some(format!("`{NOT_EVALUATED_MARK}` {}", sign.meaning())),
        Sign::Hatch | Sign::Whisker => None,
    });
    let best = match board.has_levels() {
        true => "**bold** best of its level",
        false => "**bold** best of its column",
    };
    let aside = match board.signs().contains(&Sign::Star) {
        true => ", starred rows aside",
        false => "",
    };
    signs.chain([format!("{best}{aside}")]).collect()
}
