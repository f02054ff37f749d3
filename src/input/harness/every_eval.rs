//! Every Eval Ever: one model's results from one source, schema 0.2 and 0.3.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::metric::Figure;
use super::stated::Stated;
use super::value::{number, number_at, text_at, whole};
use super::{Parsed, Run, Source, WITHOUT_SHARE, Wanted, date};
use crate::error::Result;
use crate::input::format::{Format, Reader};
use crate::input::table::is_average;

pub(in super::super) const FORMAT: Format = Format {
    id: "every-eval-ever",
    label: "Every Eval Ever results",
    endings: &["json"],
    keys: &[
        "schema_version",
        "evaluation_id",
        "model_info",
        "evaluation_results",
        "source_metadata",
    ],
    detect: |clues| {
        clues.head.value("evaluation_results") == Some(b'[') && clues.head.has("model_info")
    },
    read: Reader::Results(read),
};

/// Its answers: the results hold their figures.
pub(in super::super) const SAMPLES: Format = Format {
    id: "every-eval-ever-samples",
    label: "Every Eval Ever answers",
    endings: &["jsonl"],
    keys: &["evaluation_id", "sample_id", "evaluation"],
    detect: |clues| {
        let keys = ["evaluation_id", "sample_id", "evaluation"];
        clues.head.has_all(&keys)
    },
    read: Reader::Part("the figures stand in the JSON file of the same run"),
};

#[derive(Deserialize)]
struct Results {
    model_info: Value,
    evaluation_results: Vec<Value>,
    #[serde(default)]
    eval_library: Value,
    #[serde(default)]
    evaluation_timestamp: Value,
    #[serde(default)]
    retrieved_timestamp: Value,
}

/// A result before rows that sum others up are taken out.
struct Row {
    name: String,
    dataset: String,
    score: f64,
    run: Run,
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let file: Results = source.json()?;
    let mut parsed = Parsed {
        version: text_at(&file.eval_library, "version")
            .filter(|version| *version != "unknown")
            .map(str::to_owned),
        ..Parsed::default()
    };
    let model = model(&file.model_info)
        .ok_or_else(|| source.error_at("model_info", "the file names no model"))?;
    let date = [&file.evaluation_timestamp, &file.retrieved_timestamp]
        .iter()
        .find_map(|time| number(time).or_else(|| date::seconds(time.as_str()?)));
    // JSON drops trailing zeros: the digits of a file are those of its longest score.
    let digits = file
        .evaluation_results
        .iter()
        .filter_map(|result| result.get("score_details")?.get("score"));
    let resolution = digits
        .map(|score| Stated::resolution(&score.to_string()))
        .fold(0.5, f64::min);
    let mut rows = Vec::new();
    let mut other_scale = Vec::new();
    for (ix, result) in file.evaluation_results.iter().enumerate() {
        let place = format!("evaluation_results[{ix}]");
        let name = text_at(result, "evaluation_name").unwrap_or("evaluation");
        let details = result.get("score_details").unwrap_or(&Value::Null);
        let Some(score) = number_at(details, "score") else {
            other_scale.push(format!("{name} (no score)"));
            continue;
        };
        let scale = Scale::of(result).filter(|scale| (0.0..=1.0).contains(&scale.share(score)));
        let Some(scale) = scale else {
            other_scale.push(name.to_owned());
            continue;
        };
        let stated = Stated {
            accuracy: scale.share(score),
            resolution: (resolution / scale.width).max(Stated::FULL),
            n: trials(result, name),
            stderr: stderr(details, score, &scale),
        };
        let evidence = stated
            .evidence()
            .map_err(|problem| source.error_at(&place, problem))?;
        let (task, level) = task_and_level(name);
        let config = result.get("metric_config").unwrap_or(&Value::Null);
        let metric = ["metric_id", "metric_name", "evaluation_description"]
            .iter()
            .find_map(|key| text_at(config, key));
        rows.push(Row {
            name: name.to_owned(),
            dataset: result
                .get("source_data")
                .and_then(|data| text_at(data, "dataset_name"))
                .unwrap_or_default()
                .to_owned(),
            score,
            run: Run {
                level,
                date,
                ..Run::new(&model, &task, metric.unwrap_or("score"), evidence)
            },
        });
    }
    if !other_scale.is_empty() {
        let detail = format!("no share of right answers: {}", other_scale.join(", "));
        parsed.left_out(other_scale.len(), "result", WITHOUT_SHARE, detail);
    }
    tell_datasets_apart(&mut rows);
    let rows = of_chosen_metrics(rows, wanted, &mut parsed);
    let sums = sums_of_others(&rows);
    if !sums.is_empty() {
        let named: Vec<&str> = sums.iter().map(|ix| rows[*ix].name.as_str()).collect();
        let detail = format!("these rows sum up others: {}", named.join(", "));
        parsed.left_out(sums.len(), "row", "of sums", detail);
    }
    parsed.runs = rows
        .into_iter()
        .enumerate()
        .filter(|(ix, _)| !sums.contains(ix))
        .map(|(_, row)| row.run)
        .collect();
    Ok(parsed)
}

