//! JSON as harnesses write it: Python's bare `NaN`, numbers as text, members of any type.

use std::io::{self, BufReader, Read};

use serde::de::DeserializeOwned;
use serde_json::Value;

/// `bytes` from JSON. Bare `NaN` and `Infinity` are null: where the strict reading fails, they are
/// replaced.
pub(super) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let strict = serde_json::from_slice(bytes);
    match &strict {
        Err(error) if !error.is_data() && has_bare_word(bytes) => {
            let mut text = Vec::with_capacity(bytes.len() + 64);
            match WithoutNan::new(bytes).read_to_end(&mut text) {
                Ok(_) => serde_json::from_slice(&text),
                Err(error) => Err(serde_json::Error::io(error)),
            }
        }
        _ => strict,
    }
}

fn has_bare_word(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"NaN").is_some()
        || memchr::memmem::find(bytes, b"Infinity").is_some()
}

/// JSON in which bare `NaN`, `Infinity` and `-Infinity` are read as `null`. All other bytes pass as
/// they are.
pub(super) struct WithoutNan<R> {
    content: io::Bytes<BufReader<R>>,
    /// Read and not yet given out, in reverse order.
    pending: Vec<u8>,
    within_string: bool,
    escaped: bool,
}

impl<R: Read> WithoutNan<R> {
    pub(super) fn new(content: R) -> Self {
        WithoutNan {
            content: BufReader::with_capacity(64 << 10, content).bytes(),
            pending: Vec::new(),
            within_string: false,
            escaped: false,
        }
    }

    /// The next byte of the replaced text.
    fn next(&mut self) -> io::Result<Option<u8>> {
        if let Some(byte) = self.pending.pop() {
            return Ok(Some(byte));
        }
        let Some(byte) = self.content.next().transpose()? else {
            return Ok(None);
        };
        if self.within_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.within_string = false,
                _ => {}
            }
        } else if byte == b'"' {
            self.within_string = true;
        } else if matches!(byte, b'N' | b'I') {
            // JSON has no word that begins so.
            return self.word(byte).map(Some);
        } else if byte == b'-' {
            let after = self.content.next().transpose()?;
            if after == Some(b'I') {
                return self.word(b'I').map(Some);
            }
            self.pending.extend(after);
        }
        Ok(Some(byte))
    }

    /// Reads a word to its end; the first byte of what stands for it.
    fn word(&mut self, first: u8) -> io::Result<u8> {
        let mut word = vec![first];
        let mut after = None;
        while let Some(byte) = self.content.next().transpose()? {
            if !byte.is_ascii_alphabetic() || word.len() > 8 {
                after = Some(byte);
                break;
            }
            word.push(byte);
        }
        if after == Some(b'"') {
            self.within_string = true;
        }
        self.pending.extend(after);
        let text: &[u8] = match &word[..] {
            b"NaN" | b"Infinity" => b"null",
            other => other,
        };
        self.pending.extend(text[1..].iter().rev());
        Ok(text[0])
    }
}

impl<R: Read> Read for WithoutNan<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        for (ix, slot) in room.iter_mut().enumerate() {
            match self.next()? {
                Some(byte) => *slot = byte,
                None => return Ok(ix),
            }
        }
        Ok(room.len())
    }
}

/// The number that a value is, also one written as text (`"0.5"`); `N/A` and the like are none.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number: &f64| number.is_finite())
}

/// A member that is a number.
pub(super) fn number_at(value: &Value, key: &str) -> Option<f64> {
    value.get(key).and_then(number)
}

/// A member that is a whole number, not negative.
pub(super) fn count_at(value: &Value, key: &str) -> Option<u64> {
    number_at(value, key).and_then(whole)
}

/// The count that a number is.
pub(super) fn whole(number: f64) -> Option<u64> {
    ((0.0..=9e15).contains(&number) && number.fract() == 0.0).then_some(number as u64)
}

/// The members of a member that is a list; empty where it is none.
pub(super) fn list_at<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// A member that is a text and not empty.
pub(super) fn text_at<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
