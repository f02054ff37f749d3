use super::super::lines::{BLOCK, MAX_LINE, Room};
use super::*;

/// The elements of an array, each behind its line.
fn cut(text: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    elements(&mut &text[..], Room::new().block(), |line, element| {
        let element = match element {
            Line::Bytes(bytes) => String::from_utf8_lossy(bytes).trim_end().to_owned(),
            Line::TooLong => "too long".to_owned(),
            Line::Broken(problem) => format!("broken: {problem}"),
        };
        found.push(format!("{line} {element}"));
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

#[test]
fn cuts_at_commas_between_elements_only() {
    let text =
        "\u{feff} [\n {\"a\": [1, 2], \"b\": \"],\\\"[\"},\n\n{\"c\": {}}\n, 5, \"x,y\"\n]\n[{}]";
    let expected = [
        r#"2 {"a": [1, 2], "b": "],\"["}"#,
        r#"4 {"c": {}}"#,
        "5 5",
        "5 \"x,y\"",
        "7 {}",
    ];
    assert_eq!(cut(text.as_bytes()), expected);
    assert!(cut(b"[]").is_empty());
}

#[test]
fn says_what_is_cut_off_and_what_follows() {
    let cut_off = ["1 {\"a\": 1}", "2 broken: the array is cut off here"];
    assert_eq!(cut(b"[{\"a\": 1},\n{\"b\": \"x"), cut_off);
    let behind = ["1 1", "2 broken: the array has ended before this"];
    assert_eq!(cut(b"[1]\nmore"), behind);
}

#[test]
fn elements_go_over_the_borders_of_blocks() {
    let long = "x".repeat(3 * BLOCK);
    let text = format!("[\"{long}\",\n1,\"{long}\"]");
    let found = cut(text.as_bytes());
    let long = format!("\"{long}\"");
    assert_eq!(
        found,
        [format!("1 {long}"), "2 1".to_owned(), format!("2 {long}")]
    );
    let endless = "y".repeat(MAX_LINE + 2 * BLOCK);
    let found = cut(format!("[\"{endless}\",2]").as_bytes());
    assert_eq!(found, ["1 too long", "1 2"]);
}

#[test]
fn an_array_is_told_by_its_beginning() {
    for head in ["[{", "\u{feff}\n [ \r\n{\"a\"", "[]"] {
        assert!(is_array(head.as_bytes()), "{head}");
    }
    for head in ["", "{", "[1, 2]", "[[{", "x[{"] {
        assert!(!is_array(head.as_bytes()), "{head}");
    }
}
