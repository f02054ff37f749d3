//! Verbs and nouns as they stand in a sentence.

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
