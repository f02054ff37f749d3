use super::*;

#[test]
fn lines_fit() {
    let fonts = Fonts::embedded();
    let regular = Weight::Regular;
    for text in [
        "DeepSeek-R1-Distill-Llama-70B",
        "名前名前名前名前名前名前名前名前名前名前",
        "a",
        "",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
    ] {
        let lines = wrapped(&fonts, text, 14.0, regular, 120.0, 2);
        assert!((1..=2).contains(&lines.len()), "{lines:?}");
        for line in &lines {
            assert!(fonts.width(line, 14.0, regular) <= 120.0, "{line}");
        }
    }
    let lines = wrapped(
        &fonts,
        "DeepSeek-R1-Distill-Llama-70B",
        14.0,
        regular,
        150.0,
        2,
    );
    assert_eq!(lines, ["DeepSeek-R1-Distill-", "Llama-70B"]);
    for width in [60.0, 80.0, 100.0, 130.0, 190.0] {
        let bands = "900+ saturated · 700–900 excellent · 500–700 good";
        for line in wrapped(&fonts, bands, 12.0, regular, width, 9) {
            assert!(!line.starts_with('·') && !line.ends_with('·'), "{line}");
        }
    }
    let whole = |text, lines| wrapped_whole(&fonts, text, 14.0, regular, 70.0, lines);
    assert_eq!(whole("multi step", 1), Some(vec!["multi step".to_owned()]));
    assert_eq!(
        whole("logical deduction", 2).map(|lines| lines.len()),
        Some(2)
    );
    assert_eq!(whole("incomprehensibilities", 3), None);
}
