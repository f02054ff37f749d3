//! Responses.

use super::{Column, Figure, Order, Value};
use crate::board::Usage;

pub(super) const COLUMN: Column = Column {
    id: "tests",
    about: "responses, truncated ones included",
    title: |_, _| "Tests",
    value: |at| Value::number(tests(&at.row.usage), Figure::Count),
    recorded: |usage| usage.cells_with_tests,
    order: Some(Order::Highest(|entry| tests(&entry.usage))),
    ..Column::NUMBER
};

fn tests(usage: &Usage) -> Option<f64> {
    usage.tests.map(|tests| tests as f64)
}
