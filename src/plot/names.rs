//! Names of models: as labels, short and still told apart; and in tooltips, with the score.

use crate::abbreviation::abbreviated;
use crate::board::caption::{WHOLE, shortened};
use crate::board::{Board, Entry};
use crate::drawing::text::{Fonts, Weight};
use crate::picture::layout::named;
use crate::picture::layout::sheet::size;

/// A model's name and score, as the tooltip of its mark begins.
pub(super) fn score_tooltip(board: &Board, entry: &Entry) -> String {
    let name = shortened(&entry.label, WHOLE);
    let mut text = format!(
        "{name}\n{}: {}",
        board.score.title(),
        entry.overall.starred()
    );
    if let Some(interval) = entry.overall.interval_caption() {
        text += &format!(" ({interval})");
    }
    text
}

/// Width of the widest of some names in small type, at least `least` px.
pub(super) fn widest(names: &[String], fonts: &Fonts, least: f64) -> f64 {
    let widths = names
        .iter()
        .map(|name| fonts.width(name, size::SMALL, Weight::Regular));
    widths.fold(least, f64::max).ceil()
}

/// `names` in small type cut to `width` px each, where what stays tells them apart.
pub(super) fn short<'a>(
    names: impl IntoIterator<Item = &'a str>,
    fonts: &Fonts,
    weight: Weight,
    width: f64,
) -> Vec<String> {
    let names: Vec<String> = names.into_iter().map(named).collect();
    abbreviated(&names, |name| {
        fonts.width(name, size::SMALL, weight) <= width
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_apart() {
        let fonts = Fonts::embedded();
        let names = [
            "a-rather-long-family-of-models-70b",
            "a-rather-long-family-of-models-405b",
            "short",
        ];
        let short = short(names, &fonts, Weight::Regular, 120.0);
        assert!(short[0] != short[1] && short[0].ends_with("70b") && short[2] == "short");
        assert!(widest(&short, &fonts, 0.0) <= 120.0);
    }
}
