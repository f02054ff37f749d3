//! Which 256 colours an opaque picture gets. A board has few flat colours and many on the edges between them:
//! with a palette its file is half as large, and sooner compressed.
//!
//! Colours are taken in order of how often they are seen, unless one that was taken is near: nearer for flat
//! areas than for edges, and as near as 256 colours allow. So areas keep their colour, and no edge is off by
//! more than eyes can tell.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::canvas::Canvas;

/// Most colours of a palette.
const MOST: usize = 256;

/// A colour seen this often is that of an area, not of an edge.
const AREA: u64 = 96;

/// Largest distances of an area's and of an edge's colour to its palette's, in the order in which they are
/// tried. Distance is that of the channel which differs most, of 255.
const DISTANCES: [(i16, i16); 9] = [
    (0, 0),
    (1, 8),
    (2, 12),
    (4, 16),
    (6, 20),
    (8, 24),
    (12, 32),
    (24, 64),
    (64, 255),
];

type Counts = HashMap<u32, u64, BuildHasherDefault<ColourHasher>>;

/// How often colours are seen.
#[derive(Default)]
pub(super) struct Histogram(Counts);

/// Up to 256 colours.
pub(super) struct Palette {
    colours: Vec<[u8; 3]>,
    /// The channels of all colours, in lanes that the compiler adds up together.
    lanes: Box<[[i16; MOST]; 3]>,
}

impl Histogram {
    /// Counts the pixels of a canvas.
    pub fn of(canvas: &Canvas) -> Histogram {
        let mut counts = Counts::default();
        for row in canvas.rows() {
            let mut pixels = row.as_chunks::<4>().0;
            while let Some(first) = pixels.first() {
                let length = run(pixels);
                *counts.entry(code(first)).or_default() += length as u64;
                pixels = &pixels[length..];
            }
        }
        Histogram(counts)
    }

    /// The counts of both.
    pub fn and(mut self, other: Histogram) -> Histogram {
        for (colour, count) in other.0 {
            *self.0.entry(colour).or_default() += count;
        }
        self
    }
}

impl Palette {
    /// The palette for what was seen.
    pub fn new(histogram: Histogram) -> Palette {
        let mut seen: Vec<(u32, u64)> = histogram.0.into_iter().collect();
        seen.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
        let mut palette = Palette::empty();
        for (area, edge) in DISTANCES {
            palette = Palette::empty();
            if palette.take(&seen, area, edge) {
                break;
            }
        }
        palette
    }

    fn empty() -> Palette {
        Palette {
            colours: Vec::with_capacity(MOST),
            // Further from any colour than colours are from each other.
            lanes: Box::new([[1000; MOST]; 3]),
        }
    }

    /// Takes each colour to which no taken one is near; whether there was room for all.
    fn take(&mut self, seen: &[(u32, u64)], area: i16, edge: i16) -> bool {
        for (colour, count) in seen {
            let near = if *count >= AREA { area } else { edge };
            let channels = channels(*colour);
            if !self.colours.is_empty() && self.nearest(channels).1 <= near {
                continue;
            }
            if self.colours.len() == MOST {
                return false;
            }
            for (lane, channel) in self.lanes.iter_mut().zip(channels) {
                lane[self.colours.len()] = i16::from(channel);
            }
            self.colours.push(channels);
        }
        true
    }

    /// Index of the nearest colour, and its distance.
    fn nearest(&self, [r, g, b]: [u8; 3]) -> (usize, i16) {
        let [reds, greens, blues] = &*self.lanes;
        let (r, g, b) = (i16::from(r), i16::from(g), i16::from(b));
        let mut distances = [0i16; MOST];
        for (ix, distance) in distances.iter_mut().enumerate() {
            let (red, green, blue) = (reds[ix] - r, greens[ix] - g, blues[ix] - b);
            *distance = red.abs().max(green.abs()).max(blue.abs());
        }
        let least = distances.iter().copied().min().unwrap_or(0);
        let ix = distances.iter().position(|distance| *distance == least);
        (ix.unwrap_or(0), least)
    }

