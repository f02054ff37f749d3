use super::*;

#[test]
fn links_are_relative_to_the_folder() {
    for (from, to, link) in [
        ("report.md", "img/board.svg", "img/board.svg"),
        ("docs/report.md", "img/board.svg", "../img/board.svg"),
        ("docs/report.md", "docs/./a/../board.svg", "board.svg"),
        ("/a/b/report.md", "/a/c/board.svg", "../c/board.svg"),
    ] {
        assert_eq!(relative(from.as_ref(), to.as_ref()), Path::new(link));
    }
}

#[test]
fn addresses_stay() {
    for (light, dark) in [
        ("https://a.b/c.svg", "https://a.b/c-dark.svg"),
        (
            "https://a.b/c.svg?raw=1&x=2",
            "https://a.b/c-dark.svg?raw=1&x=2",
        ),
        ("http://a.b/c", "http://a.b/c-dark"),
    ] {
        assert!(is_address(light));
        assert_eq!(dark_address(light), dark);
        let html = picture(light, Some(dark), "");
        let shown = light.replace('&', "&amp;");
        assert!(html.contains(&format!("src=\"{shown}\"")), "{html}");
    }
    let html = picture(
        "https://a.b/\" onload=\"x.svg",
        Some("https://a.b/ü.svg"),
        "",
    );
    assert!(
        html.contains("src=\"https://a.b/%22%20onload=%22x.svg\""),
        "{html}"
    );
    assert!(html.contains("srcset=\"https://a.b/%C3%BC.svg\""), "{html}");
}

#[test]
fn nothing_breaks_out_of_the_html() {
    let html = picture("a b\".svg", Some("ü.svg"), "<x> & \"y\"");
    assert!(html.contains("src=\"a%20b%22.svg\""));
    assert!(html.contains("srcset=\"%C3%BC.svg\""));
    assert!(html.contains("alt=\"&lt;x&gt; &amp; &quot;y&quot;\""));
}
