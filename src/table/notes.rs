//! What stands with a table in words.

use crate::board::Board;
use crate::board::caption::{About, capitalised};

/// Which score and which accuracy are shown, what signs mean, and the filters in force, a sentence
/// each.
pub fn notes(board: &Board) -> Vec<String> {
    let mut notes = Vec::new();
    for remark in board.remarks() {
        if remark.about != About::Bands {
            notes.push(remark.sentence());
        }
        if remark.about == About::Accuracy {
            let signs = board.sign_captions("hatched:");
            notes.extend(signs.iter().map(|sign| format!("{}.", capitalised(sign))));
        }
    }
    notes
}
