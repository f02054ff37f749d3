//! EvalPlus `*_eval_results.json`, and the original HumanEval's `samples.jsonl_results.jsonl`.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::value::list_at;
use super::{Parsed, Run, Source, Wanted, date};
use crate::dataset::{Clusters, Counts, Evidence, ImpossibleCounts};
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
    fn add(&mut self, passed: impl Iterator<Item = bool> + Clone) {
        let n = passed.clone().count() as u64;
        let correct = passed.filter(|passed| *passed).count() as u64;
        self.n += n;
        self.correct += correct;
        self.clusters.add(correct, n);
    }

    fn evidence(&self) -> Result<Evidence, ImpossibleCounts> {
        let counts = Counts::new(self.n, self.correct, None, None)?;
        let repeats = Some(self.clusters).filter(|clusters| clusters.items < self.n);
        Ok(Evidence::Counts(counts.with_clusters(repeats)?))
    }
}

/// The tallies of benchmarks as the runs of a model.
fn runs(tallies: &IndexMap<String, Tally>, source: &Source, date: Option<f64>) -> Result<Parsed> {
    let model = model(source);
    let mut parsed = Parsed::default();
    for (task, tally) in tallies {
        let evidence = tally.evidence();
        let evidence = evidence.map_err(|problem| source.error_at(task, problem))?;
        parsed.runs.push(Run {
            date,
            ..Run::new(&model, task, "pass@1", evidence)
        });
    }
    Ok(parsed)
}

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let file: Results = source.json()?;
    let mut tallies: IndexMap<String, Tally> = IndexMap::new();
    for (problem, value) in &file.eval {
        let name = benchmark(problem);
        let samples = samples(value);
        if samples.is_empty() {
            let problem_in_file = "neither a list of samples nor `base` and `plus`";
            return Err(source.error_at(&format!("eval.{problem}"), problem_in_file));
        }
        let tally = tallies.entry(name.to_owned()).or_default();
        tally.add(samples.iter().map(|sample| sample.base));
        // Where only the base tests ran, there is no second figure.
        if samples.iter().all(|sample| sample.plus.is_some()) {
            let passed_both = |sample: &Sample| sample.base && sample.plus == Some(true);
            let tally = tallies.entry(format!("{name}+")).or_default();
            tally.add(samples.iter().map(passed_both));
        }
    }
    runs(&tallies, source, file.date.as_str().and_then(date::seconds))
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
    let is_pass = |status: &str| status == "pass" || status == "success";
    let passed = |status: &Value| match status {
        Value::Array(pair) => pair.first()?.as_str().map(is_pass),
        Value::String(status) => Some(is_pass(status)),
        _ => None,
    };
    let sample = |base: &Value, plus: &Value| Sample {
        base: passed(base) == Some(true),
        plus: passed(plus),
    };
    if let Some(list) = problem.as_array() {
        let list = list.iter();
        let list = list.map(|both| sample(&both["base_status"], &both["plus_status"]));
        return list.collect();
    }
    let base = list_at(problem, "base").iter().enumerate();
    base.map(|(ix, base)| sample(base, &problem["plus"][ix]))
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
        let passed = problems.entry(answer.task_id).or_default();
        passed.push(answer.passed);
    })?;
    let mut tallies: IndexMap<String, Tally> = IndexMap::new();
    for (problem, passed) in &problems {
        let tally = tallies.entry(benchmark(problem).to_owned()).or_default();
        tally.add(passed.iter().copied());
    }
    runs(&tallies, source, None)
}

/// The model in the file's name (`Qwen--X_vllm_temp_0.0_eval_results.json`), else the folder.
fn model(source: &Source) -> String {
    let stem = source.stem();
    let mut name = stem.as_str();
    for ending in [
        "_eval_results",
        "_results",
        ".jsonl",
        "_eval_results",
        "-sanitized",
        "_samples",
    ] {
        name = name.strip_suffix(ending).unwrap_or(name);
    }
    let backends = ["vllm", "hf", "openai", "anthropic", "google", "mistral"];
    let by_backend = backends.map(|backend| format!("_{backend}_temp_"));
    let mut ends = by_backend.iter().map(String::as_str).chain(["_temp_"]);
    if let Some((model, _)) = ends.find_map(|end| name.rsplit_once(end)) {
        name = model;
    }
    match name {
        "" | "samples" | "eval" | "results" => source.folder(1),
        name => name.replace("--", "/"),
    }
}
