//! Deflate (RFC 1951) for the rows of a picture.
//!
//! Compressors that know nothing of their data look for repeats everywhere, and remember every byte to find them again.
//! A board repeats itself above (most of a row is like the one before), to the left (areas), and where a glyph stands again
//! in the same colours. On the board of `benches/peers.sh`, looking only there took two thirds of the time of zlib at level
//! 4, which made a larger file.

mod block;
mod huffman;

use block::Bits;

/// Shortest and longest repeat, and how far back it may lie.
const SHORTEST: usize = 3;
const LONGEST: usize = 258;
const WINDOW: usize = 1 << 15;

/// A repeat of this length is taken without a look whether a better one begins at the next byte.
const GOOD: usize = 32;

/// So many places in a repeat are remembered, since the next one may begin amid it.
const REMEMBERED: usize = 8;

/// Bits that a byte takes, about.
const BYTE_BITS: i32 = 6;

/// Bits of a hash of four bytes.
const HASH_BITS: u32 = 14;

/// Compresses rows of `row` bytes, with `pixel` bytes a pixel, to blocks that end at a whole byte and refer to nothing
/// before them; `last`: nothing comes after them.
pub(super) fn deflate(bytes: &[u8], row: usize, pixel: usize, last: bool) -> Vec<u8> {
    let tokens = Repeats::new(bytes, row, pixel).tokens();
    let mut bits = Bits::for_tokens(tokens.len());
    block::write(&mut bits, &tokens, last);
    if !last {
        // An empty block of bytes as they are, which begins at a whole byte.
        bits.put(0, 3);
        bits.fill_byte();
        bits.put(0xffff_0000, 32);
    }
    bits.fill_byte();
    bits.into_bytes()
}

/// A byte, or a repeat of earlier ones.
#[derive(Debug, Clone, Copy)]
enum Token {
    Byte(u8),
    Repeat(Repeat),
}

/// Bytes that are the same as those `distance` before them.
#[derive(Debug, Clone, Copy, Default)]
struct Repeat {
    length: u16,
    distance: u16,
}

/// Looks for repeats.
struct Repeats<'a> {
    bytes: &'a [u8],
    /// Distances at which most repeats lie: a pixel and a row.
    near: [usize; 2],
    /// Where four bytes of this hash stood when they were last looked at, modulo 2^16. What it says is checked, so that it
    /// may be wrong.
    seen: Box<[u16; 1 << HASH_BITS]>,
}

impl<'a> Repeats<'a> {
    fn new(bytes: &'a [u8], row: usize, pixel: usize) -> Repeats<'a> {
        Repeats {
            bytes,
            near: [pixel, row],
            seen: Box::new([0; 1 << HASH_BITS]),
        }
    }

    fn tokens(mut self) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(self.bytes.len() / 8);
        let mut at = 0;
        let (mut saved, mut repeat) = self.best(0);
        while let Some(byte) = self.bytes.get(at) {
            if saved > 0 && usize::from(repeat.length) < GOOD {
                let (more, next) = self.best(at + 1);
                if more > saved {
                    tokens.push(Token::Byte(*byte));
                    at += 1;
                    (saved, repeat) = (more, next);
                    continue;
                }
            }
            if saved > 0 {
                tokens.push(Token::Repeat(repeat));
                self.remember(at, repeat);
                at += usize::from(repeat.length);
            } else {
                tokens.push(Token::Byte(*byte));
                at += 1;
            }
            (saved, repeat) = self.best(at);
        }
        tokens
    }

    /// The repeat at a place that saves most bits, and how many; none near the end.
    fn best(&mut self, at: usize) -> (i32, Repeat) {
        let mut best = (0, Repeat::default());
        let Some(next) = word(self.bytes, at) else {
            return best;
        };
        let slot = &mut self.seen[hash(next as u32)];
        let seen = usize::from((at as u16).wrapping_sub(*slot));
        *slot = at as u16;
        let [left, above] = self.near;
        for distance in [above, left, seen] {
            if let Some(found) = self.repeat(at, next, distance)
                && found.0 > best.0
            {
                best = found;
            }
        }
        best
    }

    /// Remembers the places after the first one of a repeat, unless what is near is found anyway.
    fn remember(&mut self, at: usize, repeat: Repeat) {
        if self.near.contains(&usize::from(repeat.distance)) {
            return;
        }
        let end = at + usize::from(repeat.length).min(REMEMBERED);
        for at in at + 1..end {
            if let Some(next) = word(self.bytes, at) {
                self.seen[hash(next as u32)] = at as u16;
            }
        }
    }

