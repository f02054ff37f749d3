//! Numbers as inputs give them, and what they are allowed to be.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::dataset::Counts;

/// A finite number of an input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Figure {
    Whole(u64),
    Real(f64),
}

impl Figure {
    pub(super) fn value(self) -> f64 {
        match self {
            Figure::Whole(count) => count as f64,
            Figure::Real(value) => value,
        }
    }

    /// The figure as a count: whole (`12.0` is), not negative, and small enough to be counted
    /// exactly.
    pub(super) fn count(self, name: &str) -> Result<u64, String> {
        let value = self.value();
        if value < 0.0 {
            Err(format!("{name} is {value}: a count cannot be negative"))
        } else if value > Counts::MAX as f64 {
            Err(format!("{name} is {value}: too large for a count"))
        } else if value.fract() != 0.0 {
            Err(format!("{name} is {value}: a count must be a whole number"))
        } else {
            Ok(value as u64)
        }
    }

    /// The figure as a share.
    pub(super) fn share(self, name: &str) -> Result<f64, String> {
        match self.value() {
            value if (0.0..=1.0).contains(&value) => Ok(value),
            value => Err(format!("{name} is {value}: it must lie between 0 and 1")),
        }
    }

    /// The figure as something that cannot be negative.
    pub(super) fn amount(self, name: &str) -> Result<f64, String> {
        match self.value() {
            value if value >= 0.0 => Ok(value),
            value => Err(format!("{name} is {value}: it cannot be negative")),
        }
    }

    /// Reads a number from text; nothing but white space is none.
    pub(super) fn parse(name: &str, text: &str) -> Result<Option<Figure>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Ok(count) = text.parse() {
            return Ok(Some(Figure::Whole(count)));
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Some(Figure::Real(value))),
            Ok(_) if text.contains(|c: char| c.is_ascii_digit()) => {
                Err(format!("{name} is {}: too large for a number", shown(text)))
            }
            _ => Err(format!("{name} is {}: {}", shown(text), hint(text))),
        }
    }
}

/// [`Figure::count`] of a figure that may be missing.
pub(super) fn count(figure: Option<Figure>, name: &str) -> Result<Option<u64>, String> {
    figure.map(|figure| figure.count(name)).transpose()
}

/// [`Figure::amount`] of a figure that may be missing.
pub(super) fn amount(figure: Option<Figure>, name: &str) -> Result<Option<f64>, String> {
    figure.map(|figure| figure.amount(name)).transpose()
}

/// [`Figure::share`] of a figure that may be missing.
pub(super) fn share(figure: Option<Figure>, name: &str) -> Result<Option<f64>, String> {
    figure.map(|figure| figure.share(name)).transpose()
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
    let mut parts = text.split(separators);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    if !rest.is_empty() && is_number(first) && rest.iter().all(|part| is_number(part)) {
        let in_threes = rest
            .iter()
            .all(|part| part.split('.').next().map(str::len) == Some(3));
        if in_threes {
            return format!("write {first}{} without separators", rest.concat());
        }
        if let [decimals] = rest[..]
            && text.contains(',')
        {
            return format!("write {first}.{decimals} with a decimal point");
        }
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
        Ok(Figure::Whole(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Figure, E> {
        Ok(Figure::Real(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Figure, E> {
        Ok(Figure::Real(value))
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
