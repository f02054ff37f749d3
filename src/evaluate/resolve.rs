//! Reads the values that the scan hands on raw: texts with backslashes, and lists, objects and
//! numbers that serve as names.

use serde_json::Value;

use super::answer::{Slot, Slots};
use crate::error::json_problem;
use crate::interview::KEYS;

/// The wanted values of one line, none of them raw.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    slots: Slots<'a>,
    /// The texts of the raw ones, or why they cannot be read.
    texts: [Option<Result<String, String>>; KEYS.len()],
}

impl<'a> Resolved<'a> {
    pub(super) fn new(slots: &Slots<'a>) -> Resolved<'a> {
        Resolved {
            slots: *slots,
            texts: slots.map(|slot| match slot {
                Slot::Raw(json) => Some(text(json)),
                _ => None,
            }),
        }
    }

    /// The values, borrowed.
    pub(super) fn slots(&self) -> Slots<'_> {
        std::array::from_fn(|ix| match &self.texts[ix] {
            None => self.slots[ix],
            Some(Ok(text)) => Slot::Text(text.as_bytes()),
            Some(Err(problem)) => Slot::Odd(problem),
        })
    }
}

/// serde_json's maps are sorted by key, so the text of an object does not depend on the order in
/// the line.
fn text(json: &[u8]) -> Result<String, String> {
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::String(text)) => Ok(text),
        Ok(other) => Ok(other.to_string()),
        Err(error) => Err(json_problem(&error)),
    }
}
