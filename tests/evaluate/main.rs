//! `evaluate` and `merge` through the binary, against a slow and obviously right reference.

#[path = "../support/mod.rs"]
mod support;

mod damage;
mod fields;
mod inputs;
mod items;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Output;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use support::random::Random;
use support::{evalboard, interviews};

/// Counts of a scenario and task.
#[derive(Debug, Default, PartialEq)]
struct Sums {
    total: u64,
    correct: u64,
    invalid: u64,
    truncated: u64,
    tokens: u64,
    lucky: f64,
    points: BTreeSet<String>,
}

/// What the lines add up to, read one by one into [`Value`]s.
fn reference(lines: impl Iterator<Item = String>) -> BTreeMap<(String, String), Sums> {
    let mut all: BTreeMap<(String, String), Sums> = BTreeMap::new();
    for line in lines {
        let value: Value = serde_json::from_str(&line).unwrap();
        let first = |names: &[&str]| {
            let found = names.iter().map(|name| &value[*name]);
            found.into_iter().find(|value| !value.is_null()).cloned()
        };
        let text = |names: &[&str]| match first(names) {
            None => String::new(),
            Some(Value::String(text)) => text,
            Some(other) => other.to_string(),
        };
        let mut level: Vec<String> = [text(&["density"]), text(&["precision"])]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        level.push(text(&["degree"]));
        let level = match level.len() {
            1 => format!("+{}", level[0]),
            _ => level.join("+"),
        };
        let scenario = format!(
            "{}+{}+{}/{level}",
            text(&["model"]),
            text(&["template"]),
            text(&["sampler", "param_name"])
        );
        let truthy = |value: Option<Value>| {
            matches!(value, Some(Value::Bool(true))) || value == Some(Value::from(1))
        };
        let truncated = match first(&["truncated"]) {
            Some(value) => value == Value::Bool(true),
            None => ["length", "max_tokens", "model_length"]
                .contains(&text(&["finish_reason", "stop_reason"]).as_str()),
        };
        let sums = all.entry((scenario, text(&["base_task"]))).or_default();
        let tokens = first(&["completion_tokens"])
            .unwrap_or_else(|| value["usage"]["completion_tokens"].clone());
        sums.tokens += tokens.as_u64().unwrap();
        sums.points.insert(text(&["task"]));
        if truncated {
            sums.truncated += 1;
            continue;
        }
        sums.total += 1;
        sums.lucky += match (first(&["guess_chance"]), first(&["choices"])) {
            (Some(chance), _) => chance.as_f64().unwrap(),
            (None, Some(Value::Array(list))) => 1.0 / list.len() as f64,
            (None, Some(count)) => 1.0 / count.as_f64().unwrap(),
            (None, None) => 0.0,
        };
        if truthy(first(&["is_invalid", "invalid"])) {
            sums.invalid += 1;
        } else if truthy(first(&["is_correct", "correct"])) {
            sums.correct += 1;
        }
    }
    all
}

/// The aggregates of a bucket file.
fn aggregates(file: &Path) -> BTreeMap<(String, String), Value> {
    let json: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let buckets = json["buckets"].as_object().unwrap();
    let aggregates = buckets
        .values()
        .filter(|bucket| bucket["btype"] == "scenario_base_task");
    aggregates
        .map(|bucket| {
            let name = |key: &str| bucket[key].as_str().unwrap().to_owned();
            ((name("scenario"), name("base_task")), bucket.clone())
        })
        .collect()
}

fn assert_equals_reference(file: &Path, expected: &BTreeMap<(String, String), Sums>) {
    let found = aggregates(file);
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (names, sums) in expected {
        let bucket = &found[names];
        for (field, count) in [
            ("total", sums.total),
            ("correct", sums.correct),
            ("invalid", sums.invalid),
            ("truncated", sums.truncated),
            ("bcount", sums.points.len() as u64),
            ("completion_tokens_total", sums.tokens),
        ] {
            assert_eq!(bucket[field].as_u64(), Some(count), "{field} of {names:?}");
        }
        // Where all is truncated, nothing could be guessed.
        let trials = bucket["adjusted_trials"].as_f64().unwrap_or(0.0);
        assert!(
            (trials - (sums.total as f64 - sums.lucky)).abs() < 1e-6,
            "{names:?}"
        );
    }
}

