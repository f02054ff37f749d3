//! Scores, and the interval of each cell.

use crate::board::{AccuracyKind, Board, Measured, TaskCell};
use crate::format::share_digits;

use super::table::{Part, Table};
use super::{about_accuracy, about_score, escape, marked, model_at_level, starred};

pub(super) fn parts(board: &Board, digits: usize) -> Vec<Part> {
    let mut table = Table::new().text("Model").number(board.score.title());
    for task in &board.tasks {
        table = table.number(escape::name(&task.label));
    }
    for (entry, row) in board.rows() {
        let lead = [
            model_at_level(board, entry, row),
            marked(starred(&row.score), row.best_score),
        ];
        let cells = row.cells.iter().map(|cell| cell_text(board, cell, digits));
        table.row(lead.into_iter().chain(cells));
    }
    vec![
        Part::line("## Performance"),
        Part::line(format!(
            "- {}\n- {}",
            about_cells(board),
            about_score(board)
        )),
        table.finish(),
    ]
}

/// `.87 - .91 [-.03]`: the 95 % interval, and the truncated share where it is worth a word.
fn cell_text(board: &Board, cell: &TaskCell, digits: usize) -> String {
    let Some(cell) = cell.measured() else {
        return "N/A".to_owned();
    };
    let accuracy = match (board.accuracy, cell.has_interval()) {
        (AccuracyKind::Adjusted, true) => format!(
            "{} - {}",
            share_digits(cell.low, digits),
            share_digits(cell.high, digits)
        ),
        _ => share_digits(cell.accuracy, digits),
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

fn about_cells(board: &Board) -> String {
    let accuracy = about_accuracy(board.accuracy);
    let mut text = match board.accuracy {
        // The intervals are those of the adjusted accuracy.
        AccuracyKind::Raw => format!("Cells: {accuracy}"),
        AccuracyKind::Adjusted => format!("Cells: 95 % interval of the {accuracy}"),
    };
    if board.accuracy == AccuracyKind::Adjusted && board.recorded.standard_errors {
        text += ", from reported standard errors";
    }
    if board.accuracy == AccuracyKind::Adjusted && board.recorded.unknown_intervals {
        text += "; one number: interval unknown";
    }
    text + &about_marks(board) + "."
}

/// What else stands in cells.
pub(super) fn about_marks(board: &Board) -> String {
    let mut text = String::new();
    let mut cells = board.rows().flat_map(|(_, row)| row.measured());
    if cells.any(Measured::has_notable_truncation) {
        text += "; `[-.03]` truncated share of the responses, where above 2 %";
    }
    if board.summary.holes > 0 {
        text += "; `N/A` not evaluated";
    }
    text + match board.has_levels() {
        true => "; **bold** best of its level",
        false => "; **bold** best of its column",
    }
}
