//! A scene painted as PNG.
//!
//! First a plan: every item in device px, with each different shape prepared once. Then bands of
//! rows are painted and compressed on all cores. A band depends on the plan only, so that the bytes are the
//! same for any number of threads.

mod canvas;
mod colours;
mod coverage;
mod encode;
mod fill;
mod hatch;
mod inks;
mod masks;
mod painted;
mod plan;

use rayon::prelude::*;

use crate::error::{Error, Result};

use super::scene::Scene;
use super::text::Fonts;

use canvas::Canvas;
use colours::{Counts, Palette};
use painted::Painted;
use plan::Plan;

/// Rows of a band. It decides bytes: deflate starts anew with each band.
const BAND: u32 = 192;

/// Bands that are looked at to choose the colours of a palette.
const SAMPLES: u32 = 12;

/// Largest width and height in px that are painted.
const LARGEST: (f64, f64) = (30_000.0, 500_000.0);

/// The scene as a PNG file of `scale` times its size: with a palette of at most 256 colours (see `colours`),
/// or with an alpha channel where the scene has no background, or a logo.
///
/// # Errors
/// Where the picture would be too large, or has no pixel.
pub(super) fn png(scene: &Scene, fonts: &Fonts, scale: f64) -> Result<Vec<u8>> {
    let size = |px: f64| (px * scale).round().max(1.0);
    let (width, height) = (size(scene.width), size(scene.height));
    if !(width <= LARGEST.0 && height <= LARGEST.1) {
        return Err(Error::Usage(format!(
            "a PNG of {width} x {height} px is too large (at most {} x {}); take a smaller --scale, or --page",
            LARGEST.0, LARGEST.1
        )));
    }
    let (width, height) = (width as u32, height as u32);
    let bands = height.div_ceil(BAND);
    let plan = Plan::new(scene, fonts, scale, bands, BAND);
    let paint = |band: u32| {
        let top = band * BAND;
        let mut canvas = Canvas::new(width, BAND.min(height - top), top, scene.background);
        plan.paint(band, &mut canvas);
        canvas.painted()
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
    let (kept, seen): (Vec<Painted>, Vec<Counts>) = if bands <= SAMPLES {
        (0..bands).into_par_iter().map(counted).unzip()
    } else {
        let samples = (0..SAMPLES).into_par_iter();
        let samples = samples.map(|ix| counted(ix * (bands - 1) / (SAMPLES - 1)).1);
        (Vec::new(), samples.collect())
    };
    let palette = Palette::new(&seen);
    let encode = |band: u32, pixels: &Painted| encode::indexed(pixels, &palette, is_last(band));
    let encoded = (0..bands).into_par_iter();
    let encoded = encoded.map(|band| match kept.get(band as usize) {
        Some(pixels) => encode(band, pixels),
        None => encode(band, &paint(band)),
    });
    let encoded: Vec<encode::Band> = encoded.collect();
    // What was painted is given back while the file is put together.
    let file = || encode::png(width, height, Some(&palette), &encoded);
    rayon::join(file, || drop((kept, plan)))
        .0
        .map_err(unwritten)
}

fn unwritten(error: png::EncodingError) -> Error {
    Error::Usage(format!("the picture cannot be written as PNG: {error}"))
}
