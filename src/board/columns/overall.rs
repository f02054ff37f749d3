//! The overall score of a model, which pictures and pages show under its name.

use super::{Column, Scope, Value};

pub(super) const COLUMN: Column = Column {
    id: "overall",
    about: "overall score with its 95 % interval",
    title: |_, _| "Overall",
    scope: Scope::Model,
    value: |at| match at.board.has_levels() {
        true => Value::Score(&at.entry.overall),
        false => Value::Absent,
    },
    ..Column::NUMBER
};
