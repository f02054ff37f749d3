//! `evaluate` and `merge` through the binary, against a slow and obviously right reference.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

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
fn broken_lines_are_counted_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = lines(7, 60);
    let good = reference(lines.clone().into_iter());
    lines.insert(3, "{\"model\": \"m\", \"task\": ".to_owned());
    lines.insert(10, "not json".to_owned());
    lines.insert(
        20,
        "{\"model\":\"m\",\"task\":\"t\",\"correct\":\"perhaps\"}".to_owned(),
    );
    lines.insert(30, "{\"header\": true}".to_owned());
    let file = folder.path().join("all.ndjson");
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend(b"\n\x00\xff\xfe binary \x80\n");
    fs::write(&file, bytes).unwrap();
    let out = folder.path().join("analysis.json");
    let errors = succeeded(&evaluate(&["--interview", text(&file), "--verbose"], &out));
    assert_equals_reference(&out, &good);
    for expected in [
        "all.ndjson:4",
        "all.ndjson:11",
        "all.ndjson:21",
        "`correct` is \"perhaps\": it must be true or false",
        "4 broken",
        "1 lines without an answer record",
    ] {
        assert!(errors.contains(expected), "{expected} in\n{errors}");
    }
    let strict = evaluate(
        &["--interview", text(&file), "--strict"],
        &folder.path().join("none.json"),
    );
    assert_eq!(strict.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&strict.stderr).contains("all.ndjson:4"),
        "{strict:?}"
    );
    assert!(!folder.path().join("none.json").exists());
}

/// Cut, flipped and binary files: no crash, and what is good is counted as it is.
#[test]
fn damaged_files_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let whole = lines(8, 120).join("\n").into_bytes();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&whole).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd =
        ruzstd::encoding::compress_to_vec(&whole[..], ruzstd::encoding::CompressionLevel::Fastest);
    let mut random = Random::new(11);
    let file = folder.path().join("damaged");
    let out = folder.path().join("out.json");
    for round in 0..60 {
        let mut bytes = [&whole, &gzip, &zstd][round % 3].clone();
        if round % 2 == 0 {
            bytes.truncate(random.next() as usize % bytes.len());
        }
        for _ in 0..random.next() % 4 {
            if let Some(byte) = {
                let at = random.next() as usize % bytes.len().max(1);
                bytes.get_mut(at)
            } {
                *byte ^= 1 << (random.next() % 8);
            }
        }
        fs::write(&file, &bytes).unwrap();
        let output = evaluate(&["--interview", text(&file)], &out);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            matches!(output.status.code(), Some(0 | 2)),
            "round {round}: {errors}"
        );
        assert!(!errors.contains("panicked"), "round {round}: {errors}");
    }
}

#[test]
fn a_cut_file_keeps_its_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(12, 50);
    let file = folder.path().join("cut.ndjson");
    let text_of_all = lines.join("\n");
    fs::write(&file, &text_of_all[..text_of_all.len() - 40]).unwrap();
    let out = folder.path().join("out.json");
    let errors = succeeded(&evaluate(&["--interview", text(&file)], &out));
    assert!(
        errors.contains("cut.ndjson:50") && errors.contains("1 broken"),
        "{errors}"
    );
    assert_equals_reference(&out, &reference(lines.into_iter().take(49)));
}

/// Lines in compressed files that are cut in the middle: gzip of one and of two members, zstd.
fn cut_files(folder: &Path, lines: &[String]) -> [PathBuf; 3] {
    let all = lines.join("\n");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(all.as_bytes()).unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(
        all.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    let gzip = gzip.finish().unwrap();
    // The first member ends in the middle of a line.
    let (start, rest) = all.as_bytes().split_at(all.len() / 3 + 5);
    let members = [start, rest].map(|part| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(part).unwrap();
        gzip.finish().unwrap()
    });
    [
        ("cut.gz", gzip),
        ("members.gz", members.concat()),
        ("cut.zst", zstd),
    ]
    .map(|(name, bytes)| {
        let file = folder.join(name);
        fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        file
    })
}

#[test]
fn a_cut_compressed_file_is_an_error_or_counts_up_to_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    let lines = lines(21, 2_000);
    for file in cut_files(folder.path(), &lines) {
        fs::write(&out, "an earlier result").unwrap();
        let refused = evaluate(&["--interview", text(&file)], &out);
        let errors = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{errors}");
        assert!(
            errors.contains("damaged or cut off here (incomplete "),
            "{errors}"
        );
        assert_eq!(fs::read_to_string(&out).unwrap(), "an earlier result");
        // The error names the line that could not be read to its end.
        let place = errors.split(text(&file)).nth(1).unwrap();
        let line: usize = place[1..].split(':').next().unwrap().parse().unwrap();
        assert!((200..2_000).contains(&line), "{errors}");

        let kept = evaluate(&["--interview", text(&file), "--keep-going"], &out);
        assert!(succeeded(&kept).contains("damaged or cut off here"));
        assert_equals_reference(&out, &reference(lines.iter().take(line - 1).cloned()));
    }
}

