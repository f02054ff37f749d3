//! What tells the format of a file: its path and its beginning.

use std::borrow::Cow;
use std::path::Path;

use super::file_name::unpacked;
use crate::interview::is_interview;

/// What a format sees of a file to recognise it. The model's name may stand in the path only.
pub(super) struct Clues<'a> {
    /// As the user named it; `-` is standard input.
    pub(super) path: &'a Path,
    /// The beginning of its content.
    pub(super) head: Sniff<'a>,
}

impl Clues<'_> {
    /// The file's name, without `.gz` or `.zst`.
    pub(super) fn file_name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        unpacked(&name.to_string_lossy()).to_owned()
    }
}

/// The beginning of a file's content.
#[derive(Debug)]
pub(crate) struct Sniff<'a> {
    /// The text without byte order mark and leading white space.
    text: &'a [u8],
    /// The same as Unicode; empty where it is JSON or no text.
    prose: Cow<'a, str>,
    /// The keys of the first object, where the content is JSON.
    keys: Vec<Key>,
}

/// A key of a JSON object, with the first byte of its value.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    name: String,
    value: u8,
}

impl<'a> Sniff<'a> {
    /// How much of a file is looked at.
    pub(super) const LENGTH: u64 = 256 << 10;

    pub(crate) fn new(head: &'a [u8]) -> Self {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let text = text.trim_ascii_start();
        let object = text.strip_prefix(b"[").unwrap_or(text).trim_ascii_start();
        let mut sniff = Sniff {
            text,
            prose: Cow::default(),
            keys: keys_of_object(object),
        };
        if !sniff.is_json() && !sniff.is_binary() {
            sniff.prose = lossy(text);
        }
        sniff
    }

    /// Whether there is nothing but white space.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text as far as it is known, without byte order mark and leading white space.
    pub(super) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The text as Unicode, for formats that are neither JSON nor binary; empty for those.
    pub(super) fn prose(&self) -> &str {
        &self.prose
    }

    /// Whether this looks like no text at all.
    pub(super) fn is_binary(&self) -> bool {
        self.text.contains(&0)
            || self.text.starts_with(b"\xff\xfe")
            || self.text.starts_with(b"\xfe\xff")
    }

    /// Whether this is a Parquet file.
    pub(super) fn is_parquet(&self) -> bool {
        self.text.starts_with(b"PAR1")
    }

    /// Whether this begins like JSON.
    pub(super) fn is_json(&self) -> bool {
        matches!(self.text.first(), Some(b'{' | b'['))
    }

    /// Whether this is a JSON object, not an array of them.
    pub(super) fn is_object(&self) -> bool {
        self.text.first() == Some(&b'{')
    }

    /// First byte of the value that `key` has in the first object.
    pub(super) fn value(&self, key: &str) -> Option<u8> {
        let found = self.keys.iter().find(|known| known.name == key);
        found.map(|known| known.value)
    }

    /// Whether the first object has `key`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Whether the first object has all of these keys.
    pub(super) fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    /// Whether `words` stand in the text as far as it is known.
    pub(super) fn says(&self, words: &str) -> bool {
        memchr::memmem::find(self.text, words.as_bytes()).is_some()
    }

    /// Whether this is a line of raw interviews, as `evaluate` reads them.
    pub(crate) fn is_interview(&self) -> bool {
        is_interview(|key| self.value(key))
    }

    /// The keys of the first object.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| key.name.as_str())
    }

    /// The first line.
    pub(super) fn line(&self) -> &'a [u8] {
        let end = memchr::memchr2(b'\n', b'\r', self.text);
        &self.text[..end.unwrap_or(self.text.len())]
    }
}

/// `text` as Unicode. What is no UTF-8 is seldom, and looking for it takes long.
pub(super) fn lossy(text: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(text) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(text),
    }
}

/// The keys of the JSON object that `text` begins with, as far as it goes. Not a validator: the
/// reader is that.
fn keys_of_object(text: &[u8]) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    // The last string at depth 1, until its colon shows that it is a key.
    let mut string: Option<&[u8]> = None;
    while let Some(byte) = text.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            b'"' => {
                let Some(end) = end_of_string(text, at + 1) else {
                    break;
                };
                if depth == 1 {
                    string = Some(&text[at + 1..end]);
                }
                at = end;
            }
            b':' if depth == 1 => {
                let value = text[at + 1..].trim_ascii_start().first();
                if let (Some(name), Some(value)) = (string.take(), value) {
                    keys.push(Key {
                        name: String::from_utf8_lossy(name).into_owned(),
                        value: *value,
                    });
                }
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        at += 1;
    }
    keys
}

/// Where the JSON string ends whose content begins at `start`.
pub(super) fn end_of_string(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        match text[at] {
            b'"' => return Some(at),
            // A backslash, with what it escapes.
            _ => at += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_first_object() {
        for text in [
            r#"{"a": {"x": 1}, "b" : [1, "c:"], "d\"": "}", "e": true"#,
            r#" [ {"a": {"x": 1}, "b" : [1, "c:"], "d\"": "}", "e": true}, {"f": 1}]"#,
        ] {
            let sniff = Sniff::new(text.as_bytes());
            assert_eq!(sniff.keys().collect::<Vec<_>>(), ["a", "b", r#"d\""#, "e"]);
            assert_eq!(sniff.value("a"), Some(b'{'));
            assert_eq!(sniff.value("e"), Some(b't'));
        }
        for text in ["", "{", "{\"a", "[[", "}{", "\"", "{\"a\\"] {
            assert_eq!(Sniff::new(text.as_bytes()).keys().count(), 0, "{text}");
        }
    }
}
