//! lm-evaluation-harness: `results_*.json` of all versions.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Deserialize;
use serde_json::Value;

use super::metric::{Figure, names};
use super::stated::stated;
use super::value::{count_at, number, text_at, whole};
use super::{Parsed, Run, Source, Wanted, date, lm_eval_samples};
use crate::dataset::{Counts, Evidence};
use crate::error::Result;
use crate::input::clues::Clues;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "lm-eval",
    label: "lm-evaluation-harness results",
    endings: &["json"],
    keys: &["results", "configs", "versions", "n-shot", "config"],
    detect,
    read: Reader::Results(read),
};

/// Keys that results of lm-eval have, and those that results of others have.
const OWN: [&str; 4] = ["configs", "versions", "n-shot", "config"];
const OTHERS: [&str; 5] = [
    "config_general",
    "config_tasks",
    "evalId",
    "eval",
    "mteb_version",
];

fn detect(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    head.is_object()
        && head.value("results") == Some(b'{')
        // lighteval, NeMo and promptfoo have `results` too.
        && !OTHERS.iter().any(|key| head.has(key))
        && (OWN.iter().any(|key| head.has(key)) || head.keys().count() == 1)
}

/// The figures of a task.
type Row = IndexMap<String, Value, FxBuildHasher>;

/// The parts of a results file that are read.
#[derive(Deserialize)]
struct Results {
    results: IndexMap<String, Row, FxBuildHasher>,
    #[serde(default)]
    groups: Value,
    #[serde(default)]
    group_subtasks: BTreeMap<String, Value>,
    #[serde(default)]
    configs: BTreeMap<String, TaskConfig>,
    #[serde(default)]
    higher_is_better: BTreeMap<String, Value>,
    #[serde(default, rename = "n-samples")]
    n_samples: BTreeMap<String, Value>,
    #[serde(default)]
    config: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    model_name: Value,
    #[serde(default)]
    lm_eval_version: Value,
    #[serde(default)]
    git_hash: Value,
}

#[derive(Deserialize)]
struct TaskConfig {
    #[serde(default)]
    output_type: Value,
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let file: Results = source.json()?;
    let version = file.lm_eval_version.as_str().or(file.git_hash.as_str());
    let mut parsed = Parsed {
        version: version.map(str::to_owned),
        ..Parsed::default()
    };
    let model = model(&file, source);
    let groups = file.groups_with_parts();
    let stem = source.stem();
    let date = number(&file.date).or_else(|| date::in_name(&stem));
    let mut without_share = Vec::new();
    for (task, row) in &file.results {
        if groups.contains_key(task.as_str()) {
            continue;
        }
        let figures = figures(row, file.higher_is_better.get(task));
        // A heading over its parts.
        if figures.is_empty() && row.contains_key(" ") {
            continue;
        }
        let Some(figure) = wanted.choose(task, &figures) else {
            without_share.push(format!("{task} ({})", names(&figures)));
            continue;
        };
        let samples = file.n_samples.get(task);
        let n = samples
            .and_then(|n| count_at(n, "effective"))
            .or_else(|| number(row.get("sample_len")?).and_then(whole));
        let mut evidence = stated(figure.value, n, figure.stderr).map_err(|problem| {
            source.error_at(&format!("results.{task}.{}", figure.full_name()), problem)
        })?;
        let config = file.configs.get(task);
        if config.is_some_and(|config| config.output_type == "multiple_choice")
            && let Evidence::Counts(counts) = &evidence
            && let Some(lucky) =
                lm_eval_samples::lucky_guesses(source, &stem, task, counts.trials())
            && let Ok(counts) = Counts::new(counts.trials(), counts.correct(), None, Some(lucky))
        {
            evidence = Evidence::Counts(counts);
        }
        let mut groups = groups.iter();
        let category = groups.find(|(_, parts)| parts.contains(task.as_str()));
        parsed.runs.push(Run {
            filter: figure.filter.clone(),
            category: category.map(|(group, _)| (*group).to_owned()),
            date,
            ..Run::new(&model, task, &figure.name, evidence)
        });
    }
    parsed.without_share(&without_share);
    Ok(parsed)
}

