//! A column a task.

use super::{Align, Column, Value};

pub(super) const COLUMN: Column = Column {
    id: "tasks",
    about: "a cell for each task",
    title: |board, task| &board.tasks[task].label,
    align: Align::Middle,
    by_default: true,
    parts: Some(|board| board.tasks.len()),
    // What was not evaluated is a value: it says why a score is incomplete.
    value: |at| match at.cell().is_blank() {
        true => Value::Absent,
        false => Value::Cell(at),
    },
    ..Column::NUMBER
};
