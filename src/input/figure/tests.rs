use super::*;

#[test]
fn numbers_of_text() {
    for (text, expected) in [
        ("", None),
        ("  ", None),
        ("12", Some(Figure::Whole(12))),
        (" 12.0 ", Some(Figure::Real(12.0))),
        ("-1", Some(Figure::Real(-1.0))),
        ("1e3", Some(Figure::Real(1000.0))),
    ] {
        assert_eq!(Figure::parse("n", text), Ok(expected), "{text}");
    }
    for (text, expected) in [
        (
            "NaN",
            "n is 'NaN': not a number; leave it empty where it is not recorded",
        ),
        (
            "inf",
            "n is 'inf': not a number; leave it empty where it is not recorded",
        ),
        ("1e400", "n is '1e400': too large for a number"),
        ("1,234", "n is '1,234': write 1234 without separators"),
        (
            "1 234 567",
            "n is '1 234 567': write 1234567 without separators",
        ),
        ("0,25", "n is '0,25': write 0.25 with a decimal point"),
        ("87 %", "n is '87 %': write a share such as 0.87, without %"),
        (
            "N/A",
            "n is 'N/A': not a number; leave it empty where it is not recorded",
        ),
    ] {
        assert_eq!(Figure::parse("n", text), Err(expected.to_owned()), "{text}");
    }
}

#[test]
fn counts() {
    assert_eq!(Figure::Real(12.0).count("n"), Ok(12));
    assert_eq!(Figure::Whole(1 << 53).count("n"), Ok(1 << 53));
    for figure in [
        Figure::Real(-1.0),
        Figure::Real(0.5),
        Figure::Real(1e300),
        Figure::Whole(u64::MAX),
    ] {
        assert!(figure.count("n").is_err(), "{figure:?}");
    }
}
