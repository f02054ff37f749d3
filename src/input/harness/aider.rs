//! Aider's leaderboards: a YAML list of runs.

use super::yaml::Yaml;
use super::{Parsed, Run, Source, Wanted, counted, date, stated};
use crate::dataset::Evidence;
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
    let runs = yaml
        .list()
        .ok_or_else(|| source.error("not a list of runs"))?;
    let mut parsed = Parsed::default();
    let mut unclear = Vec::new();
    for (ix, run) in runs.iter().enumerate() {
        let place = format!("[{ix}]");
        let Some(model) = run.text(&["model"]) else {
            return Err(source.error_at(&place, "a run without a model"));
        };
        // The second try counts; the refactoring benchmark has only one.
        let (metric, rate, passed) = match run.number(&["pass_rate_2"]) {
            Some(rate) => ("pass_rate_2", Some(rate), run.number(&["pass_num_2"])),
            None => (
                "pass_rate_1",
                run.number(&["pass_rate_1"]),
                run.number(&["pass_num_1"]),
            ),
        };
        let Some(rate) = rate else {
            continue;
        };
        let finished = run.number(&["test_cases"]).unwrap_or(0.0) as u64;
        let (benchmark, size) = benchmark(run, finished, &source.stem());
        let n = run
            .number(&["total_tests"])
            .map_or(size, |n| n as u64)
            .max(finished);
        let evidence = match passed {
            Some(passed) => counted(n, passed as u64, None),
            None => match [n, finished]
                .into_iter()
                .find_map(|n| Some((n, fitting(rate, n)?)))
            {
                Some((n, correct)) => counted(n, correct, None),
                None => {
                    unclear.push(format!("{model} ({rate} %)"));
                    counted(n, (rate * n as f64 / 100.0).round() as u64, None)
                }
            },
        };
        let evidence = match evidence {
            Ok(Evidence::Counts(counts)) if counts.trials() == 0 => {
                stated(rate / 100.0, None, None)
            }
            other => other,
        };
        let evidence = evidence.map_err(|problem| source.error_at(&place, problem))?;
        // Runs with another format of edits are entries of their own.
        let format = run.text(&["edit_format"]);
        let is_told = runs
            .iter()
            .filter(|other| other.text(&["model"]) == Some(model))
            .all(|other| other.text(&["edit_format"]) == format);
        let model = match format {
            Some(format) if !is_told => format!("{model} ({format})"),
            _ => model.to_owned(),
        };
        parsed.runs.push(Run {
            date: run.text(&["date"]).and_then(date::seconds),
            tokens: run
                .number(&["completion_tokens"])
                .filter(|_| finished > 0)
                .map(|sum| sum / finished as f64),
            ..Run::new(&model, &format!("aider-{benchmark}"), metric, evidence)
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
    let by_fields = || {
        if run.text(&["pass_rate_2"]).is_none() {
            SIZES[1]
        } else {
            SIZES[0]
        }
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

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn rates_by_their_own_denominator() {
        let text = "- dirname: a\n  test_cases: 133\n  model: m\n  edit_format: diff\n  \
                    commit_hash: 415e898\n  pass_rate_1: 53.4\n  pass_rate_2: 68.4\n\
                    - {test_cases: 132, model: n, edit_format: whole, pass_rate_1: 5, \
                    pass_rate_2: 56.1}\n\
                    - {test_cases: 225, total_tests: 225, model: o, edit_format: diff, \
                    pass_rate_1: 8.9, pass_rate_2: 27.1, pass_num_2: 61}\n\
                    - {test_cases: 133, model: m, edit_format: whole, pass_rate_1: 50.4, \
                    pass_rate_2: 60.2}\n";
        assert_eq!(
            shown(&parsed(read, "edit_leaderboard.yml", text, &[])),
            [
                "m (diff) | aider-edit | pass_rate_2, | 91/133",
                "n | aider-edit | pass_rate_2, | 74/132",
                "o | aider-polyglot | pass_rate_2, | 61/225",
                "m (whole) | aider-edit | pass_rate_2, | 80/133",
            ]
        );
        let text = "- {test_cases: 88, model: m, edit_format: diff, pass_rate_1: 21.4}\n";
        let found = parsed(read, "runs.yml", text, &[]);
        assert_eq!(shown(&found), ["m | aider-refactor | pass_rate_1, | 19/89"]);
        assert!(found.notes[0].detail.contains("m (21.4 %)"));
    }
}
