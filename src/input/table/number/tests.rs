use super::*;

#[test]
fn numbers_as_they_are_written() {
    for (text, comma, value, decimals) in [
        ("12", false, 12.0, 0),
        (" .87 ", false, 0.87, 2),
        ("-1", false, -1.0, 0),
        ("1e-3", false, 0.001, 3),
        ("74.2 %", false, 74.2, 1),
        ("1,234", false, 1234.0, 0),
        ("1,234,567.5", false, 1_234_567.5, 1),
        ("1.234.567", false, 1_234_567.0, 0),
        ("0,5", true, 0.5, 1),
        ("1.234,5", true, 1234.5, 1),
        ("1,234,567", true, 1_234_567.0, 0),
        ("−0.5", false, -0.5, 1),
    ] {
        let number = number(text, comma).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((number.value, number.decimals), (value, decimals), "{text}");
    }
    for text in [
        "0,5",
        "1,23",
        "abc",
        "",
        "e5",
        "inf",
        "NaN",
        "1e999",
        "1 2",
        "2024-01-02",
        "+9/-9",
        "1.2.3",
        "v1",
    ] {
        assert_eq!(number(text, false), None, "{text}");
    }
}

#[test]
fn figures_with_something_beside_them() {
    let value = |text: &str| figure(text, false).unwrap();
    assert_eq!(value(".87 ± .01").error.unwrap().value, 0.01);
    assert_eq!(value("87.0 % +/- 1.5 %").error.unwrap().value, 1.5);
    assert_eq!(value("82.00 (7/8)").counts, Some((7, 8)));
    assert_eq!(value(".5 (.01)").bracket.unwrap().value, 0.01);
    assert_eq!(value("64.2 (±0.4)").error.unwrap().value, 0.4);
    let counted = value("24/30");
    assert_eq!(counted.counts, Some((24, 30)));
    assert!(counted.number.is_percent && counted.number.value == 80.0);
    let marked = value("**70.0**†");
    assert!(marked.has_marks && marked.number.value == 70.0);
    let several = value("0.5 ± 0.1 / 0.6 ± 0.2");
    assert!(several.has_more && several.error.unwrap().value == 0.1);
    for text in ["+5/-5", "± .1", "a (b)", "0.5 (x/y)", "7/0", "8/7"] {
        assert_eq!(figure(text, false), None, "{text}");
    }
}
