use super::*;

#[test]
fn links_and_tags() {
    for (text, shown, url) in [
        ("GPT-4", "GPT-4", None),
        ("[GPT-4](https://x.org/a)", "GPT-4", Some("https://x.org/a")),
        (
            "🥇 [GPT-4](https://x.org \"title\") *",
            "🥇 GPT-4 *",
            Some("https://x.org"),
        ),
        (
            "<a target=\"_blank\" href=\"https://x.org\" style=\"x\">M<b>1</b></a>",
            "M 1",
            Some("https://x.org"),
        ),
        (
            "<a href=\"https://x.org\">o/M</a> <a href=\"https://y.org\">📑</a>",
            "o/M",
            Some("https://x.org"),
        ),
        (
            "[A](https://x.org) + [B](https://y.org)",
            "A + B",
            Some("https://x.org"),
        ),
        ("**M**[^1]", "**M**", None),
        ("Bar$_{13B}$", "Bar13B", None),
        ("a < b", "a < b", None),
        ("a <b> | c", "a <b> | c", None),
        ("[HAL] (high)", "[HAL] (high)", None),
        ("x [a](b)", "x [a](b)", None),
    ] {
        let found = linked(text);
        assert_eq!(
            (found.text.as_str(), found.url.as_deref()),
            (shown, url),
            "{text}"
        );
    }
}
