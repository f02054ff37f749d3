//! Numbers as inputs give them, and what they are allowed to be.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::dataset::Counts;

/// A finite number of an input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure(pub(super) f64);

impl Figure {
    /// Reads a number from text; nothing but white space is none.
    pub(super) fn parse(name: &str, text: &str) -> Result<Option<Figure>, String> {
        let text = text.trim();
        match text.parse::<f64>() {
            _ if text.is_empty() => Ok(None),
            Ok(value) if value.is_finite() => Ok(Some(Figure(value))),
            Ok(_) if text.contains(|c: char| c.is_ascii_digit()) => {
                Err(format!("{name} is {}: too large for a number", shown(text)))
            }
            _ => Err(format!("{name} is {}: {}", shown(text), hint(text))),
        }
    }
}

/// A figure as a count: whole (`12.0` is), not negative, and small enough to be counted exactly.
pub(super) fn count(figure: Option<Figure>, name: &str) -> Result<Option<u64>, String> {
    let Some(Figure(value)) = figure else {
        return Ok(None);
    };
    let is_natural = |value| value >= 0.0;
    checked(figure, name, is_natural, "a count cannot be negative")?;
    let is_small = |value| value <= Counts::MAX as f64;
    checked(figure, name, is_small, "too large for a count")?;
    let is_whole = |value: f64| value.fract() == 0.0;
    checked(figure, name, is_whole, "a count must be a whole number")?;
    Ok(Some(value as u64))
}

/// A figure as something that cannot be negative.
pub(super) fn amount(figure: Option<Figure>, name: &str) -> Result<Option<f64>, String> {
    checked(figure, name, |value| value >= 0.0, "it cannot be negative")
}

/// A figure as a share.
pub(super) fn share(figure: Option<Figure>, name: &str) -> Result<Option<f64>, String> {
    let is_share = |value| (0.0..=1.0).contains(&value);
    checked(figure, name, is_share, "it must lie between 0 and 1")
}

/// The value of a figure that keeps a rule.
fn checked(
    figure: Option<Figure>,
    name: &str,
    keeps: fn(f64) -> bool,
    rule: &str,
) -> Result<Option<f64>, String> {
    match figure {
        Some(Figure(value)) if !keeps(value) => Err(format!("{name} is {value}: {rule}")),
        figure => Ok(figure.map(|figure| figure.0)),
    }
}

fn shown(text: &str) -> String {
    format!("'{}'", crate::error::printable(text, 40))
}

/// What would be right in place of `text`.
fn hint(text: &str) -> String {
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    let is_number = |text: &str| text.chars().all(plain) && text.parse::<f64>().is_ok();
    if let Some(percent) = text.strip_suffix('%')
        && is_number(percent.trim_end())
    {
        return "write a share such as 0.87, without %".to_owned();
    }
    let separators = [',', '\'', '_', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];
    let parts: Vec<&str> = text.split(separators).collect();
    let in_threes = |part: &&str| part.split('.').next().map(str::len) == Some(3);
    match parts[..] {
        _ if !parts.iter().all(|part| is_number(part)) => {}
        [_, ref rest @ ..] if !rest.is_empty() && rest.iter().all(in_threes) => {
            return format!("write {} without separators", parts.concat());
        }
        [whole, decimals] if text.contains(',') => {
            return format!("write {whole}.{decimals} with a decimal point");
        }
        _ => {}
    }
    "not a number; leave it empty where it is not recorded".to_owned()
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FigureVisitor)
    }
}

struct FigureVisitor;

impl Visitor<'_> for FigureVisitor {
    type Value = Figure;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_u64<E>(self, value: u64) -> Result<Figure, E> {
        Ok(Figure(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Figure, E> {
        Ok(Figure(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Figure, E> {
        Ok(Figure(value))
    }

    // Some engines write 64-bit integers as text.
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Figure, E> {
        let figure = Figure::parse("a figure", text).map_err(E::custom)?;
        figure.ok_or_else(|| {
            E::custom("an empty string is not a number; leave the key out or write null")
        })
    }
}

#[cfg(test)]
mod tests;
