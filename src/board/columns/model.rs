//! The model.

use super::{Align, Column, Order, Scope, Value};

pub(super) const COLUMN: Column = Column {
    id: "model",
    about: "name, overall score and rank interval",
    title: |_, _| "Model",
    align: Align::Left,
    scope: Scope::Model,
    by_default: true,
    value: |at| Value::Model(at),
    order: Some(Order::Name),
    ..Column::NUMBER
};
