use super::*;

#[test]
fn figures_among_marks() {
    for (text, expected) in [
        ("**92.0**", Some(("92.0", false))),
        ("<b>31.1%</b>", Some(("31.1%", false))),
        ("\\underline{59.4}", Some(("59.4", false))),
        ("[64.2](https://x.org)", Some(("64.2", false))),
        ("64.2\\*", Some(("64.2", true))),
        ("64.2*", Some(("64.2", true))),
        ("70.0†", Some(("70.0", true))),
        ("82.0¹", Some(("82.0", true))),
        ("62<sup>a</sup>", Some(("62", true))),
        ("**62**[^1]", Some(("62", true))),
        ("~68", Some(("68", true))),
        ("64.2 [62.1, 66.3]", Some(("64.2", true))),
        ("64.2 (62.1–66.3)", Some(("64.2", true))),
        ("92.0 (5-shot CoT)", Some(("92.0", true))),
        ("82.0 (7/8)", None),
        ("87.3 (+1.2)", Some(("87.3", true))),
        ("87.3 (−1.2)", Some(("87.3", true))),
        ("87.3 (↑1.2)", Some(("87.3", true))),
        ("🥇 **92.3**", Some(("92.3", true))),
        ("92.3 &plusmn; 1.1", Some(("92.3 ± 1.1", false))),
        ("€0.45", None),
        ("≥80", None),
        ("64.2", None),
        ("GPT-4", None),
        ("n/a*", None),
    ] {
        let found = bare_figure(text);
        let found = found.as_ref().map(|(text, more)| (text.as_str(), *more));
        assert_eq!(found, expected, "{text}");
    }
}
