//! Aider's leaderboards: a YAML list of runs.

use super::stated::{counted, stated};
use super::yaml::Yaml;
use super::{Parsed, Run, Source, Wanted, date};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "aider",
    label: "Aider leaderboard",
    endings: &["yml", "yaml"],
    keys: &[],
    detect: |clues| {
        let text = clues.head.prose();
        text.contains("pass_rate_1:") && text.contains("edit_format:") && text.contains("model:")
    },
    read: Reader::Results(read),
};

/// The benchmarks and their sizes: a run that left some out has fewer `test_cases`.
const SIZES: [(&str, u64); 3] = [("edit", 133), ("refactor", 89), ("polyglot", 225)];

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let yaml = source.yaml()?;
    let runs = yaml.list_or(source, "not a list of runs")?;
    let mut parsed = Parsed::default();
    let mut unclear = Vec::new();
    for (ix, run) in runs.iter().enumerate() {
        let place = format!("[{ix}]");
        let Some(model) = run.text(&["model"]) else {
            return Err(source.error_at(&place, "a run without a model"));
        };
        // The second try counts; the refactoring benchmark has only one.
        let attempt = |field: &str, nth: u8| run.number(&[&format!("pass_{field}_{nth}")]);
        let mut tries = [2, 1].into_iter();
        let Some((nth, rate)) = tries.find_map(|nth| Some((nth, attempt("rate", nth)?))) else {
            continue;
        };
        let finished = run.number(&["test_cases"]).unwrap_or(0.0) as u64;
        let (benchmark, size) = benchmark(run, finished, &source.stem());
        let total = run.number(&["total_tests"]).map_or(size, |n| n as u64);
        let n = total.max(finished);
        let (n, correct) = match attempt("num", nth) {
            Some(passed) => (n, passed as u64),
            None => {
                let mut all = [n, finished].into_iter();
                let fitting = all.find_map(|n| Some((n, fitting(rate, n)?)));
                fitting.unwrap_or_else(|| {
                    unclear.push(format!("{model} ({rate} %)"));
                    (n, (rate * n as f64 / 100.0).round() as u64)
                })
            }
        };
        let evidence = match (n, correct) {
            (0, 0) => stated(rate / 100.0, None, None),
            _ => counted(n, correct, None),
        };
        let evidence = evidence.map_err(|problem| source.error_at(&place, problem))?;
        // Runs with another format of edits are entries of their own.
        let format = run.text(&["edit_format"]);
        let mut same = runs.iter();
        let differs = |other: &Yaml| {
            other.text(&["model"]) == Some(model) && other.text(&["edit_format"]) != format
        };
        let model = match format {
            Some(format) if same.any(differs) => format!("{model} ({format})"),
            _ => model.to_owned(),
        };
        let tokens = run.number(&["completion_tokens"]);
        let metric = format!("pass_rate_{nth}");
        parsed.runs.push(Run {
            date: run.text(&["date"]).and_then(date::seconds),
            tokens: tokens
                .filter(|_| finished > 0)
                .map(|sum| sum / finished as f64),
            ..Run::new(&model, &format!("aider-{benchmark}"), &metric, evidence)
        });
    }
    if !unclear.is_empty() {
        let detail = format!(
            "no whole number of passed tests gives exactly these rates; the nearest counts: {}",
            unclear.join(", ")
        );
        parsed.note("rates that fit no whole number of tests", detail);
    }
    Ok(parsed)
}

/// The benchmark of a run: by the file's name, but more test cases than that has are those of a
/// larger one.
fn benchmark(run: &Yaml, finished: u64, stem: &str) -> (&'static str, u64) {
    let stem = stem.to_lowercase();
    let by_name = SIZES.into_iter().find(|(name, _)| stem.contains(name));
    let by_fields = || match run.text(&["pass_rate_2"]) {
        None => SIZES[1],
        Some(_) => SIZES[0],
    };
    let (name, size) = by_name.unwrap_or_else(by_fields);
    match finished > size {
        true => SIZES[2],
        false => (name, size),
    }
}

/// The whole number of `n` that a rate in percent with one digit stands for.
fn fitting(rate: f64, n: u64) -> Option<u64> {
    let correct = (rate * n as f64 / 100.0).round();
    (n > 0 && (100.0 * correct / n as f64 - rate).abs() <= 0.05 + 1e-9).then_some(correct as u64)
}
