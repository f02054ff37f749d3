//! Bucket files, alone and named by a dataset config.

mod support;

use evalboard::internals::input;
use evalboard::{Cell, Counts, Dataset, Estimate, Evidence, MarginSource};
use serde_json::{Value, json};
use support::folder::Folder;

/// A bucket file of these buckets.
fn buckets(buckets: &Value) -> String {
    json!({ "buckets": buckets }).to_string()
}

/// An aggregate with `correct` of 100.
fn aggregate(scenario: &str, task: &str, correct: u64) -> Value {
    json!({"btype": "scenario_base_task", "scenario": scenario, "base_task": task,
           "total": 100, "correct": correct})
}

/// A point with `correct` of 100.
fn point(scenario: &str, task: &str, correct: u64) -> Value {
    let mut point = aggregate(scenario, task, correct);
    point["btype"] = "point".into();
    point
}

/// `value` with the fields of `fields` in addition.
fn with(mut value: Value, fields: &Value) -> Value {
    for (name, field) in fields.as_object().unwrap() {
        value[name] = field.clone();
    }
    value
}

fn load(folder: &Folder, data: &[&str]) -> Dataset {
    let data: Vec<String> = data
        .iter()
        .map(|item| folder.path(item).to_str().unwrap().to_owned())
        .collect();
    input::load(&data, &input::Options::default()).unwrap()
}

/// One bucket file.
fn load_buckets(content: &Value) -> Dataset {
    load(&Folder::new([("b.json", &buckets(content))]), &["b.json"])
}

/// Model, level and task as shown, with the number of correct answers.
fn correct(dataset: &Dataset) -> Vec<([&str; 3], u64)> {
    let cells = dataset.cells.iter();
    cells
        .map(|((model, level, task), cell)| {
            let Evidence::Counts(counts) = &cell.evidence else {
                panic!("an estimate");
            };
            let names = [
                dataset.models[model.0].label.as_str(),
                dataset.levels[level.0].label.as_str(),
                dataset.tasks[task.0].label.as_str(),
            ];
            (names, counts.correct())
        })
        .collect()
}

fn only_cell(dataset: &Dataset) -> &Cell {
    assert_eq!(dataset.cells.len(), 1);
    dataset.cells.values().next().unwrap()
}

fn warnings(dataset: &Dataset) -> Vec<String> {
    dataset.warnings.lines(5)
}

/// `total` does not hold the truncated; lucky guesses are what adjusting took away.
#[test]
fn counts_of_a_bucket() {
    let fields = json!({
        "total": 888, "correct": 337, "invalid": 12, "truncated": 8,
        "adjusted_successes": 263.0, "adjusted_trials": 814.0,
        "adjusted_center": 0.9, "adjusted_margin": 0.9,
        "truncated_ratio": 0.5, "bcount": 26, "completion_tokens_total": 190_208,
        "histogram": {"p": [1, [2, {"x": null}]]}, "samples": ["\u{202e}", "…"]
    });
    let dataset = load_buckets(&json!({"any": with(aggregate("a+b+c/+0", "sort", 0), &fields)}));
    let cell = Cell {
        evidence: Evidence::Counts(Counts::new(888, 337, Some(8), Some(74.0)).unwrap()),
        tokens: Some(190_208.0 / 896.0),
        points: Some(26),
    };
    assert_eq!(only_cell(&dataset), &cell);
    assert_eq!(warnings(&dataset), [""; 0]);
}

#[test]
fn tokens_by_any_of_their_names() {
    for (fields, expected) in [
        (json!({}), None),
        (
            json!({"completion_tokens_total": 1000, "completion_tokens_mean": 3}),
            Some(10.0),
        ),
        (
            json!({"total_completion_tokens": 1000, "avg_completion_tokens": 3}),
            Some(10.0),
        ),
        (
            json!({"completion_tokens_mean": 7.5, "avg_completion_tokens": 3}),
            Some(7.5),
        ),
        (json!({"avg_completion_tokens": 3}), Some(3.0)),
        (
            json!({"completion_tokens_total": null, "avg_completion_tokens": 3}),
            Some(3.0),
        ),
    ] {
        let dataset = load_buckets(&json!({"x": with(aggregate("a", "sort", 1), &fields)}));
        assert_eq!(only_cell(&dataset).tokens, expected, "{fields}");
    }
}