    /// The colours as RGB.
    pub fn colours(&self) -> &[[u8; 3]] {
        &self.colours
    }

    /// A table of the palette for one canvas.
    pub fn indices(&self) -> Indices<'_> {
        Indices {
            palette: self,
            known: vec![(u32::MAX, 0); KNOWN],
        }
    }
}

/// Places of [`Indices`].
const KNOWN: usize = 1 << 12;

/// Finds colours in a palette and remembers the latest.
pub(super) struct Indices<'a> {
    palette: &'a Palette,
    known: Vec<(u32, u8)>,
}

impl Indices<'_> {
    /// Writes the index of each pixel of a row.
    pub fn write(&mut self, row: &[u8], to: &mut [u8]) {
        let mut pixels = row.as_chunks::<4>().0;
        let mut at = 0;
        while let Some(first) = pixels.first() {
            let length = run(pixels);
            to[at..at + length].fill(self.index(code(first)));
            at += length;
            pixels = &pixels[length..];
        }
    }

    fn index(&mut self, colour: u32) -> u8 {
        let place = (colour.wrapping_mul(0x9e37_79b1) >> 20) as usize % KNOWN;
        if self.known[place].0 != colour {
            let nearest = self.palette.nearest(channels(colour)).0;
            self.known[place] = (colour, nearest as u8);
        }
        self.known[place].1
    }
}

/// How many pixels from the first on have its colour; looks at eight at a time, since most runs are long.
fn run(pixels: &[[u8; 4]]) -> usize {
    let first = u32::from_le_bytes(pixels[0]);
    let differs = |pixels: &[[u8; 4]]| {
        let bits = pixels
            .iter()
            .map(|pixel| u32::from_le_bytes(*pixel) ^ first);
        bits.fold(0, |all, bits| all | bits) != 0
    };
    let mut length = 1;
    for chunk in pixels[1..].chunks_exact(8) {
        if differs(chunk) {
            break;
        }
        length += 8;
    }
    let rest = pixels[length..].iter();
    length + rest.take_while(|pixel| **pixel == pixels[0]).count()
}

/// The colour of an opaque pixel as a number below 2^24.
fn code(pixel: &[u8; 4]) -> u32 {
    u32::from_le_bytes(*pixel) & 0xff_ffff
}

fn channels(code: u32) -> [u8; 3] {
    [code as u8, (code >> 8) as u8, (code >> 16) as u8]
}

/// Spreads colour codes over a table; they are not chosen by an enemy.
#[derive(Default)]
struct ColourHasher(u64);

impl Hasher for ColourHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(colours: impl Iterator<Item = (u32, u64)>) -> Palette {
        Palette::new(Histogram(colours.collect()))
    }

    #[test]
    fn few_colours_are_kept() {
        let palette = palette((0..256).map(|ix| (ix * 1000, 1)));
        assert_eq!(palette.colours().len(), 256);
        for ix in 0..256 {
            assert_eq!(palette.nearest(channels(ix * 1000)).1, 0);
        }
    }

    #[test]
    fn many_colours_are_near() {
        // Every grey with a tint, and two areas.
        let grey = |ix: u32| ix << 16 | ix << 8 | ix;
        let tints = (0..256).flat_map(|ix| (0..4).map(move |tint| grey(ix) ^ tint));
        let areas = [(0x123456, 10_000), (0x133456, 9_000)];
        let palette = palette(tints.clone().map(|colour| (colour, 3)).chain(areas));
        assert!(palette.colours().len() <= 256);
        assert_eq!(palette.nearest(channels(0x123456)).1, 0);
        for colour in tints {
            assert!(palette.nearest(channels(colour)).1 <= 8);
        }
    }
}
