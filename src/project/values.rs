//! Values of a project file, each checked where it stands.

use serde::de::{Deserialize, Deserializer, Error};

use crate::board::AccuracyKind;
use crate::error::nearest;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Arrangement, Density};
use crate::stats::ScoreKind;

/// The longest text that is shown as a name.
const LONGEST: usize = 1000;

/// The one of `all` that a word names.
fn word<'de, D: Deserializer<'de>, T: Copy>(
    deserializer: D,
    all: &[T],
    word_of: fn(T) -> &'static str,
) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if let Some(one) = all.iter().find(|one| word_of(**one) == text) {
        return Ok(Some(*one));
    }
    let words: Vec<&str> = all.iter().map(|one| word_of(*one)).collect();
    let near = nearest(&text, words.iter().copied());
    let hint = near.map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
    let words = words.join(", ");
    Err(D::Error::custom(format!(
        "\"{text}\" is none of {words}{hint}"
    )))
}

pub(super) fn theme<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Theme>, D::Error> {
    word(value, &Theme::ALL, Theme::word)
}

pub(super) fn palette<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Palette>, D::Error> {
    word(value, &Palette::ALL, Palette::word)
}

pub(super) fn layout<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Arrangement>, D::Error> {
    word(value, &Arrangement::ALL, Arrangement::word)
}

pub(super) fn density<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Density>, D::Error> {
    word(value, &Density::ALL, Density::word)
}

pub(super) fn score<'de, D: Deserializer<'de>>(value: D) -> Result<Option<ScoreKind>, D::Error> {
    word(value, &ScoreKind::ALL, ScoreKind::word)
}

pub(super) fn cell<'de, D: Deserializer<'de>>(value: D) -> Result<Option<AccuracyKind>, D::Error> {
    let all = [AccuracyKind::Adjusted, AccuracyKind::Raw];
    word(value, &all, AccuracyKind::word)
}

/// A list of texts, or a single one.
pub(super) fn list<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    #[derive(serde::Deserialize)]
    #[serde(untagged, expecting = "expected a list of strings")]
    enum List {
        One(String),
        Many(Vec<String>),
    }
    Ok(match List::deserialize(value)? {
        List::One(text) => vec![text],
        List::Many(texts) => texts,
    })
}

/// A name that can be shown.
pub(super) fn name<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(value)?;
    checked(&text).map(Some).map_err(D::Error::custom)
}

/// Names that can be shown.
pub(super) fn names<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Vec<String>>, D::Error> {
    let names = list(value)?.into_iter().map(|text| checked(&text));
    let names = names.collect::<Result<Vec<String>, String>>();
    names.map(Some).map_err(D::Error::custom)
}

pub(super) fn checked(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("an empty name".to_owned()),
        name if name.chars().nth(LONGEST).is_some() => {
            Err(format!("a name longer than {LONGEST} characters"))
        }
        name => Ok(name.to_owned()),
    }
}

/// A web address.
pub(super) fn address<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(value)?;
    let text = text.trim();
    match text.starts_with("https://") || text.starts_with("http://") {
        true => Ok(Some(text.to_owned())),
        false => Err(D::Error::custom("a link begins with https:// or http://")),
    }
}

/// A whole number of at least 1.
pub(super) fn count<'de, D: Deserializer<'de>>(value: D) -> Result<Option<u64>, D::Error> {
    match i64::deserialize(value)? {
        count @ 1.. => Ok(Some(count.unsigned_abs())),
        count => Err(D::Error::custom(format!("{count}: it must be at least 1"))),
    }
}

/// A share.
pub(super) fn share<'de, D: Deserializer<'de>>(value: D) -> Result<Option<f64>, D::Error> {
    let share = f64::deserialize(value)?;
    match (0.0..=1.0).contains(&share) {
        true => Ok(Some(share)),
        false => Err(D::Error::custom(format!(
            "{share}: it must lie between 0 and 1"
        ))),
    }
}

/// Two different figures.
pub(super) fn range<'de, D: Deserializer<'de>>(value: D) -> Result<Option<[f64; 2]>, D::Error> {
    let range = <[f64; 2]>::deserialize(value)?;
    let [low, high] = range;
    match low.is_finite() && high.is_finite() && low != high {
        true => Ok(Some(range)),
        false => Err(D::Error::custom(
            "it must be two different numbers: that of nothing right and that of all right",
        )),
    }
}
