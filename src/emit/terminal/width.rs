//! How wide texts are in a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::error::printable;

/// Columns that `text` takes in a terminal.
pub(super) fn text_width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `most` columns, with `…` where something was cut; harmless to a terminal.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = printable(text, usize::MAX);
    if text_width(&text) <= most {
        text
    } else {
        cut(&text, most.saturating_sub(1)) + "…"
    }
}

/// The beginning of `text`, at most `most` columns.
fn cut(text: &str, most: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= most
        })
        .collect()
}
