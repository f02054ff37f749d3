//! One cell of the heat map: filled from the left by accuracy, hatched from the left by truncation,
//! the number on top.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write;

use anstyle::{Ansi256Color, Color, RgbColor, Style};
use anstyle_lossy::palette::VGA;
use anstyle_lossy::{rgb_to_xterm, xterm_to_rgb};

use super::Terminal;
use super::colour::{Depth, named, ramp};
use crate::board::caption::NOT_EVALUATED_MARK;
use crate::board::{Measured, TaskCell};
use crate::drawing::colour::Rgb;
use crate::format;

/// Over the truncated part of a cell.
pub(super) const HATCH: char = '╳';

/// Eighths of a column, filled from the left.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// A number below .01 where there is no room for `<.01`.
const ABOUT_NOTHING: &str = " ≈0";

/// Columns of a number.
const NUMBER: usize = 3;

/// The fewest columns that a cell takes: a number, and before it a place for the mark of
/// truncation, which keeps cells apart.
pub(super) const NARROWEST: usize = NUMBER + 1;

/// The styles of one cell.
struct Styles {
    fill: Style,
    track: Style,
    /// A fill's edge within a column: its colour on the track.
    edge: Style,
}

impl Terminal {
    /// The cell, `width` columns wide (at least [`NARROWEST`]), with its colours.
    ///
    /// Whole columns are hatched: as many as the truncated share rounds to, and one at least where
    /// there is any to speak of. The narrowest cell has one place for that, outside of its colours.
    pub(super) fn heat(&self, cell: &TaskCell, width: usize) -> String {
        let is_blank = cell.is_blank();
        let Some(cell) = cell.measured() else {
            let dim = self.style(Style::new().dimmed());
            let missing = if is_blank { "" } else { NOT_EVALUATED_MARK };
            let text = format!("{:>until$}", missing, until = number_from(width) + NUMBER);
            return format!("{dim}{text:<width$}{dim:#}");
        };
        let hatched = hatched(cell, width);
        let mut number = format::share(cell.shown.value);
        let mut from = number_from(width);
        // `<.01` and `.99+` need a place more: the one before, where the hatch leaves it.
        if from + number.len() > width {
            let before = width - number.len();
            match number.starts_with('<') {
                _ if before >= hatched.min(1) => from = before,
                true => number = ABOUT_NOTHING.to_owned(),
                false => number.truncate(NUMBER),
            }
        }
        let chars: Vec<char> = (0..width)
            .map(|ix| {
                let digit = ix.checked_sub(from);
                match digit.and_then(|at| number.chars().nth(at)) {
                    Some(digit) => digit,
                    None if ix < hatched => HATCH,
                    None => ' ',
                }
            })
            .collect();
        if self.depth == Depth::Plain {
            return chars.into_iter().collect();
        }
        if width > NARROWEST || from == 0 {
            return self.painted(cell.shown.value, &chars);
        }
        let dim = Style::new().dimmed();
        let number = self.painted(cell.shown.value, &chars[1..]);
        format!("{dim}{}{dim:#}{number}", chars[0])
    }

    fn painted(&self, accuracy: f64, chars: &[char]) -> String {
        let styles = self.styles(accuracy);
        let filled = accuracy * chars.len() as f64;
        let mut text = String::new();
        let mut current = Style::new();
        for (ix, c) in chars.iter().enumerate() {
            let part = (filled - ix as f64).clamp(0.0, 1.0);
            let eighth = (part * 8.0).round() as usize;
            let fine = *c == ' ' && self.depth > Depth::Named;
            let (mut style, c) = match eighth {
                1..=7 if fine => (styles.edge, EIGHTHS[eighth - 1]),
                4.. => (styles.fill, *c),
                _ => (styles.track, *c),
            };
            if c.is_ascii_digit() || ".<≈".contains(c) {
                style = style.bold();
            }
            if style != current {
                let _ = write!(text, "{current:#}{style}");
                current = style;
            }
            text.push(c);
        }
        let _ = write!(text, "{current:#}");
        text
    }

    fn styles(&self, accuracy: f64) -> Styles {
        if self.depth == Depth::Named {
            let (ground, ink) = named(accuracy);
            return Styles {
                fill: Style::new().bg_color(Some(ground)).fg_color(Some(ink)),
                track: Style::new(),
                edge: Style::new(),
            };
        }
        let colours = &self.colours;
        let (fill, fill_colour) = match self.depth {
            Depth::Indexed => {
                let index = Ansi256Color(ramp(self.theme, self.palette, accuracy));
                let RgbColor(r, g, b) = xterm_to_rgb(index, VGA);
                (Rgb(r, g, b), index.into())
            }
            _ => {
                let fill = colours.accuracy(accuracy);
                (fill, self.colour(fill))
            }
        };
        let track = self.colour(colours.track);
        let style =
            |ground: Color, ink: Color| Style::new().bg_color(Some(ground)).fg_color(Some(ink));
        Styles {
            fill: style(fill_colour, self.colour(self.ink_on(fill))),
            track: style(track, self.colour(colours.number)),
            edge: style(track, fill_colour),
        }
    }

    /// The theme's ink for numbers where it can be read, else black or white: there is no halo
    /// here.
    fn ink_on(&self, ground: Rgb) -> Rgb {
        if self.colours.number_is_legible_on(ground) {
            return self.colours.number;
        }
        [Rgb::BLACK, Rgb::WHITE]
            .into_iter()
            .max_by(|a, b| a.contrast(ground).total_cmp(&b.contrast(ground)))
            .unwrap_or(Rgb::BLACK)
    }

    /// A colour in the depth of the terminal.
    pub(super) fn colour(&self, Rgb(r, g, b): Rgb) -> Color {
        let rgb = RgbColor(r, g, b);
        match self.depth {
            Depth::True => rgb.into(),
            _ => rgb_to_xterm(rgb).into(),
        }
    }
}

/// Columns that are hatched.
fn hatched(cell: &Measured, width: usize) -> usize {
    let columns = (cell.truncation.unwrap_or(0.0) * width as f64).round() as usize;
    columns.max(usize::from(cell.has_notable_truncation()))
}

/// The column at which the number starts: at the right, so that the hatch has room at the left.
fn number_from(width: usize) -> usize {
    width - NUMBER - usize::from(width > 5)
}
