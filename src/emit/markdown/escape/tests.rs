use super::*;

#[test]
fn plain_names_stay_as_they_are() {
    for plain in [
        "Llama 3 8B",
        "qwen2.5-coder_32b",
        "llama3:8b (Easy)",
        "c++, 50 %",
    ] {
        assert_eq!(name(plain), plain);
    }
}

#[test]
fn markup_is_text() {
    for (given, expected) in [
        ("a|b", "a\\|b"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("_a_ *b*", "\\_a\\_ \\*b\\*"),
        ("[x](y)", "\\[x\\](y)"),
        ("@org/team #12", "\\@<!-- -->org/team \\#<!-- -->12"),
        ("https://a", "https\\://a"),
        ("www.a", "www\\.a"),
        (":smile: a:b", ":<!-- -->smile: a:b"),
        ("a\r\n\tb ", "a b"),
        ("a\u{202e}b\u{0}", "a\\\\u\\{202e\\}b\\\\u\\{0\\}"),
        (" ", "(no name)"),
    ] {
        assert_eq!(name(given), expected, "{given:?}");
    }
    assert_eq!(name(&"x".repeat(1000)), format!("{}…", "x".repeat(WHOLE)));
}
