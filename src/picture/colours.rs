//! Every colour of the board, for pictures, pages and terminals.

use super::hatch::HatchTones;
use super::palette::{Palette, Scale};
use super::theme::Theme;
use crate::drawing::colour::Rgb;

/// Lowest contrast of a number to what touches it (WCAG 2, level AA).
pub const MIN_CONTRAST: f64 = 4.5;

/// All colours of a board.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colours {
    /// Behind everything.
    pub ground: Rgb,
    /// Behind every second model.
    pub band: Rgb,
    /// Texts.
    pub ink: Rgb,
    /// Less important texts.
    pub muted: Rgb,
    /// Lines between models.
    pub rule: Rgb,
    /// The empty part of a cell.
    pub track: Rgb,
    /// Numbers in cells.
    pub number: Rgb,
    /// Plate of a number that stands on hatch.
    pub halo: Rgb,
    /// Text of the best score and efficiency of a level.
    pub best: Rgb,
    /// Behind the best score of a level.
    pub best_ground: Rgb,
    /// Text of the worst efficiency of a level.
    pub worst: Rgb,
    /// Hatch over the truncated part of a cell, and the whisker.
    pub hatch: HatchTones,
    /// Fills by accuracy.
    pub scale: Scale,
}

impl Colours {
    /// The colours of a theme with a palette.
    pub fn new(theme: Theme, palette: Palette) -> Self {
        let codes = match theme {
            Theme::Light => [
                0xffffff, 0xf6f8fb, 0x111827, 0x57606a, 0xd0d7de, 0xe4e8ed, 0x0b0f14,
            ],
            Theme::Dark => [
                0x0d1117, 0x151b23, 0xf0f6fc, 0x9da7b3, 0x30363d, 0x2d333b, 0xffffff,
            ],
        };
        let [ground, band, ink, muted, rule, track, number] = codes.map(Rgb::hex);
        let marks = match (theme, palette) {
            (Theme::Light, Palette::Standard) => [0x116329, 0xd2f4dc, 0xa40e26],
            (Theme::Light, Palette::Cvd) => [0x0a4a86, 0xd8e9fa, 0x953800],
            (Theme::Dark, Palette::Standard) => [0x56d364, 0x12361f, 0xff8a80],
            (Theme::Dark, Palette::Cvd) => [0x79c0ff, 0x0f2f50, 0xffa657],
        };
        let [best, best_ground, worst] = marks.map(Rgb::hex);
        let hatch = HatchTones {
            under: ground,
            under_opacity: 0.45,
            over: ink,
            over_opacity: match theme {
                Theme::Light => 0.8,
                Theme::Dark => 0.7,
            },
        };
        Colours {
            ground,
            band,
            ink,
            muted,
            rule,
            track,
            number,
            halo: ground,
            best,
            best_ground,
            worst,
            hatch,
            scale: Scale::new(theme, palette),
        }
    }

    /// The fill of a cell of this accuracy.
    pub fn accuracy(&self, accuracy: f64) -> Rgb {
        self.scale.at(accuracy)
    }

    /// Whether hatch reaches the number of a cell in a table of another program, where the number
    /// begins at a fifth of the width or later. On fills that reach it, it is legible.
    pub fn number_needs_plate(&self, truncation: Option<f64>) -> bool {
        const BEGINS: f64 = 0.2;
        truncation.is_some_and(|hatched| hatched > BEGINS)
    }

    /// Whether a number can be read on `below` without a plate.
    pub fn number_is_legible_on(&self, below: Rgb) -> bool {
        self.number.contrast(below) >= MIN_CONTRAST
    }
}

#[cfg(test)]
mod tests;
