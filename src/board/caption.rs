//! What is said about a board, said once: outputs style these texts, they never compose their own.
//!
//! A caption speaks of the board at hand: it names what the shown cells have, and nothing else.
//! Facts are the lines of a tooltip, remarks the sentences of a legend, signs the marks within the
//! table.

mod alt;
mod cell;
mod formula;
mod order;
mod recorded;
mod remark;
mod score;
mod scores;
mod title;
mod usage;

use std::fmt;

/// On one line: control and direction characters are spelt out, and what is longer than the limit
/// (`WHOLE` or `LINE`) ends in `…`.
pub use crate::error::printable as shortened;
pub use crate::format::counted;
pub use order::{NO_RANK_MARK, NOT_COMPARABLE};
pub use remark::{About, NOT_EVALUATED_MARK, STAR, Sign};
pub use score::{EFFICIENCY, Margin};
pub use usage::of_cells;

/// Characters of a name where it may stand whole: only an absurdly long one is cut.
pub const WHOLE: usize = 300;

/// Characters of a name within a sentence or a line of text.
pub const LINE: usize = 60;

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

/// A figure in words, or that it is not recorded.
pub fn known(figure: Option<String>) -> String {
    figure.unwrap_or_else(|| NOT_RECORDED.to_owned())
}

/// An interval that the data do not allow to compute.
pub const UNKNOWN_INTERVAL: &str = "unknown";

/// What every output calls an interval.
pub const INTERVAL: &str = "95 % interval";

impl Fact {
    fn new(label: &'static str, value: impl Into<String>) -> Fact {
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

/// The verb's form for one thing or for several.
fn verb(count: usize, of_one: &'static str, of_many: &'static str) -> &'static str {
    match count {
        1 => of_one,
        _ => of_many,
    }
}

/// `text` with a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
