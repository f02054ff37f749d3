//! Rows of pixels and how coverage is mixed into them.

use tiny_skia::{IntSize, Pixmap};

use crate::picture::colour::Rgb;

/// A band of the picture: premultiplied RGBA.
pub(super) struct Canvas {
    /// The pixels; tiny-skia paints paths into them.
    pub pixmap: Pixmap,
    /// Row of the picture that is the first of the band.
    pub top: u32,
}

/// Pixels that are looked at together.
const ALIKE: usize = 8;

/// Coverage of pixels, 0 to 255.
#[derive(Debug, Clone, Default)]
pub(super) struct Coverage {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Row by row.
    pub values: Vec<u8>,
}

impl Canvas {
    /// A band of `width` x `height` pixels, both at least 1.
    pub fn new(width: u32, height: u32, top: u32, background: Option<Rgb>) -> Canvas {
        let size = IntSize::from_wh(width.max(1), height.max(1));
        let pixmap = size.and_then(|size| {
            let pixel = background.map_or([0; 4], opaque);
            let pixels = size.width() as usize * size.height() as usize;
            Pixmap::from_vec(pixel.repeat(pixels), size)
        });
        let pixmap = pixmap.unwrap_or_else(|| unreachable!("the size was checked before"));
        Canvas { pixmap, top }
    }

    /// Pixels a row.
    pub fn width(&self) -> usize {
        self.pixmap.width() as usize
    }

