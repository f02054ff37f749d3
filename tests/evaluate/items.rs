//! Items that are answered several times.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{assert_equals_reference, by_model, evaluate, lines, reference, succeeded, text};
use crate::support::evalboard;

/// Answers of some items, each with the given answers, in an order that mixes them.
fn repeated_items(items: &[&[bool]]) -> Vec<String> {
    let longest = items.iter().map(|answers| answers.len()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for sample in 0..longest {
        for (item, answers) in items.iter().enumerate() {
            if let Some(correct) = answers.get(sample) {
                lines.push(format!(
                    "{{\"model\":\"A\",\"task\":\"x\",\"item_id\":{item},\"correct\":{correct}}}"
                ));
            }
        }
    }
    lines
}

#[test]
fn by_item_sums_over_items() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let lines = repeated_items(&[&[true, true, false], &[false], &[true, true, true, true]]);
    let without_id = r#"{"model":"A","task":"x","correct":true}"#.to_owned();
    let truncated = r#"{"model":"A","task":"x","id":0,"truncated":true}"#.to_owned();
    let all = [lines, vec![without_id, truncated]].concat();
    fs::write(path("all.ndjson"), all.join("\n")).unwrap();
    // One line a file: an item's answers stand in many, and any worker may read any of them.
    for (number, line) in all.iter().enumerate() {
        fs::write(path(&format!("{number}.jsonl")), line).unwrap();
    }
    let whole = path("whole.json");
    succeeded(&evaluate(
        &["-i", text(&path("all.ndjson")), "--by-item"],
        &whole,
    ));
    let bucket = by_model(&whole).remove("A").unwrap();
    let figures = [
        "total",
        "correct",
        "truncated",
        "items",
        "sum_k2",
        "sum_kn",
        "sum_n2",
    ];
    let figures = figures.map(|name| bucket[name].as_u64().unwrap());
    assert_eq!(
        figures,
        [9, 7, 1, 4, 4 + 16 + 1, 6 + 16 + 1, 9 + 1 + 16 + 1]
    );
    let parts = path("parts.json");
    let errors = succeeded(&evaluate(
        &["-i", text(&path("*.jsonl")), "--by-item"],
        &parts,
    ));
    assert!(!errors.contains("--dedup"), "{errors}");
    let buckets = |file: &Path| {
        let json: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        json["buckets"].clone()
    };
    assert_eq!(buckets(&whole), buckets(&parts));

    // Intervals may change, scores do not.
    succeeded(&evaluate(
        &["-i", text(&path("all.ndjson"))],
        &path("plain.json"),
    ));
    let board = |file: &Path| {
        let output = evalboard()
            .args(["export", "--to", "csv"])
            .arg(file)
            .output()
            .unwrap();
        succeeded(&output);
        String::from_utf8(output.stdout).unwrap()
    };
    let first_columns = |csv: &str| {
        csv.lines()
            .map(|line| line.split(',').take(5).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        first_columns(&board(&whole)),
        first_columns(&board(&path("plain.json")))
    );
}

#[test]
fn repeated_items_are_noted_unless_counted_by_item() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let out = path("out.json");
    fs::write(
        path("a.ndjson"),
        repeated_items(&[&[true; 4], &[false; 4]]).join("\n"),
    )
    .unwrap();
    let (file, cache) = (path("a.ndjson"), path("cache"));
    let interview = ["--interview", text(&file)];
    for _ in 0..2 {
        let errors = succeeded(&evaluate(
            &[&interview[..], &["--cache", text(&cache)]].concat(),
            &out,
        ));
        assert!(errors.contains("about 4.0 answers an id"), "{errors}");
    }
    for option in ["--by-item", "--dedup"] {
        let errors = succeeded(&evaluate(&[&interview[..], &[option]].concat(), &out));
        assert!(!errors.contains("answers an id"), "{option}: {errors}");
    }
    fs::write(
        path("b.ndjson"),
        repeated_items(&[&[true], &[false]]).join("\n"),
    )
    .unwrap();
    let errors = succeeded(&evaluate(&["--interview", text(&path("b.ndjson"))], &out));
    assert!(!errors.contains("answers an id"), "{errors}");
}

#[test]
fn merging_clusters_says_what_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let lines = repeated_items(&[&[true, true], &[false, true], &[true, false]]);
    let of_item = |items: &[&str]| {
        let has = |line: &&String| {
            items
                .iter()
                .any(|item| line.contains(&format!("\"item_id\":{item},")))
        };
        lines
            .iter()
            .filter(has)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    };
    fs::write(path("1.ndjson"), of_item(&["0", "2"])).unwrap();
    fs::write(path("2.ndjson"), of_item(&["1"])).unwrap();
    for (name, option) in [("1", "--by-item"), ("2", "--by-item"), ("*", "--by-item")] {
        let interviews = path(&format!("{name}.ndjson"));
        let out = path(&format!("{}.json", name.replace('*', "all")));
        succeeded(&evaluate(&["-i", text(&interviews), option], &out));
    }
    succeeded(&evaluate(
        &["-i", text(&path("2.ndjson"))],
        &path("plain.json"),
    ));
    let merge = |second: &str| {
        let mut command = evalboard();
        command.arg("merge").args([path("1.json"), path(second)]);
        succeeded(&command.arg("-o").arg(path("merged.json")).output().unwrap())
    };
    let errors = merge("2.json");
    assert!(
        errors.contains("only where no item stands in two"),
        "{errors}"
    );
    assert_eq!(
        fs::read(path("merged.json")).unwrap(),
        fs::read(path("all.json")).unwrap()
    );
    let errors = merge("plain.json");
    assert!(errors.contains("items of their own"), "{errors}");
}

#[test]
fn dedup_counts_an_item_once() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(13, 200);
    let file = folder.path().join("resumed.ndjson");
    let twice: Vec<String> = lines.iter().chain(&lines[50..120]).cloned().collect();
    fs::write(&file, twice.join("\n")).unwrap();
    let out = folder.path().join("out.json");
    let errors = succeeded(&evaluate(&["--interview", text(&file), "--dedup"], &out));
    assert!(errors.contains("70 repeated"), "{errors}");
    assert_equals_reference(&out, &reference(lines.into_iter()));
}
