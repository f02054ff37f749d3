//! The names of models: how wide their column is, and on which lines they stand.

use crate::abbreviation::abbreviated;
use crate::board::Page;
use crate::drawing::text::{Fonts, Weight};

use super::density::Density;
use super::named;
use super::sheet::{Small, size};
use super::wrap::TextBox;

/// Narrowest and widest column of names.
const NARROWEST: f64 = 100.0;
const WIDEST: f64 = 320.0;

/// Right of a name.
const AFTER: f64 = 10.0;

/// Up to which width a picture that is wide anyway gives most names a single line.
const WIDE_ENOUGH: f64 = 240.0;

/// The names of a page.
pub(super) struct ModelNames<'a> {
    fonts: &'a Fonts,
    names: Vec<String>,
    /// Lines that a name may take.
    lines: usize,
    small: Small,
}

impl<'a> ModelNames<'a> {
    /// Any names, on at most so many lines.
    pub fn of(names: Vec<String>, fonts: &'a Fonts, lines: usize) -> Self {
        ModelNames {
            fonts,
            names,
            lines,
            small: Small::USUAL,
        }
    }

    pub fn new(page: &Page<'_>, fonts: &'a Fonts, density: Density, small: Small) -> Self {
        let entries = page.entries.iter();
        // Where there are rows enough, a name may take a line more; in a low row it has one.
        let high = entries.clone().all(|entry| entry.rows.len() > 2);
        ModelNames {
            fonts,
            names: entries.map(|entry| named(&entry.label)).collect(),
            lines: match (density, high) {
                (Density::Compact, _) => 1,
                (Density::Normal, true) => 3,
                (Density::Normal, false) => 2,
            },
            small,
        }
    }

    /// The width of the column: what the longest name wants, as far as there is room for `at_most`.
    /// With `more`, so much beyond that as lets every name stand whole, and most on one line.
    pub fn width(&self, at_most: f64, more: bool) -> f64 {
        let mut widths: Vec<f64> = self.names.iter().map(|name| self.measure(name)).collect();
        widths.sort_by(f64::total_cmp);
        let head = self
            .fonts
            .width("Model", self.small.head(), Weight::SemiBold);
        let widest = widths.last().map_or(head, |widest| widest.max(head));
        // Under a name stands a line about its overall score and rank.
        let natural = (widest.max(110.0) + AFTER + 2.0).ceil();
        let mut width = natural.min(at_most.clamp(NARROWEST, WIDEST));
        if more {
            if self.lines <= 2 {
                let most = widths.get(widths.len() * 4 / 5).copied().unwrap_or(0.0) + AFTER;
                width = width.max(match natural <= WIDE_ENOUGH {
                    true => natural,
                    false => most.ceil().min(WIDE_ENOUGH),
                });
            }
            for name in &self.names {
                while width < WIDEST && self.room(width).whole(name).is_none() {
                    width = (width + 4.0).min(WIDEST);
                }
            }
        }
        width
    }

    /// The names, a line each, in a column of `width`; what does not fit is cut so that no two read
    /// alike.
    pub fn set(&self, width: f64) -> Vec<Vec<String>> {
        let set = |name: &str| {
            let room = self.room(width);
            room.whole(name).or_else(|| room.anywhere(name))
        };
        let shown = abbreviated(&self.names, |name| set(name).is_some());
        let lines = shown.into_iter();
        lines.map(|name| set(&name).unwrap_or(vec![name])).collect()
    }

    /// Room for a name in a column of `width`.
    fn room(&self, width: f64) -> TextBox<'a> {
        TextBox {
            fonts: self.fonts,
            size: size::NAME,
            weight: Weight::SemiBold,
            width: width - AFTER,
            lines: self.lines,
        }
    }

    fn measure(&self, text: &str) -> f64 {
        self.fonts.width(text, size::NAME, Weight::SemiBold)
    }
}
