//! A block of deflate: codes made for its tokens, then the tokens in these codes (RFC 1951, 3.2).

use super::huffman::{Code, codes, lengths};
use super::{LONGEST, Repeat, SHORTEST, Token};

/// Most bytes of a token, and of what else there is: the lengths of all codes, ends, and a word more than is written.
const TOKEN_BYTES: usize = 6;
const HEAD_BYTES: usize = 512;

/// Symbols for bytes, the end of a block, and lengths of repeats; for distances; and for lengths of codes.
const SYMBOLS: usize = 286;
const DISTANCES: usize = 30;
const CODE_LENGTHS: usize = 19;

/// The symbol for the end of a block.
const END: usize = 256;

/// The order in which the lengths of the codes for lengths of codes are told.
const ORDER: [usize; CODE_LENGTHS] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// A symbol and the bits that come after it: their value and how many.
type Extended = (usize, u32, u32);

/// Both kinds of numbers grow in steps that double after some symbols, `2^fine` of them.
fn extended(number: u32, fine: u32) -> Extended {
    let Some(extra) = number.checked_ilog2().and_then(|log| log.checked_sub(fine)) else {
        return (number as usize, 0, 0);
    };
    let symbol = (extra << fine) + (number >> extra);
    (symbol as usize, number & ((1 << extra) - 1), extra)
}

fn length_symbol(length: usize) -> Extended {
    match length {
        // It has a symbol of its own.
        LONGEST => (SYMBOLS - 1, 0, 0),
        _ => {
            let (symbol, value, extra) = extended((length - SHORTEST) as u32, 2);
            (END + 1 + symbol, value, extra)
        }
    }
}

fn distance_symbol(distance: u16) -> Extended {
    extended(u32::from(distance) - 1, 1)
}

/// Writes a block with codes of its own; `last`: it is the last one of the data.
pub(super) fn write(bits: &mut Bits, tokens: &[Token], last: bool) {
    let mut symbols = [0; SYMBOLS];
    let mut distances = [0; DISTANCES];
    let mut by_length = [0; LONGEST + 1];
    symbols[END] = 1;
    for token in tokens {
        match *token {
            Token::Byte(byte) => symbols[usize::from(byte)] += 1,
            Token::Repeat(Repeat { length, distance }) => {
                by_length[usize::from(length)] += 1;
                distances[distance_symbol(distance).0] += 1;
            }
        }
    }
    for (length, count) in by_length.into_iter().enumerate().skip(SHORTEST) {
        symbols[length_symbol(length).0] += count;
    }
    // A block without repeats has a code for distances all the same.
    distances[0] += u32::from(distances == [0; DISTANCES]);
    let symbol_lengths = lengths(&symbols, 15);
    let distance_lengths = lengths(&distances, 15);
    // Codes of its own: 2.
    bits.put(u64::from(last) | 2 << 1, 3);
    code_lengths(bits, &symbol_lengths, &distance_lengths);

    let symbols = codes(&symbol_lengths);
    let distances = codes(&distance_lengths);
    // Each length with the bits after its symbol.
    let repeats: [Code; LONGEST + 1] = std::array::from_fn(|length| {
        let (symbol, value, extra) = length_symbol(length.max(SHORTEST));
        symbols[symbol].followed_by(value, extra)
    });
    for token in tokens {
        match *token {
            Token::Byte(byte) => bits.put_code(symbols[usize::from(byte)]),
            Token::Repeat(Repeat { length, distance }) => {
                let repeat = repeats[usize::from(length)];
                let (symbol, value, extra) = distance_symbol(distance);
                let far = distances[symbol].followed_by(value, extra);
                bits.put(
                    u64::from(repeat.bits) | u64::from(far.bits) << repeat.length,
                    repeat.length + far.length,
                );
            }
        }
    }
    bits.put_code(symbols[END]);
}

