//! Responses a task.

use super::{Column, Figure, Order, Value};

pub(super) const COLUMN: Column = Column {
    id: "tests_per_task",
    about: "responses a task",
    title: |_, _| "Tests per task",
    value: |at| Value::number(at.row.usage.tests_per_task, Figure::Count),
    recorded: |usage| usage.cells_with_tests,
    order: Some(Order::Highest(|entry| entry.usage.tests_per_task)),
    ..Column::NUMBER
};
