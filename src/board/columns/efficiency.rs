//! Score per token.

use super::{Column, Figure, Order, Value, mean};
use crate::board::caption::EFFICIENCY;

pub(super) const COLUMN: Column = Column {
    id: "efficiency",
    about: EFFICIENCY,
    title: |_, _| "/token",
    full_title: Some("Score per token"),
    unit: "/tok",
    by_default: true,
    beneath: Some("tokens"),
    value: |at| Value::number(at.row.efficiency, Figure::Ratio),
    mark: |row| row.efficiency_mark,
    order: Some(Order::Highest(|entry| {
        mean(entry.rows.iter().filter_map(|row| row.efficiency))
    })),
    ..Column::NUMBER
};
