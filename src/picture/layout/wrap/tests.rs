use super::*;

#[test]
fn lines_fit() {
    let fonts = Fonts::embedded();
    let within = |size: f64, width: f64, lines: usize| TextBox {
        fonts: &fonts,
        size,
        weight: Weight::Regular,
        width,
        lines,
    };
    for text in [
        "DeepSeek-R1-Distill-Llama-70B",
        "名前名前名前名前名前名前名前名前名前名前",
        "a",
        "",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
    ] {
        let lines = within(14.0, 120.0, 2).shortened(text);
        assert!((1..=2).contains(&lines.len()), "{lines:?}");
        for line in &lines {
            assert!(fonts.width(line, 14.0, Weight::Regular) <= 120.0, "{line}");
        }
    }
    let lines = within(14.0, 150.0, 2).shortened("DeepSeek-R1-Distill-Llama-70B");
    assert_eq!(lines, ["DeepSeek-R1-Distill-", "Llama-70B"]);
    for width in [60.0, 80.0, 100.0, 130.0, 190.0] {
        let bands = "900+ saturated · 700–900 excellent · 500–700 good";
        for line in within(12.0, width, 9).shortened(bands) {
            assert!(!line.starts_with('·') && !line.ends_with('·'), "{line}");
        }
    }
    let whole = |text, lines| within(14.0, 70.0, lines).whole(text);
    assert_eq!(whole("multi step", 1), Some(vec!["multi step".to_owned()]));
    assert_eq!(
        whole("logical deduction", 2).map(|lines| lines.len()),
        Some(2)
    );
    assert_eq!(whole("incomprehensibilities", 3), None);
}