    /// What a repeat of what stands `distance` earlier saves, and it; `next` are the next eight bytes.
    fn repeat(&self, at: usize, next: u64, distance: usize) -> Option<(i32, Repeat)> {
        if distance == 0 || distance > at.min(WINDOW) {
            return None;
        }
        let differ = next ^ word(self.bytes, at - distance)?;
        let length = match differ {
            0 => self.length(at, distance),
            _ => differ.trailing_zeros() as usize / 8,
        };
        let saved = length as i32 * BYTE_BITS - cost(distance);
        let (length, distance) = (length as u16, distance as u16);
        (usize::from(length) >= SHORTEST).then_some((saved, Repeat { length, distance }))
    }

    /// How many bytes are the same as those `distance` before them.
    fn length(&self, at: usize, distance: usize) -> usize {
        let end = self.bytes.len().min(at + LONGEST);
        let (here, there) = (
            &self.bytes[at..end],
            &self.bytes[at - distance..end - distance],
        );
        let mut length = 0;
        while let (Some(a), Some(b)) = (word(here, length), word(there, length)) {
            let differ = a ^ b;
            if differ != 0 {
                return length + differ.trailing_zeros() as usize / 8;
            }
            length += 8;
        }
        let rest = here[length..].iter().zip(&there[length..]);
        length + rest.take_while(|(a, b)| a == b).count()
    }
}

/// Bits that a repeat takes, about.
fn cost(distance: usize) -> i32 {
    6 + distance.ilog2() as i32
}

fn hash(four: u32) -> usize {
    (four.wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize
}

/// Eight bytes, the first one lowest.
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance, below `most`.
    fn noise(most: u32) -> impl Iterator<Item = u8> {
        let mut state = 1u32;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 16) % most) as u8
        })
    }

    fn inflated(deflated: &[u8], length: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(length + 1);
        let mut decompress = flate2::Decompress::new(false);
        let finish = flate2::FlushDecompress::Finish;
        let status = decompress.decompress_vec(deflated, &mut bytes, finish);
        assert!(
            matches!(status, Ok(flate2::Status::StreamEnd)),
            "{status:?}"
        );
        assert_eq!(decompress.total_in() as usize, deflated.len());
        bytes
    }

    #[test]
    fn what_is_compressed_comes_back() {
        for length in [0, 1, 2, 7, 8, 9, 257, 258, 259, 300, 5_000, 200_000] {
            for most in [1, 2, 5, 256] {
                for (row, pixel) in [(1, 1), (101, 1), (401, 4), (32_768, 1), (90_001, 4)] {
                    // Rows of which every second is new.
                    let mut bytes: Vec<u8> = noise(most).take(length).collect();
                    for at in row..length {
                        if at / row % 2 == 1 {
                            bytes[at] = bytes[at - row];
                        }
                    }
                    let deflated = deflate(&bytes, row, pixel, true);
                    assert!(
                        inflated(&deflated, length) == bytes,
                        "{length} {most} {row} {pixel}"
                    );
                    // Codes are at most a little longer than what they stand for.
                    assert!(deflated.len() <= length + length / 16 + 128);
                }
            }
        }
    }

    #[test]
    fn pieces_follow_each_other() {
        let bytes: Vec<u8> = noise(7).take(10_000).collect();
        let (first, second) = bytes.split_at(6_001);
        let mut deflated = deflate(first, 100, 1, false);
        deflated.extend(deflate(&[], 100, 1, false));
        deflated.extend(deflate(second, 100, 1, true));
        assert!(inflated(&deflated, bytes.len()) == bytes);
    }

    #[test]
    fn what_repeats_is_small() {
        let row = 1_601;
        let rows: Vec<u8> = noise(256).take(row).collect();
        let picture = rows.repeat(100);
        let deflated = deflate(&picture, row, 1, true);
        // The first row as it is, and seven repeats for each other.
        assert!(
            deflated.len() < row + 100 + 100 * 7 * 4,
            "{}",
            deflated.len()
        );
        let flat = deflate(&[3; 300_000], row, 1, true);
        assert!(flat.len() < 400, "{}", flat.len());
    }
}
