//! A line about something: what it is, and its value.

use std::fmt;

/// One line of a tooltip: `95 % interval: .852–.887`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// How much.
    pub value: String,
}

/// What is not recorded, where it stands alone in a column.
pub const NOT_RECORDED_MARK: &str = "-";

/// What is not recorded, in words.
pub const NOT_RECORDED: &str = "not recorded";

/// An interval that the data do not allow to compute.
pub const UNKNOWN_INTERVAL: &str = "unknown";

/// What every output calls an interval.
pub const INTERVAL: &str = "95 % interval";

impl Fact {
    pub(super) fn new(label: &'static str, value: impl Into<String>) -> Fact {
        Fact {
            label,
            value: value.into(),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.label, self.value)
    }
}
