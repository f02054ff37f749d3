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
    fn case_and_separators_do_not_matter() {
        for word in [
            "length",
            "MAX_TOKENS",
            "Max-Output Tokens",
            "context length exceeded",
        ] {
            assert_eq!(is_truncated(word.as_bytes()), Some(true), "{word}");
        }
        for word in ["stop", "STOP", "end-turn", "Tool Calls", "completed"] {
            assert_eq!(is_truncated(word.as_bytes()), Some(false), "{word}");
        }
        let long = "x".repeat(LONGEST + 1);
        for word in ["", "error", "stopped", "_exceeded", "stop_reached", &long] {
            assert_eq!(is_truncated(word.as_bytes()), None, "{word}");
        }
    }

    #[test]
    fn every_known_word_fits() {
        for word in TRUNCATED {
            for suffix in [""].into_iter().chain(SUFFIXES) {
                let word = format!("{word}{suffix}");
                assert_eq!(is_truncated(word.as_bytes()), Some(true), "{word}");
            }
        }
        for word in COMPLETE {
            assert_eq!(is_truncated(word.as_bytes()), Some(false), "{word}");
        }
    }
}
