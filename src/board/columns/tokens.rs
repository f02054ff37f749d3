//! Mean tokens.

use super::{Column, Figure, Order, Value};

pub(super) const COLUMN: Column = Column {
    id: "tokens",
    about: "mean tokens a response",
    title: |_, _| "Tokens",
    by_default: true,
    value: |at| Value::number(at.row.usage.tokens_per_completion, Figure::Count),
    recorded: |usage| usage.cells_with_tokens,
    order: Some(Order::Lowest(|entry| {
        // A mean over some of the cells is not comparable with those over all.
        let usage = &entry.usage;
        usage
            .tokens_per_completion
            .filter(|_| usage.cells_with_tokens == usage.cells)
    })),
    ..Column::NUMBER
};
