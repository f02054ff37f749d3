//! Aider's leaderboards.

use std::collections::BTreeMap;

use crate::data::{Board, agree, cells, counts, load, real, text};

/// The fields of each run: lines of `key: value` behind `- dirname:`.
fn runs(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let runs = text.split("- dirname:").skip(1);
    runs.map(|run| {
        let fields = run.lines().filter_map(|line| line.trim().split_once(": "));
        fields.map(|(key, value)| (key, value.trim())).collect()
    })
    .collect()
}

/// Every rate, as it is printed with one digit, is that of the counts; of the entry that fits no
/// number of tests, the nearest.
#[test]
fn every_entry_of_both_boards() {
    for (name, size, field, count) in [
        ("edit", 133, "pass_rate_2", 98),
        ("refactor", 89, "pass_rate_1", 14),
    ] {
        let Some(path) = real(&format!("aider/{name}_leaderboard.yml")) else {
            return;
        };
        let text = text(&path);
        let runs = runs(&text);
        let number =
            |run: &BTreeMap<&str, &str>, key: &str| run.get(key).map(|n| n.parse().unwrap());
        let mut expected = Board::new();
        for run in &runs {
            let rate: f64 = run[field].parse().unwrap();
            let finished: u64 = number(run, "test_cases").unwrap();
            let (benchmark, whole) = match finished > size {
                true => ("polyglot", 225),
                false => (name, size),
            };
            let whole = number(run, "total_tests").unwrap_or(whole);
            let fits = |n: u64| {
                let k = (rate * n as f64 / 100.0).round();
                let is_printed = (k * 100.0 / n as f64 - rate).abs() < 0.0501;
                is_printed.then_some((k as u64, n))
            };
            let counted = number(run, "pass_num_2").map(|k| (k, whole));
            let fitting = counted.or_else(|| fits(whole)).or_else(|| fits(finished));
            // 21.4 % of 88 tests: 19 of 89 are 21.35 %.
            let (k, n) = fitting.unwrap_or((19, 89));
            let same = runs.iter().filter(|other| other["model"] == run["model"]);
            let formats: Vec<&str> = same.map(|other| other["edit_format"]).collect();
            let model = match formats.iter().all(|format| *format == formats[0]) {
                true => run["model"].to_owned(),
                false => format!("{} ({})", run["model"], run["edit_format"]),
            };
            let names = [model, String::new(), format!("aider-{benchmark}")];
            expected.insert(names, counts(k, n, None));
        }
        assert_eq!(expected.len(), count, "{name}");
        agree(&path, &expected);
    }
}

/// Both files together: a model is one, its benchmarks are two tasks.
#[test]
fn the_boards_together() {
    let Some(folder) = real("aider") else { return };
    let dataset = load(&[&folder]);
    assert_eq!((dataset.tasks.len(), cells(&dataset).len()), (3, 112));
}
