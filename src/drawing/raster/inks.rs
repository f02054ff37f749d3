//! Colours by number. A band of a board has few of them, so that a pixel is a number, mixing is looked up, and the
//! colours of a palette are chosen, and put in place, number by number.

use rustc_hash::FxHashMap;

use crate::drawing::colour::Rgb;

/// The number of a colour.
pub(super) type Ink = u16;

/// A premultiplied colour: red, green, blue, alpha from the lowest byte on, none of them above alpha.
pub(super) type Rgba = u32;

/// Colours of an opaque band, and of any other, that are kept as they are. Later ones keep 5 bits a channel if they are
/// opaque, 2^15 colours, and 3 or 4 bits a channel and 3 of alpha else, 2^14, so that there are never more than numbers. Only
/// bands of extreme width, and large photographs, have so many.
const EXACT_OPAQUE: usize = (1 << 15) - 1;
const EXACT: usize = 1 << 14;

/// Mixtures that are remembered, at places that the colours tell.
const MIXED: usize = 1 << 11;

/// The colours of a band.
pub(super) struct Inks {
    /// How many colours are kept as they are.
    exact: usize,
    colours: Vec<Rgba>,
    known: FxHashMap<Rgba, Ink>,
    /// What is above, what is below, and the number of their mixture, in 32, 16 and 16 bits.
    mixed: Box<[u64; MIXED]>,
}

impl Inks {
    /// With the number 0 for what is transparent. `opaque`: nothing but that number is.
    pub fn new(opaque: bool) -> Inks {
        let mut inks = Inks {
            exact: if opaque { EXACT_OPAQUE } else { EXACT },
            colours: Vec::with_capacity(1024),
            known: FxHashMap::with_capacity_and_hasher(1024, Default::default()),
            // Nothing over nothing.
            mixed: Box::new([0; MIXED]),
        };
        inks.number(0);
        inks
    }

    /// The number of a colour.
    pub fn number(&mut self, colour: Rgba) -> Ink {
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
            (self.colours.len() - 1) as Ink
        })
    }

    /// The number of what `above` over the colour `below` looks like.
    pub fn over(&mut self, below: Ink, above: Rgba) -> Ink {
        if above == 0 {
            return below;
        }
        let key = u64::from(above) << 16 | u64::from(below);
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize % MIXED;
        if self.mixed[place] >> 16 != key {
            let colour = over(self.colours[usize::from(below)], above);
            self.mixed[place] = key << 16 | u64::from(self.number(colour));
        }
        self.mixed[place] as Ink
    }

    /// Lays a colour over some pixels.
    pub fn lay(&mut self, above: Rgba, pixels: &mut [Ink]) {
        if above >> 24 == 255 {
            return pixels.fill(self.number(above));
        }
        for pixel in pixels {
            *pixel = self.over(*pixel, above);
        }
    }

    /// The colours by number.
    pub fn into_colours(self) -> Vec<Rgba> {
        self.colours
    }
}

/// A colour without transparency.
pub(super) fn opaque(Rgb(r, g, b): Rgb) -> Rgba {
    Rgba::from_le_bytes([r, g, b, 255])
}

/// A colour of which only `part` of 255 is there.
pub(super) fn thinned(colour: Rgba, part: u32) -> Rgba {
    let [low, high] = halves(colour).map(|half| divided(half * part));
    low | high << 8
}

/// `above` over `below`.
fn over(below: Rgba, above: Rgba) -> Rgba {
    above + thinned(below, 255 - (above >> 24))
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
mod tests {
    use super::*;

    #[test]
    fn parts_are_rounded() {
        for part in 0..=255u32 {
            for channel in 0..=255u32 {
                let expected = (f64::from(channel * part) / 255.0).round() as u32;
                let colour = channel | 255 << 8 | channel << 16 | channel << 24;
                let all = expected | part << 8 | expected << 16 | expected << 24;
                assert_eq!(thinned(colour, part), all);
            }
        }
    }

    #[test]
    fn mixing() {
        let (white, black) = (0xffff_ffff, 0xff00_0000);
        let mut inks = Inks::new(true);
        let paper = inks.number(white);
        assert_eq!(inks.over(0, white), paper);
        let half = inks.over(paper, thinned(black, 128));
        assert_eq!(inks.over(paper, thinned(black, 128)), half);
        assert_eq!(inks.over(half, 0), half);
        let colours = inks.into_colours();
        assert_eq!(colours[usize::from(half)], 0xff7f_7f7f);
        assert_eq!(over(0, 0x8040_2010), 0x8040_2010);
    }

    #[test]
    fn never_more_than_numbers() {
        for opaque in [true, false] {
            let mut inks = Inks::new(opaque);
            let early = inks.number(0xff12_3455);
            for code in 0..0x20_0000u32 {
                let colour = code.wrapping_mul(0x9e37_79b1);
                inks.number(colour | 0xff00_0000);
                if !opaque {
                    inks.number(colour);
                }
            }
            let late = inks.number(0xff12_3456);
            assert_eq!(inks.number(0xff12_3455), early);
            let colours = inks.into_colours();
            assert!(colours.len() <= 1 << 16);
            assert_eq!(colours[usize::from(early)], 0xff12_3455);
            assert_eq!(colours[usize::from(late)], 0xff14_3454);
        }
    }
}
