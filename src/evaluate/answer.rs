//! What one interview line says: its wanted values, and the answer record that they make.

use crate::interview::{Field, KEYS, LOOSE_TOKENS};
use crate::stop_reason;

/// The value of a wanted key.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Slot<'a> {
    /// Not there, or `null`.
    #[default]
    Absent,
    /// The content of a string.
    Text(&'a [u8]),
    /// A number as it is written.
    Number(&'a [u8]),
    Bool(bool),
    /// An array: its length, and its text.
    List(usize, &'a [u8]),
    /// An object: its text.
    Object(&'a [u8]),
    /// JSON whose text is to be normalised before it is a name: see [`super::resolve`].
    Raw(&'a [u8]),
    /// What cannot be read, and why.
    Odd(&'a str),
}

/// The wanted values of one line, by the index of their key among [`KEYS`].
pub(super) type Slots<'a> = [Slot<'a>; KEYS.len()];

/// How one response ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Truncated,
    Invalid,
    Wrong,
    Correct,
}

/// What one response adds to the counts of its point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Contribution {
    pub(super) outcome: Outcome,
    /// Whether the line says if it was truncated.
    pub(super) truncation_recorded: bool,
    pub(super) tokens: Option<u64>,
    /// Chance to be right by guessing, within `0..=1`; only of a response that was not truncated.
    pub(super) guess_chance: Option<f64>,
}

/// Number of the fields that name a point.
pub(super) const POINT_FIELDS: usize = 9;

/// One answer record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer<'a> {
    /// Model, template, sampler, base task, task, density, precision, degree, level; empty where
    /// absent.
    pub(super) point: [&'a [u8]; POINT_FIELDS],
    pub(super) contribution: Contribution,
    /// Why the response ended, where that says nothing that is known.
    pub(super) unknown_reason: Option<&'a [u8]>,
    /// The item's id; see [`label`].
    pub(super) id: Slot<'a>,
}

/// The answer record that the wanted values make; `None` where they make none: no model, no task,
/// or no word on how the response ended. Of a value that is not needed nobody asks what it is.
///
/// # Errors
/// Says which key holds what it cannot hold.
pub(super) fn answer<'a>(slots: &Slots<'a>) -> Result<Option<Answer<'a>>, String> {
    let name = |field| name(slots, field);
    let either = |first: Field, second: Field| match name(first)? {
        b"" => name(second),
        present => Ok(present),
    };
    let model = name(Field::Model)?;
    let base_task = either(Field::BaseTask, Field::Task)?;
    if model.is_empty() || base_task.is_empty() {
        return Ok(None);
    }
    let mut unknown_reason = None;
    let truncated = match flag(slots, Field::Truncated)? {
        None => match name(Field::Reason)? {
            b"" => None,
            reason => {
                let truncated = stop_reason::is_truncated(reason);
                unknown_reason = truncated.is_none().then_some(reason);
                truncated
            }
        },
        told => told,
    };
    let outcome = if truncated == Some(true) {
        Outcome::Truncated
    } else if flag(slots, Field::Invalid)? == Some(true) {
        Outcome::Invalid
    } else {
        match flag(slots, Field::Correct)? {
            Some(true) => Outcome::Correct,
            Some(false) => Outcome::Wrong,
            None => return Ok(None),
        }
    };
    let (density, precision, degree) = (
        name(Field::Density)?,
        name(Field::Precision)?,
        name(Field::Degree)?,
    );
    let level = match density.is_empty() && precision.is_empty() && degree.is_empty() {
        true => name(Field::Level)?,
        false => b"",
    };
    Ok(Some(Answer {
        point: [
            model,
            name(Field::Template)?,
            name(Field::Sampler)?,
            base_task,
            either(Field::Task, Field::BaseTask)?,
            density,
            precision,
            degree,
            level,
        ],
        contribution: Contribution {
            outcome,
            truncation_recorded: truncated.is_some(),
            tokens: tokens(slots)?,
            guess_chance: match outcome {
                Outcome::Truncated => None,
                _ => guess_chance(slots)?,
            },
        },
        unknown_reason,
        id: first(slots, Field::Id).map_or(Slot::Absent, |(_, id)| id),
    }))
}

/// The first value of a field that is there, with its key.
#[inline]
fn first<'a>(slots: &Slots<'a>, field: Field) -> Option<(&'static str, Slot<'a>)> {
    let mut keys = field.slots();
    let found = keys.find(|key| slots[*key] != Slot::Absent)?;
    Some((KEYS[found].0, slots[found]))
}

