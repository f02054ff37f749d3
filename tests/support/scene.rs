//! Scenes as files.

use evalboard::drawing::scene::Scene;
use evalboard::drawing::text::Fonts;
use evalboard::drawing::{EncodeOptions, Format, encode};

/// The SVG of a scene.
pub fn svg_of(scene: &Scene, fonts: &Fonts) -> String {
    svg_with(scene, fonts, false)
}

/// The SVG of a scene, with `<text>` or with outlines.
pub fn svg_with(scene: &Scene, fonts: &Fonts, live_text: bool) -> String {
    let options = EncodeOptions {
        live_text,
        ..EncodeOptions::default()
    };
    String::from_utf8(encode(scene, fonts, Format::Svg, options).unwrap()).unwrap()
}

/// The PNG of a scene.
pub fn painted(scene: &Scene, fonts: &Fonts, scale: f64) -> Vec<u8> {
    let options = EncodeOptions {
        scale,
        ..EncodeOptions::default()
    };
    encode(scene, fonts, Format::Png, options).unwrap()
}
