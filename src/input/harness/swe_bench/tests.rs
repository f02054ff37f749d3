use super::super::tests::{outcome, parsed, shown};
use super::*;

#[test]
fn submitted_instances_count() {
    let text = r#"{"total_instances": 300, "submitted_instances": 100, "resolved_instances": 100}"#;
    let found = parsed(read, "m.run.json", text, &[]);
    assert_eq!(shown(&found), ["m | SWE-bench Lite | resolved, | 100/100"]);
    assert!(found.notes[0].detail.contains("100 of 300"));
    let impossible = text.replace(
        "\"submitted_instances\": 100",
        "\"submitted_instances\": 99",
    );
    assert!(outcome(read, "m.run.json", impossible, &[]).is_err());
}
