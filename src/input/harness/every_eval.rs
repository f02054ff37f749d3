//! Every Eval Ever: one model's results from one source, schema 0.2 and 0.3.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::metric::Figure;
use super::stated::{FULL, resolution, stated_within};
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
    let results = &file.evaluation_results;
    let scores = results
        .iter()
        .filter_map(|result| result["score_details"].get("score"));
    let resolution = scores
        .map(|score| resolution(&score.to_string()))
        .fold(0.5, f64::min);
    let mut rows = Vec::new();
    let mut other_scale = Vec::new();
    for (ix, result) in results.iter().enumerate() {
        let name = text_at(result, "evaluation_name").unwrap_or("evaluation");
        let details = &result["score_details"];
        let Some(score) = number_at(details, "score") else {
            other_scale.push(format!("{name} (no score)"));
            continue;
        };
        let scale = Scale::of(result).filter(|scale| (0.0..=1.0).contains(&scale.share(score)));
        let Some(scale) = scale else {
            other_scale.push(name.to_owned());
            continue;
        };
        let evidence = stated_within(
            (resolution / scale.width).max(FULL),
            scale.share(score),
            trials(result, name),
            stderr(details, score, &scale),
        );
        let evidence = evidence
            .map_err(|problem| source.error_at(&format!("evaluation_results[{ix}]"), problem))?;
        let (task, level) = task_and_level(name);
        let metric = ["metric_id", "metric_name", "evaluation_description"]
            .iter()
            .find_map(|key| text_at(&result["metric_config"], key));
        let dataset = text_at(&result["source_data"], "dataset_name");
        rows.push(Row {
            name: name.to_owned(),
            dataset: dataset.unwrap_or_default().to_owned(),
            score,
            run: Run {
                level: level.to_owned(),
                date,
                ..Run::new(&model, task, metric.unwrap_or("score"), evidence)
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
    let rows = rows.into_iter().enumerate();
    let own = rows.filter(|(ix, _)| !sums.contains(ix));
    parsed.runs = own.map(|(_, row)| row.run).collect();
    Ok(parsed)
}

/// The model's identifier; one that ran within a scaffold by its shown name and that, since several
/// systems share the identifier.
fn model(info: &Value) -> Option<String> {
    let scaffold = text_at(&info["additional_details"], "agent_scaffold");
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
        let config = &result["metric_config"];
        let bound = |key: &str, default: f64| match &config[key] {
            Value::Null => Some(default),
            bound => number(bound),
        };
        let unit = text_at(config, "metric_unit").unwrap_or_default();
        let (low, high) = match unit {
            "percent" | "percentage" => (0.0, bound("max_score", 100.0)?),
            _ => (bound("min_score", 0.0)?, bound("max_score", 1.0)?),
        };
        let name = text_at(result, "evaluation_name").unwrap_or_default();
        let is_relative = name.to_ascii_lowercase().contains("win rate");
        // The number of a level on a list is no share.
        let is_level = text_at(config, "score_type") == Some("levels");
        let is_other = config["lower_is_better"] == true || is_relative || is_level;
        let width = high - low;
        (!is_other && width > 0.0 && width.is_finite()).then_some(Scale { low, width })
    }

    fn share(&self, score: f64) -> f64 {
        (score - self.low) / self.width
    }
}

/// Answers that were scored: stated with the uncertainty, by HELM's conversion, or the list of what
/// was run. The size of the dataset (`samples_number`) is not that.
fn trials(result: &Value, name: &str) -> Option<u64> {
    let details = &result["score_details"];
    let stated = number_at(&details["uncertainty"], "num_samples");
    let helm = || number_at(&details["details"][format!("{name} - # eval")], "score");
    let listed = || Some(result["source_data"]["sample_ids"].as_array()?.len() as f64);
    let trials = stated.or_else(helm).or_else(listed).and_then(whole);
    trials.filter(|n| *n > 0)
}

/// The standard error on the scale of shares: stated, or from the deviation of single answers, or
/// from an interval, of which the side that no bound cuts counts. Some files give the interval as
/// offsets.
fn stderr(details: &Value, score: f64, scale: &Scale) -> Option<f64> {
    let uncertainty = &details["uncertainty"];
    let error = &uncertainty["standard_error"];
    let stated = number(error).or_else(|| number_at(error, "value"));
    let from_deviation = || {
        let n = number_at(uncertainty, "num_samples").filter(|n| *n > 0.0)?;
        Some(number_at(uncertainty, "standard_deviation")? / n.sqrt())
    };
    let from_interval = || {
        let mut intervals = [uncertainty, details].into_iter();
        let interval = intervals.find_map(|of| of.get("confidence_interval"))?;
        let (low, high) = (number_at(interval, "lower")?, number_at(interval, "upper")?);
        let level = number_at(interval, "confidence_level").unwrap_or(0.95);
        let is_offset = low < 0.0 && (low + high).abs() <= 1e-9 * high.abs();
        let (below, above) = match is_offset {
            true => (-low, high),
            false => (score - low, high - score),
        };
        let is_of = |known: f64| {
            [level, level / 100.0]
                .iter()
                .any(|l| (l - known).abs() < 1e-9)
        };
        let mut deviations = [(0.9, 1.645), (0.95, 1.96), (0.99, 2.576)].into_iter();
        let (_, z) = deviations.find(|(known, _)| is_of(*known))?;
        Some(below.max(above) / z)
    };
    let error = stated.or_else(from_deviation).or_else(from_interval)?;
    Some(error / scale.width).filter(|error| (0.0..=0.5).contains(error))
}

/// `GAIA - GAIA Level 1` is the task GAIA at the level `Level 1`; other names are tasks.
fn task_and_level(name: &str) -> (&str, &str) {
    if let Some((task, part)) = name.split_once(" - ")
        && let Some(at) = part.find("Level ")
        && part[at + "Level ".len()..]
            .chars()
            .all(|c| c.is_ascii_digit())
    {
        return (task, &part[at..]);
    }
    (name, "")
}

/// The rows that sum up others in the file: named so, named as the dataset or as the beginning of
/// others, and a run of rows behind such a one that has its mean where the rest has it too (the
/// same answers divided in another way).
fn sums_of_others(rows: &[Row]) -> Vec<usize> {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let is_sum = |row: &Row| {
        let name = row.name.to_lowercase();
        let start = format!("{} - ", row.name);
        let begins_others = count(&|other| other.name.starts_with(&start)) > 1;
        let of_dataset = count(&|other| other.dataset == row.dataset);
        let named_as_it = of_dataset > 2 && plain(&name) == plain(&row.dataset);
        is_average(&name) || name.ends_with("all subjects") || begins_others || named_as_it
    };
    let mut sums: Vec<usize> = (0..rows.len()).filter(|ix| is_sum(&rows[*ix])).collect();
    if sums.len() == rows.len() {
        return Vec::new();
    }
    if let [whole] = sums[..] {
        let rest = &rows[whole + 1..];
        let mean = |part: &[Row]| part.iter().map(|row| row.score).sum::<f64>() / part.len() as f64;
        let same = |part: &[Row]| (mean(part) - rows[whole].score).abs() <= 1e-4;
        let mut lengths = 2..=rest.len() / 2;
        if let Some(length) =
            lengths.find(|length| same(&rest[..*length]) && same(&rest[*length..]))
        {
            sums.extend(whole + 1..=whole + length);
        }
    }
    sums
}
