//! An opaque canvas with its colours numbered: each is looked up once, and what is alike in the row above, as most
//! is, not at all.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::canvas::Canvas;
use super::colours::{ColourHasher, Histogram};

/// Pixels that are compared with those above them at a time.
const CHUNK: usize = 8;

/// Most colours that a number tells apart.
const MOST: usize = 1 << 16;

/// Rows of colour numbers.
pub(super) struct Numbered {
    width: usize,
    pixels: Vec<u16>,
    /// The colours by number.
    colours: Vec<u32>,
    /// How many pixels have each.
    counts: Vec<u64>,
}

impl Numbered {
    /// Numbers the colours of a canvas.
    pub fn of(canvas: &Canvas) -> Numbered {
        // Only bands of extreme width have so many colours. Without their lowest bits there are fewer than numbers.
        Self::masked(canvas, 0xff_ffff)
            .or_else(|| Self::masked(canvas, 0xf8_f8f8))
            .unwrap_or_else(|| unreachable!("there are 32,768 colours of 15 bits"))
    }

    /// Numbers the colours with only the bits of `mask`; `None` where they are too many.
    fn masked(canvas: &Canvas, mask: u32) -> Option<Numbered> {
        let width = canvas.width();
        let mut numbers = Numbers::new(mask);
        let mut pixels: Vec<u16> = Vec::with_capacity(width * canvas.rows().len());
        let mut row_above: &[u8] = &[];
        // For how many rows each chunk has been the same.
        let mut repeats = vec![0u64; width.div_ceil(CHUNK)];
        for row in canvas.rows() {
            let mut chunks_above = row_above.chunks(CHUNK * 4);
            for (chunk, repeats) in row.chunks(CHUNK * 4).zip(&mut repeats) {
                let above = pixels.len().wrapping_sub(width);
                let length = chunk.len() / 4;
                if chunks_above.next().is_some_and(|above| same(above, chunk)) {
                    *repeats += 1;
                    pixels.extend_from_within(above..above + length);
                    continue;
                }
                if *repeats > 0 {
                    numbers.count(&pixels[above..above + length], *repeats);
                }
                *repeats = 1;
                for pixel in chunk.as_chunks::<4>().0 {
                    pixels.push(numbers.of(pixel)?);
                }
            }
            row_above = row;
        }
        let last = pixels.len().saturating_sub(width);
        for (chunk, repeats) in pixels[last..].chunks(CHUNK).zip(repeats) {
            numbers.count(chunk, repeats);
        }
        Some(Numbered {
            width,
            pixels,
            colours: numbers.colours,
            counts: numbers.counts,
        })
    }

    /// Pixels a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The rows from top to bottom.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u16]> {
        self.pixels.chunks_exact(self.width)
    }

    /// The colours by number, as red, green and blue from the lowest byte on.
    pub fn colours(&self) -> &[u32] {
        &self.colours
    }

    /// How often each colour is seen.
    pub fn histogram(&self) -> Histogram {
        let counts = self.counts.iter().copied();
        self.colours.iter().copied().zip(counts).collect()
    }
}

/// Whether both are alike; whole chunks are compared at once.
fn same(above: &[u8], chunk: &[u8]) -> bool {
    const WHOLE: usize = CHUNK * 4;
    match (above.first_chunk::<WHOLE>(), chunk.first_chunk::<WHOLE>()) {
        (Some(above), Some(chunk)) => above == chunk,
        _ => above == chunk,
    }
}

/// Gives colours their numbers.
struct Numbers {
    mask: u32,
    known: HashMap<u32, u16, BuildHasherDefault<ColourHasher>>,
    colours: Vec<u32>,
    counts: Vec<u64>,
    latest: (u32, u16),
    /// Colours with their numbers at places that the colours tell; asked before `known`.
    recent: Box<[(u32, u16); RECENT]>,
}

const RECENT: usize = 1 << 11;

impl Numbers {
    fn new(mask: u32) -> Self {
        Numbers {
            mask,
            known: HashMap::default(),
            colours: Vec::new(),
            counts: Vec::new(),
            latest: (u32::MAX, 0),
            recent: Box::new([(u32::MAX, 0); RECENT]),
        }
    }

    fn count(&mut self, pixels: &[u16], times: u64) {
        for number in pixels {
            self.counts[usize::from(*number)] += times;
        }
    }

    /// The number of a pixel's colour; `None` where there are too many colours.
    fn of(&mut self, pixel: &[u8; 4]) -> Option<u16> {
        let colour = u32::from_le_bytes(*pixel) & self.mask;
        if self.latest.0 != colour {
            let place = (colour.wrapping_mul(0x9e37_79b1) >> 16) as usize % RECENT;
            if self.recent[place].0 != colour {
                self.recent[place] = (colour, self.look_up(colour)?);
            }
            self.latest = self.recent[place];
        }
        Some(self.latest.1)
    }

    fn look_up(&mut self, colour: u32) -> Option<u16> {
        if let Some(known) = self.known.get(&colour) {
            return Some(*known);
        }
        if self.colours.len() == MOST {
            return None;
        }
        let number = self.colours.len() as u16;
        self.known.insert(colour, number);
        self.colours.push(colour);
        self.counts.push(0);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::colour::Rgb;

    /// A canvas whose pixel at (x, y) has the colour `of(x, y)`.
    fn canvas(width: u32, height: u32, of: impl Fn(u32, u32) -> u32) -> Canvas {
        let mut canvas = Canvas::new(width, height, 0, Some(Rgb::WHITE));
        let pixels = canvas.pixmap.data_mut().as_chunks_mut::<4>().0;
        for (ix, pixel) in pixels.iter_mut().enumerate() {
            let colour = of(ix as u32 % width, ix as u32 / width) | 0xff00_0000;
            *pixel = colour.to_le_bytes();
        }
        canvas
    }

    #[test]
    fn colours_come_back_and_are_counted() {
        let of = |x: u32, y: u32| (x / 3 + y / 5 * 100) % 7 + x * u32::from(y == 4);
        let numbered = Numbered::of(&canvas(21, 13, of));
        let mut expected = Histogram::default();
        for (y, row) in numbered.rows().enumerate() {
            assert_eq!(row.len(), 21);
            for (x, number) in row.iter().enumerate() {
                let colour = of(x as u32, y as u32);
                assert_eq!(numbered.colours()[usize::from(*number)], colour);
                *expected.entry(colour).or_default() += 1;
            }
        }
        assert_eq!(numbered.histogram(), expected);
    }

    #[test]
    fn too_many_colours_keep_15_bits() {
        let of = |x: u32, y: u32| x * 199 + y * 65_537;
        let numbered = Numbered::of(&canvas(700, 120, of));
        assert!(numbered.colours().len() <= 32_768);
        let last = numbered.rows().last().unwrap()[699];
        assert_eq!(
            numbered.colours()[usize::from(last)],
            of(699, 119) & 0xf8_f8f8
        );
    }
}
