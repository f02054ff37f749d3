//! Published tables, each figure against a small reader of the test's own.

use std::fs;

use evalboard::Dataset;
use evalboard::internals::input::{Mapping, TableOptions};

use super::{notes, shared, warnings};
use crate::support;
use crate::support::cells::{Cells, cells_of, load_with};

/// The fields of a CSV text, read a character at a time.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let record = records.last_mut().unwrap();
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                record.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            c => record.last_mut().unwrap().push(c),
        }
    }
    records.retain(|record| record.iter().any(|field| !field.is_empty()));
    records
}

/// What an independent reader finds in `columns` of a CSV file; `share` makes a share of a figure's
/// text.
fn expected(
    text: &str,
    model: &[&str],
    columns: &[&str],
    share: impl Fn(&str) -> Option<f64>,
) -> Cells {
    let records = records(text);
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = |name: &str| {
        let found = records[0].iter().position(|head| tidy(head) == name);
        found.unwrap_or_else(|| panic!("no column {name}"))
    };
    let mut cells = Cells::new();
    for record in &records[1..] {
        let names: Vec<&str> = model.iter().map(|name| record[at(name)].trim()).collect();
        for column in columns {
            let Some(value) = record.get(at(column)).and_then(|text| share(text)) else {
                continue;
            };
            let key = [names.join(" · "), String::new(), (*column).to_owned()];
            assert!(cells.insert(key, value).is_none(), "{names:?} {column}");
        }
    }
    cells
}

/// A percentage as the number nearest to its share.
fn percent(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    text.parse::<f64>().ok()?;
    format!("{text}e-2").parse().ok()
}

fn assert_cells(dataset: &Dataset, expected: &Cells, tasks: usize) {
    let read = cells_of(dataset);
    assert_eq!(dataset.tasks.len(), tasks);
    assert_eq!(read.len(), expected.len());
    for (names, value) in expected {
        let found = read
            .get(names)
            .unwrap_or_else(|| panic!("{names:?} is missing"));
        assert!(
            (found - value).abs() < 1e-12,
            "{names:?}: {found} for {value}"
        );
    }
}

