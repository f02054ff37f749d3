//! The names of models: how wide their column is, and on which lines they stand.

use crate::abbreviation::abbreviated;
use crate::board::Page;
use crate::drawing::text::{Fonts, Weight};

use super::named;
use super::sheet::size;
use super::wrap::{wrapped_anywhere, wrapped_whole};

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
}

impl<'a> ModelNames<'a> {
    /// Any names, on at most two lines.
    pub fn of(names: Vec<String>, fonts: &'a Fonts) -> Self {
        ModelNames {
            fonts,
            names,
            lines: 2,
        }
    }

    pub fn new(page: &Page<'_>, fonts: &'a Fonts) -> Self {
        let entries = page.entries.iter();
        // Where there are rows enough, a name may take a line more.
        let high = entries.clone().all(|entry| entry.rows.len() > 2);
        ModelNames {
            fonts,
            names: entries.map(|entry| named(&entry.label)).collect(),
            lines: if high { 3 } else { 2 },
        }
    }

    /// The width of the column: what the longest name wants, as far as there is room for `at_most`.
    /// With `more`, so much beyond that as lets every name stand whole, and most on one line.
    pub fn width(&self, at_most: f64, more: bool) -> f64 {
        let mut widths: Vec<f64> = self.names.iter().map(|name| self.measure(name)).collect();
        widths.sort_by(f64::total_cmp);
        let head = self.fonts.width("Model", size::HEAD, Weight::SemiBold);
        let widest = widths.last().map_or(head, |widest| widest.max(head));
        // Under a name stands a line about its overall score and rank.
        let natural = (widest.max(110.0) + AFTER + 2.0).ceil();
        let mut width = natural.min(at_most.clamp(NARROWEST, WIDEST));
        if more {
            if self.lines == 2 {
                let most = widths.get(widths.len() * 4 / 5).copied().unwrap_or(0.0) + AFTER;
                width = width.max(match natural <= WIDE_ENOUGH {
                    true => natural,
                    false => most.ceil().min(WIDE_ENOUGH),
                });
            }
            for name in &self.names {
                while width < WIDEST && self.whole(name, width).is_none() {
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
            let anywhere = || {
                let room = width - AFTER;
                let (size, weight) = (size::NAME, Weight::SemiBold);
                wrapped_anywhere(self.fonts, name, size, weight, room, self.lines)
            };
            self.whole(name, width).or_else(anywhere)
        };
        let shown = abbreviated(&self.names, |name| set(name).is_some());
        let lines = shown.into_iter();
        lines.map(|name| set(&name).unwrap_or(vec![name])).collect()
    }

    fn whole(&self, name: &str, width: f64) -> Option<Vec<String>> {
        let room = width - AFTER;
        let weight = Weight::SemiBold;
        wrapped_whole(self.fonts, name, size::NAME, weight, room, self.lines)
    }

    fn measure(&self, text: &str) -> f64 {
        self.fonts.width(text, size::NAME, Weight::SemiBold)
    }
}
