//! Parts of messages: names that were meant, and texts of others fit for a terminal line.

use std::io;
use std::path::Path;

/// The known name that `name` is most like, if it is like one at all: what was meant, perhaps.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&name, &known.to_lowercase()), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.7)
        .map(|(_, known)| known)
}

/// The known name that `name` is a slip of: one letter off, two in longer names. Looser likeness is
/// [`nearest`].
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of long or tiny names nobody asks.
    if !(3..40).contains(&name.len()) {
        return None;
    }
    let name = name.to_lowercase();
    known
        .into_iter()
        .filter(|known| *known != name)
        .map(|known| (strsim::osa_distance(&name, &known.to_lowercase()), known))
        .filter(|(distance, known)| *distance <= if known.len() < 6 { 1 } else { 2 })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// A path fit for a terminal line.
pub(super) fn path(file: &Path) -> String {
    printable(&file.to_string_lossy(), 1000)
}

/// The system's reason without its number.
pub(super) fn io_reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

/// `text` fit for a terminal line: control and direction characters escaped, cut after `limit`
/// characters.
pub fn printable(text: &str, limit: usize) -> String {
    if text.len() <= limit && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            shown.push('…');
            break;
        }
        if c.is_control() || is_bidi_control(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether `c` changes the direction of text around it.
pub fn is_bidi_control(c: char) -> bool {
    matches!(
        c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}
