//! Numbers as they are shown, in one place for all outputs.
//!
//! A figure that is shown is its exported value, 12 significant digits, rounded half away from zero
//! in decimal: .565 is .57 although the float nearest to it lies below. A percent sign moves the
//! point in the decimal.

use crate::stats::ScoreKind;

/// Significant digits of exported figures.
const DIGITS: usize = 12;

/// The exported value of a figure: `digits x 10^exponent`, with [`DIGITS`] digits.
#[derive(Debug, Clone, Copy)]
struct Decimal {
    negative: bool,
    digits: u64,
    exponent: i32,
}

impl Decimal {
    fn of(value: f64) -> Decimal {
        let size = value.abs();
        let (digits, exponent) = scaled(size).unwrap_or_else(|| exact(size));
        Decimal {
            negative: value < 0.0,
            digits,
            exponent,
        }
    }

    /// The same with its point moved to the right.
    fn shifted(self, places: i32) -> Decimal {
        Decimal {
            exponent: self.exponent + places,
            ..self
        }
    }

    /// Its size in units of `10^-places`, rounded half up. Above 10^30 units, whole tens of digits
    /// are lost.
    fn units(self, places: usize) -> u128 {
        match self.exponent + places as i32 {
            up @ 0.. => u128::from(self.digits).saturating_mul(10u128.saturating_pow(up as u32)),
            down @ -18.. => {
                let unit = 10u64.pow(down.unsigned_abs());
                u128::from((2 * self.digits + unit) / (2 * unit))
            }
            _ => 0,
        }
    }

    /// Whether it is below `10^power`.
    fn is_below(self, power: i32) -> bool {
        self.digits == 0 || self.exponent + (DIGITS as i32 - 1) < power
    }

    fn fixed(self, places: usize) -> String {
        let units = self.units(places);
        let sign = if self.negative && units > 0 { "-" } else { "" };
        let one = 10u128.pow(places as u32);
        match places {
            0 => format!("{sign}{units}"),
            _ => format!("{sign}{}.{:0places$}", units / one, units % one),
        }
    }
}

/// Digits and exponent of `size` by one multiplication; `None` where its error, below 1/1000, could
/// decide the last digit.
fn scaled(size: f64) -> Option<(u64, i32)> {
    if size == 0.0 {
        return Some((0, 1 - DIGITS as i32));
    }
    const FACTORS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    if !(1e-11..1e12).contains(&size) {
        return None;
    }
    let exponent = size.log10().floor() as i32 - (DIGITS as i32 - 1);
    let factor = FACTORS.get(usize::try_from(-exponent).ok()?)?;
    let scaled = size * factor;
    let digits = scaled.round();
    let is_sure = (scaled.fract() - 0.5).abs() > 1e-3 && (1e11..1e12).contains(&digits);
    is_sure.then_some((digits as u64, exponent))
}

/// Digits and exponent of `size`, correctly rounded.
fn exact(size: f64) -> (u64, i32) {
    let text = format!("{:.*e}", DIGITS - 1, size);
    let (mantissa, exponent) = text.split_once('e').unwrap_or(("0", "0"));
    let digits: String = mantissa.split('.').collect();
    (
        digits.parse().unwrap_or(0),
        exponent.parse().unwrap_or(0) - (DIGITS as i32 - 1),
    )
}

/// A share with two digits and no leading zero: `.87`, `1.0` for one, `.00` for zero. What is
/// neither but would round to it is `.99+` or `<.01`.
pub fn share(value: f64) -> String {
    share_digits(value, 2)
}

/// A share with `digits` digits, at most 11, and no leading zero; its ends as those of [`share`].
pub fn share_digits(value: f64, digits: usize) -> String {
    let decimal = Decimal::of(value.max(0.0));
    let units = decimal.units(digits);
    let rounds_to_one = units >= 10u128.pow(digits as u32);
    if rounds_to_one && decimal.is_below(0) {
        format!(".{}+", "9".repeat(digits))
    } else if rounds_to_one {
        "1.0".to_owned()
    } else if units == 0 && decimal.digits > 0 {
        format!("<.{:0>digits$}", 1)
    } else {
        // A 1 in front keeps the zeros, and gives its place to the point: padding takes longer.
        let units = u64::try_from(units).unwrap_or_default();
        let mut text = (10u64.pow(digits as u32) + units).to_string();
        text.replace_range(..1, ".");
        text
    }
}

/// A share as a percentage, whole from 10 % up, one digit below: `42 %`, `3.1 %`; `99+ %` and `<0.1
/// %` for what would round to all or nothing.
pub fn percent(share: f64) -> String {
    let decimal = Decimal::of(share);
    let percent = decimal.shifted(2);
    if decimal.digits == 0 {
        "0 %".to_owned()
    } else if percent.units(1) == 0 {
        "<0.1 %".to_owned()
    } else if percent.units(1) < 100 {
        percent.fixed(1) + " %"
    } else if decimal.is_below(0) && percent.units(0) >= 100 {
        "99+ %".to_owned()
    } else {
        percent.fixed(0) + " %"
    }
}

/// A score: an integer, an average with one digit.
pub fn score(kind: ScoreKind, value: f64) -> String {
    match kind.is_geometric() {
        true => whole(value),
        false => Decimal::of(value).fixed(1),
    }
}

fn whole(value: f64) -> String {
    // Counts are most of what is shown, and need no decimal to be exact.
    match value.fract() == 0.0 && value.abs() < 1e12 {
        true => (value as i64).to_string(),
        false => Decimal::of(value).fixed(0),
    }
}

/// A score's interval: `880–912`.
pub fn score_interval(kind: ScoreKind, low: f64, high: f64) -> String {
    format!("{}–{}", score(kind, low), score(kind, high))
}

/// A count or rounded mean with thousands separated: `12,345`.
pub fn grouped(value: f64) -> String {
    let mut text = whole(value);
    let first = usize::from(text.starts_with('-'));
    let mut at = text.len();
    while at > first + 3 {
        at -= 3;
        text.insert(at, ',');
    }
    text
}

/// `1 model`, `2 models`: a count with its noun, an `s` added where it is not one.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count as f64))
}

/// Score per token: two digits after the point, below 0.1 two significant ones, below 0.0001 in
/// scientific form (`3.7e-6`).
pub fn efficiency(value: f64) -> String {
    let decimal = Decimal::of(value);
    let power = decimal.exponent + DIGITS as i32 - 1;
    if decimal.digits == 0 || value >= 0.0995 {
        decimal.fixed(2)
    } else if power >= -4 {
        decimal.fixed((1 - power).max(2) as usize)
    } else {
        let scaled = decimal.shifted(-power);
        match scaled.units(1) {
            100 => format!("1.0e{}", power + 1),
            _ => format!("{}e{power}", scaled.fixed(1)),
        }
    }
}

/// A rank interval: `3`, or `2–5`.
pub fn rank_interval(low: usize, high: usize) -> String {
    if low == high {
        format!("{low}")
    } else {
        format!("{low}–{high}")
    }
}

/// The value with 12 significant digits, as exports give it.
pub fn exported(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests;
