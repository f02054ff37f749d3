//! Texts in UTF-16, as spreadsheets write them, become UTF-8.

use std::io::{self, Read};

/// The most bytes of a text in UTF-16, which is held in memory.
const LARGEST: u64 = 256 << 20;

/// Whether a text begins with a byte order mark of UTF-16.
pub(super) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// The text of `head` and `rest` in UTF-8, without its mark.
///
/// # Errors
/// If it cannot be read, is too large, or no UTF-16.
pub(super) fn utf16(head: Vec<u8>, rest: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = head;
    rest.take(LARGEST).read_to_end(&mut bytes)?;
    if bytes.len() as u64 >= LARGEST {
        return Err(io::Error::other(
            "a text in UTF-16 of more than 256 MB; save it as UTF-8",
        ));
    }
    let unit: fn([u8; 2]) -> u16 = match bytes.starts_with(b"\xff\xfe") {
        true => u16::from_le_bytes,
        false => u16::from_be_bytes,
    };
    let (units, odd) = bytes[2..].as_chunks::<2>();
    let text: Result<String, _> =
        char::decode_utf16(units.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if odd.is_empty() => Ok(text.into_bytes()),
        _ => Err(io::Error::other(
            "the text begins as UTF-16 and is none; save it as UTF-8",
        )),
    }
}
