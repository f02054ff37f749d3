//! Which 256 colours an opaque picture gets. A board has few flat colours and many on the edges between them:
//! with a palette its file is half as large, and sooner compressed.
//!
//! Colours are taken in order of how often they are seen, unless one that was taken is near: nearer for flat
//! areas than for edges, and as near as 256 colours allow. So areas keep their colour, and no edge is off by
//! more than eyes can tell.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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

/// How often colours are seen.
pub(super) type Histogram = HashMap<u32, u64, BuildHasherDefault<ColourHasher>>;

/// The counts of both.
pub(super) fn both(first: Histogram, second: Histogram) -> Histogram {
    let (mut more, fewer) = match first.len() < second.len() {
        true => (second, first),
        false => (first, second),
    };
    for (colour, count) in fewer {
        *more.entry(colour).or_default() += count;
    }
    more
}

/// Up to 256 colours.
pub(super) struct Palette {
    colours: Vec<[u8; 3]>,
    /// The channels of all colours, in lanes that the compiler adds up together.
    lanes: Box<[[i16; MOST]; 3]>,
}

impl Palette {
    /// The palette for what was seen.
    pub fn new(histogram: Histogram) -> Palette {
        let mut seen: Vec<(u32, u64)> = histogram.into_iter().collect();
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

    /// For each of some colours the index of the nearest.
    pub fn indices(&self, colours: &[u32]) -> Vec<u8> {
        let index = |colour: &u32| self.nearest(channels(*colour)).0 as u8;
        colours.iter().map(index).collect()
    }
}

fn channels(code: u32) -> [u8; 3] {
    [code as u8, (code >> 8) as u8, (code >> 16) as u8]
}

/// Spreads colour codes over a table; they are not chosen by an enemy.
#[derive(Default)]
pub(super) struct ColourHasher(u64);

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
        Palette::new(colours.collect())
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
