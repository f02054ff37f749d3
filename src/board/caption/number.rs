//! Nouns with their number.

use crate::format::grouped;

/// `1 model`, `2 models`: a count with its noun, an `s` added where it is not one.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count as f64))
}

/// The verb's form for one thing or for several.
pub(super) fn verb(count: usize, of_one: &'static str, of_many: &'static str) -> &'static str {
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