/// Where counts are missing, the derived fields are used.
#[test]
fn buckets_without_counts() {
    let bucket = |fields: Value| {
        let names = json!({"btype": "scenario_base_task", "scenario": "a", "base_task": "sort"});
        only_cell(&load_buckets(&json!({"x": with(names, &fields)})))
            .evidence
            .clone()
    };
    let estimate = |accuracy, centre, margin, truncation, responses| {
        Evidence::Estimate(Estimate {
            accuracy,
            centre,
            margin,
            margin_source: MarginSource::Wilson,
            truncation,
            responses,
        })
    };
    let derived = json!({
        "total": 888, "adjusted_successes": 263, "adjusted_trials": 814, "adjusted_center": 0.3239,
        "adjusted_margin": 0.03, "truncated": 8
    });
    assert_eq!(
        bucket(derived),
        estimate(263.0 / 814.0, 0.3239, 0.03, Some(8.0 / 896.0), Some(896))
    );
    let interval = json!({"adjusted_center": 0.5, "adjusted_margin": 0.1, "truncated_ratio": 0.25});
    assert_eq!(bucket(interval), estimate(0.5, 0.5, 0.1, Some(0.25), None));
    let adjusted = json!({"adjusted_successes": 263, "adjusted_trials": 814});
    let wilson = evalboard::internals::stats::wilson(263.0, 814.0);
    assert_eq!(
        bucket(adjusted),
        estimate(263.0 / 814.0, wilson.centre, wilson.margin, None, None)
    );
    let only_a_ratio = json!({"total": 90, "correct": 40, "truncated_ratio": 0.1});
    let counts = Counts::new(90, 40, Some(10), None).unwrap();
    assert_eq!(bucket(only_a_ratio), Evidence::Counts(counts));
}

#[test]
fn points_are_pooled_where_there_is_no_aggregate() {
    let tokens = |total: u64| {
        json!({"truncated": 100, "adjusted_trials": 75,
               "completion_tokens_total": total})
    };
    let dataset = load_buckets(&json!({
        "1": with(point("a", "sort", 10), &tokens(1000)),
        "2": with(point("a", "sort", 30), &tokens(3000)),
        "3": point("a", "dates", 50),
        "4": aggregate("a", "dates", 60),
        "5": point("a", "dates", 70),
        "6": {"btype": "scenario", "scenario": "a", "base_task": "*", "total": 1, "correct": 1},
        "7": {"btype": "base_task", "base_task": "sort"},
    }));
    assert_eq!(
        correct(&dataset),
        [(["a", "", "sort"], 40), (["a", "", "dates"], 60)]
    );
    let pooled = dataset.cells.values().next().unwrap();
    let counts = Counts::new(200, 40, Some(200), Some(50.0)).unwrap();
    assert_eq!(pooled.evidence, Evidence::Counts(counts));
    assert_eq!(pooled.tokens, Some(10.0));
    assert_eq!(pooled.points, Some(2));
}

/// Levels are never pooled with each other, also where only the fields tell them.
#[test]
fn levels_of_buckets() {
    let dataset = load_buckets(&json!({
        "1": point("a/+0", "sort", 1),
        "2": point("a/+1", "sort", 2),
        "3": with(point("b", "sort", 3), &json!({"degree": 0, "density": "*"})),
        "4": with(
            point("b", "sort", 4),
            &json!({"degree": "1", "density": "normal", "precision": "low"}),
        ),
        "5": with(point("b", "sort", 5), &json!({"density": "normal"})),
    }));
    assert_eq!(
        correct(&dataset),
        [
            (["a", "Easy", "sort"], 1),
            (["a", "Medium", "sort"], 2),
            (["b", "Easy", "sort"], 3),
            (["b", "Medium", "sort"], 4),
            (["b", "normal", "sort"], 5),
        ]
    );
    assert_eq!(dataset.levels[1].keys, ["+1", "normal+low+1"]);
}

/// Names of models hold slashes too.
#[test]
fn the_scenario_and_its_level() {
    let own = json!({"model": "meta/llama", "template": "zs", "param_name": "greedy"});
    let bare = json!({"model": "meta/llama", "template": "", "param_name": ""});
    let dataset = load_buckets(&json!({
        "1": with(aggregate("meta/llama+zs+greedy/+0", "sort", 1), &own),
        "2": with(aggregate("meta/llama/+0", "sort", 2), &bare),
        "3": aggregate("x+zs+greedy/a/b", "sort", 3),
        "4": {"btype": "point", "model": "y", "template": "zs", "param_name": "t",
              "base_task": "sort", "total": 9, "correct": 4},
    }));
    assert_eq!(
        correct(&dataset),
        [
            (["meta/llama+zs+greedy", "Easy", "sort"], 1),
            (["meta/llama", "Easy", "sort"], 2),
            (["x+zs+greedy", "a/b", "sort"], 3),
            (["y+zs+t", "no level", "sort"], 4),
        ]
    );
}

