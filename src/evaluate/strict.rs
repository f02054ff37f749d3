//! The slow and sure way through a line, for what [`super::scan`] leaves open.

use serde_json::Value;

use super::answer::{FIELDS, Field, Slot, Slots, USAGE_TOKENS};

/// A value of a wanted field that owns its text.
#[derive(Debug, Clone, Default)]
enum Owned {
    #[default]
    Absent,
    Text(String),
    Number(String),
    Bool(bool),
    List(usize, String),
    Object(String),
}

/// The wanted values of one line, with their texts.
#[derive(Debug)]
pub(super) struct StrictLine {
    values: [Owned; FIELDS],
}

impl StrictLine {
    /// Reads `line` as JSON. A line that is JSON but no object has no values.
    ///
    /// # Errors
    /// Where the line is not JSON: what is wrong, and in which column.
    pub(super) fn read(line: &[u8]) -> Result<StrictLine, String> {
        let value: Value = serde_json::from_slice(line).map_err(|error| {
            let text = error.to_string();
            let problem = text.split(" at line ").next().unwrap_or(&text);
            format!("not JSON: {problem} in column {}", error.column())
        })?;
        let mut values = <[Owned; FIELDS]>::default();
        if let Value::Object(members) = value {
            for (key, value) in members {
                let Some(field) = Field::of(key.as_bytes()) else {
                    continue;
                };
                values[field as usize] = match (field, value) {
                    (Field::Usage, Value::Object(usage)) => usage
                        .into_iter()
                        .find(|(key, _)| key.as_bytes() == USAGE_TOKENS)
                        .map_or(Owned::Absent, |(_, tokens)| owned(tokens)),
                    (Field::Usage, _) => Owned::Absent,
                    (_, value) => owned(value),
                };
            }
        }
        Ok(StrictLine { values })
    }

    /// The values, borrowed.
    pub(super) fn slots(&self) -> Slots<'_> {
        let mut slots = [Slot::Absent; FIELDS];
        for (slot, value) in slots.iter_mut().zip(&self.values) {
            *slot = match value {
                Owned::Absent => Slot::Absent,
                Owned::Text(text) => Slot::Text(text.as_bytes()),
                Owned::Number(text) => Slot::Number(text.as_bytes()),
                Owned::Bool(value) => Slot::Bool(*value),
                Owned::List(length, text) => Slot::List(*length, text.as_bytes()),
                Owned::Object(text) => Slot::Object(text.as_bytes()),
            };
        }
        slots
    }
}

/// serde_json's maps are sorted by key, so the text of an object does not depend on the order in the line.
fn owned(value: Value) -> Owned {
    match value {
        Value::Null => Owned::Absent,
        Value::Bool(value) => Owned::Bool(value),
        Value::Number(number) => Owned::Number(number.to_string()),
        Value::String(text) => Owned::Text(text),
        Value::Array(ref items) => Owned::List(items.len(), value.to_string()),
        Value::Object(_) => Owned::Object(value.to_string()),
    }
}
