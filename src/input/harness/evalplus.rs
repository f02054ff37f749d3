//! EvalPlus `*_eval_results.json`, and the original HumanEval's `samples.jsonl_results.jsonl`.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::{Parsed, Run, Source, Wanted, date};
use crate::dataset::{Clusters, Counts, Evidence};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "evalplus",
    label: "EvalPlus results",
    endings: &["json"],
    keys: &["hash", "date", "eval"],
    detect: |clues| {
        let head = &clues.head;
        head.value("eval") == Some(b'{') && (head.says("\"HumanEval/") || head.says("\"Mbpp/"))
    },
    read: Reader::Results(read),
};

pub(in super::super) const HUMAN_EVAL: Format = Format {
    id: "human-eval",
    label: "HumanEval results",
    endings: &["jsonl"],
    keys: &["task_id", "completion", "result", "passed"],
    detect: |clues| clues.head.has_all(&["task_id", "result", "passed"]),
    read: Reader::Results(read_lines),
};

#[derive(Deserialize)]
struct Results {
    eval: IndexMap<String, Value>,
    #[serde(default)]
    date: Value,
}

/// Passed and all samples of the problems.
#[derive(Default)]
struct Tally {
    n: u64,
    correct: u64,
    clusters: Clusters,
}

impl Tally {
    /// Adds a problem by the outcome of each of its samples.
    fn add(&mut self, passed: impl Iterator<Item = bool>) {
        let (correct, n) = passed.fold((0, 0), |(correct, n), passed| {
            (correct + u64::from(passed), n + 1)
        });
        self.n += n;
        self.correct += correct;
        self.clusters.add(correct, n);
    }

    fn evidence(&self) -> Result<Evidence, crate::dataset::ImpossibleCounts> {
        let counts = Counts::new(self.n, self.correct, None, None)?;
        let repeats = self.clusters.items < self.n;
        let counts = if repeats {
            counts.with_clusters(self.clusters)?
        } else {
            counts
        };
        Ok(Evidence::Counts(counts))
    }
}

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let file: Results = source.json()?;
    let mut tallies: IndexMap<String, Tally> = IndexMap::new();
    for (problem, value) in &file.eval {
        let name = benchmark(problem);
        let samples = samples(value);
        if samples.is_empty() {
            return Err(source.error_at(
                &format!("eval.{problem}"),
                "neither a list of samples nor `base` and `plus`",
            ));
        }
        tallies
            .entry(name.to_owned())
            .or_default()
            .add(samples.iter().map(|sample| sample.base));
        // Where only the base tests ran, there is no second figure.
        if samples.iter().all(|sample| sample.plus.is_some()) {
            let both = samples
                .iter()
                .map(|sample| sample.base && sample.plus == Some(true));
            tallies.entry(format!("{name}+")).or_default().add(both);
        }
    }
    let model = model(source);
    let mut parsed = Parsed::default();
    for (task, tally) in &tallies {
        let evidence = tally
            .evidence()
            .map_err(|problem| source.error_at(task, problem))?;
        parsed.runs.push(Run {
            date: file.date.as_str().and_then(date::seconds),
            ..Run::new(&model, task, "pass@1", evidence)
        });
    }
    Ok(parsed)
}

/// `HumanEval/3` is of HumanEval, `Mbpp/3` of MBPP.
fn benchmark(problem: &str) -> &str {
    match problem.split_once('/') {
        Some(("Mbpp", _)) => "MBPP",
        Some((name, _)) => name,
        None => "EvalPlus",
    }
}

/// Whether a sample passed the base tests, and the further ones.
struct Sample {
    base: bool,
    plus: Option<bool>,
}

/// The samples of a problem, in the layout of old versions (lists `base` and `plus`) or new ones (a
/// list of objects).
fn samples(problem: &Value) -> Vec<Sample> {
    let passed = |status: Option<&Value>| match status {
        Some(Value::Array(pair)) => pair
            .first()
            .and_then(Value::as_str)
            .map(|status| status == "success" || status == "pass"),
        Some(Value::String(status)) => Some(status == "pass" || status == "success"),
        _ => None,
    };
    if let Some(list) = problem.as_array() {
        let sample = |sample: &Value| Sample {
            base: passed(sample.get("base_status")) == Some(true),
            plus: passed(sample.get("plus_status")),
        };
        return list.iter().map(sample).collect();
    }
    let list = |key: &str| {
        problem
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let plus = list("plus");
    let base = list("base");
    base.iter()
        .enumerate()
        .map(|(ix, base)| Sample {
            base: passed(Some(base)) == Some(true),
            plus: passed(plus.get(ix)),
        })
        .collect()
}

/// One line of the original HumanEval.
#[derive(Deserialize)]
struct Line {
    task_id: String,
    passed: bool,
}

fn read_lines(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let mut problems: IndexMap<String, Vec<bool>> = IndexMap::new();
    source.json_lines(|answer: Line| {
        problems
            .entry(answer.task_id)
            .or_default()
            .push(answer.passed);
    })?;
    let mut tallies: IndexMap<&str, Tally> = IndexMap::new();
    for (problem, passed) in &problems {
        tallies
            .entry(benchmark(problem))
            .or_default()
            .add(passed.iter().copied());
    }
    let model = model(source);
    let mut parsed = Parsed::default();
    for (task, tally) in tallies {
        let evidence = tally
            .evidence()
            .map_err(|problem| source.error_at(task, problem))?;
        parsed.runs.push(Run::new(&model, task, "pass@1", evidence));
    }
    Ok(parsed)
}

/// The model in the file's name (`Qwen--X_vllm_temp_0.0_eval_results.json`), else the folder.
fn model(source: &Source) -> String {
    let stem = source.stem();
    let endings = [
        "_results",
        ".jsonl",
        "_eval_results",
        "-sanitized",
        "_samples",
    ];
    let mut name = stem.as_str();
    for ending in ["_eval_results"].iter().chain(&endings) {
        name = name.strip_suffix(ending).unwrap_or(name);
    }
    for backend in [
        "_vllm_temp_",
        "_hf_temp_",
        "_openai_temp_",
        "_anthropic_temp_",
        "_google_temp_",
        "_mistral_temp_",
        "_temp_",
    ] {
        if let Some((model, _)) = name.rsplit_once(backend) {
            name = model;
            break;
        }
    }
    match name {
        "" | "samples" | "eval" | "results" => source.folder(1),
        name => name.replace("--", "/"),
    }
}

#[cfg(test)]
mod tests;
