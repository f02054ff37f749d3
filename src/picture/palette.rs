//! The colours of accuracy: a continuous scale whose bands (below .3, .5, .7, .9 and above) are
//! told apart.

use super::theme::Theme;
use crate::drawing::colour::{OkLab, Rgb};

/// Which colours stand for accuracy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Palette {
    /// Dark red, red-orange, orange-yellow, yellow-green, green.
    #[default]
    Standard,
    /// Vermilion, sand, blue: also told apart by those who do not tell red from green.
    Cvd,
}

impl Palette {
    /// Both palettes.
    pub const ALL: [Palette; 2] = [Palette::Standard, Palette::Cvd];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Palette::Standard => "standard",
            Palette::Cvd => "cvd",
        }
    }
}

/// Where the colours of [`STOPS`] stand: in pairs around each limit of a band, so that the colour
/// changes quickly there and slowly between.
///
/// From the second place on, where a fill may reach the number of a narrow cell, the number is
/// legible on every colour.
const PLACES: [f64; STOPS] = [
    0.0, 0.12, 0.28, 0.32, 0.48, 0.52, 0.68, 0.72, 0.88, 0.92, 1.0,
];
const STOPS: usize = 11;

const LIGHT: [u32; STOPS] = [
    0x961616, 0xde4838, 0xde4838, 0xee6f3c, 0xf58842, 0xfba343, 0xf9cf4f, 0xe6d94f, 0x9fcf55,
    0x5bb85b, 0x2fa35a,
];
/// As light as a white number allows, with as much chroma as sRGB has there. Yellows of that
/// lightness (hues of 85 to 115 degrees in OKLCH) are olive: the scale passes them between two
/// bands.
const DARK: [u32; STOPS] = [
    0xc02a20, 0xc42d23, 0xd0352a, 0xd44215, 0xc45304, 0xb55f03, 0xa36900, 0x5a8102, 0x3f8514,
    0x228640, 0x01874a,
];
const LIGHT_CVD: [u32; STOPS] = [
    0xa03600, 0xd2651f, 0xd2651f, 0xde803c, 0xe8984f, 0xf0b06e, 0xf6d7a4, 0xc9dfee, 0x9cc8e8,
    0x6fb0e0, 0x3f8fd0,
];
const DARK_CVD: [u32; STOPS] = [
    0xb34000, 0xb34306, 0xb8480c, 0xba5a19, 0xa7652b, 0x9a6b41, 0x807360, 0x5e7791, 0x427aa5,
    0x2d79ba, 0x2276cf,
];

/// A scale of colours over accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    colours: [OkLab; STOPS],
}

impl Scale {
    /// The scale of a palette under a theme.
    pub fn new(theme: Theme, palette: Palette) -> Self {
        let codes = match (theme, palette) {
            (Theme::Light, Palette::Standard) => LIGHT,
            (Theme::Dark, Palette::Standard) => DARK,
            (Theme::Light, Palette::Cvd) => LIGHT_CVD,
            (Theme::Dark, Palette::Cvd) => DARK_CVD,
        };
        Scale {
            colours: codes.map(|code| Rgb::hex(code).to_oklab()),
        }
    }

    /// The colour of an accuracy in `0..=1`; between the stops mixed in OKLab.
    pub fn at(&self, accuracy: f64) -> Rgb {
        let accuracy = accuracy.clamp(0.0, 1.0);
        let after = PLACES
            .iter()
            .position(|place| accuracy <= *place)
            .unwrap_or(STOPS - 1)
            .max(1);
        let (from, to) = (PLACES[after - 1], PLACES[after]);
        let part = (accuracy - from) / (to - from);
        self.colours[after - 1]
            .towards(self.colours[after], part)
            .to_rgb()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_passes_through_its_stops() {
        let scale = Scale::new(Theme::Light, Palette::Standard);
        for (place, code) in PLACES.iter().zip(LIGHT) {
            assert_eq!(scale.at(*place), Rgb::hex(code), "at {place}");
        }
        assert_eq!(scale.at(-1.0), scale.at(0.0));
        assert_eq!(scale.at(2.0), scale.at(1.0));
    }
}
