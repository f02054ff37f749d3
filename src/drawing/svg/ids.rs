//! Ids that tell a picture from all others in a page.
//!
//! The prefix of the ids depends on all of the picture, which is written in parts at the same time:
//! they hold a placeholder, and get the prefix when all of them are there.

use std::hash::Hasher;

use twox_hash::XxHash3_64;

/// In the place of the prefix. Control characters never get into a picture otherwise: they are
/// escaped.
pub(super) const UNNAMED: &str = "\u{1}\u{1}\u{1}\u{1}\u{1}";

/// All parts as one, with a prefix made from them in the place of [`UNNAMED`].
pub(super) fn named_by_content(parts: &[String]) -> String {
    let mut whole = XxHash3_64::new();
    for part in parts {
        whole.write(&XxHash3_64::oneshot(part.as_bytes()).to_le_bytes());
    }
    let prefix = prefix(whole.finish());
    let mut named = String::with_capacity(parts.iter().map(String::len).sum());
    for part in parts {
        let mut done = 0;
        // Several times as fast as `str::replace`.
        for at in memchr::memmem::find_iter(part.as_bytes(), UNNAMED) {
            named.push_str(&part[done..at]);
            named.push_str(&prefix);
            done = at + UNNAMED.len();
        }
        named.push_str(&part[done..]);
    }
    named
}

/// Five letters and digits, of which the first is a letter: 44 million prefixes.
fn prefix(mut hash: u64) -> String {
    let mut prefix = String::with_capacity(UNNAMED.len());
    for alphabet in [26, 36, 36, 36, 36] {
        let digits = b"abcdefghijklmnopqrstuvwxyz0123456789";
        prefix.push(char::from(digits[(hash % alphabet) as usize]));
        hash /= alphabet;
    }
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_of_the_content_alone() {
        let named =
            |text: &str| named_by_content(&[format!("<g id=\"{UNNAMED}h\">"), text.to_owned()]);
        let id = |svg: &str| svg.split('"').nth(1).unwrap().to_owned();
        assert_eq!(named("one"), named("one"));
        assert_ne!(id(&named("one")), id(&named("other")));
        let name = id(&named("one"));
        assert!(name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() == 6);
    }
}