#[test]
fn a_damaged_file_is_not_remembered_as_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    let cache = folder.path().join("cache");
    let [gzip, ..] = cut_files(folder.path(), &lines(21, 500));
    let arguments = ["--interview", text(&gzip), "--cache", text(&cache)];
    let first = evaluate(&[&arguments[..], &["--keep-going"]].concat(), &out);
    succeeded(&first);
    assert_eq!(evaluate(&arguments, &out).status.code(), Some(2));
}

#[test]
fn nothing_usable_is_an_error_that_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    for (content, expected) in [
        ("", "no answer"),
        ("\n \n", "no answer"),
        ("[]", "no answer"),
        ("[{}, {}]", "no answer in 2 lines"),
        (
            "model,task,n,correct\nA,x,2,1\n",
            "none of 2 lines can be read",
        ),
        ("{\"model\":\"A\"}\n", "no answer in 1 lines"),
    ] {
        let file = folder.path().join("in");
        fs::write(&file, content).unwrap();
        fs::write(&out, "an earlier result").unwrap();
        let output = evaluate(&["--interview", text(&file)], &out);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{content}: {errors}");
        assert!(errors.contains(expected), "{content}: {errors}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "an earlier result");
    }
}

#[test]
fn a_file_without_answers_beside_others_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.ndjson"), lines(3, 20).join("\n")).unwrap();
    fs::write(folder.path().join("b.ndjson"), "{\"header\": 1}").unwrap();
    let pattern = folder.path().join("*.ndjson");
    let out = folder.path().join("out.json");
    let errors = succeeded(&evaluate(&["--interview", text(&pattern)], &out));
    assert!(
        errors.contains("no answer in a file") && errors.contains("b.ndjson"),
        "{errors}"
    );
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

#[cfg(unix)]
#[test]
fn an_output_that_is_an_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let content = lines(3, 20).join("\n");
    fs::write(path("a.ndjson"), &content).unwrap();
    fs::create_dir(path("inner")).unwrap();
    fs::hard_link(path("a.ndjson"), path("hard")).unwrap();
    std::os::unix::fs::symlink("a.ndjson", path("link")).unwrap();
    for output in ["a.ndjson", "inner/../a.ndjson", "hard", "link"] {
        let refused = evaluate(&["-i", text(&path("*.ndjson"))], &path(output));
        let errors = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{output}: {errors}");
        assert!(errors.contains("one of the inputs"), "{output}: {errors}");
        assert_eq!(fs::read_to_string(path("a.ndjson")).unwrap(), content);
    }
}

#[test]
fn folders_and_standard_input_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(23, 400);
    fs::create_dir(folder.path().join("deeper")).unwrap();
    fs::write(folder.path().join("a.ndjson"), lines[..100].join("\n")).unwrap();
    let array = format!("[{}]", lines[100..200].join(","));
    fs::write(folder.path().join("deeper/b.json"), array).unwrap();
    fs::write(
        folder.path().join("deeper/c.jsonl"),
        lines[200..].join("\n"),
    )
    .unwrap();
    fs::write(folder.path().join("deeper/notes.txt"), "none").unwrap();
    let out = folder.path().join("analysis.json");
    let expected = reference(lines.iter().cloned());
    // The second time the first result lies in the folder.
    for round in 0..2 {
        let errors = succeeded(&evaluate(&["--interview", text(folder.path())], &out));
        assert_eq!(errors.contains("analysis.json"), round == 1, "{errors}");
        assert_equals_reference(&out, &expected);
    }
    let piped = |content: &[u8]| {
        let mut command = evalboard();
        command.args(["evaluate", "-i", "-", "-o", text(&out)]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(content).unwrap();
        child.wait_with_output().unwrap()
    };
    succeeded(&piped(lines.join("\n").as_bytes()));
    assert_equals_reference(&out, &expected);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(format!("[{}]", lines.join(",")).as_bytes())
        .unwrap();
    succeeded(&piped(&gzip.finish().unwrap()));
    assert_equals_reference(&out, &expected);
    assert_eq!(piped(b"").status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_in_folders_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    let pipe = folder.path().join("pipe.ndjson");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    for file in ["/dev/zero", text(&pipe)] {
        let output = evaluate(&["--interview", file], &out);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(file), "{errors}");
        assert!(!out.exists());
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
