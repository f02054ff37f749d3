//! Numbers as they are shown, in one place for all outputs.

/// A share with two digits and no leading zero: `.87`, `1.0` for one, `.00` for zero.
pub fn share(value: f64) -> String {
    share_digits(value, 2)
}

/// A share with `digits` digits, at most 15, and no leading zero; `1.0` where it rounds to one.
pub fn share_digits(value: f64, digits: usize) -> String {
    let scale = 10u64.pow(digits as u32) as f64;
    let rounded = (value * scale).round();
    if rounded >= scale {
        return "1.0".to_owned();
    }
    format!(".{:0digits$}", rounded.max(0.0) as u64)
}

/// A share as a percentage, whole from 10 % up, one digit below: `42 %`, `3.1 %`.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent == 0.0 || percent.abs() >= 9.95 {
        format!("{} %", whole(percent))
    } else {
        format!("{percent:.1} %")
    }
}

/// A score, rounded half away from zero to an integer.
pub fn score(value: f64) -> String {
    whole(value)
}

/// Rounded half away from zero. Integers are written several times as fast as floating point numbers.
fn whole(value: f64) -> String {
    let rounded = value.round();
    if rounded.abs() < 1e15 {
        (rounded as i64).to_string()
    } else {
        rounded.to_string()
    }
}

/// A score's interval: `880–912`.
pub fn score_interval(low: f64, high: f64) -> String {
    format!("{}–{}", whole(low), whole(high))
}

/// A count or rounded mean with thousands separated: `12,345`.
pub fn grouped(value: f64) -> String {
    let digits = whole(value.abs());
    let mut text = String::new();
    for (ix, digit) in digits.chars().enumerate() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value.round() < 0.0 {
        text.insert(0, '-');
    }
    text
}

/// Score per token: two digits, three significant ones below 0.1.
pub fn efficiency(value: f64) -> String {
    if value < 0.0995 {
        let digits = (1..=9)
            .find(|digits| value * libm::pow(10.0, *digits as f64) >= 10.0)
            .unwrap_or(9);
        format!("{value:.digits$}", digits = digits.max(2) as usize)
    } else {
        format!("{value:.2}")
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
    format!("{value:.11e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        for (value, text) in [
            (0.0, ".00"),
            (0.004, ".00"),
            (0.005, ".01"),
            (0.87, ".87"),
            (0.994, ".99"),
            (0.996, "1.0"),
            (1.0, "1.0"),
        ] {
            assert_eq!(share(value), text, "{value}");
        }
        assert_eq!(share_digits(0.12345, 3), ".123");
    }

    #[test]
    fn numbers() {
        assert_eq!(grouped(1234567.0), "1,234,567");
        assert_eq!(grouped(999.4), "999");
        assert_eq!(grouped(0.0), "0");
        assert_eq!(score(496.5), "497");
        assert_eq!(percent(0.031), "3.1 %");
        assert_eq!(percent(0.4249), "42 %");
        assert_eq!(efficiency(0.3704), "0.37");
        assert_eq!(efficiency(0.0514), "0.051");
        assert_eq!(efficiency(0.00123), "0.0012");
        assert_eq!(rank_interval(2, 5), "2–5");
        assert_eq!(exported(1.0 / 3.0), 0.333333333333);
    }
}
