use super::*;

#[test]
fn figures_are_tabular() {
    let fonts = Fonts::embedded();
    for weight in [Weight::Regular, Weight::SemiBold] {
        let width = fonts.width("0", 15.0, weight);
        for digit in "123456789".chars() {
            assert_eq!(fonts.width(&digit.to_string(), 15.0, weight), width);
        }
    }
}

#[test]
fn missing_characters_are_boxes() {
    let fonts = Fonts::embedded();
    let boxed = fonts.glyphs("中", Weight::Regular).next().unwrap();
    assert_eq!(boxed.id, 0);
    assert!(!fonts.outline(boxed.face, boxed.id).is_empty());
    assert!(fonts.lacking("a中é\u{200d}Ω").eq(['中']));
}

#[test]
fn shortening() {
    let fonts = Fonts::embedded();
    let short = |text: &str, width| fonts.shortened(text, 14.0, Weight::Regular, width);
    assert_eq!(short("name", 100.0), "name");
    let cut = short("a very long name that goes on", 80.0);
    assert!(cut.ends_with('…') && fonts.width(&cut, 14.0, Weight::Regular) <= 80.0);
    assert_eq!(short("name", 0.0), "…");
}

#[test]
fn lines_without_control() {
    assert_eq!(one_line(" a\n\tb\u{202e}c\u{1b}[1m "), "a b□c□[1m");
}