#[test]
fn later_files_win() {
    let folder = Folder::new([
        (
            "1.json",
            &buckets(&json!({"a": aggregate("m", "sort", 1), "b": aggregate("m", "dates", 1)})),
        ),
        (
            "2.json",
            &buckets(&json!({"a": aggregate("m", "sort", 2), "c": aggregate("m", "dates", 2)})),
        ),
    ]);
    for data in [["1.json", "2.json"], ["2.json", "1.json"]] {
        let dataset = load(&folder, &data);
        assert_eq!(
            correct(&dataset),
            [(["m", "", "sort"], 2), (["m", "", "dates"], 2)]
        );
        assert_eq!(
            warnings(&dataset),
            [
                "several aggregates of one scenario and task; the last one counts: m  dates",
                "a bucket of a later file replaces one of an earlier file; `evalboard merge` adds \
                 them up instead: a",
            ]
        );
    }
    let twice = r#"{"buckets": {"a": 1, "a": 2}}"#
        .replace(": 1", &format!(": {}", aggregate("m", "sort", 1)));
    let twice = twice.replace(": 2", &format!(": {}", aggregate("m", "sort", 2)));
    let dataset = load(&Folder::new([("b.json", &twice)]), &["b.json"]);
    assert_eq!(correct(&dataset), [(["m", "", "sort"], 2)]);
    assert_eq!(
        warnings(&dataset),
        ["a bucket key occurs twice in one file; the later one counts: a"]
    );
}

#[test]
fn a_file_without_usable_buckets_is_an_error() {
    let content = json!({"buckets": {"1": {"btype": "scenario", "scenario": "a"}}}).to_string();
    let folder = Folder::new([("b.json", &content)]);
    let file = folder.path("b.json").to_str().unwrap().to_owned();
    let error = input::load(&[file], &input::Options::default()).unwrap_err();
    let said = error.to_string();
    assert!(said.contains("no bucket of a scenario and task"), "{said}");
}

const CONFIG: &str = r#"{
  "title": " Mine ", "unknown": [{}], "inputs": ["results/*.json"],
  "scenarios": {
    "big+zs": {"label": "Big", "groups": ["top", "size:large"], "color": "red"},
    "small": {},
    "small/er": {"label": " "}
  },
  "basetasks": {"sort": {"label": "Sorting", "points": 26}, "unused": null, "dates": {}},
  "manifolds": {"hot": {"label": "Tough (Hard)"}, "+0": {"label": "Gentle"}}
}"#;

fn config_folder() -> Folder {
    let first = buckets(&json!({
        "1": aggregate("small/er/+0", "dates", 1),
        "2": aggregate("small/+0", "dates", 2),
        "3": aggregate("stranger/+0", "dates", 3),
        "4": aggregate("stranger/+1", "dates", 3),
    }));
    let second = buckets(&json!({"5": aggregate("big+zs/hot", "sort", 4)}));
    Folder::new([
        ("set/dataset.json", CONFIG.replace("null", "{}").as_str()),
        ("set/results/1.json", &first),
        ("set/results/2.json", &second),
    ])
}

/// The maps' order is the order of display; `scenarios` are the models that are shown.
#[test]
fn a_config_says_what_is_shown_and_how() {
    let folder = config_folder();
    let dataset = load(&folder, &["set/dataset.json"]);
    assert_eq!(dataset.title.as_deref(), Some("Mine"));
    assert_eq!(
        correct(&dataset),
        [
            (["Big", "Hard", "Sorting"], 4),
            (["small", "Easy", "dates"], 2),
            (["small/er", "Easy", "dates"], 1),
        ]
    );
    assert_eq!(dataset.models[0].groups, ["top", "size:large"]);
    let tasks: Vec<_> = dataset
        .tasks
        .iter()
        .map(|task| (task.key.as_str(), task.points))
        .collect();
    assert_eq!(
        tasks,
        [("sort", Some(26)), ("unused", None), ("dates", None)]
    );
    assert_eq!(
        warnings(&dataset),
        ["buckets of a scenario that the dataset config does not name are left out: stranger (2)"]
    );
    // The folder stands for its config, and a file of its own is not read twice.
    for data in [&["set"][..], &["set/results/2.json", "set"]] {
        assert_eq!(correct(&load(&folder, data)), correct(&dataset));
    }
}