/// The first value of a field that is there and not empty, as a name; empty where there is none.
#[inline]
fn name<'a>(slots: &Slots<'a>, field: Field) -> Result<&'a [u8], String> {
    for key in field.slots() {
        match slots[key] {
            Slot::Absent | Slot::Text(b"") => {}
            Slot::Text(text) => return Ok(text),
            other => return label(other, KEYS[key].0),
        }
    }
    Ok(b"")
}

/// A value taken as a name; empty where it is absent.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn label<'a>(slot: Slot<'a>, key: &str) -> Result<&'a [u8], String> {
    match slot {
        Slot::Odd(problem) => Err(format!("`{key}` cannot be read: {problem}")),
        other => Ok(text(other)),
    }
}

fn text(slot: Slot<'_>) -> &[u8] {
    match slot {
        Slot::Absent => b"",
        Slot::Text(text)
        | Slot::Number(text)
        | Slot::List(_, text)
        | Slot::Object(text)
        | Slot::Raw(text) => text,
        Slot::Bool(true) => b"true",
        Slot::Bool(false) => b"false",
        Slot::Odd(problem) => problem.as_bytes(),
    }
}

/// `true`, `false`, or the number 1 or 0.
#[inline]
fn flag(slots: &Slots<'_>, field: Field) -> Result<Option<bool>, String> {
    let Some((key, slot)) = first(slots, field) else {
        return Ok(None);
    };
    match (slot, number(slot)) {
        (Slot::Bool(value), _) => Ok(Some(value)),
        (_, Some(0.0)) => Ok(Some(false)),
        (_, Some(1.0)) => Ok(Some(true)),
        _ => Err(unfit(key, slot, "true or false")),
    }
}

/// Completion tokens.
fn tokens(slots: &Slots<'_>) -> Result<Option<u64>, String> {
    for ix in Field::Tokens.slots() {
        let (key, slot) = (KEYS[ix].0, slots[ix]);
        let is_loose = key == LOOSE_TOKENS && !matches!(slot, Slot::Number(_));
        if slot != Slot::Absent && !is_loose {
            let tokens = whole(slot).ok_or_else(|| unfit(key, slot, "a whole number up to 2^53"));
            return tokens.map(Some);
        }
    }
    Ok(None)
}

/// `guess_chance`, else one out of `choices`; a question without choices cannot be guessed.
fn guess_chance(slots: &Slots<'_>) -> Result<Option<f64>, String> {
    if let Some((key, chance)) = first(slots, Field::GuessChance) {
        return match number(chance) {
            Some(value) if (0.0..=1.0).contains(&value) => Ok(Some(value)),
            _ => Err(unfit(key, chance, "a number from 0 to 1")),
        };
    }
    let Some((key, choices)) = first(slots, Field::Choices) else {
        return Ok(None);
    };
    let count = match choices {
        Slot::List(length, _) => Some(length as u64),
        other => whole(other),
    };
    match count {
        Some(0) => Ok(Some(0.0)),
        Some(count) => Ok(Some(1.0 / count as f64)),
        None => Err(unfit(key, choices, "a whole number or a list")),
    }
}

/// The value of a number; `None` for everything else.
fn number(slot: Slot<'_>) -> Option<f64> {
    match slot {
        Slot::Number(text) => std::str::from_utf8(text).ok()?.parse().ok(),
        _ => None,
    }
}

/// The value of a whole number up to 2^53; `None` for everything else.
fn whole(slot: Slot<'_>) -> Option<u64> {
    const MAX: u64 = 1 << 53;
    if let Slot::Number(digits) = slot
        && digits.len() < 16
        && digits.iter().all(u8::is_ascii_digit)
    {
        let digits = digits.iter().map(|digit| u64::from(digit - b'0'));
        return Some(digits.fold(0, |value, digit| value * 10 + digit));
    }
    let value = number(slot)?;
    (value.fract() == 0.0 && (0.0..=MAX as f64).contains(&value)).then_some(value as u64)
}

fn unfit(key: &str, slot: Slot<'_>, right: &str) -> String {
    let shown = match slot {
        Slot::Text(text) => format!("\"{}\"", String::from_utf8_lossy(text)),
        other => String::from_utf8_lossy(text(other)).into_owned(),
    };
    format!(
        "`{key}` is {}: it must be {right}",
        crate::error::printable(&shown, 40)
    )
}
