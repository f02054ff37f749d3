//! What stands with a table in words.

use crate::board::{Board, Score};
use crate::format;

/// A score as shown, with `*` where it is incomplete.
pub(super) fn starred(score: &Score) -> String {
    let star = if score.incomplete { "*" } else { "" };
    format!("{}{star}", format::score(score.value))
}

/// Which score and which accuracy are shown, what marks mean, and the filters in force, a sentence each.
pub(super) fn notes(board: &Board) -> Vec<String> {
    let mut notes = vec![
        format!(
            "{}: 1000 × geometric mean of ({}).",
            board.score.title(),
            board.score.formula()
        ),
        format!(
            "Cells: {} accuracy, hatched over the truncated share.",
            board.accuracy
        ),
    ];
    if board.entries.iter().any(|entry| entry.overall.incomplete) {
        notes.push("* incomplete.".to_owned());
    }
    let unknown = board.not_recorded();
    if !unknown.is_empty() {
        notes.push(format!(
            "Not recorded, computed as 0: {}.",
            unknown.join(", ")
        ));
    }
    let filters = board.filters_in_words();
    if !filters.is_empty() {
        notes.push(format!("Filters: {filters}."));
    }
    notes
}