/// A result beside the config's own is shown with them.
#[test]
fn a_config_and_more_files() {
    let folder = config_folder();
    folder.write(
        "mine.json",
        buckets(&json!({"9": aggregate("mine/+0", "sort", 9)})),
    );
    folder.write(
        "cells.csv",
        "model,level,task,n,correct\ntable,easy,sort,10,7\nbig+zs,easy,sort,10,8\n",
    );
    let dataset = load(&folder, &["cells.csv", "mine.json", "set"]);
    let models: Vec<&str> = dataset
        .models
        .iter()
        .map(|model| model.label.as_str())
        .collect();
    assert_eq!(models, ["Big", "small", "small/er", "table", "mine"]);
    assert_eq!(correct(&dataset).len(), 6);
    assert_eq!(correct(&dataset)[0], (["Big", "Easy", "Sorting"], 8));
}

/// A scenario of one config may stand in a file that another one names.
#[test]
fn two_configs() {
    let folder = Folder::new([
        (
            "a.json",
            r#"{"inputs": ["r.json"], "scenarios": {"x": {"label": "X"}}}"#,
        ),
        (
            "b.json",
            r#"{"inputs": ["r.json"], "scenarios": {"y/z": {"label": "YZ"}}}"#,
        ),
        (
            "r.json",
            &buckets(&json!({"1": aggregate("x", "sort", 1), "2": aggregate("y/z", "sort", 2)})),
        ),
    ]);
    let dataset = load(&folder, &["a.json", "b.json"]);
    assert_eq!(
        correct(&dataset),
        [(["X", "", "sort"], 1), (["YZ", "", "sort"], 2)]
    );
}

#[test]
fn patterns_of_a_config() {
    let result = buckets(&json!({"1": aggregate("x", "sort", 1)}));
    let folder = Folder::new([
        (
            "a [set]/dataset.json",
            r#"{"inputs": ["*.json", "../elsewhere/*.json"]}"#,
        ),
        ("a [set]/r.json.txt", ""),
        ("elsewhere/r.json", &result),
        ("elsewhere/folder.json/x", ""),
        ("here/dataset.json", r#"{"inputs": ["elsewhere/*.json"]}"#),
    ]);
    // Beside the config, though its folder looks like a pattern; the config itself is no bucket
    // file.
    let said = folder.run(&["check", "a [set]/dataset.json"]);
    assert_eq!(
        said.stderr,
        "error: a [set]/dataset.json: inputs: a [set]/dataset.json is a ReasonScape dataset \
         config; `inputs` names bucket files\n"
    );
    folder.write(
        "a [set]/dataset.json",
        r#"{"inputs": ["../elsewhere/*.json"]}"#,
    );
    let said = folder.run(&["check", "a [set]/dataset.json"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    // In the working directory, where there is nothing beside the config.
    let said = folder.run(&["check", "here/dataset.json"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.stdout.contains("elsewhere/r.json\n"),
        "{}",
        said.stdout
    );
}

/// Histograms and samples pass by: memory does not grow with them.
#[cfg(target_os = "linux")]
#[test]
fn large_fields_are_not_kept() {
    use std::io::Write;
    use std::process::Stdio;

    let mut child = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 72000 && exec \"$0\" check -"])
        .arg(env!("CARGO_BIN_EXE_evalboard"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"buckets\": {").unwrap();
    let numbers = "0.123456, ".repeat(100_000);
    let sample = "\\u00e9 and more of it ".repeat(50_000);
    for ix in 0..48 {
        let start = aggregate(&format!("m{ix}"), "sort", ix).to_string();
        let start = start.strip_suffix('}').unwrap();
        let comma = if ix == 0 { "" } else { "," };
        write!(
            input,
            "{comma}\"{ix}\": {start}, \"histogram\": [[{numbers} 1], {{\"x\": \"{sample}\"}}]}}"
        )
        .unwrap();
    }
    input.write_all(b"}}").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("\nmodels     48\n"), "{said}");
}