fn lines(seed: u64, count: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    let line = |number| match number % 12 {
        7 => interviews::line_with_a_repeated_key(&mut random, number),
        _ => interviews::line(&mut random, number),
    };
    (0..count).map(line).collect()
}

fn evaluate(arguments: &[&str], output: &Path) -> Output {
    let mut command = evalboard();
    command
        .arg("evaluate")
        .args(arguments)
        .arg("--output")
        .arg(output);
    command.output().unwrap()
}

fn succeeded(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    errors
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Lines in files of every kind: plain ones with and without a last line break, CR LF, gzip, zstd.
fn files_of(folder: &Path, lines: &[String]) -> PathBuf {
    let quarter = lines.len() / 4;
    fs::write(folder.join("a.ndjson"), lines[..quarter].join("\n")).unwrap();
    fs::write(
        folder.join("b.ndjson"),
        lines[quarter..2 * quarter].join("\r\n") + "\r\n\r\n",
    )
    .unwrap();
    let mut gzip = GzEncoder::new(
        fs::File::create(folder.join("c.ndjson.gz")).unwrap(),
        Compression::fast(),
    );
    gzip.write_all(lines[2 * quarter..3 * quarter].join("\n").as_bytes())
        .unwrap();
    gzip.finish().unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(
        (lines[3 * quarter..].join("\n") + "\n").as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    fs::write(folder.join("d.ndjson.zst"), zstd).unwrap();
    folder.join("*.ndjson*")
}

#[test]
fn equals_the_reference() {
    for seed in 1..=4 {
        let folder = tempfile::tempdir().unwrap();
        let lines = lines(seed, 2_000);
        let pattern = files_of(folder.path(), &lines);
        let out = folder.path().join("analysis.json");
        let errors = succeeded(&evaluate(&["--interview", text(&pattern)], &out));
        assert!(errors.contains("2,000 answers"), "{errors}");
        assert_equals_reference(&out, &reference(lines.into_iter()));
    }
}

#[test]
fn threads_and_blocks_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    // More than one part of a file, so that lines are cut at the borders.
    let all = lines(9, 8_000).join("\n");
    assert!(all.len() > 9 << 20, "{}", all.len());
    let file = folder.path().join("all.ndjson");
    fs::write(&file, all).unwrap();
    let written = |threads: &str| {
        let out = folder.path().join(format!("{threads}.json"));
        succeeded(&evaluate(
            &["--interview", text(&file), "--threads", threads],
            &out,
        ));
        fs::read(out).unwrap()
    };
    let one = written("1");
    assert_eq!(one, written("2"));
    assert_eq!(one, written("7"));
}

#[test]
fn merging_halves_equals_evaluating_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let lines = lines(5, 3_000);
    fs::write(path("1.ndjson"), lines[..1_100].join("\n")).unwrap();
    fs::write(path("2.ndjson"), lines[1_100..].join("\n")).unwrap();
    succeeded(&evaluate(
        &["--interview", text(&path("*.ndjson"))],
        &path("all.json"),
    ));
    for half in ["1", "2"] {
        let interviews = path(&format!("{half}.ndjson"));
        succeeded(&evaluate(
            &["--interview", text(&interviews)],
            &path(&format!("{half}.json")),
        ));
    }
    for order in [["1.json", "2.json"], ["2.json", "1.json"]] {
        let merged = evalboard()
            .arg("merge")
            .args(order.map(path))
            .arg("-o")
            .arg(path("merged.json"))
            .output()
            .unwrap();
        succeeded(&merged);
        assert_eq!(
            fs::read(path("merged.json")).unwrap(),
            fs::read(path("all.json")).unwrap()
        );
    }
}

#[test]
fn the_result_is_a_board() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(6, 1_000);
    let interviews = folder.path().join("all.ndjson");
    fs::write(&interviews, lines.join("\n")).unwrap();
    let out = folder.path().join("analysis.json");
    succeeded(&evaluate(&["--interview", text(&interviews)], &out));
    let table = evalboard().arg("table").arg(&out).output().unwrap();
    succeeded(&table);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("org/mixtral-8x7b+zerocot+t06"), "{table}");
    assert!(table.contains("Easy") && table.contains("Hard"), "{table}");
}

