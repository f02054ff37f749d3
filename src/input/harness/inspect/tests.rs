use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::tests::{outcome, parsed, shown};
use super::*;

fn sample(id: u32, epoch: u32, value: &str, reason: &str) -> String {
    format!(
        r#"{{"id": {id}, "epoch": {epoch}, "messages": [{{"content": "NaN"}}],
           "scores": {{"match": {{"value": {value}}}}},
            "output": {{"choices": [{{"stop_reason": "{reason}"}}],
            "usage": {{"output_tokens": 4}}}}}}"#
    )
}

fn log(status: &str, config: &str, results: &str, samples: &[String]) -> String {
    format!(
        r#"{{"version": 2, "status": "{status}",
            "eval": {{"model": "org/m", "task": "t", "task_id": "a",
            "created": "2025-01-01T00:00:00Z", "config": {config},
                      "packages": {{"inspect_ai": "0.3.1"}}}},
            "results": {results}, "stats": {{}}, "samples": [{}]}}"#,
        samples.join(",")
    )
}

fn results(total: u64, accuracy: &str) -> String {
    format!(
        r#"{{"total_samples": {total}, "scores": [{{"name": "match", "scorer": "match",
            "metrics": {{"accuracy": {{"value": {accuracy}}}, "stderr": {{"value": 0.1}}}}}}]}}"#
    )
}

#[test]
fn answers_of_epochs_pool_as_clusters_and_cut_ones_count_apart() {
    let samples = [
        sample(1, 1, "\"C\"", "stop"),
        sample(1, 2, "\"C\"", "max_tokens"),
        sample(2, 1, "\"I\"", "stop"),
        sample(2, 2, "\"C\"", "unknown"),
    ];
    let text = log("success", r#"{"epochs": 2}"#, &results(4, "0.75"), &samples);
    let found = parsed(read_json, "log.json", &text, &[]);
    assert_eq!(shown(&found), ["org/m | t | match,mean | 2/3 +1"]);
    let Evidence::Counts(counts) = &found.runs[0].evidence else {
        panic!()
    };
    let clusters = counts.clusters().unwrap();
    assert_eq!(
        (
            clusters.items,
            clusters.sum_k2,
            clusters.sum_kn,
            clusters.sum_n2
        ),
        (2, 2, 3, 5)
    );
    assert_eq!(found.runs[0].tokens, Some(4.0));
    assert_eq!(found.version.as_deref(), Some("0.3.1"));
    assert!(found.notes.is_empty(), "{:?}", found.notes);
    let mode = log(
        "success",
        r#"{"epochs": 2, "epochs_reducer": ["max"]}"#,
        &results(4, "1.0"),
        &samples,
    );
    assert_eq!(
        shown(&parsed(read_json, "log.json", mode, &[])),
        ["org/m | t | match,max | 2/2 +0"]
    );
}

#[test]
fn fractions_have_the_error_of_the_log() {
    let samples = [sample(1, 1, "\"P\"", "stop"), sample(2, 1, "1", "stop")];
    let text = log("success", "{}", &results(2, "0.75"), &samples);
    assert_eq!(
        shown(&parsed(read_json, "log.json", text, &[])),
        ["org/m | t | match, | 0.750000 ±0.100000 +0.000"]
    );
    let text = log("success", "{}", &results(9, "0.5"), &samples);
    assert_eq!(
        shown(&parsed(read_json, "log.json", text, &[])),
        ["org/m | t | match,accuracy | 0.500000 ±0.100000"]
    );
}

#[test]
fn logs_without_a_result_are_named() {
    for (status, results, reason) in [
        ("cancelled", results(2, "0.5"), "`cancelled`"),
        ("error", results(2, "0.5"), "`error`"),
        ("success", r#"{"scores": []}"#.to_owned(), "no scores"),
        ("success", results(2, "NaN"), "no scores"),
    ] {
        let found = parsed(read_json, "log.json", log(status, "{}", &results, &[]), &[]);
        assert!(found.runs.is_empty());
        assert!(found.notes[0].detail.contains(reason), "{:?}", found.notes);
    }
}

/// An archive with these entries, stored.
fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn archives() {
    let header = log("success", "{}", &results(2, "0.5"), &[]).replace(r#", "samples": []"#, "");
    let (one, two) = (
        sample(1, 1, "\"C\"", "stop"),
        sample(2, 1, "\"I\"", "length"),
    );
    let whole = archive(&[
        ("samples/1_epoch_1.json", &one),
        ("samples/2_epoch_1.json", &two),
        ("header.json", &header),
    ]);
    assert_eq!(
        shown(&parsed(read_archive, "none/a.eval", whole, &[])),
        ["org/m | t | match, | 1/1 +1"]
    );
    for (entries, problem) in [
        (
            vec![("samples/1_epoch_1.json", one.as_str())],
            "no header.json",
        ),
        (
            vec![("../header.json", header.as_str())],
            "`../header.json`",
        ),
        (vec![("header.json", "{\"status\": 1")], "header.json"),
    ] {
        let error = outcome(read_archive, "none/a.eval", archive(&entries), &[])
            .unwrap_err()
            .to_string();
        assert!(error.contains(problem), "{error}");
    }
    assert!(outcome(read_archive, "none/a.eval", "PK\x03\x04", &[]).is_err());
}