impl Results {
    /// The groups of which parts stand in the file beside them, each with these: their figures
    /// would count twice.
    fn groups_with_parts(&self) -> IndexMap<&str, BTreeSet<&str>> {
        if self.group_subtasks.is_empty() && self.groups.is_null() {
            return self.groups_by_alias();
        }
        let mut groups = IndexMap::new();
        for name in self.results.keys() {
            let listed = self.group_subtasks.get(name).and_then(Value::as_array);
            let listed = listed.into_iter().flatten().filter_map(Value::as_str);
            let parts = listed.filter(|part| self.results.contains_key(*part));
            let parts: BTreeSet<&str> = parts.collect();
            // Some files name their groups and not what is in them.
            let is_named = self.groups.get(name).is_some() && !self.n_samples.contains_key(name);
            if !parts.is_empty() || (is_named && self.has_parts_by_name(name)) {
                groups.insert(name.as_str(), parts);
            }
        }
        groups
    }

    /// Where a file lists no groups, the depth of the aliases tells them: `mmlu`, ` - stem`,
    /// `  - anatomy`.
    fn groups_by_alias(&self) -> IndexMap<&str, BTreeSet<&str>> {
        let depth = |row: &Row| {
            let alias = row.get("alias").and_then(Value::as_str).unwrap_or_default();
            let dash = alias.trim_start().strip_prefix("- ")?;
            Some(alias.len() - dash.len() - "- ".len())
        };
        let mut groups: IndexMap<&str, BTreeSet<&str>> = IndexMap::new();
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (name, row) in &self.results {
            let depth = depth(row).unwrap_or(0);
            open.retain(|(above, _)| *above < depth);
            if let Some((_, group)) = open.last() {
                groups.entry(group).or_default().insert(name);
            }
            open.push((depth, name));
        }
        groups
    }

    fn has_parts_by_name(&self, group: &str) -> bool {
        let is_part = |rest: &str| rest.starts_with(['_', '-']);
        let mut names = self.results.keys();
        names.any(|name| name.strip_prefix(group).is_some_and(is_part))
    }
}

/// Keys of a row that are no metrics.
const NO_METRICS: [&str; 5] = ["", "alias", "name", "sample_len", "sample_count"];

/// The metrics of a row. Keys are `metric,filter` and `metric_stderr,filter`, in old files without
/// a filter.
fn figures(row: &Row, higher_is_better: Option<&Value>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (key, value) in row {
        let (name, filter) = key.split_once(',').unwrap_or((key, ""));
        let is_other = NO_METRICS.contains(&name.trim()) || name.ends_with("_stderr");
        let Some(value) = value.as_f64().filter(|_| !is_other) else {
            continue;
        };
        let stderr = match filter {
            "" => row.get(&[name, "_stderr"].concat()),
            filter => row.get(&[name, "_stderr,", filter].concat()),
        };
        let stderr = stderr.and_then(number);
        figures.push(Figure {
            filter: filter.to_owned(),
            stderr: stderr.filter(|error| (0.0..=0.5).contains(error)),
            higher_is_better: higher_is_better.and_then(|known| known.get(name)?.as_bool()),
            ..Figure::new(name, value)
        });
    }
    figures
}

/// The model: its name, else what it was loaded from, else the folder (of files that are named as
/// the harness does) or the file.
fn model(file: &Results, source: &Source) -> String {
    let argument = |name: &str| match &file.config["model_args"] {
        Value::String(text) => in_arguments(text, name),
        object => text_at(object, name),
    };
    let named = file.model_name.as_str().map(str::trim);
    let loaded = || {
        let mut names = ["pretrained", "model", "path", "engine"].into_iter();
        names.find_map(argument)
    };
    if let Some(model) = named.filter(|name| !name.is_empty()).or_else(loaded) {
        return match argument("peft").or_else(|| argument("delta")) {
            Some(adapter) => format!("{model} + {adapter}"),
            None => model.to_owned(),
        };
    }
    let stem = source.stem();
    match stem.starts_with("result") {
        true => source.folder(1).trim_start_matches('_').replace("__", "/"),
        false => stem,
    }
}

/// The value of `name` in `pretrained=X,dtype=auto`, or as Python shows a map:
/// `{'pretrained': 'X', 'dtype': 'auto'}`.
pub(super) fn in_arguments<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let plain = |text: &'a str| text.trim_matches(['{', '}', ' ', '\'', '"']);
    let pair = |pair: &'a str| match pair.split_once("': ") {
        Some((key, value)) => Some((plain(key), plain(value))),
        None => pair.trim().split_once('='),
    };
    let mut pairs = arguments.split(',').filter_map(pair);
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    (!value.is_empty()).then_some(value)
}