#[test]
fn livebench() {
    let Some(file) = shared("data/tables/livebench_2026.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let heads = records(&text)[0].clone();
    let tasks: Vec<&str> = heads[1..].iter().map(String::as_str).collect();
    assert_cells(&dataset, &expected(&text, &["model"], &tasks, percent), 23);
    let said = warnings(&dataset);
    assert!(
        said.iter()
            .any(|line| line.contains("a short line: 21 fields of 24") && line.contains(":110")),
        "{said:?}"
    );
}

#[test]
fn bfcl() {
    let Some(file) = shared("data/tables/bfcl_overall.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let heads = records(&text)[0].clone();
    let averages = ["Non-Live AST Acc", "Non-Live Exec Acc", "Multi Turn Acc"];
    let tasks = heads[8..30].iter().map(String::as_str);
    let tasks: Vec<&str> = tasks.filter(|task| !averages.contains(task)).collect();
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    assert_cells(&dataset, &expected(&text, &["Model"], &tasks, percent), 19);
    let said = notes(&dataset);
    for column in averages {
        assert!(
            said.contains(&format!(
                "{column} is left out: it equals the mean of its neighbours"
            )),
            "{said}"
        );
    }
    let first = &dataset.models[0];
    assert_eq!(
        first.url.as_deref(),
        Some("https://huggingface.co/watt-ai/watt-tool-70B/")
    );
    assert_eq!(first.attributes["License"], "Apache-2.0");
    let tasks = |choice: &str| {
        let mut command = support::evalboard();
        let output = command
            .args(["check", "--tasks", choice])
            .arg(&file)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let line = text.lines().find(|line| line.starts_with("tasks")).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    assert_eq!(tasks("!* Acc"), "18");
    assert_eq!(tasks("Overall Acc"), "1");
    assert_eq!(tasks("live*,overall  acc"), "6");
}

#[test]
fn open_llm() {
    let Some(file) = shared("data/tables/open_llm_v1_first249.csv") else {
        return;
    };
    let file_name = file.to_str().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let error = load_with(file_name, TableOptions::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("they differ in precision"), "{error}");
    assert!(error.contains("--map 'model=model+precision'"), "{error}");
    let mapped = TableOptions {
        map: Mapping::parse_list("model=model+precision").unwrap(),
        ..TableOptions::default()
    };
    let tasks = [
        "arc",
        "hellaswag",
        "mmlu",
        "truthfulqa",
        "winogrande",
        "gsm8k",
    ];
    let cells = expected(&text, &["model", "precision"], &tasks, percent);
    let dataset = load_with(file_name, mapped).unwrap();
    assert_cells(&dataset, &cells, 6);
    assert_eq!(dataset.models[0].attributes["hub_license"], "apache-2.0");
    assert_eq!(dataset.models[0].attributes["merged"], "FALSE");
}

#[test]
fn word_error_rates() {
    let Some(file) = shared("data/tables/open_asr_wer.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let heads = records(&text)[0].clone();
    let tasks: Vec<&str> = heads[5..].iter().map(String::as_str).collect();
    let lower = TableOptions {
        lower_is_better: vec!["*".to_owned()],
        ..TableOptions::default()
    };
    let dataset = load_with(file.to_str().unwrap(), lower).unwrap();
    let share = |text: &str| {
        percent(text)
            .filter(|share| *share >= 0.0)
            .map(|share| 1.0 - share.min(1.0))
    };
    assert_cells(&dataset, &expected(&text, &["model"], &tasks, share), 8);
    let plain = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    assert!(notes(&plain).contains("--lower-is-better"));
}

#[test]
fn boards_that_are_no_shares() {
    let Some(file) = shared("data/tables/lmarena_vision_elo.csv") else {
        return;
    };
    let error = load_with(file.to_str().unwrap(), TableOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("arena_score")
            && error.contains("is no share")
            && error.contains("range = "),
        "{error}"
    );
    let Some(file) = shared("data/tables/alpaca_benchmarks_newline_heads.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let tasks = ["ARC-C (25-shot)", "HellaSwag (10-shot)", "MMLU (5-shot)"];
    let chosen = TableOptions {
        tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
        ..TableOptions::default()
    };
    let read = cells_of(&load_with(file.to_str().unwrap(), chosen).unwrap());
    for (names, value) in expected(&text, &["Model"], &tasks, percent) {
        assert_eq!(read[&names], value, "{names:?}");
    }
    let all = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let said = warnings(&all);
    for column in ["MT-bench (multi-turn)", "HELM Lite"] {
        assert!(said.iter().any(|line| line.contains(column)), "{said:?}");
    }
}

#[test]
fn markdown_of_a_readme() {
    let Some(file) = shared("data/tables/vectara_hallucination_README.md") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let tasks = [
        "Hallucination Rate",
        "Factual Consistency Rate",
        "Answer Rate",
    ];
    let mut cells = Cells::new();
    let lines = text.lines().filter(|line| line.starts_with('|')).skip(2);
    for line in lines {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        for (task, field) in tasks.iter().zip(&fields[2..]) {
            let key = [fields[1].to_owned(), String::new(), (*task).to_owned()];
            cells.insert(key, percent(field).unwrap());
        }
    }
    assert_cells(&dataset, &cells, 3);
    let said = notes(&dataset);
    assert!(
        said.contains("--lower-is-better 'Hallucination Rate'"),
        "{said}"
    );
    assert!(
        said.contains("Average Summary Length (Words) is left out"),
        "{said}"
    );
}

#[test]
fn nested_json() {
    for (path, tasks) in [
        ("data/evalplus/leaderboard_results.json", 4),
        ("data/bigcodebench/cut_results-hard.json", 2),
    ] {
        let Some(file) = shared(path) else { continue };
        let json: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let mut cells = Cells::new();
        for (model, facts) in json.as_object().unwrap() {
            for (task, value) in facts["pass@1"].as_object().unwrap() {
                if let Some(value) = percent(&value.to_string()) {
                    cells.insert(
                        [model.trim().to_owned(), String::new(), task.clone()],
                        value,
                    );
                }
            }
        }
        let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
        assert_cells(&dataset, &cells, tasks);
        assert!(notes(&dataset).contains("\"pass@1\", which is dropped"));
    }
}
