//! Reads the values that the scan hands on raw: texts with backslashes, and lists, objects and
//! numbers that serve as names.

use serde_json::Value;

use super::answer::{Slot, Slots};
use crate::interview::KEYS;

/// The wanted values of one line, none of them raw.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    values: [Held<'a>; KEYS.len()],
}

/// A value that stays as it is, or owns its text.
#[derive(Debug)]
enum Held<'a> {
    Slot(Slot<'a>),
    Text(String),
    Number(String),
    List(usize, String),
    Object(String),
    Odd(String),
}

impl<'a> Resolved<'a> {
    pub(super) fn new(slots: &Slots<'a>) -> Resolved<'a> {
        Resolved {
            values: slots.map(|slot| match slot {
                Slot::Raw(json) => read(json),
                other => Held::Slot(other),
            }),
        }
    }

    /// The values, borrowed.
    pub(super) fn slots(&self) -> Slots<'_> {
        std::array::from_fn(|ix| match &self.values[ix] {
            Held::Slot(slot) => *slot,
            Held::Text(text) => Slot::Text(text.as_bytes()),
            Held::Number(text) => Slot::Number(text.as_bytes()),
            Held::List(length, text) => Slot::List(*length, text.as_bytes()),
            Held::Object(text) => Slot::Object(text.as_bytes()),
            Held::Odd(problem) => Slot::Odd(problem),
        })
    }
}

/// serde_json's maps are sorted by key, so the text of an object does not depend on the order in
/// the line.
fn read(json: &[u8]) -> Held<'static> {
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::Null) => Held::Slot(Slot::Absent),
        Ok(Value::Bool(value)) => Held::Slot(Slot::Bool(value)),
        Ok(Value::Number(number)) => Held::Number(number.to_string()),
        Ok(Value::String(text)) => Held::Text(text),
        Ok(Value::Array(items)) => Held::List(items.len(), Value::Array(items).to_string()),
        Ok(Value::Object(members)) => Held::Object(Value::Object(members).to_string()),
        Err(error) => Held::Odd(crate::error::json_problem(&error)),
    }
}
