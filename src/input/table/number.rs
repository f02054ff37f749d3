//! Decision: what a text says as a figure.

use super::super::names::trimmed;
use super::markup::bare_figure;

/// A number as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Number {
    /// Its value; 74.2 for `74.2 %`.
    pub(super) value: f64,
    /// Digits after the point, negative for `12e3`: tells how far it was rounded.
    pub(super) decimals: i32,
    /// Whether a percent sign stands behind it.
    pub(super) is_percent: bool,
}

/// A figure: a number, and what may stand beside it in the same cell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Figure {
    pub(super) number: Number,
    /// What stands behind `±`: taken as the standard error.
    pub(super) error: Option<Number>,
    /// What stands in brackets: `(.01)`.
    pub(super) bracket: Option<Number>,
    /// Correct answers of answers: `(7/8)`.
    pub(super) counts: Option<(u64, u64)>,
    /// Whether further figures stand behind a `/` and are not read.
    pub(super) has_more: bool,
    /// Whether a footnote, `~` or an interval beside it was passed over.
    pub(super) has_marks: bool,
}

/// The figure that `text` says, if it is one, whatever marks stand around it. With
/// `decimal_comma`, `0,5` is a half.
pub(super) fn figure(text: &str, decimal_comma: bool) -> Option<Figure> {
    plain_figure(text, decimal_comma).or_else(|| {
        let (text, has_marks) = bare_figure(text.trim())?;
        let figure = plain_figure(&text, decimal_comma)?;
        Some(Figure {
            has_marks,
            ..figure
        })
    })
}

/// A number of a format that knows numbers: its digits are the fewest that tell it.
pub(super) fn of_number(value: f64) -> Figure {
    Figure {
        number: Number {
            value,
            decimals: decimals(&format!("{value:e}")).max(0),
            is_percent: false,
        },
        ..Figure::default()
    }
}

fn plain_figure(text: &str, decimal_comma: bool) -> Option<Figure> {
    let text = trimmed(text);
    // Names are most of what is no figure.
    if !text.starts_with(|c: char| c.is_ascii_digit() || ".,+-−".contains(c)) {
        return None;
    }
    let number = |text: &str| number(text, decimal_comma);
    let mut figure = Figure::default();
    if let Some(number) = plain_number(text) {
        figure.number = number;
        return Some(figure);
    }
    const ERROR_SIGNS: [&str; 3] = ["±", "+/-", "+-"];
    let has_error = |text: &str| ERROR_SIGNS.iter().any(|sign| text.contains(sign));
    let several = text.split_once(" / ").filter(|(first, _)| has_error(first));
    figure.has_more = several.is_some();
    let text = several.map_or(text, |(first, _)| first);
    let mut signs = ERROR_SIGNS.into_iter();
    let parts = signs.find_map(|sign| text.split_once(sign));
    if let Some((value, error)) = parts.filter(|(value, _)| !value.trim().is_empty()) {
        // 64.2 (± .4)
        figure.number = number(value.trim_end().trim_end_matches('('))?;
        figure.error = Some(number(error.trim().trim_matches(['(', ')']))?);
        return Some(figure);
    }
    if let Some((value, bracket)) = text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        figure.number = number(value)?;
        match bracket.split_once('/') {
            Some((correct, all)) => {
                let counts = (correct.trim().parse().ok()?, all.trim().parse().ok()?);
                figure.counts = Some(counts);
            }
            // A change, no error.
            None if bracket.trim_start().starts_with(['+', '-', '−']) => return None,
            None => figure.bracket = Some(number(bracket)?),
        }
        return Some(figure);
    }
    figure.number = match fraction(text) {
        Some((correct, all)) => {
            figure.counts = Some((correct, all));
            Number {
                value: 100.0 * correct as f64 / all as f64,
                decimals: FRACTION,
                is_percent: true,
            }
        }
        None => number(text)?,
    };
    Some(figure)
}

/// The number of digits with at most one point, as most are.
fn plain_number(text: &str) -> Option<Number> {
    // Most are counts.
    if let Ok(count) = text.parse::<u32>()
        && !text.starts_with('+')
    {
        return Some(Number {
            value: f64::from(count),
            ..Number::default()
        });
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(Number {
        value,
        decimals: fraction.len().try_into().ok()?,
        is_percent: false,
    })
}

/// The digits of a percentage that is a fraction.
pub(super) const FRACTION: i32 = 12;

/// `24/30`: the first of the second.
fn fraction(text: &str) -> Option<(u64, u64)> {
    let (correct, all) = text.split_once('/')?;
    let (correct, all) = (correct.trim().parse().ok()?, all.trim().parse().ok()?);
    (0 < all && correct <= all).then_some((correct, all))
}

/// The number that `text` says, if it is one.
pub(super) fn number(text: &str, decimal_comma: bool) -> Option<Number> {
    let text = text.trim();
    let (text, is_percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let begins = |text: &str| {
        let unsigned = text.trim_start_matches(['-', '+']);
        unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let rewritten;
    let text = if text.bytes().all(|byte| plain(char::from(byte))) && !is_grouped(text, '.') {
        text
    } else {
        rewritten = with_point(&text.replace('−', "-"), decimal_comma)?;
        &rewritten
    };
    if !begins(text) || !text.chars().all(plain) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    value.is_finite().then(|| Number {
        value,
        decimals: decimals(text),
        is_percent,
    })
}

/// `text` without separators of thousands and with a decimal point, where its commas and points
/// leave no doubt.
fn with_point(text: &str, decimal_comma: bool) -> Option<String> {
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    match (commas, points) {
        (0, 0 | 1) => Some(text.to_owned()),
        // 1.234.567
        (0, _) => is_grouped(text, '.').then(|| text.replace('.', "")),
        (1, 0) if decimal_comma => Some(text.replace(',', ".")),
        // 1.234,5
        (1, _) if decimal_comma && is_grouped(&text.split(',').next()?.replace('.', ","), ',') => {
            Some(text.replace('.', "").replace(',', "."))
        }
        // 1,234.5 and 1,234
        (_, 0 | 1) => {
            let whole = text.split('.').next()?;
            is_grouped(whole, ',').then(|| text.replace(',', ""))
        }
        _ => None,
    }
}

/// Whether `text` is digits in groups of three: `1,234,567`; with a point only from two points on.
fn is_grouped(text: &str, separator: char) -> bool {
    let mut groups = text.trim_start_matches(['-', '+']).split(separator);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.clone();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && groups.count() >= if separator == '.' { 2 } else { 1 }
        && rest.all(|group| group.len() == 3 && digits(group))
}

fn decimals(text: &str) -> i32 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits = mantissa
        .split_once('.')
        .map_or(0, |(_, digits)| digits.len());
    let digits = i32::try_from(digits).unwrap_or(i32::MAX);
    digits.saturating_sub(exponent.parse().unwrap_or(0))
}

/// Whether a text says that there is no figure.
pub(super) fn is_missing(text: &str) -> bool {
    let text = trimmed(text);
    const WORDS: [&str; 9] = [
        "n/a", "na", "nan", "null", "none", "n.a.", "tbd", "tba", "n/r",
    ];
    text.is_empty()
        || matches!(
            text,
            "-" | "–" | "—" | "−" | "--" | "---" | "?" | "/" | "…" | "..."
        )
        || (text.len() <= 4 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests;
