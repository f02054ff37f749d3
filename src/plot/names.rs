//! Names of models: as labels, short and still told apart; and in tooltips, with the score.

use crate::abbreviation::abbreviated;
use crate::board::caption::{WHOLE, shortened};
use crate::board::{Board, Entry};
use crate::drawing::text::{Fonts, Weight, one_line};

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

/// `names` cut to `width` px each, where what stays tells them apart.
pub(super) fn short<'a>(
    names: impl IntoIterator<Item = &'a str>,
    fonts: &Fonts,
    size: f64,
    weight: Weight,
    width: f64,
) -> Vec<String> {
    let shown = |name: &str| match one_line(name) {
        line if line.is_empty() => "(no name)".to_owned(),
        line => line,
    };
    let names: Vec<String> = names.into_iter().map(shown).collect();
    abbreviated(&names, |name| fonts.width(name, size, weight) <= width)
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
        let short = short(names, &fonts, 12.0, Weight::Regular, 120.0);
        assert!(short[0] != short[1] && short[0].ends_with("70b") && short[2] == "short");
        assert!(
            short
                .iter()
                .all(|name| fonts.width(name, 12.0, Weight::Regular) <= 120.0)
        );
    }
}
