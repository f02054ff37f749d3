//! lighteval: `results_TIMESTAMP.json`.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::metric::{Figure, names};
use super::stated::{implied_trials, stated};
use super::value::{self, number_at, text_at, whole};
use super::{Parsed, Run, Source, Wanted, date};
use crate::error::{Error, Result};
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "lighteval",
    label: "lighteval results",
    endings: &["json"],
    keys: &[
        "config_general",
        "results",
        "config_tasks",
        "summary_tasks",
        "summary_general",
    ],
    detect: |clues| clues.head.has("config_general") && clues.head.value("results") == Some(b'{'),
    read: Reader::Results(read),
};

/// The same in a model card: a block of JSON, often without its outer braces, or cut off.
pub(in super::super) const CARD: Format = Format {
    id: "lighteval-card",
    label: "lighteval results in a model card",
    endings: &["md"],
    keys: &[],
    detect: |clues| clues.head.says("\"config_general\": {") && clues.head.says("\"results\": {"),
    read: Reader::Results(read_card),
};

#[derive(Deserialize)]
struct Results {
    config_general: Value,
    results: IndexMap<String, IndexMap<String, Value>>,
    #[serde(default)]
    config_tasks: Value,
    #[serde(default)]
    summary_tasks: Value,
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let file = source.json()?;
    conclude(&file, source, wanted)
}

fn read_card(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let text = source.text()?;
    let json = block(&text).ok_or_else(|| source.error("no `config_general` in it"))?;
    let file = value::json(json.as_bytes()).map_err(|error| Error::json(&source.path, &error))?;
    conclude(&file, source, wanted)
}

/// The object that `config_general` stands in, with the braces that the card leaves out.
fn block(text: &str) -> Option<String> {
    let begin = text.find("\"config_general\"")?;
    let rest = &text[begin..];
    let end = rest.find("```").unwrap_or(rest.len());
    let mut json = format!("{{{}", rest[..end].trim_end().trim_end_matches(','));
    let (mut open, mut within_string) = (0_usize, false);
    for (at, c) in json.char_indices() {
        match c {
            '"' if !json[..at].ends_with('\\') => within_string = !within_string,
            '{' if !within_string => open += 1,
            '}' if !within_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    json.extend(std::iter::repeat_n('}', open));
    Some(json)
}

/// What a file amounts to.
fn conclude(file: &Results, source: &Source, wanted: &Wanted) -> Result<Parsed> {
    let general = &file.config_general;
    let mut places = [general, &general["model_config"]].into_iter();
    let model = match places.find_map(|place| text_at(place, "model_name")) {
        Some(name) => name.to_owned(),
        None => format!("{}/{}", source.folder(2), source.folder(1)),
    };
    let version = text_at(general, "lighteval_sha").filter(|sha| *sha != "?");
    let mut parsed = Parsed {
        version: version.map(str::to_owned),
        ..Parsed::default()
    };
    let mut without_share = Vec::new();
    let rows = || file.results.iter().filter(|(key, _)| !is_average(key));
    for (key, row) in rows() {
        let figures = figures(row);
        let Some(figure) = wanted.choose(task(key), &figures) else {
            without_share.push(format!("{key} ({})", names(&figures)));
            continue;
        };
        let implied = || implied_trials(figure.value, figure.stderr?);
        let n = file.trials(key).or_else(implied);
        let evidence = stated(figure.value, n, figure.stderr)
            .map_err(|problem| source.error_at(&format!("results.{key}"), problem))?;
        let same_name = rows().filter(|(other, _)| task(other) == task(key)).count();
        let name = if same_name > 1 { key } else { task(key) };
        parsed.runs.push(Run {
            date: date::in_name(&source.stem()),
            category: file.average_over(task(key)).map(str::to_owned),
            ..Run::new(&model, name, &figure.name, evidence)
        });
    }
    parsed.without_share(&without_share);
    Ok(parsed)
}

/// Whether a row repeats or averages others: `all`, `mmlu:_average|5`.
fn is_average(key: &str) -> bool {
    key == "all" || key.contains("_average")
}

/// The task of `suite|task|fewshot`, `suite|task|fewshot|truncate` or `task|fewshot`.
fn task(key: &str) -> &str {
    let parts: Vec<&str> = key.split('|').collect();
    match parts[..] {
        [_, task, _] | [_, task, _, _] | [task, _] => task,
        _ => key,
    }
}

fn figures(row: &IndexMap<String, Value>) -> Vec<Figure> {
    let metrics = row.iter().filter(|(name, _)| !name.ends_with("_stderr"));
    let figure = |(name, value): (&String, &Value)| {
        let stderr = row.get(&format!("{name}_stderr")).and_then(Value::as_f64);
        Some(Figure {
            stderr,
            ..Figure::new(name, value.as_f64()?)
        })
    };
    metrics.filter_map(figure).collect()
}

impl Results {
    /// What a row averages a task into: `mmlu` of `mmlu:anatomy` where there is `mmlu:_average`.
    fn average_over<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (group, _) = name.split_once(':')?;
        let average = format!("{group}:_average");
        let mut keys = self.results.keys();
        keys.any(|key| task(key) == average).then_some(group)
    }

    /// The documents of a task, where the file says so: newer files have -1 and 0 there.
    fn trials(&self, key: &str) -> Option<u64> {
        let without_shots = key.rsplit_once('|').map_or(key, |(task, _)| task);
        let mut keys = [key, without_shots].into_iter();
        let config = keys.find_map(|key| self.config_tasks.get(key));
        let documents = config.and_then(|config| number_at(config, "effective_num_docs"));
        let counted = number_at(&self.summary_tasks[key], "non_truncated");
        let mut stated = [documents, counted].into_iter().flatten().filter_map(whole);
        stated.find(|n| *n > 0)
    }
}
