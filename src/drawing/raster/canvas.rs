//! The pixels of a band, and how masks and rectangles are blended into them.

use resvg::tiny_skia;
use std::ops::Range;

use tiny_skia::Pixmap;

use crate::drawing::colour::Rgb;

use super::color_table::{ColorIndex, ColorTable, Rgba, opaque, scale_alpha};
use super::coverage_mask::{ALIKE, CoverageMask, LEVELS, covered, level, part_of_255};
use super::edge_list::EdgeList;
use super::indexed_rows::IndexedRows;

/// A band of the picture that is being painted.
pub(super) struct Canvas {
    width: usize,
    pixels: Vec<ColorIndex>,
    colors: ColorTable,
    /// Row of the picture that is the first of the band.
    top: i64,
    shades: Shades,
}

/// What a colour looks like at each step of coverage.
struct Shades {
    colour: Rgba,
    steps: [Rgba; LEVELS as usize + 1],
}

impl Canvas {
    /// A band of `width` x `height` pixels, both at least 1, that begins at the row `top` of the
    /// picture.
    pub fn new(width: u32, height: u32, top: u32, background: Option<Rgb>) -> Canvas {
        let width = width as usize;
        let mut colors = ColorTable::new(background.is_some());
        let background = background.map_or(0, opaque);
        Canvas {
            width,
            pixels: vec![colors.index(background); width * height as usize],
            colors,
            top: i64::from(top),
            shades: Shades::new(background),
        }
    }

    /// The rows of the picture that the band has.
    pub fn rows(&self) -> Range<i64> {
        self.top..self.top + (self.pixels.len() / self.width) as i64
    }

    /// Fills an outline in px of the picture.
    pub fn fill(&mut self, lines: &EdgeList, colour: Rgba) {
        self.fill_in(lines, i64::MIN..i64::MAX, colour);
    }

    /// Fills an outline that has the edges left, top, right, bottom in px of the picture, and is a
    /// rectangle but within `radius` of its top and bottom.
    pub fn fill_rounded(&mut self, lines: &EdgeList, edges: [f64; 4], radius: f64, colour: Rgba) {
        let [left, top, right, bottom] = edges;
        let (first, end) = ((top + radius).ceil(), (bottom - radius).floor());
        if first >= end {
            return self.fill(lines, colour);
        }
        self.fill_in(lines, i64::MIN..first as i64, colour);
        self.fill_rect([left, first, right, end], colour);
        self.fill_in(lines, end as i64..i64::MAX, colour);
    }

    fn fill_in(&mut self, lines: &EdgeList, rows: Range<i64>, colour: Rgba) {
        let own = self.rows();
        let rows = rows.start.max(own.start)..rows.end.min(own.end);
        if let Some(coverage) = lines.filled_in((0.0, 0.0), rows) {
            self.fill_mask(&coverage, (0, 0), colour);
        }
    }

