//! Names of models: as labels, short and still told apart; and in tooltips, with the score.

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

/// `names` cut to `width` px each: at the end, or in the middle where two would then read alike.
pub(super) fn short<'a>(
    names: impl IntoIterator<Item = &'a str>,
    fonts: &Fonts,
    size: f64,
    weight: Weight,
    width: f64,
) -> Vec<String> {
    let names: Vec<String> = names.into_iter().map(one_line).collect();
    let at_end: Vec<String> = names
        .iter()
        .map(|name| fonts.shortened(name, size, weight, width))
        .collect();
    let reads_alike = |ix: usize| {
        at_end
            .iter()
            .enumerate()
            .any(|(other, name)| other != ix && *name == at_end[ix])
    };
    (0..names.len())
        .map(|ix| match reads_alike(ix) {
            true => cut_in_the_middle(&names[ix], fonts, size, weight, width),
            false if names[ix].is_empty() => "(no name)".to_owned(),
            false => at_end[ix].clone(),
        })
        .collect()
}

fn cut_in_the_middle(name: &str, fonts: &Fonts, size: f64, weight: Weight, width: f64) -> String {
    let chars: Vec<char> = name.chars().collect();
    let cut = |kept: usize| -> String {
        let head = &chars[..kept.div_ceil(2)];
        let tail = &chars[chars.len() - kept / 2..];
        head.iter().chain(['…'].iter()).chain(tail).collect()
    };
    if fonts.width(name, size, weight) <= width {
        return name.to_owned();
    }
    let fitting = (1..chars.len())
        .rev()
        .map(cut)
        .find(|text| fonts.width(text, size, weight) <= width);
    fitting.unwrap_or_else(|| "…".to_owned())
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
