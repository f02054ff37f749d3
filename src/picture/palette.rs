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
const PLACES: [f64; STOPS] = [0.0, 0.28, 0.32, 0.48, 0.52, 0.68, 0.72, 0.88, 0.92, 1.0];
const STOPS: usize = 10;

const LIGHT: [u32; STOPS] = [
    0x9e1b1b, 0xb3261e, 0xdf4b33, 0xf2793f, 0xf99a3e, 0xf9cf4f, 0xe6d94f, 0x9fcf55, 0x5bb85b,
    0x2fa35a,
];
const DARK: [u32; STOPS] = [
    0xb3261e, 0xb92c22, 0xbf4420, 0xb2571c, 0x9c5d14, 0x857000, 0x757500, 0x4d7d26, 0x2f7d3c,
    0x1f7a42,
];
const LIGHT_CVD: [u32; STOPS] = [
    0xa83a00, 0xb8490f, 0xd96a28, 0xe8924e, 0xf0ad6b, 0xf6d7a4, 0xc9dfee, 0x9cc8e8, 0x6fb0e0,
    0x3f8fd0,
];
const DARK_CVD: [u32; STOPS] = [
    0xa83a00, 0xb04408, 0xb5561c, 0xa2632f, 0x946a45, 0x7c7060, 0x60758a, 0x46779f, 0x2f75b0,
    0x1667b8,
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
