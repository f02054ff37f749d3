//! Looking for bytes, eight at a time: most strings end before a vectorised search has begun.

/// Not zero where `byte` is in `word`; as [`first_below`].
#[inline]
pub(super) fn first_byte(word: u64, byte: u8) -> u64 {
    first_below(word ^ (ONES * u64::from(byte)), 1)
}

/// Not zero where a byte of `word` is less than `limit`, which is at most 128; its lowest bit that
/// is set lies in the first such byte. (Bits above may be set without reason.)
#[inline]
fn first_below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * u64::from(limit)) & !word & (ONES << 7)
}

/// A 1 in each byte.
const ONES: u64 = u64::MAX / 255;

/// Whether a control character stands in `text`; eight bytes at a time, as most texts are short.
#[inline]
pub(super) fn has_control(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks();
    let in_word = |word: &[u8; 8]| first_below(u64::from_le_bytes(*word), b' ') != 0;
    words.iter().any(in_word) || rest.iter().any(|byte| *byte < b' ')
}
