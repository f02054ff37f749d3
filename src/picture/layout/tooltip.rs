//! What tooltips say: facts, a line each.

use crate::board::caption::{Fact, WHOLE, shortened};
use crate::board::{Board, Entry, Row};

/// Level and task, and what is known of the cell.
pub(super) fn cell(board: &Board, row: &Row, task: usize) -> String {
    let task_name = shortened(&board.tasks[task].label, WHOLE);
    let heading = match board.levels[row.level].label.as_str() {
        "" => task_name,
        level => [&shortened(level, WHOLE), " · ", &task_name].concat(),
    };
    under(heading, board.cell_facts(row, task))
}

/// What is known of a row's score.
pub(super) fn row_score(board: &Board, row: &Row) -> String {
    let facts: Vec<String> = row.score_facts(board).iter().map(Fact::to_string).collect();
    facts.join("\n")
}

/// A model's name, and what is known of its overall score.
pub(super) fn model(board: &Board, entry: &Entry) -> String {
    under(shortened(&entry.label, WHOLE), entry.overall_facts(board))
}

fn under(mut heading: String, facts: Vec<Fact>) -> String {
    for Fact { label, value } in facts {
        heading.extend(["\n", label, ": ", &value]);
    }
    heading
}
