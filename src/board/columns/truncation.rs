//! The truncated share of the responses.

use super::{Column, Figure, Order, Value};

pub(super) const COLUMN: Column = Column {
    id: "truncation",
    about: "truncated share of the responses",
    title: |_, _| "Truncated",
    value: |at| Value::number(at.row.usage.truncation, Figure::Percent),
    recorded: |usage| usage.cells_with_truncation,
    order: Some(Order::Lowest(|entry| entry.usage.truncation)),
    ..Column::NUMBER
};
