//! Numbers of a table on the scale of shares.

use super::super::evidence::{Share, are_percent};
use super::number::{Figure, Number};
use super::options::Scale;

/// The scale of a table's figures. Those with a percent sign say it themselves and are not asked.
pub(super) fn scale_of<'a>(figures: impl Iterator<Item = &'a Figure>) -> Scale {
    let numbers = figures.map(|figure| figure.number);
    let plain = numbers.filter(|number| !number.is_percent);
    match are_percent(plain.map(|number| number.value)) {
        true => Scale::Percent,
        false => Scale::Share,
    }
}

/// A standard error on the scale of shares.
///
/// # Errors
/// If it is negative or above .5.
pub(super) fn standard_error(number: &Number, scale: Scale) -> Result<f64, String> {
    let value = match number.is_percent || scale == Scale::Percent {
        true => number.value / 100.0,
        false => number.value,
    };
    if value < 0.0 {
        return Err(format!("stderr is {}: it cannot be negative", number.value));
    }
    if value > 0.5 {
        return Err(format!(
            "stderr is {}: that of a share cannot exceed .5; is it in points? --scale says so",
            number.value
        ));
    }
    Ok(value)
}

/// A share from a number as it was written. An error rate (`is_lower_better`) may exceed 1, and
/// counts as 1 there.
///
/// # Errors
/// If it lies outside 0 to 1, or that in percent.
pub(super) fn share(
    name: &str,
    number: &Number,
    scale: Scale,
    is_lower_better: bool,
) -> Result<Share, String> {
    let is_percent = number.is_percent || scale == Scale::Percent;
    let (value, decimals) = match is_percent {
        true => (hundredth(number), number.decimals.saturating_add(2)),
        false => (number.value, number.decimals),
    };
    if (0.0..=1.0).contains(&value) || (is_lower_better && value.is_finite() && value > 1.0) {
        return Ok(Share::rounded(value.min(1.0), decimals));
    }
    let range = match is_percent {
        _ if number.value > 100.0 => "it is no accuracy on any scale, 0 to 1 or 0 to 100 percent",
        true => "it must lie between 0 and 100 percent",
        false => "it must lie between 0 and 1",
    };
    Err(format!("{name} is {}: {range}", number.value))
}

/// Where `value` lies between two figures: nothing right, and all right.
///
/// # Errors
/// If it lies outside.
pub(super) fn in_range(name: &str, value: f64, [low, high]: [f64; 2]) -> Result<f64, String> {
    let share = (value - low) / (high - low);
    match (0.0..=1.0).contains(&share) {
        true => Ok(share),
        false => Err(format!("{name} is {value}: its range is {low} to {high}")),
    }
}

/// A percentage as a share, to the last digit: 74.2 % is the number nearest to .742.
fn hundredth(number: &Number) -> f64 {
    // Whole numbers and powers of ten are exact here, and so is their quotient but for its last
    // rounding.
    if (0..=15).contains(&number.decimals) {
        let power = 10_f64.powi(number.decimals);
        let whole = (number.value * power).round();
        if whole.abs() < 1e15 && whole / power == number.value {
            return whole / (power * 100.0);
        }
    }
    let shifted = format!("{:e}", number.value);
    let exact = shifted.split_once('e').and_then(|(mantissa, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        format!("{mantissa}e{}", exponent - 2).parse().ok()
    });
    exact.unwrap_or(number.value / 100.0)
}

#[cfg(test)]
mod tests;