/// Tells the lengths of both kinds of codes (RFC 1951, 3.2.7).
fn code_lengths(bits: &mut Bits, symbols: &[u8; SYMBOLS], distances: &[u8; DISTANCES]) {
    let used = |lengths: &[u8]| {
        lengths
            .iter()
            .rposition(|length| *length > 0)
            .map_or(0, |ix| ix + 1)
    };
    let (symbol_count, distance_count) = (used(symbols), used(distances));
    let mut told: Vec<Extended> = Vec::with_capacity(SYMBOLS);
    for lengths in [&symbols[..symbol_count], &distances[..distance_count]] {
        for alike in lengths.chunk_by(|a, b| a == b) {
            alike_lengths(&mut told, alike[0], alike.len());
        }
    }
    let mut counts = [0; CODE_LENGTHS];
    for (symbol, ..) in &told {
        counts[*symbol] += 1;
    }
    let lengths = lengths(&counts, 7);
    let codes = codes(&lengths);
    let ordered = ORDER.map(|symbol| lengths[symbol]);
    let length_count = used(&ordered).max(4);
    bits.put(symbol_count as u64 - 257, 5);
    bits.put(distance_count as u64 - 1, 5);
    bits.put(length_count as u64 - 4, 4);
    for length in &ordered[..length_count] {
        bits.put((*length).into(), 3);
    }
    for (symbol, value, extra) in told {
        bits.put_code(codes[symbol].followed_by(value, extra));
    }
}

/// Adds `count` codes of one length.
fn alike_lengths(told: &mut Vec<Extended>, length: u8, mut count: usize) {
    if length > 0 {
        told.push((length.into(), 0, 0));
        count -= 1;
    }
    while count >= 3 {
        let (symbol, most, least, extra) = match (length, count) {
            (0, 11..) => (18, 138, 11, 7),
            (0, _) => (17, 10, 3, 3),
            _ => (16, 6, 3, 2),
        };
        let taken = count.min(most);
        told.push((symbol, (taken - least) as u32, extra));
        count -= taken;
    }
    told.extend(std::iter::repeat_n((length.into(), 0, 0), count));
}

impl Code {
    /// This code with more bits after it.
    fn followed_by(self, value: u32, bits: u32) -> Code {
        Code {
            bits: self.bits | value << self.length,
            length: self.length + bits,
        }
    }
}

/// Bits in bytes, the first one lowest.
pub(super) struct Bits {
    /// With room for all that comes.
    bytes: Vec<u8>,
    /// Whole bytes.
    written: usize,
    /// What is not yet a whole byte, and how many bits it has.
    rest: u64,
    count: u32,
}

impl Bits {
    /// Room for a block of so many tokens.
    pub fn for_tokens(tokens: usize) -> Bits {
        Bits {
            bytes: vec![0; tokens * TOKEN_BYTES + HEAD_BYTES],
            written: 0,
            rest: 0,
            count: 0,
        }
    }

    /// Adds at most 56 bits.
    pub fn put(&mut self, value: u64, count: u32) {
        self.rest |= value << self.count;
        self.count += count;
        let word = self.rest.to_le_bytes();
        self.bytes[self.written..][..word.len()].copy_from_slice(&word);
        self.written += self.count as usize / 8;
        self.rest >>= self.count / 8 * 8;
        self.count %= 8;
    }

    fn put_code(&mut self, code: Code) {
        self.put(code.bits.into(), code.length);
    }

    /// Fills up the last byte.
    pub fn fill_byte(&mut self) {
        self.put(0, (8 - self.count) % 8);
    }

    /// The whole bytes.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.written);
        self.bytes.shrink_to_fit();
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_symbols_of_the_rfc() {
        // Symbol, value of the bits after it, their count.
        for (length, expected) in [
            (3, (257, 0, 0)),
            (10, (264, 0, 0)),
            (11, (265, 0, 1)),
            (12, (265, 1, 1)),
            (22, (269, 3, 2)),
            (130, (280, 15, 4)),
            (257, (284, 30, 5)),
            (258, (285, 0, 0)),
        ] {
            assert_eq!(length_symbol(length), expected, "{length}");
        }
        for (distance, expected) in [
            (1, (0, 0, 0)),
            (4, (3, 0, 0)),
            (5, (4, 0, 1)),
            (8, (5, 1, 1)),
            (1_601, (21, 64, 9)),
            (32_768, (29, 8_191, 13)),
        ] {
            assert_eq!(distance_symbol(distance), expected, "{distance}");
        }
    }
}