    /// Mixes a colour in where `coverage` says, with its origin at (x, y) of the picture.
    pub fn fill_mask(&mut self, coverage: &CoverageMask, (x, y): (i64, i64), colour: Rgba) {
        let (x, y) = (x + coverage.left, y + coverage.top);
        let Some(part) = self.overlap(x, y, coverage.width, coverage.height()) else {
            return;
        };
        if self.shades.colour != colour {
            self.shades = Shades::new(colour);
        }
        // What is not opaque is mixed even where it covers a pixel whole.
        let whole = (colour >> 24 == 255).then(|| self.colors.index(colour));
        for row in 0..part.rows {
            let from = (part.from_y + row) * coverage.width + part.from_x;
            let to = (part.to_y + row) * self.width + part.to_x;
            let values = &coverage.values[from..from + part.columns];
            let pixels = &mut self.pixels[to..to + part.columns];
            // Most of what is covered is covered whole, or not at all.
            for (pixels, values) in pixels.chunks_mut(ALIKE).zip(values.chunks(ALIKE)) {
                if let (Some(whole), true) = (whole, values == [LEVELS; ALIKE]) {
                    pixels.fill(whole);
                } else if values != [0; ALIKE] {
                    for (pixel, value) in pixels.iter_mut().zip(values) {
                        match (*value, whole) {
                            (0, _) => {}
                            (LEVELS, Some(whole)) => *pixel = whole,
                            (step, _) => {
                                let above = self.shades.steps[usize::from(step)];
                                *pixel = self.colors.blend(*pixel, above);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Blends premultiplied pixels over, their top left one at (x, y) of the picture.
    pub fn draw_pixmap(&mut self, tile: &Pixmap, x: i64, y: i64) {
        let (tile_width, tile_height) = (tile.width() as usize, tile.height() as usize);
        let Some(part) = self.overlap(x, y, tile_width, tile_height) else {
            return;
        };
        let tile = tile.data().as_chunks::<4>().0;
        for row in 0..part.rows {
            let from = (part.from_y + row) * tile_width + part.from_x;
            let to = (part.to_y + row) * self.width + part.to_x;
            let above = &tile[from..from + part.columns];
            let below = &mut self.pixels[to..to + part.columns];
            for (pixel, above) in below.iter_mut().zip(above) {
                // Blending may have carried a channel a hair above alpha.
                let above = above.map(|channel| channel.min(above[3]));
                *pixel = self.colors.blend(*pixel, Rgba::from_le_bytes(above));
            }
        }
    }

    /// Fills an upright rectangle given by its edges in px of the picture; edges between pixels are
    /// blended.
    pub fn fill_rect(&mut self, [left, top, right, bottom]: [f64; 4], colour: Rgba) {
        let rows = self.rows();
        let first_row = (top.floor() as i64).max(rows.start);
        let end_row = (bottom.ceil() as i64).min(rows.end);
        let first = (left.floor() as i64).max(0);
        let end = (right.ceil() as i64).min(self.width as i64);
        if first >= end {
            return;
        }
        // All columns but the outermost are covered whole.
        let (at_left, at_right) = (covered(first, left, right), covered(end - 1, left, right));
        let shown_in = |shown: f64| {
            let part = |share: f64| scale_alpha(colour, part_of_255(level(shown * share)));
            [part(at_left), part(1.0), part(at_right)]
        };
        let whole = shown_in(1.0);
        for y in first_row..end_row {
            let shown = covered(y, top, bottom);
            let [leftmost, inner, rightmost] = if shown < 1.0 { shown_in(shown) } else { whole };
            let start = (y - self.top) as usize * self.width;
            let pixels = &mut self.pixels[start + first as usize..start + end as usize];
            self.colors.blend_span(leftmost, &mut pixels[..1]);
            if let [_, rest @ .., last] = pixels {
                self.colors.blend_span(inner, rest);
                self.colors
                    .blend_span(rightmost, std::slice::from_mut(last));
            }
        }
    }

    /// The band as it is now.
    pub fn finish(self) -> IndexedRows {
        IndexedRows::new(self.width, &self.pixels, self.colors.into_colours())
    }

    /// What of a tile at (x, y) of the picture lies in the band.
    fn overlap(&self, x: i64, y: i64, width: usize, height: usize) -> Option<Overlap> {
        let rows = self.rows();
        let (left, top) = (x.max(0), y.max(rows.start));
        let right = (x + width as i64).min(self.width as i64);
        let bottom = (y + height as i64).min(rows.end);
        (left < right && top < bottom).then(|| Overlap {
            from_x: (left - x) as usize,
            from_y: (top - y) as usize,
            to_x: left as usize,
            to_y: (top - self.top) as usize,
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

impl Shades {
    fn new(colour: Rgba) -> Shades {
        Shades {
            colour,
            steps: std::array::from_fn(|step| scale_alpha(colour, part_of_255(step as u8))),
        }
    }
}

#[cfg(test)]
mod tests;