    /// The rows from top to bottom, four bytes a pixel.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.pixmap.data().chunks_exact(self.width() * 4)
    }

    /// Mixes a colour in where `coverage` says, its top left pixel at (x, y) of the picture.
    pub fn cover(&mut self, coverage: &Coverage, x: i64, y: i64, colour: Rgb) {
        let Some(part) = self.overlap(x, y, coverage.width, coverage.height) else {
            return;
        };
        let width = self.pixmap.width() as usize;
        let pixels = self.pixmap.data_mut();
        for row in 0..part.rows {
            let from = (part.from_y + row) * coverage.width as usize + part.from_x;
            let to = ((part.to_y + row) * width + part.to_x) * 4;
            let values = &coverage.values[from..from + part.columns];
            let row = pixels[to..to + part.columns * 4].as_chunks_mut::<4>().0;
            // Most of what is covered is covered whole, or not at all.
            for (pixels, values) in row.chunks_mut(ALIKE).zip(values.chunks(ALIKE)) {
                if values == [255; ALIKE] {
                    pixels.fill(opaque(colour));
                } else if values != [0; ALIKE] {
                    for (pixel, value) in pixels.iter_mut().zip(values) {
                        mix(pixel, colour, u32::from(*value));
                    }
                }
            }
        }
    }

    /// Lays premultiplied pixels over, its top left pixel at (x, y) of the picture, each thinned by what of
    /// its column and of its row is shown.
    pub fn lay(
        &mut self,
        tile: &Pixmap,
        x: i64,
        y: i64,
        columns: &[f64],
        rows: impl Fn(usize) -> f64,
    ) {
        let Some(part) = self.overlap(x, y, tile.width(), tile.height()) else {
            return;
        };
        let width = self.pixmap.width() as usize;
        let pixels = self.pixmap.data_mut();
        for row in 0..part.rows {
            let tile_y = part.from_y + row;
            let shown = rows(tile_y) * 255.0;
            for column in 0..part.columns {
                let tile_x = part.from_x + column;
                if columns[tile_x] == 0.0 {
                    break;
                }
                let coverage = (shown * columns[tile_x]).round() as u32;
                let from = (tile_y * tile.width() as usize + tile_x) * 4;
                let over = &tile.data()[from..from + 4];
                if coverage == 0 || over[3] == 0 {
                    continue;
                }
                let to = ((part.to_y + row) * width + part.to_x + column) * 4;
                let rest = 255 - divided(u32::from(over[3]) * coverage);
                for channel in 0..4 {
                    let above = divided(u32::from(over[channel]) * coverage);
                    let below = divided(u32::from(pixels[to + channel]) * rest);
                    pixels[to + channel] = (above + below).min(255) as u8;
                }
            }
        }
    }

    /// Fills an upright rectangle given by its edges in px of the picture; edges between pixels are mixed.
    pub fn fill_rect(&mut self, [left, top, right, bottom]: [f64; 4], colour: Rgb) {
        let first_row = (top.floor() as i64).max(i64::from(self.top));
        let end_row = (bottom.ceil() as i64).min(i64::from(self.top + self.pixmap.height()));
        let first = (left.floor() as i64).max(0);
        let end = (right.ceil() as i64).min(i64::from(self.pixmap.width()));
        if first >= end {
            return;
        }
        // All columns but the outermost are covered whole.
        let (at_left, at_right) = (covered(first, left, right), covered(end - 1, left, right));
        let width = self.pixmap.width() as usize;
        for y in first_row..end_row {
            let shown = covered(y, top, bottom);
            let part = |share: f64| (shown * share * 255.0).round() as u32;
            let start = ((y - i64::from(self.top)) as usize * width + first as usize) * 4;
            let bytes = &mut self.pixmap.data_mut()[start..start + (end - first) as usize * 4];
            match bytes.as_chunks_mut::<4>().0 {
                [] => {}
                [only] => mix(only, colour, part(at_left)),
                [leftmost, inner @ .., rightmost] => {
                    mix(leftmost, colour, part(at_left));
                    mix(rightmost, colour, part(at_right));
                    if part(1.0) == 255 {
                        inner.fill(opaque(colour));
                    } else {
                        inner
                            .iter_mut()
                            .for_each(|pixel| mix(pixel, colour, part(1.0)));
                    }
                }
            }
        }
    }

    /// What of a tile at (x, y) of the picture lies in the band.
    fn overlap(&self, x: i64, y: i64, width: u32, height: u32) -> Option<Overlap> {
        let y = y - i64::from(self.top);
        let (left, top) = (x.max(0), y.max(0));
        let right = (x + i64::from(width)).min(i64::from(self.pixmap.width()));
        let bottom = (y + i64::from(height)).min(i64::from(self.pixmap.height()));
        (left < right && top < bottom).then(|| Overlap {
            from_x: (left - x) as usize,
            from_y: (top - y) as usize,
            to_x: left as usize,
            to_y: top as usize,
            columns: (right - left) as usize,
            rows: (bottom - top) as usize,
        })
    }
}

/// The common part of a tile and a band: where it begins in each, and its size.
struct Overlap {
    from_x: usize,
    from_y: usize,
    to_x: usize,
    to_y: usize,
    columns: usize,
    rows: usize,
}

/// The share of the pixel that begins at `at` that lies between two edges.
pub(super) fn covered(at: i64, from: f64, to: f64) -> f64 {
    let at = at as f64;
    ((at + 1.0).min(to) - at.max(from)).clamp(0.0, 1.0)
}

/// The pixel of a colour.
fn opaque(Rgb(r, g, b): Rgb) -> [u8; 4] {
    [r, g, b, 255]
}

/// Mixes a colour into a premultiplied pixel; coverage 0 to 255.
fn mix(pixel: &mut [u8; 4], colour: Rgb, coverage: u32) {
    match coverage {
        0 => return,
        255 => {
            *pixel = opaque(colour);
            return;
        }
        _ => {}
    }
    let rest = 255 - coverage;
    for (below, above) in pixel.iter_mut().zip(opaque(colour)) {
        *below = divided(u32::from(*below) * rest + u32::from(above) * coverage) as u8;
    }
}

/// `value / 255`, rounded, for values up to 255 x 255.
fn divided(value: u32) -> u32 {
    let value = value + 128;
    (value + (value >> 8)) >> 8
}
