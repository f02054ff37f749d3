//! EvalScope reports: `reports/MODEL/DATASET.json`.

use serde_json::Value;

use super::metric::{Figure, names};
use super::stated::Stated;
use super::value::{count_at, number_at, text_at};
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "evalscope",
    label: "EvalScope report",
    endings: &["json"],
    keys: &["dataset_name", "model_name", "metrics", "score"],
    detect: |clues| {
        clues.head.has("dataset_name")
            && clues.head.has("model_name")
            && clues.head.value("metrics") == Some(b'[')
    },
    read: Reader::Results(read),
};

/// Scores are rounded to four decimals.
const RESOLUTION: f64 = 0.00005;

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let report: Value = source.json()?;
    let text = |key: &str| {
        text_at(&report, key).ok_or_else(|| source.error_at(key, "a report has this text"))
    };
    let (model, dataset) = (text("model_name")?, text("dataset_name")?);
    let task = text_at(&report, "dataset_pretty_name").unwrap_or(dataset);
    let none = Vec::new();
    let metrics = report
        .get("metrics")
        .and_then(Value::as_array)
        .unwrap_or(&none);
    let name = |metric: &Value| {
        text_at(metric, "name")
            .or(text_at(metric, "identity"))
            .unwrap_or("score")
            .to_owned()
    };
    let figures: Vec<Figure> = metrics
        .iter()
        .filter_map(|metric| Some(Figure::new(&name(metric), number_at(metric, "score")?)))
        .collect();
    let mut parsed = Parsed::default();
    let Some(figure) = wanted.choose(task, &figures) else {
        parsed.without_share(&[format!("{dataset} ({})", names(&figures))]);
        return Ok(parsed);
    };
    let chosen = metrics
        .iter()
        .find(|metric| name(metric) == figure.name)
        .unwrap_or(&Value::Null);
    let n = count_at(chosen, "num").or_else(|| count_at(&report, "num"));
    let subsets = subsets(chosen);
    // Subsets that are levels are shown as such; others are parts of the one figure.
    let levels: Vec<&Value> = subsets
        .iter()
        .copied()
        .filter(|subset| text_at(subset, "name").is_some_and(is_level))
        .collect();
    let evidence = |accuracy: f64, n: Option<u64>| {
        let stated = Stated {
            accuracy,
            resolution: RESOLUTION,
            n,
            stderr: None,
        };
        stated
            .evidence()
            .map_err(|problem| source.error_at(&figure.name, problem))
    };
    if levels.len() > 1 && levels.len() == subsets.len() {
        for level in levels {
            let (Some(name), Some(score)) = (text_at(level, "name"), number_at(level, "score"))
            else {
                continue;
            };
            let evidence = evidence(score, count_at(level, "num"))?;
            parsed.runs.push(Run {
                level: name.to_owned(),
                ..Run::new(model, task, &figure.name, evidence)
            });
        }
        return Ok(parsed);
    }
    parsed.runs.push(Run::new(
        model,
        task,
        &figure.name,
        evidence(figure.value, n)?,
    ));
    Ok(parsed)
}

/// The subsets of a metric, without those that sum others up.
fn subsets(metric: &Value) -> Vec<&Value> {
    let categories = metric
        .get("categories")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let subsets = categories.flat_map(|category| {
        category
            .get("subsets")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    });
    subsets
        .filter(|subset| {
            let is_aggregate = subset.get("is_aggregate") == Some(&Value::Bool(true));
            !is_aggregate
                && text_at(subset, "name").is_none_or(|name| !name.eq_ignore_ascii_case("overall"))
        })
        .collect()
}

/// Whether a subset's name is one of a difficulty: `Level 3`, `easy`.
fn is_level(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), "easy" | "medium" | "hard") || name.starts_with("level ")
}

#[cfg(test)]
mod tests;
