//! The color table of a band. A board has few colors, so that a pixel is an index, the result of a
//! blend is looked up, and a palette is chosen color by color.

use rustc_hash::FxHashMap;

use crate::drawing::colour::Rgb;

/// The index of a color in its table.
pub(super) type ColorIndex = u16;

/// A premultiplied colour: red, green, blue, alpha from the lowest byte on, none of them above
/// alpha.
pub(super) type Rgba = u32;

/// Colours of an opaque band, and of any other, that are kept as they are. Later ones keep 5 bits a
/// channel if they are opaque, 2^15 colours, and 3 or 4 bits a channel and 3 of alpha else, 2^14,
/// so that there are never more than numbers. Only bands of extreme width, and large photographs,
/// have so many.
const EXACT_OPAQUE: usize = (1 << 15) - 1;
const EXACT: usize = 1 << 14;

/// Blends that are remembered, each in the slot of its hash.
const BLENDS: usize = 1 << 11;

/// The colours of a band.
pub(super) struct ColorTable {
    /// How many colours are kept as they are.
    exact: usize,
    colours: Vec<Rgba>,
    known: FxHashMap<Rgba, ColorIndex>,
    /// What is above, the index of what is below, and that of the blend, in 32, 16 and 16 bits.
    blends: Box<[u64; BLENDS]>,
}

impl ColorTable {
    /// A table with index 0 for what is transparent. `opaque`: no other color is.
    pub fn new(opaque: bool) -> ColorTable {
        let mut colors = ColorTable {
            exact: if opaque { EXACT_OPAQUE } else { EXACT },
            colours: Vec::with_capacity(1024),
            known: FxHashMap::with_capacity_and_hasher(1024, Default::default()),
            // Nothing over nothing.
            blends: Box::new([0; BLENDS]),
        };
        colors.index(0);
        colors
    }

    /// Returns the index of a color, which is added where it is new.
    pub fn index(&mut self, colour: Rgba) -> ColorIndex {
        if let Some(known) = self.known.get(&colour) {
            return *known;
        }
        let colour = match (self.colours.len() < self.exact, colour >> 24) {
            (true, _) => colour,
            // The middle of those that have these bits in common.
            (false, 255) => colour & 0xfff8_f8f8 | 0x04_0404,
            (false, _) => {
                let [r, g, b, alpha] = (colour & 0xe0e0_f0f0 | 0x1010_0808).to_le_bytes();
                Rgba::from_le_bytes([r.min(alpha), g.min(alpha), b.min(alpha), alpha])
            }
        };
        *self.known.entry(colour).or_insert_with(|| {
            self.colours.push(colour);
            (self.colours.len() - 1) as ColorIndex
        })
    }

    /// Returns the index of `above` blended over the color `below`.
    pub fn blend(&mut self, below: ColorIndex, above: Rgba) -> ColorIndex {
        if above == 0 {
            return below;
        }
        let key = u64::from(above) << 16 | u64::from(below);
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize % BLENDS;
        if self.blends[place] >> 16 != key {
            let colour = blend(self.colours[usize::from(below)], above);
            self.blends[place] = key << 16 | u64::from(self.index(colour));
        }
        self.blends[place] as ColorIndex
    }

    /// Blends a color over some pixels.
    pub fn blend_span(&mut self, above: Rgba, pixels: &mut [ColorIndex]) {
        if above >> 24 == 255 {
            return pixels.fill(self.index(above));
        }
        for pixel in pixels {
            *pixel = self.blend(*pixel, above);
        }
    }

    /// The colors by index.
    pub fn into_colours(self) -> Vec<Rgba> {
        self.colours
    }
}

/// A colour without transparency.
pub(super) fn opaque(Rgb(r, g, b): Rgb) -> Rgba {
    Rgba::from_le_bytes([r, g, b, 255])
}

/// A colour of which only `part` of 255 is there.
pub(super) fn scale_alpha(colour: Rgba, part: u32) -> Rgba {
    let [low, high] = halves(colour).map(|half| divided(half * part));
    low | high << 8
}

/// `above` over `below`.
fn blend(below: Rgba, above: Rgba) -> Rgba {
    above + scale_alpha(below, 255 - (above >> 24))
}

/// Red and blue, and green and alpha, each in its 16 bits.
fn halves(colour: Rgba) -> [u32; 2] {
    [colour & 0xff_00ff, colour >> 8 & 0xff_00ff]
}

/// Both 16 bits of `value` divided by 255, rounded; for values up to 255 x 255.
fn divided(value: u32) -> u32 {
    let value = value + 0x80_0080;
    (value + (value >> 8 & 0xff_00ff)) >> 8 & 0xff_00ff
}

#[cfg(test)]
mod tests;
