use super::super::lines::{BLOCK, MAX_LINE};
use super::*;

fn cut(text: &[u8]) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    let mut source = text;
    elements(&mut source, &mut vec![0; BLOCK], |line, element| {
        found.push((
            line,
            match element {
                Line::Bytes(bytes) => String::from_utf8_lossy(bytes).trim_end().to_owned(),
                Line::TooLong => "too long".to_owned(),
                Line::Broken(problem) => format!("broken: {problem}"),
            },
        ));
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

#[test]
fn cuts_at_commas_between_elements_only() {
    let text =
        "\u{feff} [\n {\"a\": [1, 2], \"b\": \"],\\\"[\"},\n\n{\"c\": {}}\n, 5, \"x,y\"\n]\n[{}]";
    assert_eq!(
        cut(text.as_bytes()),
        [
            (2, r#"{"a": [1, 2], "b": "],\"["}"#.to_owned()),
            (4, r#"{"c": {}}"#.to_owned()),
            (5, "5".to_owned()),
            (5, "\"x,y\"".to_owned()),
            (7, "{}".to_owned()),
        ]
    );
    assert_eq!(cut(b"[]"), []);
}

#[test]
fn says_what_is_cut_off_and_what_follows() {
    assert_eq!(
        cut(b"[{\"a\": 1},\n{\"b\": \"x"),
        [
            (1, "{\"a\": 1}".to_owned()),
            (2, "broken: the array is cut off here".to_owned())
        ]
    );
    assert_eq!(
        cut(b"[1]\nmore"),
        [
            (1, "1".to_owned()),
            (2, "broken: the array has ended before this".to_owned())
        ]
    );
}

#[test]
fn elements_go_over_the_borders_of_blocks() {
    let long = "x".repeat(3 * BLOCK);
    let text = format!("[\"{long}\",\n1,\"{long}\"]");
    let found = cut(text.as_bytes());
    assert_eq!(found.len(), 3);
    assert_eq!(found[0], (1, format!("\"{long}\"")));
    assert_eq!(found[1], (2, "1".to_owned()));
    assert_eq!(found[2], (2, format!("\"{long}\"")));
    let endless = "y".repeat(MAX_LINE + 2 * BLOCK);
    let found = cut(format!("[\"{endless}\",2]").as_bytes());
    assert_eq!(found, [(1, "too long".to_owned()), (1, "2".to_owned())]);
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