/// The model's identifier; one that ran within a scaffold by its shown name and that, since several
/// systems share the identifier.
fn model(info: &Value) -> Option<String> {
    let scaffold = info
        .get("additional_details")
        .and_then(|details| text_at(details, "agent_scaffold"));
    let name = text_at(info, "name");
    match (scaffold, name) {
        (Some(scaffold), Some(name)) => Some(format!("{name} [{scaffold}]")),
        _ => text_at(info, "id").or(name).map(str::to_owned),
    }
}

/// Where one name stands for several data sets (`accuracy`), these are the tasks.
fn tell_datasets_apart(rows: &mut [Row]) {
    let mut datasets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter() {
        let known = datasets.entry(row.name.clone()).or_default();
        known.insert(row.dataset.clone());
    }
    for row in rows {
        if datasets[&row.name].len() > 1 && !row.dataset.is_empty() {
            row.run.task = row.dataset.clone();
        }
    }
}

/// Of several metrics of a task the one that counts.
fn of_chosen_metrics(rows: Vec<Row>, wanted: &Wanted, parsed: &mut Parsed) -> Vec<Row> {
    let mut tasks: IndexMap<(String, String), Vec<Row>> = IndexMap::new();
    for row in rows {
        let key = (row.run.task.clone(), row.run.level.clone());
        tasks.entry(key).or_default().push(row);
    }
    let mut chosen = Vec::new();
    for ((task, _), mut rows) in tasks {
        // Metrics may be named with their task: `gsm8k.exact_match`.
        let figure = |row: &Row| {
            let name = row.run.metric.rsplit('.').next().unwrap_or_default();
            Figure::new(&name.to_lowercase(), row.score.clamp(0.0, 1.0))
        };
        let figures: Vec<Figure> = rows.iter().map(figure).collect();
        let at = wanted.choose(&task, &figures);
        let at = at.and_then(|figure| figures.iter().position(|other| other == figure));
        let counts = rows.swap_remove(at.unwrap_or(0));
        if !rows.is_empty() {
            let detail = format!(
                "{task}: of {} metrics `{}` counts",
                rows.len() + 1,
                counts.run.metric
            );
            parsed.note("of several metrics one", detail);
        }
        chosen.push(counts);
    }
    chosen
}

/// How a score becomes a share.
struct Scale {
    low: f64,
    width: f64,
}

impl Scale {
    /// The scale of a result; `None` where it is no share, or lower is better.
    fn of(result: &Value) -> Option<Scale> {
        let config = result.get("metric_config").unwrap_or(&Value::Null);
        let lower_is_better = config.get("lower_is_better") == Some(&Value::Bool(true));
        let bound = |key: &str, default: f64| match config.get(key) {
            None | Some(Value::Null) => Some(default),
            Some(bound) => number(bound),
        };
        let unit = text_at(config, "metric_unit").unwrap_or_default();
        let (low, high) = match unit {
            "percent" | "percentage" => (0.0, bound("max_score", 100.0)?),
            _ => (bound("min_score", 0.0)?, bound("max_score", 1.0)?),
        };
        let name = text_at(result, "evaluation_name")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let is_relative = name.contains("win rate");
        // The number of a level on a list is no share.
        let is_level = text_at(config, "score_type") == Some("levels");
        (!lower_is_better && !is_relative && !is_level && high > low && (high - low).is_finite())
            .then_some(Scale {
                low,
                width: high - low,
            })
    }

    fn share(&self, score: f64) -> f64 {
        (score - self.low) / self.width
    }
}

