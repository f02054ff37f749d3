//! Warnings as data: what was odd in the input, and what was left out.

use indexmap::IndexMap;

use super::printable;

/// Warnings, grouped by what they say; each group keeps the places where it arose, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Warnings {
    groups: IndexMap<String, Vec<String>>,
}

impl Warnings {
    /// Adds one warning: what it says, and where it arose (empty for "as a whole").
    pub fn push(&mut self, message: impl Into<String>, place: impl Into<String>) {
        self.groups
            .entry(message.into())
            .or_default()
            .push(place.into());
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Warnings) {
        for (message, places) in other.groups {
            self.groups.entry(message).or_default().extend(places);
        }
    }

    /// Number of warnings, not of groups.
    pub fn count(&self) -> usize {
        self.groups.values().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// One line a group: the message, how often, and the first `examples` places.
    pub fn lines(&self, examples: usize) -> Vec<String> {
        self.groups
            .iter()
            .map(|(message, places)| {
                let named: Vec<String> = places
                    .iter()
                    .filter(|place| !place.is_empty())
                    .take(examples)
                    .map(|place| printable(place, 100))
                    .collect();
                let mut line = printable(message, 400);
                if places.len() > 1 {
                    line += &format!(" ({} times)", places.len());
                }
                if !named.is_empty() {
                    let rest = if places.len() > named.len() {
                        ", …"
                    } else {
                        ""
                    };
                    line += &format!(": {}{rest}", named.join(", "));
                }
                line
            })
            .collect()
    }
}
