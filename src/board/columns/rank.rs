//! The rank.

use super::{Column, Order, Scope, Value};

pub(super) const COLUMN: Column = Column {
    id: "rank",
    about: "rank with its interval",
    title: |_, _| "#",
    full_title: Some("Rank"),
    scope: Scope::Model,
    by_default: true,
    value: |at| Value::Rank(at),
    order: Some(Order::Fair),
    ..Column::NUMBER
};
