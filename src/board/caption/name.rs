//! Names from the data, as they may stand in an output.

use crate::error::printable;

/// Characters of a name where it may stand whole: only an absurdly long one is cut.
pub const WHOLE: usize = 300;

/// Characters of a name within a sentence or a line of text.
pub const LINE: usize = 60;

/// `name` on one line of at most `limit` characters (`WHOLE` or `LINE`): control and direction
/// characters are spelt out, and what is longer ends in `…`.
pub fn shortened(name: &str, limit: usize) -> String {
    printable(name, limit)
}
