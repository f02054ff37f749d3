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

/// Colours that are compared at once.
const TOGETHER: usize = 16;

/// A colour seen this often is that of an area, not of an edge.
const AREA: u64 = 96;

/// Largest distances of an area's and of an edge's colour to its palette's, in the order in which
/// they are tried. Distance is that of the channel which differs most, of 255.
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
pub(super) struct Palette {
    colours: Vec<[u8; 3]>,
    /// Their channels in groups that are compared at once: the reds of a group, its greens, its
    /// blues. What is not used of a group repeats its first colour.
    groups: Vec<[[u8; TOGETHER]; 3]>,
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
        let mut palette = Palette::empty();
        for (area, edge) in DISTANCES {
            palette = Palette::empty();
            if palette.take(&seen, area, edge) {
                break;
            }
        }
        let index =
            |(colour, _): &(Rgba, u64)| (*colour, palette.nearest(channels(*colour)).0 as u8);
        palette.known = seen.iter().map(index).collect();
        palette
    }

    fn empty() -> Palette {
        Palette {
            colours: Vec::with_capacity(MOST),
            groups: Vec::with_capacity(MOST / TOGETHER),
            known: FxHashMap::default(),
        }
    }

    /// Takes each colour to which no taken one is near; whether there was room for all.
    fn take(&mut self, seen: &[(Rgba, u64)], area: u8, edge: u8) -> bool {
        for (colour, count) in seen {
            let near = if *count >= AREA { area } else { edge };
            let channels = channels(*colour);
            if self.has_near(channels, near) {
                continue;
            }
            if self.colours.len() == MOST {
                return false;
            }
            let place = self.colours.len() % TOGETHER;
            match self.groups.last_mut() {
                Some(group) if place > 0 => {
                    for (lane, channel) in group.iter_mut().zip(channels) {
                        lane[place] = channel;
                    }
                }
                _ => self
                    .groups
                    .push(channels.map(|channel| [channel; TOGETHER])),
            }
            self.colours.push(channels);
        }
        true
    }

    /// Whether some colour is as near as that.
    fn has_near(&self, channels: [u8; 3], near: u8) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| has(&distances(group, channels), |distance| distance <= near))
    }

    /// Index of the nearest colour, and its distance.
    fn nearest(&self, channels: [u8; 3]) -> (usize, u8) {
        let mut nearest = (0, u8::MAX);
        for (ix, group) in self.groups.iter().enumerate() {
            let distances = distances(group, channels);
            if has(&distances, |distance| distance < nearest.1) {
                for (at, distance) in distances.into_iter().enumerate() {
                    if distance < nearest.1 {
                        nearest = (ix * TOGETHER + at, distance);
                    }
                }
            }
        }
        nearest
    }

    /// The colours as RGB.
    pub fn colours(&self) -> &[[u8; 3]] {
        &self.colours
    }

    /// The index of the nearest colour.
    pub fn index(&self, colour: Rgba) -> u8 {
        let known = self.known.get(&colour).copied();
        known.unwrap_or_else(|| self.nearest(channels(colour)).0 as u8)
    }
}

/// How far a colour is from each of a group.
fn distances([reds, greens, blues]: &[[u8; TOGETHER]; 3], [r, g, b]: [u8; 3]) -> [u8; TOGETHER] {
    // In the form that compilers make vectors of.
    let apart = |a: u8, b: u8| a.max(b) - a.min(b);
    let mut distances = [0; TOGETHER];
    for (at, distance) in distances.iter_mut().enumerate() {
        let (red, green) = (apart(reds[at], r), apart(greens[at], g));
        *distance = red.max(green).max(apart(blues[at], b));
    }
    distances
}

/// Whether one of them is such, without a branch for each.
fn has(distances: &[u8; TOGETHER], such: impl Fn(u8) -> bool) -> bool {
    distances
        .iter()
        .fold(false, |has, distance| has | such(*distance))
}

fn channels(colour: Rgba) -> [u8; 3] {
    let [r, g, b, _] = colour.to_le_bytes();
    [r, g, b]
}

#[cfg(test)]
mod tests;
