//! Why a response ended: the words that APIs and servers write into `finish_reason` and
//! `stop_reason`.

/// The response was cut off by a limit; `_exceeded` or `_reached` may follow.
pub(crate) const TRUNCATED: [&str; 7] = [
    "length",
    "max_tokens",
    "max_output_tokens",
    "max_new_tokens",
    "model_length",
    "token_limit",
    "context_length",
];

/// What may follow a word of [`TRUNCATED`].
pub(crate) const SUFFIXES: [&str; 2] = ["_exceeded", "_reached"];

/// The response ended by itself, or was ended for another reason than its length.
pub(crate) const COMPLETE: [&str; 11] = [
    "stop",
    "eos",
    "eos_token",
    "end_turn",
    "stop_sequence",
    "tool_calls",
    "tool_use",
    "function_call",
    "content_filter",
    "refusal",
    "completed",
];

/// The longest known word with its suffix.
const LONGEST: usize = 32;

/// Whether a response that ended for this reason was truncated; `None` where the word is not known.
/// Case does not matter, and `-`, `_` and a space are alike.
pub(crate) fn is_truncated(reason: &[u8]) -> Option<bool> {
    let mut room = [0; LONGEST];
    let word = room.get_mut(..reason.len())?;
    for (to, from) in word.iter_mut().zip(reason) {
        *to = match from {
            b'-' | b' ' => b'_',
            other => other.to_ascii_lowercase(),
        };
    }
    let word = &*word;
    if COMPLETE.iter().any(|known| known.as_bytes() == word) {
        return Some(false);
    }
    let stem = SUFFIXES
        .iter()
        .find_map(|suffix| word.strip_suffix(suffix.as_bytes()))
        .unwrap_or(word);
    let known = TRUNCATED.iter().any(|known| known.as_bytes() == stem);
    known.then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_separators_do_not_matter_and_every_known_word_fits() {
        let suffixes = || [""].into_iter().chain(SUFFIXES);
        let truncated = TRUNCATED
            .iter()
            .flat_map(|word| suffixes().map(move |suffix| format!("{word}{suffix}")));
        let complete = COMPLETE.map(str::to_owned);
        let long = "x".repeat(LONGEST + 1);
        let unknown = ["", "error", "stopped", "_exceeded", "stop_reached", &long];
        let expected = (truncated.map(|word| (word, Some(true))))
            .chain(complete.map(|word| (word, Some(false))))
            .chain(unknown.map(|word| (word.to_owned(), None)));
        for (word, expected) in expected {
            for word in [
                word.replace('_', "-"),
                word.replace('_', " "),
                word.to_uppercase(),
            ] {
                assert_eq!(is_truncated(word.as_bytes()), expected, "{word}");
            }
        }
    }
}
