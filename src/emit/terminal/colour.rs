//! How many colours the terminal has, and a colour in each of these depths.

use anstyle::{Ansi256Color, AnsiColor, Color, RgbColor};

use crate::drawing::colour::Rgb;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;

/// Steps of red, green and blue among the 256 colours of xterm.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// Where standard output is a terminal that has them, and as `NO_COLOR`, `CLICOLOR` and
    /// `CLICOLOR_FORCE` say.
    #[default]
    Auto,
    /// Also into a pipe.
    Always,
    /// Not at all.
    Never,
}

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// None: characters only.
    #[default]
    Plain,
    /// The 16 named ones, as the terminal's theme draws them.
    Named,
    /// The 256 of xterm.
    Indexed,
    /// All.
    True,
}

impl Depth {
    /// The depth to use. `terminal`: whether the output is one. `variable` reads the environment.
    ///
    /// `NO_COLOR` counts more than `CLICOLOR_FORCE`, `--color` more than both. Into a pipe, and
    /// where `TERM` says nothing, forced colours are the 256 of xterm unless `COLORTERM` promises
    /// all.
    pub fn detect(when: When, terminal: bool, variable: &dyn Fn(&str) -> Option<String>) -> Depth {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let wanted = match when {
            When::Always => true,
            When::Never => false,
            When::Auto if set("NO_COLOR").is_some() => false,
            When::Auto if forced => true,
            When::Auto if set("CLICOLOR").is_some_and(|value| value == "0") => false,
            When::Auto => terminal && term != "dumb",
        };
        if !wanted {
            return Depth::Plain;
        }
        let all = set("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit")
            || set("WT_SESSION").is_some()
            || term.ends_with("-direct")
            || ["kitty", "alacritty", "wezterm", "ghostty", "foot"]
                .iter()
                .any(|name| term.contains(name));
        if all {
            Depth::True
        } else if term.contains("256color") || term.is_empty() || term == "dumb" {
            Depth::Indexed
        } else {
            Depth::Named
        }
    }
}

/// The colour of `rgb` among the 256 of xterm, the 16 named ones left aside: those are the theme's.
pub fn indexed(RgbColor(r, g, b): RgbColor) -> Color {
    let nearest = |value: u8| {
        (0..6)
            .min_by_key(|ix| CUBE[*ix].abs_diff(value))
            .unwrap_or(0)
    };
    let cube = [nearest(r), nearest(g), nearest(b)];
    let grey = (0..24u8)
        .min_by_key(|ix| distance([8 + 10 * ix; 3], [r, g, b]))
        .unwrap_or(0);
    let from_cube = distance(cube.map(|ix| CUBE[ix]), [r, g, b]);
    let index = if distance([8 + 10 * grey; 3], [r, g, b]) < from_cube {
        232 + grey
    } else {
        (16 + 36 * cube[0] + 6 * cube[1] + cube[2]) as u8
    };
    Ansi256Color(index).into()
}

/// Squared distance of two colours.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let parts = a
        .iter()
        .zip(b)
        .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2));
    parts.sum()
}

/// Upper limits of the steps of [`ramp`]: two of each band.
const STEPS: [f64; 10] = [0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0];

/// The colours of accuracy among the 256 of xterm, chosen by hand: the nearest ones jump between
/// hues and grey.
const LIGHT: [u8; 10] = [160, 203, 209, 215, 214, 220, 184, 148, 77, 41];
const DARK: [u8; 10] = [124, 160, 166, 172, 136, 142, 106, 70, 34, 28];
const LIGHT_CVD: [u8; 10] = [166, 172, 208, 215, 222, 223, 153, 117, 75, 69];
const DARK_CVD: [u8; 10] = [130, 166, 172, 137, 138, 144, 67, 68, 32, 27];

/// The colour of an accuracy in a terminal of 256 colours, as its index.
pub fn ramp(theme: Theme, palette: Palette, accuracy: f64) -> u8 {
    let colours = match (theme, palette) {
        (Theme::Light, Palette::Standard) => LIGHT,
        (Theme::Dark, Palette::Standard) => DARK,
        (Theme::Light, Palette::Cvd) => LIGHT_CVD,
        (Theme::Dark, Palette::Cvd) => DARK_CVD,
    };
    let step = STEPS.iter().position(|most| accuracy <= *most);
    colours[step.unwrap_or(STEPS.len() - 1)]
}

/// The colour of an index from 16 on, as xterm shows it.
pub fn index_rgb(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return Rgb(grey, grey, grey);
    }
    let cube = usize::from(index.saturating_sub(16));
    Rgb(CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6])
}

/// Whether the terminal is light, as `COLORFGBG` says: the colours of text and ground by their
/// number, `15;0`; the ground is the last. `None` where it says nothing.
pub fn theme_of_terminal(variable: &dyn Fn(&str) -> Option<String>) -> Option<Theme> {
    let said = variable("COLORFGBG")?;
    let ground: u8 = said.rsplit(';').next()?.trim().parse().ok()?;
    Some(match ground {
        0..=6 | 8 => Theme::Dark,
        _ => Theme::Light,
    })
}

/// The named background of an accuracy's band, and the ink that is legible on it.
pub fn named(accuracy: f64) -> (Color, Color) {
    let (ground, ink) = match accuracy {
        a if a > 0.9 => (AnsiColor::Green, AnsiColor::Black),
        a if a > 0.7 => (AnsiColor::BrightGreen, AnsiColor::Black),
        a if a > 0.5 => (AnsiColor::Yellow, AnsiColor::Black),
        a if a > 0.3 => (AnsiColor::BrightRed, AnsiColor::Black),
        _ => (AnsiColor::Red, AnsiColor::BrightWhite),
    };
    (ground.into(), ink.into())
}

#[cfg(test)]
mod tests;
