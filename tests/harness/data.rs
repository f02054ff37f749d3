//! The real files beside the repository, and boards as text: as they were read, and as a test's own
//! reader expects them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use evalboard::internals::input::{self, Metrics, Options};
use evalboard::{Dataset, Evidence, LevelIx, MarginSource, ModelIx, TaskIx};
use serde_json::Value;

/// Cells as text by model, level and task.
pub type Board = BTreeMap<[String; 3], String>;

/// The folder of real files; `None`, said once a test, where it is not beside the repository.
pub fn real(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(path);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

pub fn load(paths: &[&Path]) -> Dataset {
    load_with(paths, &[])
}

pub fn load_with(paths: &[&Path], metrics: &[&str]) -> Dataset {
    let data: Vec<String> = paths
        .iter()
        .map(|path| path.to_str().unwrap().to_owned())
        .collect();
    let options = Options {
        metrics: Metrics::new(metrics.iter().copied()),
        ..Options::default()
    };
    input::load(&data, &options).unwrap_or_else(|error| panic!("{data:?}: {error}"))
}

/// Counts: `k/n`, `k/n +t` where truncation is recorded.
pub fn counts(correct: u64, n: u64, truncated: Option<u64>) -> String {
    match truncated {
        Some(truncated) => format!("{correct}/{n} +{truncated}"),
        None => format!("{correct}/{n}"),
    }
}

/// An accuracy with its standard error, or without an interval.
pub fn share(accuracy: f64, stderr: Option<f64>) -> String {
    match stderr {
        Some(stderr) => format!("{accuracy:.6} ±{stderr:.6}"),
        None => format!("{accuracy:.6}"),
    }
}

/// An accuracy of `n` answers that is no share of whole ones.
pub fn share_of(accuracy: f64) -> String {
    format!("{accuracy:.6} of n")
}

/// What an accuracy with n, its stated error and its digits (half a unit of the last) amounts to:
/// counts where all agree.
pub fn stated(accuracy: f64, n: Option<u64>, stderr: Option<f64>, half_unit: f64) -> String {
    let stderr = stderr.filter(|error| *error > 0.0 || (accuracy > 0.0 && accuracy < 1.0));
    let Some(n) = n else {
        return share(accuracy, stderr);
    };
    let correct = (accuracy * n as f64).round();
    let is_whole = (accuracy * n as f64 - correct).abs() <= half_unit * n as f64 + 1e-6;
    let is_binomial = stderr.is_none_or(|error| {
        [n as f64, n as f64 - 1.0].iter().any(|divisor| {
            let expected = (accuracy * (1.0 - accuracy) / divisor).sqrt();
            (error / expected - 1.0).abs() < 0.02
        })
    });
    match is_whole && is_binomial {
        true => counts(correct as u64, n, None),
        false if stderr.is_some() => share(accuracy, stderr),
        false => share_of(accuracy),
    }
}

/// A cell as text.
pub fn shown(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Counts(found) => counts(found.correct(), found.trials(), found.truncated()),
        Evidence::Estimate(estimate) => match estimate.margin_source {
            MarginSource::StandardError => share(estimate.accuracy, Some(estimate.margin / 1.96)),
            MarginSource::Wilson => share_of(estimate.accuracy),
            MarginSource::Unknown => share(estimate.accuracy, None),
        },
    }
}

/// The cells by model, level and task.
pub fn cells(dataset: &Dataset) -> Board {
    let name = |(model, level, task): &(ModelIx, LevelIx, TaskIx)| {
        [
            dataset.models[model.0].key.clone(),
            dataset.levels[level.0].label.clone(),
            dataset.tasks[task.0].key.clone(),
        ]
    };
    dataset
        .cells
        .iter()
        .map(|(at, cell)| (name(at), shown(&cell.evidence)))
        .collect()
}

/// The cells of the only model, by task.
pub fn of_one_model(dataset: &Dataset) -> BTreeMap<String, String> {
    assert_eq!(dataset.models.len(), 1, "{:?}", dataset.models);
    cells(dataset)
        .into_iter()
        .map(|([_, _, task], cell)| (task, cell))
        .collect()
}

/// A board of one model without levels.
pub fn board<T: Into<String>>(model: &str, tasks: impl IntoIterator<Item = (T, String)>) -> Board {
    tasks
        .into_iter()
        .map(|(task, cell)| ([model.to_owned(), String::new(), task.into()], cell))
        .collect()
}

/// Asserts that exactly the expected cells were read of a file or folder.
pub fn agree(path: &Path, expected: &Board) {
    assert!(!expected.is_empty(), "{}: nothing expected", path.display());
    let found = cells(&load(&[path]));
    for (names, cell) in expected {
        let own = found
            .get(names)
            .unwrap_or_else(|| panic!("{}: no {names:?} in {found:#?}", path.display()));
        assert_eq!(own, cell, "{}: {names:?}", path.display());
    }
    let more: Vec<_> = found
        .keys()
        .filter(|names| !expected.contains_key(*names))
        .collect();
    assert!(more.is_empty(), "{}: also {more:?}", path.display());
}

pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A JSON file; a bare NaN or Infinity is null.
pub fn json(path: &Path) -> Value {
    let text = text(path)
        .replace("NaN", "null")
        .replace(": Infinity", ": null");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The values of a JSON Lines file.
pub fn json_lines(path: &Path) -> Vec<Value> {
    let lines = text(path);
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The cells of each row of all pipe tables, without the lines of dashes.
pub fn pipe_rows(text: &str) -> Vec<Vec<String>> {
    let rows = text.lines().filter(|line| line.trim().starts_with('|'));
    rows.map(|row| {
        let row = row.trim().trim_matches('|');
        row.split('|').map(|cell| cell.trim().to_owned()).collect()
    })
    .filter(|row: &Vec<String>| !row[0].starts_with("--") && !row[0].starts_with(":-"))
    .collect()
}

/// Half a unit of the last digit of a decimal figure.
pub fn half_unit(figure: &str) -> f64 {
    let decimals = figure
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    0.5 / 10_f64.powi(decimals as i32)
}
