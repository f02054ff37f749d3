use super::*;

#[test]
fn nan_outside_of_strings() {
    let mut text = br#"{"NaN": NaN, "x": "a\"NaN", "y": -Infinity, "z": [Infinity]}"#.to_vec();
    without_nan(&mut text);
    let text = String::from_utf8(text).unwrap();
    assert_eq!(
        text,
        r#"{"NaN": "" , "x": "a\"NaN", "y": ""       , "z": [""      ]}"#
    );
}

#[test]
fn heads_are_closed() {
    for (head, expected) in [
        (r#"{"a": {"b": 1, "c": 2"#, r#"{"a": {"b": 1}}"#),
        (r#"[{"a": 1}, {"a": "x"#, r#"[{"a": 1}, {}]"#),
        (r#"[{"a": 1}] rest"#, r#"[{"a": 1}]"#),
        (r#"{"a"#, "{}"),
    ] {
        assert_eq!(
            String::from_utf8(completed(head.as_bytes())).unwrap(),
            expected
        );
    }
    assert!(is_lines(b"{\"a\": \"}\"}\n{"));
    assert!(!is_lines(b"{\"a\": {}}\n"));
}
