//! What the fields of a line say.

use std::fs;

use super::{by_model, evaluate, succeeded, text};
use crate::support::evalboard;

#[test]
fn reasons_of_ending_count_in_any_spelling() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.ndjson");
    let lines = [
        ("A", "false", "finish_reason", "MAX_TOKENS"),
        ("A", "true", "finish_reason", "STOP"),
        ("B", "false", "finish_reason", "length"),
        ("B", "true", "finish_reason", "stop"),
        ("C", "false", "stop_reason", "Max Output-Tokens"),
        ("C", "true", "stop_reason", "completed"),
        ("D", "false", "stop_reason", "context_length_exceeded"),
        ("D", "true", "finish_reason", "end-turn"),
    ]
    .map(|(model, correct, key, reason)| {
        format!(
            "{{\"model\":\"{model}\",\"task\":\"x\",\"correct\":{correct},\"{key}\":\"{reason}\"}}"
        )
    });
    fs::write(&file, lines.join("\n")).unwrap();
    let out = folder.path().join("out.json");
    let errors = succeeded(&evaluate(&["--interview", text(&file)], &out));
    assert!(!errors.contains("not known"), "{errors}");
    for (model, bucket) in by_model(&out) {
        assert_eq!(bucket["total"], 1, "{model}");
        assert_eq!(bucket["correct"], 1, "{model}");
        assert_eq!(bucket["truncated"], 1, "{model}");
    }
}

#[test]
fn unknown_reasons_are_named_and_record_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.ndjson");
    let line = |reason: &str| {
        format!("{{\"model\":\"A\",\"task\":\"x\",\"correct\":true,\"finish_reason\":{reason}}}")
    };
    fs::write(
        &file,
        [line("\"tired\""), line("\"tired\""), line("7")].join("\n"),
    )
    .unwrap();
    let (out, cache) = (folder.path().join("out.json"), folder.path().join("cache"));
    // The second run knows it from the cache.
    for _ in 0..2 {
        let arguments = ["--interview", text(&file), "--cache", text(&cache)];
        let errors = succeeded(&evaluate(&arguments, &out));
        assert!(errors.contains("3 answers end for a reason"), "{errors}");
        assert!(errors.contains("\"tired\" (2), \"7\" (1)"), "{errors}");
        let bucket = &by_model(&out)["A"];
        assert_eq!(bucket["total"], 3);
        assert_eq!(bucket.get("truncated"), None);
    }
}

#[test]
fn other_names_of_fields_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.ndjson");
    let lines = [
        r#"{"model":"A","task":"x","level":"easy","correct":true,"output_tokens":10}"#,
        r#"{"model":"A","task":"x","difficulty":"easy","correct":true,"tokens":10}"#,
        concat!(
            r#"{"model":"A","task":"x","level":"easy","correct":true,"tokens":[1],"#,
            r#""usage":{"output_tokens":10}}"#
        ),
        concat!(
            r#"{"model":"A","task":"x","level":"hard","degree":2,"correct":true,"#,
            r#""completion_tokens":10,"tokens":"no"}"#
        ),
    ];
    fs::write(&file, lines.join("\n")).unwrap();
    let out = folder.path().join("out.json");
    succeeded(&evaluate(&["--interview", text(&file)], &out));
    let found = by_model(&out);
    assert_eq!(found["A/easy"]["total"], 3);
    assert_eq!(found["A/easy"]["completion_tokens_total"], 30);
    assert_eq!(found["A/+2"]["completion_tokens_total"], 10);
    let table = evalboard().arg("table").arg(&out).output().unwrap();
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("Easy") && table.contains("Hard"), "{table}");
}

#[test]
fn token_sums_beyond_what_counts_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.ndjson");
    let line = |task: &str| {
        format!(
            "{{\"model\":\"A\",\"base_task\":\"x\",\"task\":\"{task}\",\"correct\":true,\
             \"tokens\":9007199254740992}}"
        )
    };
    let out = folder.path().join("out.json");
    for other in ["one", "other"] {
        fs::write(&file, [line("one"), line(other)].join("\n")).unwrap();
        let output = evaluate(&["--interview", text(&file)], &out);
        assert_eq!(output.status.code(), Some(2));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains("more than can be counted"), "{errors}");
        assert!(!out.exists());
    }
    fs::write(&file, line("one")).unwrap();
    succeeded(&evaluate(&["--interview", text(&file)], &out));
}
