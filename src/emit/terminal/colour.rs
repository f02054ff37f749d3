//! How many colours the terminal has, and a colour in each of these depths.

use anstyle::{AnsiColor, Color};

use crate::picture::{Palette, Theme};

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum When {
    /// Where standard output is a terminal that has them, and as NO_COLOR, CLICOLOR and
    /// CLICOLOR_FORCE say.
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

/// The theme that `COLORFGBG` says: the numbers of the colours of text and background (`15;0`),
/// the background last. `None` where it says nothing.
pub fn theme_of_environment(variable: &dyn Fn(&str) -> Option<String>) -> Option<Theme> {
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
