//! PNG out of bands that were compressed apart from each other.

use super::colours::Palette;
use super::deflate::deflate;
use super::inks::Rgba;
use super::painted::Painted;

/// Rows as a piece of a zlib stream.
pub(super) struct Band {
    /// Deflate blocks that end at a byte and refer to nothing before the band.
    deflated: Vec<u8>,
    /// Adler-32 of the rows.
    checksum: u32,
    /// Length of the rows in bytes.
    length: u64,
}

/// Compresses rows as indices of a palette.
pub(super) fn indexed(painted: &Painted, palette: &Palette, last: bool) -> Band {
    let index = |colour: &Rgba| [palette.index(*colour)];
    band(painted, painted.colours().iter().map(index), last)
}

/// Compresses rows as red, green, blue, alpha.
pub(super) fn rgba(painted: &Painted, last: bool) -> Band {
    let colours = painted.colours().iter().copied();
    band(painted, colours.map(straight), last)
}

/// Takes out of a premultiplied colour what alpha did to it.
fn straight(colour: Rgba) -> [u8; 4] {
    let [r, g, b, alpha] = colour.to_le_bytes();
    let whole = |channel: u8| {
        let scaled = u32::from(channel) * 255 + u32::from(alpha) / 2;
        scaled.checked_div(u32::from(alpha)).unwrap_or(0).min(255) as u8
    };
    [whole(r), whole(g), whole(b), alpha]
}

/// Compresses the rows of a band with what its colours stand for.
fn band<const BYTES: usize>(
    painted: &Painted,
    colours: impl Iterator<Item = [u8; BYTES]>,
    last: bool,
) -> Band {
    let row_bytes = 1 + painted.width() * BYTES;
    let mut rows = Vec::with_capacity(painted.height() * row_bytes);
    painted.each_row(colours, |row| {
        // No filter: flat areas want none.
        rows.push(0);
        rows.extend(row);
    });
    Band {
        deflated: deflate(&rows, row_bytes, BYTES, last),
        checksum: simd_adler32::adler32(&rows.as_slice()),
        length: rows.len() as u64,
    }
}

/// The PNG file of some bands from top to bottom: indices of a palette, or red, green, blue, alpha.
pub(super) fn png(width: u32, height: u32, palette: Option<&Palette>, bands: &[Band]) -> Vec<u8> {
    let mut file = Vec::with_capacity(bands.iter().map(|band| band.deflated.len() + 256).sum());
    file.extend(b"\x89PNG\r\n\x1a\n");
    let mut header = Vec::with_capacity(13);
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    let colour_type = match palette {
        Some(_) => 3,
        None => 6,
    };
    // 8 bits a channel, and the only methods there are.
    header.extend([8, colour_type, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &header);
    if let Some(palette) = palette {
        chunk(&mut file, b"PLTE", palette.colours().as_flattened());
    }
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

/// Adler-32 of two pieces after each other, from theirs and the length of the second.
fn adler_of_both(first: u32, second: u32, length: u64) -> u32 {
    let modulus = 65_521;
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
        let adler = |bytes: &[u8]| simd_adler32::adler32(&bytes);
        let bytes: Vec<u8> = (0..100_000u32).map(|ix| (ix * 7 % 251) as u8).collect();
        let (one, two) = bytes.split_at(70_001);
        let both = adler_of_both(adler(one), adler(two), two.len() as u64);
        assert_eq!(both, adler(&bytes));
        assert_eq!(adler_of_both(1, adler(one), one.len() as u64), adler(one));
    }
}
