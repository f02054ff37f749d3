//! The level.

use super::{Align, Column, Order, Value};

pub(super) const COLUMN: Column = Column {
    id: "level",
    about: "level",
    title: |_, _| "Level",
    align: Align::Left,
    by_default: true,
    value: |at| match at.board.has_levels() {
        true => Value::Text(&at.board.levels[at.row.level].label),
        false => Value::Absent,
    },
    order: Some(Order::Level),
    ..Column::NUMBER
};
