use std::io::Read;

use super::*;

#[test]
fn pieces_of_a_stream_follow_each_other() {
    let mut state = 1u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as u8
    });
    let bytes: Vec<u8> = noise.take(300_000).collect();
    // Noise does not get shorter, so that room is made for it several times.
    for (first, second) in [
        (0, 0),
        (0, 1),
        (1, 0),
        (150_000, 300_000),
        (300_000, 300_000),
    ] {
        let mut stream = deflate(&bytes[..first], false);
        stream.extend(deflate(&[], false));
        stream.extend(deflate(&bytes[first..second.max(first)], true));
        let mut back = Vec::new();
        let mut decoder = flate2::bufread::DeflateDecoder::new(stream.as_slice());
        decoder.read_to_end(&mut back).unwrap();
        assert!(back == bytes[..second.max(first)], "{first} {second}");
        assert!(decoder.into_inner().is_empty());
    }
}

#[test]
fn checksums() {
    let adler = |bytes: &[u8]| simd_adler32::adler32(&bytes);
    let bytes: Vec<u8> = (0..100_000u32).map(|ix| (ix * 7 % 251) as u8).collect();
    let (one, two) = bytes.split_at(70_001);
    let both = adler_of_both(adler(one), adler(two), two.len() as u64);
    assert_eq!(both, adler(&bytes));
    assert_eq!(adler_of_both(1, adler(one), one.len() as u64), adler(one));
}
