use super::*;

#[test]
fn numbers_of_text() {
    for (text, expected) in [
        ("", None),
        ("  ", None),
        ("12", Some(12.0)),
        (" 12.0 ", Some(12.0)),
        ("-1", Some(-1.0)),
        ("1e3", Some(1000.0)),
    ] {
        assert_eq!(Figure::parse("n", text), Ok(expected.map(Figure)), "{text}");
    }
    let none = "not a number; leave it empty where it is not recorded";
    for (text, problem) in [
        ("NaN", none),
        ("inf", none),
        ("1e400", "too large for a number"),
        ("1,234", "write 1234 without separators"),
        ("1 234 567", "write 1234567 without separators"),
        ("0,25", "write 0.25 with a decimal point"),
        ("87 %", "write a share such as 0.87, without %"),
        ("N/A", none),
    ] {
        let expected = format!("n is '{text}': {problem}");
        assert_eq!(Figure::parse("n", text), Err(expected));
    }
}

#[test]
fn counts() {
    assert_eq!(count(Some(Figure(12.0)), "n"), Ok(Some(12)));
    let most = Counts::MAX as f64;
    assert_eq!(count(Some(Figure(most)), "n"), Ok(Some(Counts::MAX)));
    for value in [-1.0, 0.5, 1e300, most * 2.0] {
        assert!(count(Some(Figure(value)), "n").is_err(), "{value}");
    }
}
