//! Tokens of all responses.

use super::{Column, Figure, Order, Value};

pub(super) const COLUMN: Column = Column {
    id: "total_tokens",
    about: "tokens of all responses",
    title: |_, _| "Total tokens",
    value: |at| Value::number(at.row.usage.total_tokens, Figure::Count),
    recorded: |usage| usage.cells_with_tokens,
    order: Some(Order::Lowest(|entry| entry.usage.total_tokens)),
    ..Column::NUMBER
};
