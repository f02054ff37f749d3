//! Dates as harnesses write them, to order runs by.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// Seconds since 1970 of a date in any of the harnesses' ways: a number, ISO 8601,
/// `2025-10-04T23-43-38.682911`. A time without a zone counts as UTC.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return (number > 0.0 && number.is_finite()).then_some(number);
    }
    let in_seconds = |time: NaiveDateTime| time.and_utc().timestamp_micros() as f64 / 1e6;
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp_micros() as f64 / 1e6);
    }
    let formats = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H-%M-%S%.f",
        "%Y-%m-%d-%H-%M-%S",
        "%Y-%m-%d %H:%M",
        "%Y%m%d_%H%M%S",
    ];
    let mut formats = formats.iter();
    let time = formats.find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        day.and_hms_opt(0, 0, 0)
    };
    time.or_else(day).map(in_seconds)
}

/// The date in a file's name (`results_2025-10-04T23-43-38.682911`), behind its last `_` or before
/// its first.
pub(super) fn in_name(stem: &str) -> Option<f64> {
    let behind = stem.match_indices('_').map(|(at, _)| &stem[at + 1..]);
    // Ten figures or more: a bare number is no date.
    let may_be_date = |text: &&str| text.contains('-') || text.len() == 15;
    let mut texts = behind.chain([stem]).filter(may_be_date);
    texts.find_map(|text| seconds(text).or_else(|| seconds(text.split('_').next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_makes() {
        for text in [
            "1759621418.682911",
            "2025-10-04T23:43:38.682911",
            "2025-10-04T23:43:38.682911Z",
            "2025-10-05T01:43:38.682911+02:00",
            "2025-10-04T23-43-38.682911",
            "2025-10-04 23:43:38.682911",
        ] {
            assert_eq!(seconds(text), Some(1759621418.682911), "{text}");
        }
        assert_eq!(seconds("2024-05-01"), Some(1714521600.0));
        assert_eq!(seconds("2024-01-29 14:47"), Some(1706539620.0));
        assert_eq!(
            in_name("results_2025-10-04T23-43-38.682911"),
            Some(1759621418.682911)
        );
        assert_eq!(in_name("summary_20251004_234338"), Some(1759621418.0));
        assert_eq!(
            in_name("2025-10-04T23-43-38_popularity_abc"),
            Some(1759621418.0)
        );
        for text in ["", "gsm8k", "results_old", "-1", "NaN"] {
            assert_eq!(in_name(text), None, "{text}");
        }
    }
}