/// Answers that were scored: stated with the uncertainty, by HELM's conversion, or the list of what
/// was run. The size of the dataset (`samples_number`) is not that.
fn trials(result: &Value, name: &str) -> Option<u64> {
    let details = result.get("score_details")?;
    let stated = details
        .get("uncertainty")
        .and_then(|known| number_at(known, "num_samples"));
    let helm = || {
        number_at(
            details.get("details")?.get(format!("{name} - # eval"))?,
            "score",
        )
    };
    let listed = || {
        let ids = result.get("source_data")?.get("sample_ids")?.as_array()?;
        Some(ids.len() as f64)
    };
    stated
        .or_else(helm)
        .or_else(listed)
        .and_then(whole)
        .filter(|n| *n > 0)
}

/// The standard error on the scale of shares: stated, or from the deviation of single answers, or
/// from an interval, of which the side that no bound cuts counts. Some files give the interval as
/// offsets.
fn stderr(details: &Value, score: f64, scale: &Scale) -> Option<f64> {
    let uncertainty = details.get("uncertainty").unwrap_or(&Value::Null);
    let stated = uncertainty
        .get("standard_error")
        .and_then(|error| number(error).or_else(|| number_at(error, "value")));
    let from_deviation = || {
        let n = number_at(uncertainty, "num_samples").filter(|n| *n > 0.0)?;
        Some(number_at(uncertainty, "standard_deviation")? / n.sqrt())
    };
    let from_interval = || {
        let interval = uncertainty
            .get("confidence_interval")
            .or_else(|| details.get("confidence_interval"))?;
        let (low, high) = (number_at(interval, "lower")?, number_at(interval, "upper")?);
        let level = number_at(interval, "confidence_level").unwrap_or(0.95);
        let is_offset = low < 0.0 && (low + high).abs() <= 1e-9 * high.abs();
        let (below, above) = if is_offset {
            (-low, high)
        } else {
            (score - low, high - score)
        };
        let deviations = [(0.9, 1.645), (0.95, 1.96), (0.99, 2.576)];
        let of_level = deviations.iter().find(|(known, _)| {
            (level - known).abs() < 1e-9 || (level / 100.0 - known).abs() < 1e-9
        });
        of_level.map(|(_, z)| below.max(above) / z)
    };
    stated
        .or_else(from_deviation)
        .or_else(from_interval)
        .map(|error| error / scale.width)
        .filter(|error| (0.0..=0.5).contains(error))
}

/// `GAIA - GAIA Level 1` is the task GAIA at the level `Level 1`; other names are tasks.
fn task_and_level(name: &str) -> (String, String) {
    if let Some((task, part)) = name.split_once(" - ")
        && let Some(level) = part.find("Level ").map(|at| &part[at..])
        && level["Level ".len()..].chars().all(|c| c.is_ascii_digit())
    {
        return (task.to_owned(), level.to_owned());
    }
    (name.to_owned(), String::new())
}

/// The rows that sum up others in the file: named so, named as the dataset or as the beginning of
/// others, and a run of rows behind such a one that has its mean where the rest has it too (the
/// same answers divided in another way).
fn sums_of_others(rows: &[Row]) -> Vec<usize> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let is_sum = |row: &Row| {
        let name = row.name.to_lowercase();
        let begins_others = rows
            .iter()
            .filter(|other| other.name.starts_with(&format!("{} - ", row.name)))
            .count()
            > 1;
        let of_dataset = rows
            .iter()
            .filter(|other| other.dataset == row.dataset)
            .count();
        let named_as_it = of_dataset > 2 && plain(&name) == plain(&row.dataset);
        is_average(&name) || name.ends_with("all subjects") || begins_others || named_as_it
    };
    let mut sums: Vec<usize> = (0..rows.len()).filter(|ix| is_sum(&rows[*ix])).collect();
    if sums.len() == rows.len() {
        return Vec::new();
    }
    if let [whole] = sums[..] {
        let rest: Vec<usize> = (whole + 1..rows.len()).collect();
        let mean =
            |part: &[usize]| part.iter().map(|ix| rows[*ix].score).sum::<f64>() / part.len() as f64;
        let same = |part: &[usize]| (mean(part) - rows[whole].score).abs() <= 1e-4;
        let length =
            (2..=rest.len() / 2).find(|length| same(&rest[..*length]) && same(&rest[*length..]));
        sums.extend(
            length
                .map(|length| rest[..length].to_vec())
                .unwrap_or_default(),
        );
    }
    sums
}

#[cfg(test)]
mod tests;
