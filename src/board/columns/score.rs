//! The score of a row.

use super::{Column, Order, Value};
use crate::board::Mark;

pub(super) const COLUMN: Column = Column {
    id: "score",
    about: "score with its 95 % interval",
    title: |board, _| board.score.title(),
    by_default: true,
    value: |at| Value::Score(&at.row.score),
    mark: |row| row.best_score.then_some(Mark::Best),
    order: Some(Order::Highest(|entry| Some(entry.overall.value))),
    ..Column::NUMBER
};
