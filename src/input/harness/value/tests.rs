use super::*;

#[test]
fn bare_words_are_null_outside_of_strings() {
    for (text, expected) in [
        ("NaN", "null"),
        (
            "[NaN,Infinity , -Infinity,-1,-I]",
            "[null,null , null,-1,I]",
        ),
        (
            r#"{"a":NaN,"NaN":"NaN \" Infinity"}"#,
            r#"{"a":null,"NaN":"NaN \" Infinity"}"#,
        ),
        (r#"[null,1e5,true,"#, r#"[null,1e5,true,"#),
        ("[NaNs", "[NaNs"),
        ("-", "-"),
    ] {
        let mut read = String::new();
        WithoutNan::new(text.as_bytes())
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, expected, "{text}");
    }
    let value: Value = json(br#"{"a": NaN, "b": [-Infinity, 2]}"#).unwrap();
    assert_eq!(value.to_string(), r#"{"a":null,"b":[null,2]}"#);
    assert!(json::<Value>(b"{\"a\": nope}").is_err());
}

#[test]
fn numbers_of_any_make() {
    for (json, expected) in [
        ("1.5", Some(1.5)),
        ("\"2\"", Some(2.0)),
        ("\"N/A\"", None),
        ("null", None),
        ("\"nan\"", None),
    ] {
        assert_eq!(
            number(&serde_json::from_str(json).unwrap()),
            expected,
            "{json}"
        );
    }
    assert_eq!(whole(2.5), None);
    assert_eq!(whole(512.0), Some(512));
}
