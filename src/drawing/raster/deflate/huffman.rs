//! Prefix codes that make what is said often short (Huffman's), as deflate has them.

/// The longest code of a byte, a length or a distance.
const LONGEST: usize = 15;

/// What stands for a symbol: its bits, the first one lowest, and how many they are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Code {
    pub bits: u32,
    pub length: u32,
}

/// How long the code of each symbol is, at most `limit` bits, when it is seen as often as `counts` says; 0: never
/// seen. A single symbol has a code of one bit.
pub(super) fn lengths<const SYMBOLS: usize>(
    counts: &[u32; SYMBOLS],
    limit: usize,
) -> [u8; SYMBOLS] {
    let mut lengths = [0; SYMBOLS];
    let seen = (0..SYMBOLS).filter(|symbol| counts[*symbol] > 0);
    let mut rare_first: Vec<usize> = seen.collect();
    rare_first.sort_unstable_by_key(|symbol| (counts[*symbol], *symbol));
    let leaves: Vec<u32> = rare_first.iter().map(|symbol| counts[*symbol]).collect();
    let mut codes = codes_by_length(&depths(leaves), limit);
    for symbol in rare_first {
        let longest = codes.iter().rposition(|codes| *codes > 0).unwrap_or(1);
        codes[longest] -= 1;
        lengths[symbol] = longest as u8;
    }
    lengths
}

/// How deep in Huffman's tree each leaf lies, from leaves in ascending order of their weights.
fn depths(leaves: Vec<u32>) -> Vec<usize> {
    let count = leaves.len();
    if count == 1 {
        return vec![1];
    }
    // Leaves, then inner nodes; those are made in ascending order, too.
    let mut weights = leaves;
    let mut parents = vec![0; (2 * count).saturating_sub(1)];
    let (mut leaf, mut inner) = (0, count);
    for node in count..parents.len() {
        let mut weight = 0;
        for _ in 0..2 {
            let lightest = if inner == node || leaf < count && weights[leaf] <= weights[inner] {
                &mut leaf
            } else {
                &mut inner
            };
            weight += weights[*lightest];
            parents[*lightest] = node;
            *lightest += 1;
        }
        weights.push(weight);
    }
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len().saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    depths.truncate(count);
    depths
}

/// How many codes of each length there are, when none may be longer than `limit`: shorter codes become longer until
/// all have room.
fn codes_by_length(depths: &[usize], limit: usize) -> [usize; LONGEST + 1] {
    let mut codes = [0; LONGEST + 1];
    for depth in depths {
        codes[(*depth).min(limit)] += 1;
    }
    // In units of the longest code.
    let room = 1 << limit;
    let mut taken: usize = (1..=limit)
        .map(|length| codes[length] << (limit - length))
        .sum();
    while taken > room {
        let shorter = (1..limit)
            .rev()
            .find(|length| codes[*length] > 0)
            .unwrap_or(1);
        // One of the longest moves beside it, one bit further down.
        codes[shorter] -= 1;
        codes[shorter + 1] += 2;
        codes[limit] -= 1;
        taken -= 1;
    }
    codes
}

/// The codes of these lengths (RFC 1951, 3.2.2).
pub(super) fn codes<const SYMBOLS: usize>(lengths: &[u8; SYMBOLS]) -> [Code; SYMBOLS] {
    let mut next = [0u32; LONGEST + 2];
    for length in 1..=LONGEST {
        let before = lengths
            .iter()
            .filter(|known| usize::from(**known) == length);
        next[length + 1] = (next[length] + before.count() as u32) << 1;
    }
    lengths.map(|length| {
        let place = &mut next[usize::from(length)];
        let code = *place;
        *place += 1;
        match length {
            0 => Code::default(),
            _ => Code {
                bits: code.reverse_bits() >> (32 - u32::from(length)),
                length: length.into(),
            },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The share of all bits that codes of these lengths take.
    fn taken(lengths: &[u8]) -> f64 {
        let seen = lengths.iter().filter(|length| **length > 0);
        seen.map(|length| 0.5f64.powi(i32::from(*length))).sum()
    }

    #[test]
    fn what_is_rare_is_long() {
        assert_eq!(lengths(&[5, 0, 1, 1, 2], 15), [1, 0, 3, 3, 2]);
        assert_eq!(lengths(&[0, 7, 0], 15), [0, 1, 0]);
        assert_eq!(lengths(&[0, 0, 0], 15), [0, 0, 0]);
        assert_eq!(lengths(&[1, 1, 1, 1], 7), [2, 2, 2, 2]);
    }

    #[test]
    fn none_is_longer_than_the_limit() {
        // Fibonacci's numbers make the deepest tree.
        let mut counts = [1; 30];
        for ix in 2..30 {
            counts[ix] = counts[ix - 1] + counts[ix - 2];
        }
        assert_eq!(usize::from(lengths(&counts, 15)[0]), 15);
        for limit in [5, 7, 15] {
            let lengths = lengths(&counts, limit);
            assert!(
                lengths
                    .iter()
                    .all(|length| (1..=limit).contains(&usize::from(*length)))
            );
            assert!((taken(&lengths) - 1.0).abs() < 1e-12);
            assert!(lengths.is_sorted_by(|a, b| a >= b));
        }
    }

    #[test]
    fn no_code_begins_another() {
        let codes = codes(&[2, 1, 0, 3, 3]);
        // The example of the RFC, bits turned around.
        let bits = codes.map(|code| code.bits);
        assert_eq!(bits, [0b01, 0b0, 0, 0b011, 0b111]);
    }
}
