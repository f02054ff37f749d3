use super::*;
use crate::interview::KEYS;

fn scanned(line: &[u8]) -> Result<(Slots<'_>, bool), usize> {
    let mut slots = [Slot::Absent; KEYS.len()];
    scan(line, &mut slots).map(|raw| (slots, raw))
}

/// The value of the first key of a field.
fn slot<'a>(slots: &Slots<'a>, field: Field) -> Slot<'a> {
    slots[field.slots().start]
}

#[test]
fn finds_wanted_values_and_skips_the_rest() {
    let line = br#" {"x":{"model":"no","a":[1,-2.5e-3,{"b":"]}"}]},"model":"m","degree":0,
            "response":"say \"hi\\\\\" \\","usage":{"prompt_tokens":1,"completion_tokens":42},
            "is_correct":true} "#;
    let (slots, raw) = scanned(line).unwrap();
    assert!(!raw);
    assert_eq!(slot(&slots, Field::Model), Slot::Text(b"m"));
    assert_eq!(slot(&slots, Field::Degree), Slot::Number(b"0"));
    assert_eq!(
        slots[in_usage(b"completion_tokens").unwrap()],
        Slot::Number(b"42")
    );
    assert_eq!(slot(&slots, Field::Correct), Slot::Bool(true));
    let (slots, _) = scanned(br#"{"choices":["a",["b"],"c"]}"#).unwrap();
    assert!(matches!(slot(&slots, Field::Choices), Slot::List(3, _)));
}

#[test]
fn names_that_are_not_plain_are_kept_raw() {
    for line in [
        r#"{"model":"a\n"}"#,
        r#"{"mod\u0065l":"a\n"}"#,
        "{\"model\":\"a\tb\"}",
        r#"{"task":{"length":8}}"#,
        r#"{"degree":0.50}"#,
        r#"{"degree":1e2}"#,
        r#"{"id":[1]}"#,
    ] {
        let (_, raw) = scanned(line.as_bytes()).unwrap();
        assert!(raw, "{line}");
    }
}

#[test]
fn what_nobody_wants_may_hold_anything() {
    let deep = format!("{{\"x\":{}\"]\"{}}}", "[".repeat(999), "]".repeat(999));
    for line in [
        r#"{"x":"half an emoji \ud83d"}"#,
        r#"{"half \ud83d":1}"#,
        "{\"x\":\"raw \t tab \"}",
        r#"{"x":1e999}"#,
        r#"{"x":"\q"}"#,
        r#"{"usage":"none"}"#,
        &deep,
    ] {
        assert!(scanned(line.as_bytes()).is_ok(), "{line}");
    }
    assert!(scanned(b"{\"x\":\"\xff\xfe\"}").is_ok());
}

#[test]
fn what_is_no_object_is_refused() {
    for line in [
        r#"{"x":1e}"#,
        r#"{"x":01}"#,
        r#"{"x":-}"#,
        r#"{"x":1"#,
        r#"{"x":"#,
        r#"{"x":"abc\"}"#,
        r#"{"x":tru}"#,
        r#"{"x":1}}"#,
        r#"{"x":1,}"#,
        r#"{"x":[1,]}"#,
        "[]",
        "",
    ] {
        assert!(scanned(line.as_bytes()).is_err(), "{line}");
    }
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(200), "]".repeat(199));
    assert!(scanned(deep.as_bytes()).is_err());
}