#[test]
fn init_writes_a_config_that_loads() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("all.ndjson"), lines(6, 1_000).join("\n")).unwrap();
    fs::create_dir(path("sub")).unwrap();
    succeeded(&evaluate(
        &["--interview", text(&path("all.ndjson"))],
        &path("sub/a.json"),
    ));
    let init = |extra: &[&str]| {
        let mut command = evalboard();
        command
            .arg("init")
            .arg(path("sub/a.json"))
            .arg("-o")
            .arg(path("dataset.json"));
        command.args(extra).output().unwrap()
    };
    succeeded(&init(&[]));
    let config = fs::read_to_string(path("dataset.json")).unwrap();
    assert!(
        config.contains("\"inputs\": [\n    \"sub/a.json\"\n  ]"),
        "{config}"
    );
    let checked = evalboard()
        .arg("check")
        .arg(path("dataset.json"))
        .output()
        .unwrap();
    succeeded(&checked);
    let found = String::from_utf8(checked.stdout).unwrap();
    assert!(
        found.contains("models     5") && found.contains("tasks      4"),
        "{found}"
    );
    let again = init(&[]);
    assert_eq!(
        again.status.code(),
        Some(2),
        "an edited config is not replaced"
    );
    succeeded(&init(&["--force"]));
}

#[test]
fn an_array_counts_as_its_lines_would() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(17, 700);
    let arrays = [
        format!("[{}]", lines.join(",")),
        format!("\u{feff}[\n  {}\n]\n", lines.join(",\n  ")),
        // As a program writes it that indents.
        serde_json::to_string_pretty(
            &lines
                .iter()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect::<Vec<Value>>(),
        )
        .unwrap(),
    ];
    let out = folder.path().join("out.json");
    let expected = reference(lines.into_iter());
    for (number, array) in arrays.into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.json"));
        fs::write(&file, &array).unwrap();
        succeeded(&evaluate(&["--interview", text(&file)], &out));
        assert_equals_reference(&out, &expected);
        let gzip = folder.path().join(format!("{number}.json.gz"));
        let mut writer = GzEncoder::new(fs::File::create(&gzip).unwrap(), Compression::fast());
        writer.write_all(array.as_bytes()).unwrap();
        writer.finish().unwrap();
        succeeded(&evaluate(&["--interview", text(&gzip)], &out));
        assert_equals_reference(&out, &expected);
    }
}

/// Buckets of all of a task, by the model.
fn by_model(file: &Path) -> BTreeMap<String, Value> {
    let buckets = aggregates(file).into_iter();
    buckets
        .map(|((model, _), bucket)| (model, bucket))
        .collect()
}

#[test]
fn the_cache_knows_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let lines = lines(14, 300);
    fs::write(path("a.ndjson"), lines[..100].join("\n")).unwrap();
    fs::write(path("b.ndjson"), lines[100..200].join("\n")).unwrap();
    let (pattern, cache) = (path("*.ndjson"), path("cache"));
    let arguments = ["--interview", text(&pattern), "--cache", text(&cache)];
    succeeded(&evaluate(&arguments, &path("first.json")));
    fs::write(path("c.ndjson"), lines[200..].join("\n")).unwrap();
    succeeded(&evaluate(&arguments, &path("second.json")));
    succeeded(&evaluate(
        &["--interview", text(&pattern)],
        &path("anew.json"),
    ));
    assert_eq!(
        fs::read(path("second.json")).unwrap(),
        fs::read(path("anew.json")).unwrap()
    );
    assert_equals_reference(&path("second.json"), &reference(lines.into_iter()));
    let entries = glob::glob(text(&cache.join("*.entry.json"))).unwrap();
    assert_eq!(entries.count(), 3);
}

#[test]
fn bad_use_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    for (arguments, expected) in [
        (
            &["--interview", "nothing/*.ndjson"][..],
            "nothing/*.ndjson: no file matches",
        ),
        (
            &["--interview", "src"],
            "no file in this folder ends in .ndjson",
        ),
        (&["--interview", "nothing.ndjson"], "nothing.ndjson"),
    ] {
        let output = evaluate(arguments, &out);
        assert_eq!(output.status.code(), Some(2));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(expected), "{errors}");
        assert!(!out.exists());
    }
    let merged = evalboard()
        .args(["merge", "golden/reasonscape/results/aurora.json", "-o"])
        .arg(&out)
        .output()
        .unwrap();
    assert_eq!(merged.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&merged.stderr).contains("that `evalboard evaluate` wrote"),
        "{merged:?}"
    );
}
