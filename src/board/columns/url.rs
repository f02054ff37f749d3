//! Where to read about the model.

use super::{Align, Column, Scope, Value};

pub(super) const COLUMN: Column = Column {
    id: "url",
    about: "link of the model",
    title: |_, _| "Link",
    align: Align::Left,
    scope: Scope::Model,
    value: |at| match at.entry.url.as_deref() {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => Value::Link(url),
        _ => Value::Absent,
    },
    ..Column::NUMBER
};
