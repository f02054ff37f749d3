//! A scene painted as PNG.
//!
//! First a plan: every item in device px, with each different glyph and hatch prepared once. Then bands of
//! rows are painted and compressed on all cores. A band depends on the plan only, so that the bytes are the
//! same for any number of threads.

mod canvas;
mod encode;
mod glyphs;
mod plan;

use rayon::prelude::*;

use crate::error::{Error, Result};

use super::scene::Scene;
use super::text::Fonts;

use canvas::Canvas;
use plan::Plan;

/// Rows of a band. It decides bytes: deflate starts anew with each band.
const BAND: u32 = 192;

/// Largest width and height in px that are painted.
const LARGEST: (f64, f64) = (30_000.0, 500_000.0);

/// The scene as a PNG file of `scale` times its size. It has an alpha channel only where the scene has no
/// background.
///
/// # Errors
/// Where the picture would be too large, or has no pixel.
pub fn png(scene: &Scene, fonts: &Fonts, scale: f64) -> Result<Vec<u8>> {
    let size = |px: f64| (px * scale).round().max(1.0);
    let (width, height) = (size(scene.width), size(scene.height));
    if !(width <= LARGEST.0 && height <= LARGEST.1) {
        return Err(Error::Usage(format!(
            "a PNG of {width} x {height} px is too large (at most {} x {}); take a smaller --scale, or --page",
            LARGEST.0, LARGEST.1
        )));
    }
    let (width, height) = (width as u32, height as u32);
    let plan = Plan::new(scene, fonts, scale, height.div_ceil(BAND), BAND);
    let opaque = scene.background.is_some();
    let bands: Vec<encode::Band> = (0..height.div_ceil(BAND))
        .into_par_iter()
        .map(|band| {
            let top = band * BAND;
            let rows = BAND.min(height - top);
            let mut canvas = Canvas::new(width, rows, top, scene.background);
            plan.paint(band, &mut canvas);
            encode::band(&canvas, opaque, top + rows == height)
        })
        .collect();
    Ok(encode::png(width, height, opaque, &bands))
}
