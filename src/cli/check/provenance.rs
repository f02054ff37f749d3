//! Where the figures of each cell come from.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write as _;

use crate::board::Board;
use crate::error::printable;

/// Adds a line a cell, its fields separated by tabs, under a line that names them; `-` is not told.
pub(super) fn list(board: &Board, text: &mut String) {
    *text += "\nmodel\tlevel\ttask\tfile\tmetric\tfilter\tn\tharness\tversion\n";
    // Of several files it is not known which gave a cell, unless the cell says so.
    let only_file = match &board.inputs[..] {
        [input] => Some(input.file.to_string_lossy().into_owned()),
        _ => None,
    };
    for (entry, row) in board.rows() {
        for (task, cell) in board.tasks.iter().zip(&row.cells) {
            let Some(cell) = cell.measured() else {
                continue;
            };
            let from = cell.provenance.as_ref();
            let file = from.map(|from| from.file.to_string_lossy().into_owned());
            let n = from.and_then(|from| from.n).or(cell.responses);
            let fields = [
                Some(entry.label.clone()),
                Some(board.levels[row.level].label.clone()),
                Some(task.label.clone()),
                file.or_else(|| only_file.clone()),
                from.and_then(|from| from.metric.clone()),
                from.and_then(|from| from.filter.clone()),
                n.map(|n| n.to_string()),
                from.and_then(|from| from.harness.map(str::to_owned)),
                from.and_then(|from| from.version.as_deref().map(str::to_owned)),
            ];
            let fields = fields.map(|field| match field {
                Some(field) if !field.is_empty() => printable(&field, 200),
                _ => "-".to_owned(),
            });
            let _ = writeln!(text, "{}", fields.join("\t"));
        }
    }
}
