//! Which 256 colours an opaque picture gets. A board has few flat colours and many on the edges
//! between them: with a palette its file is half as large, and sooner compressed.
//!
//! Colours are taken in order of how often they are seen, unless one that was taken is near: nearer
//! for flat areas than for edges, and as near as 256 colours allow. So areas keep their colour, and
//! no edge is off by more than eyes can tell.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::color_table::Rgba;

/// Most colours of a palette.
const MOST: usize = 256;

/// A colour seen this often is that of an area, not of an edge.
const AREA: u64 = 96;

/// Largest distances of an area's and of an edge's colour to its palette's, in the order in which
/// they are tried. Distance is that of the channel which differs most, of 255. There is room for
/// all at the last ones.
const DISTANCES: [(u8, u8); 9] = [
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

/// Colours and how often each is seen.
pub(super) type Counts = Vec<(Rgba, u64)>;

/// Makes one colour of those of edges that have their upper bits in common, where a band has more
/// colours than a palette has room for. `counts` says how often each is seen.
pub(super) fn merge_edges(colours: &mut [Rgba], counts: &[u64]) {
    if counts.iter().filter(|count| **count > 0).count() <= MOST {
        return;
    }
    for (colour, count) in colours.iter_mut().zip(counts) {
        if *count < AREA {
            *colour = (*colour & !0x07_0707) | 0x04_0404;
        }
    }
}

/// Up to 256 colours.
#[derive(Default)]
pub(super) struct Palette {
    /// Their reds, greens and blues: compilers make vectors of them.
    channels: [Vec<u8>; 3],
    /// The index of the nearest colour for each that was seen.
    known: FxHashMap<Rgba, u8>,
}

impl Palette {
    /// The palette for what was seen, in any order, of some bands.
    pub fn new(bands: &[Counts]) -> Palette {
        // Bands have most of their colours in common.
        let most = bands.iter().map(Vec::len).max().unwrap_or(0);
        let mut total = FxHashMap::with_capacity_and_hasher(most * 2, FxBuildHasher);
        for (colour, count) in bands.iter().flatten() {
            *total.entry(*colour).or_default() += count;
        }
        let mut seen: Counts = total.into_iter().collect();
        seen.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
        let palettes = DISTANCES.into_iter();
        let mut fitting = palettes.filter_map(|(area, edge)| Palette::within(&seen, area, edge));
        let mut palette = fitting.next().unwrap_or_default();
        let index = |(colour, _): &(Rgba, u64)| (*colour, palette.nearest(*colour).0 as u8);
        palette.known = seen.iter().map(index).collect();
        palette
    }

    /// Each colour to which no other one of the palette is near; `None` without room for all.
    fn within(seen: &[(Rgba, u64)], area: u8, edge: u8) -> Option<Palette> {
        let mut palette = Palette::default();
        for (colour, count) in seen {
            let near = if *count >= AREA { area } else { edge };
            // Not `any`, which has a branch for each.
            let distances = palette.distances(*colour);
            if distances.fold(false, |is_near, distance| is_near | (distance <= near)) {
                continue;
            }
            if palette.channels[0].len() == MOST {
                return None;
            }
            for (known, channel) in palette.channels.iter_mut().zip(colour.to_le_bytes()) {
                known.push(channel);
            }
        }
        Some(palette)
    }

    /// How far a colour is from each.
    fn distances(&self, colour: Rgba) -> impl Iterator<Item = u8> {
        let [r, g, b, _] = colour.to_le_bytes();
        let [reds, greens, blues] = &self.channels;
        let colours = reds.iter().zip(greens).zip(blues);
        colours.map(move |((red, green), blue)| {
            let (red, green) = (red.abs_diff(r), green.abs_diff(g));
            red.max(green).max(blue.abs_diff(b))
        })
    }

    /// Index of the nearest colour, and its distance.
    fn nearest(&self, colour: Rgba) -> (usize, u8) {
        let least = self.distances(colour).fold(u8::MAX, u8::min);
        let at = self
            .distances(colour)
            .position(|distance| distance == least);
        (at.unwrap_or(0), least)
    }

    /// The colours as RGB.
    pub fn colours(&self) -> Vec<[u8; 3]> {
        let [reds, greens, blues] = &self.channels;
        let colours = reds.iter().zip(greens).zip(blues);
        colours
            .map(|((red, green), blue)| [*red, *green, *blue])
            .collect()
    }

    /// The index of the nearest colour.
    pub fn index(&self, colour: Rgba) -> u8 {
        let known = self.known.get(&colour).copied();
        known.unwrap_or_else(|| self.nearest(colour).0 as u8)
    }
}

#[cfg(test)]
mod tests;
