//! A column for each thing that the data, or the project file, say of models.

use super::{Align, Column, Scope, Value};

pub(super) const COLUMN: Column = Column {
    id: "attributes",
    about: "what is said of models, a column each",
    title: |board, ix| &board.attributes[ix],
    align: Align::Left,
    scope: Scope::Model,
    parts: Some(|board| board.attributes.len()),
    value: |at| {
        let value = at.entry.attributes.get(&at.board.attributes[at.part]);
        value.map_or(Value::Absent, |text| Value::Text(text))
    },
    ..Column::NUMBER
};
