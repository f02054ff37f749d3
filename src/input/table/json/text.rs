//! JSON as text: what pandas and Python write beside the standard, and heads that are cut off.

use std::path::Path;

use crate::error::{Error, Place, json_problem};
use crate::input::clues::end_of_string;

/// Replaces bare NaN and Infinity by an empty text of the same length: not recorded.
pub(super) fn without_nan(text: &mut [u8]) {
    const WORDS: [&[u8]; 3] = [b"-Infinity", b"Infinity", b"NaN"];
    if memchr::memmem::find(text, b"NaN").is_none()
        && memchr::memmem::find(text, b"Infinity").is_none()
    {
        return;
    }
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'"' => at = end_of_string(text, at + 1).map_or(text.len(), |end| end + 1),
            b'N' | b'I' | b'-' => match WORDS.iter().find(|word| text[at..].starts_with(word)) {
                Some(word) => {
                    let end = at + word.len();
                    text[at..end].fill(b' ');
                    text[at..at + 2].fill(b'"');
                    at = end;
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
}

/// Whether `text` is objects one after the other, not one document; of one object alone, whether it
/// stands on one line.
pub(super) fn is_lines(text: &[u8]) -> bool {
    if !text.starts_with(b"{") {
        return false;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => match end_of_string(text, at + 1) {
                Some(end) => at = end,
                None => return false,
            },
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let rest = text[at + 1..].trim_ascii_start();
                    return rest.starts_with(b"{");
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// The beginning of a JSON text, closed behind the last value that is whole.
pub(super) fn completed(head: &[u8]) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    // Where the text can be cut, and what is open there.
    let mut cut = (0, Vec::new());
    let mut at = 0;
    while let Some(byte) = head.get(at) {
        match byte {
            b'"' => match end_of_string(head, at + 1) {
                Some(end) => at = end,
                None => break,
            },
            b'{' | b'[' => {
                open.push(if *byte == b'{' { b'}' } else { b']' });
                if open.len() <= 8 {
                    cut = (at + 1, open.clone());
                }
            }
            b'}' | b']' => {
                open.pop();
                if open.is_empty() {
                    return head[..=at].to_vec();
                }
                if open.len() <= 8 {
                    cut = (at + 1, open.clone());
                }
            }
            b',' if open.len() <= 8 => cut = (at, open.clone()),
            _ => {}
        }
        at += 1;
    }
    let (end, open) = cut;
    let mut text = head[..end].to_vec();
    text.extend(open.iter().rev());
    text
}

/// A JSON error; a text that ends too early is said to be cut off.
pub(super) fn error(path: &Path, error: &serde_json::Error) -> Error {
    if error.is_eof() {
        let place = Place::Column(error.line() as u64, error.column().max(1) as u64);
        let problem = format!("{}: the file is cut off here", json_problem(error));
        return Error::input(path, place, problem);
    }
    Error::json(path, error)
}

#[cfg(test)]
mod tests;
