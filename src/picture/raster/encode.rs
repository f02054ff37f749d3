//! PNG out of bands that were compressed apart from each other.

use flate2::{Compress, Compression, FlushCompress};

use super::canvas::Canvas;

/// Flat pictures gain little from higher levels.
const LEVEL: u32 = 2;

/// Rows as a piece of a zlib stream.
pub(super) struct Band {
    /// Deflate blocks that end at a byte and refer to nothing before the band.
    deflated: Vec<u8>,
    /// Adler-32 of the rows.
    checksum: u32,
    /// Length of the rows in bytes.
    length: u64,
}

/// Compresses the rows of a canvas, each after a zero byte (no filter: flat areas want none).
pub(super) fn band(canvas: &Canvas, opaque: bool, last: bool) -> Band {
    let rows = canvas.rows(opaque);
    let mut compress = Compress::new(Compression::new(LEVEL), false);
    let mut deflated = Vec::with_capacity(rows.len() / 8 + 64);
    let flush = if last {
        FlushCompress::Finish
    } else {
        FlushCompress::Sync
    };
    loop {
        let taken = compress.total_in() as usize;
        // Compressing in memory has no errors; a full buffer is told by its length.
        let _ = compress.compress_vec(&rows[taken..], &mut deflated, flush);
        let all_taken = compress.total_in() as usize == rows.len();
        if all_taken && deflated.len() < deflated.capacity() {
            break;
        }
        deflated.reserve(deflated.capacity().max(1024));
    }
    Band {
        checksum: adler(&rows),
        length: rows.len() as u64,
        deflated,
    }
}

/// The PNG file of some bands from top to bottom.
pub(super) fn png(width: u32, height: u32, opaque: bool, bands: &[Band]) -> Vec<u8> {
    let mut file = Vec::with_capacity(bands.iter().map(|band| band.deflated.len() + 64).sum());
    file.extend(b"\x89PNG\r\n\x1a\n");
    let mut header = Vec::with_capacity(13);
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    // 8 bits a channel, RGB or RGBA, and the only methods there are.
    header.extend([8, if opaque { 2 } else { 6 }, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &header);
    let mut checksum = 1;
    for (ix, band) in bands.iter().enumerate() {
        let mut data = Vec::with_capacity(band.deflated.len() + 6);
        if ix == 0 {
            // A zlib stream with a window of 32 KB.
            data.extend([0x78, 0x01]);
        }
        data.extend(&band.deflated);
        checksum = adler_of_both(checksum, band.checksum, band.length);
        if ix + 1 == bands.len() {
            data.extend(u32::to_be_bytes(checksum));
        }
        chunk(&mut file, b"IDAT", &data);
    }
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    file.extend(name);
    file.extend(data);
    let mut crc = flate2::Crc::new();
    crc.update(name);
    crc.update(data);
    file.extend(crc.sum().to_be_bytes());
}

const MODULUS: u32 = 65_521;

/// Adler-32 of some bytes (RFC 1950).
fn adler(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1, 0);
    // The most additions before a 32-bit sum can overflow.
    for part in bytes.chunks(5552) {
        for byte in part {
            a += u32::from(*byte);
            b += a;
        }
        a %= MODULUS;
        b %= MODULUS;
    }
    b << 16 | a
}

/// Adler-32 of two pieces after each other, from theirs and the length of the second.
fn adler_of_both(first: u32, second: u32, length: u64) -> u32 {
    let modulus = u64::from(MODULUS);
    let split = |sum: u32| (u64::from(sum & 0xffff), u64::from(sum >> 16));
    let ((a1, b1), (a2, b2)) = (split(first), split(second));
    let length = length % modulus;
    // The second piece began at 1 in place of a1.
    let a = (a1 + a2 + modulus - 1) % modulus;
    let b = (b1 + b2 + length * (a1 + modulus - 1)) % modulus;
    (b << 16 | a) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums() {
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
        let bytes: Vec<u8> = (0..100_000u32).map(|ix| (ix * 7 % 251) as u8).collect();
        let (one, two) = bytes.split_at(70_001);
        let both = adler_of_both(adler(one), adler(two), two.len() as u64);
        assert_eq!(both, adler(&bytes));
        assert_eq!(adler_of_both(1, adler(one), one.len() as u64), adler(one));
    }
}
