//! bigcode-evaluation-harness: `evaluation_results.json`.

use indexmap::IndexMap;
use serde_json::Value;

use super::metric::{Figure, names};
use super::stated::{mean_of, stated};
use super::value::{number, number_at, text_at, whole};
use super::{Parsed, Run, Source, Wanted};
use crate::dataset::Evidence;
use crate::error::Result;
use crate::input::format::{Format, Reader};

/// Levels in their order.
const LEVELS: [&str; 3] = ["Easy", "Medium", "Hard"];

pub(in super::super) const FORMAT: Format = Format {
    id: "bigcode",
    label: "bigcode-evaluation-harness results",
    endings: &["json"],
    keys: &[],
    detect: |clues| {
        let head = &clues.head;
        head.value("config") == Some(b'{')
            && head.says("\"n_samples\"")
            && (head.says("pass@1\"") || head.says("allow_code_execution"))
    },
    read: Reader::Results(read),
};

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let file: IndexMap<String, Value> = source.json()?;
    let config = file.get("config").unwrap_or(&Value::Null);
    let model = text_at(config, "model")
        .ok_or_else(|| source.error_at("config.model", "the file names no model"))?;
    let samples = number_at(config, "n_samples").and_then(whole);
    let samples = samples.unwrap_or(1).max(1);
    let mut parsed = Parsed::default();
    for (task, row) in file.iter().filter(|(task, _)| *task != "config") {
        let Some(row) = row.as_object() else {
            continue;
        };
        // `Easy_pass@1`: levels of the task; their average repeats them.
        let mut levels: IndexMap<&str, Vec<Figure>> = IndexMap::new();
        for (name, value) in row {
            let Some(value) = value.as_f64() else {
                continue;
            };
            let is_level = |(level, metric): &(&str, &str)| {
                metric.contains('@') && level.chars().all(char::is_alphabetic)
            };
            let (level, metric) = name
                .split_once('_')
                .filter(is_level)
                .unwrap_or(("", name.as_str()));
            let figures = levels.entry(level).or_default();
            figures.push(Figure::new(metric, value));
        }
        if levels.len() > 1 {
            levels.shift_remove("Average");
        }
        // The map of the file is sorted by name.
        levels.sort_by_key(|level, _| LEVELS.iter().position(|known| known == level).unwrap_or(3));
        for (level, mut figures) in levels {
            figures.sort_by_key(|figure| {
                let (_, k) = figure.name.rsplit_once('@')?;
                k.parse::<u64>().ok()
            });
            let Some(figure) = wanted.choose(task, &figures) else {
                parsed.without_share(&[format!("{task} ({})", names(&figures))]);
                continue;
            };
            let outcomes = row.get(level).and_then(Value::as_object);
            let answers = outcomes
                .map(|outcomes| outcomes.values().filter_map(number).sum::<f64>())
                .and_then(whole);
            let evidence = evidence(figure.value, answers, samples).map_err(|problem| {
                source.error_at(&format!("{task}.{level}_{}", figure.name), problem)
            })?;
            parsed.runs.push(Run {
                level: level.to_owned(),
                ..Run::new(model, task, &figure.name, evidence)
            });
        }
    }
    Ok(parsed)
}

/// Counts where each task was answered once. Where it was answered several times, the tasks are
/// known only by number: the error is that of as many independent answers as there are tasks.
fn evidence(accuracy: f64, answers: Option<u64>, samples: u64) -> Result<Evidence, String> {
    let Some(answers) = answers.filter(|answers| *answers > 0 && samples > 1) else {
        return stated(accuracy, answers.filter(|answers| *answers > 0), None);
    };
    let tasks = answers as f64 / samples as f64;
    mean_of(
        accuracy,
        Some((accuracy * (1.0 - accuracy) / tasks).sqrt()),
        Some(answers),
    )
}
