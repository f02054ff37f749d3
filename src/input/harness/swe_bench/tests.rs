use super::super::tests::{outcome, parsed, shown};
use super::*;

#[test]
fn submitted_instances_count() {
    let text = r#"{"total_instances": 300, "submitted_instances": 300, "completed_instances": 176,
      "resolved_instances": 100, "schema_version": 2}"#;
    assert_eq!(
        shown(&parsed(read, "org__gpt-4.1.run.json", text, &[])),
        ["org/gpt-4.1 | SWE-bench Lite | resolved, | 100/300"]
    );
    assert!(parsed(read, "gold.run.json", text, &[]).runs.is_empty());
    let part = text.replace(
        "\"submitted_instances\": 300",
        "\"submitted_instances\": 100",
    );
    assert!(
        parsed(read, "m.run.json", &part, &[]).notes[0]
            .detail
            .contains("100 of 300")
    );
    assert!(
        outcome(
            read,
            "m.run.json",
            part.replace("100, \"comp", "99, \"comp"),
            &[]
        )
        .is_err()
    );
}
