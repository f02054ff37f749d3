//! The band of the overall score of a model.

use super::{Align, Column, Scope, Value};
use crate::stats::Band;

pub(super) const COLUMN: Column = Column {
    id: "band",
    about: "band of the overall score",
    title: |_, _| "Band",
    align: Align::Left,
    scope: Scope::Model,
    value: |at| {
        let band = at.entry.overall.band.map(Band::name);
        band.map_or(Value::Absent, Value::Text)
    },
    ..Column::NUMBER
};
