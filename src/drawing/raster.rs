//! A scene painted as PNG.
//!
//! How a scene becomes pixels:
//!
//! 1. The display list (`display_list`) has a command for each item, in px of the picture, and
//!    knows which commands touch which band of rows.
//! 2. The glyph cache (`glyph_cache`) has a coverage mask for each different glyph, halo and frame,
//!    at each of 64 positions between pixels where it is needed.
//! 3. Other outlines are edge lists (`edge_list`), filled when a band is painted. A coverage mask
//!    (`coverage_mask`) has 13 levels: eyes tell no more, and each makes files larger.
//! 4. Bands are painted on all cores (`canvas`). A pixel is an index into the color table of its
//!    band (`color_table`), where the result of a blend is looked up by what is above and below.
//! 5. Of a painted band only what differs from the row above is kept (`indexed_rows`).
//! 6. The colors of all bands, or of a sample, are quantised to at most 256 (`quantise`), color by
//!    color, not pixel by pixel. With a logo, or without a background, they stay as they are.
//! 7. Bands are deflated on all cores, each apart from the others, and joined (`encode`).
//!
//! A band depends on the display list only, so that the bytes are the same for any number of
//! threads.
//!
//! Why not tiny-skia alone: a pixmap of a large board takes 4 bytes a pixel, has to be quantised
//! pixel by pixel, and its anti-aliasing knows 256 levels, most of which a palette has no room for.
//! tiny-skia makes outlines of strokes and dashes here, and draws logos. `benches/peers.sh`
//! measures whole pictures, `cargo bench --bench render` the painter.

mod canvas;
mod color_table;
mod coverage_mask;
mod display_list;
mod edge_list;
mod encode;
mod glyph_cache;
mod hatch;
mod indexed_rows;
mod quantise;

use rayon::prelude::*;

use crate::error::{Error, Result};

use super::scene::Scene;
use super::text::Fonts;

use canvas::Canvas;
use display_list::DisplayList;
use indexed_rows::IndexedRows;
use quantise::{Counts, Palette};

/// Rows of a band. It decides bytes: deflate starts anew with each band.
const BAND: u32 = 192;

/// Bands that are looked at to choose the colours of a palette.
const SAMPLES: u32 = 12;

/// Largest width and height in px that are painted.
const LARGEST: (f64, f64) = (30_000.0, 500_000.0);

/// The scene as a PNG file of `scale` times its size: with a palette of at most 256 colors,
/// or with an alpha channel where the scene has no background, or a logo.
///
/// # Errors
/// Where the picture would be too large, or has no pixel.
pub(super) fn png(scene: &Scene, fonts: &Fonts, scale: f64) -> Result<Vec<u8>> {
    let size = |px: f64| (px * scale).round().max(1.0);
    let (width, height) = (size(scene.width), size(scene.height));
    if !(width <= LARGEST.0 && height <= LARGEST.1) {
        return Err(Error::PictureTooLarge {
            what: "PNG",
            size: (width, height),
            most: LARGEST,
            unit: "px",
        });
    }
    let (width, height) = (width as u32, height as u32);
    let bands = height.div_ceil(BAND);
    let list = DisplayList::new(scene, fonts, scale, bands, BAND);
    let paint = |band: u32| {
        let top = band * BAND;
        let mut canvas = Canvas::new(width, BAND.min(height - top), top, scene.background);
        list.paint(band, &mut canvas);
        canvas.finish()
    };
    let is_last = |band: u32| band + 1 == bands;
    // A logo may have any colours, which a palette would not have room for.
    if scene.background.is_none() || scene.has_logo() {
        let encoded = (0..bands).into_par_iter();
        let encoded = encoded.map(|band| encode::rgba(&paint(band), is_last(band)));
        let encoded: Vec<encode::Band> = encoded.collect();
        return encode::png(width, height, None, &encoded).map_err(unwritten);
    }
    let counted = |band: u32| {
        let mut painted = paint(band);
        let counts = painted.merge_edges();
        (painted, counts)
    };
    // A picture of few bands is painted once and kept until its colours are known.
    let (kept, seen): (Vec<IndexedRows>, Vec<Counts>) = if bands <= SAMPLES {
        (0..bands).into_par_iter().map(counted).unzip()
    } else {
        let samples = (0..SAMPLES).into_par_iter();
        let samples = samples.map(|ix| counted(ix * (bands - 1) / (SAMPLES - 1)).1);
        (Vec::new(), samples.collect())
    };
    let palette = Palette::new(&seen);
    let encode = |band: u32, pixels: &IndexedRows| encode::indexed(pixels, &palette, is_last(band));
    let encoded = (0..bands).into_par_iter();
    let encoded = encoded.map(|band| match kept.get(band as usize) {
        Some(pixels) => encode(band, pixels),
        None => encode(band, &paint(band)),
    });
    let encoded: Vec<encode::Band> = encoded.collect();
    // What was painted is given back while the file is put together.
    let file = || encode::png(width, height, Some(&palette), &encoded);
    let (file, ()) = rayon::join(file, || drop((kept, list)));
    file.map_err(unwritten)
}

fn unwritten(error: png::EncodingError) -> Error {
    Error::encoding("picture as PNG")(error)
}
