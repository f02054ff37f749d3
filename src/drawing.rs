//! Scenes of few primitives, and the backends that write them as SVG, paint them as PNG, or set
//! them as PDF. The backends decide nothing, so that all files look the same.
//!
//! ```text
//! Scene ──encode──▶ svg | raster | pdf ──▶ bytes
//! ```

pub mod colour;
pub mod logo;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod raster;
pub mod scene;
pub mod svg;
pub mod text;

use crate::error::Result;

use scene::Scene;
use text::Fonts;

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Scalable: for READMEs, papers and pages.
    Svg,
    /// Pixels: for chats and slides.
    Png,
    /// A scalable page with text that can be selected: for papers.
    #[cfg(feature = "pdf")]
    Pdf,
}

/// How a scene becomes a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EncodeOptions {
    /// The file's size as a multiple of the scene's.
    pub scale: f64,
    /// Keep `<text>` in an SVG, to be selected and edited, in place of outlines: then the viewer's
    /// fonts draw it. Other formats ignore it.
    pub live_text: bool,
}

impl Default for EncodeOptions {
    /// The scene's own size, texts as outlines.
    fn default() -> Self {
        EncodeOptions {
            scale: 1.0,
            live_text: false,
        }
    }
}

/// Encodes a scene as a file. The same scene gives the same bytes, on any number of threads.
///
/// # Errors
/// Where the picture would be larger than the format allows, or a font that the user added cannot
/// be embedded in a PDF.
pub fn encode(
    scene: &Scene,
    fonts: &Fonts,
    format: Format,
    options: EncodeOptions,
) -> Result<Vec<u8>> {
    match format {
        Format::Svg => {
            let text = svg::write(scene, fonts, options.scale, options.live_text);
            Ok(text.into_bytes())
        }
        Format::Png => raster::png(scene, fonts, options.scale),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::write(scene, fonts, options.scale),
    }
}
