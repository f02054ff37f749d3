//! bigcode-evaluation-harness: `evaluation_results.json`.

use indexmap::IndexMap;
use serde_json::Value;

use super::metric::{Figure, names};
use super::value::{number, number_at, text_at, whole};
use super::{Parsed, Run, Source, Wanted, stated};
use crate::dataset::{Estimate, Evidence, MarginSource};
use crate::error::Result;
use crate::input::format::{Format, Reader};

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
    let samples = number_at(config, "n_samples")
        .and_then(whole)
        .unwrap_or(1)
        .max(1);
    let mut parsed = Parsed::default();
    for (task, row) in file.iter().filter(|(task, _)| *task != "config") {
        let Some(row) = row.as_object() else {
            continue;
        };
        // `Easy_pass@1`: levels of the task; their average repeats them.
        let mut levels: IndexMap<String, Vec<Figure>> = IndexMap::new();
        for (name, value) in row
            .iter()
            .filter_map(|(name, value)| Some((name, value.as_f64()?)))
        {
            let (level, metric) = match name.split_once('_') {
                Some((level, metric))
                    if metric.contains('@') && level.chars().all(char::is_alphabetic) =>
                {
                    (level, metric)
                }
                _ => ("", name.as_str()),
            };
            levels
                .entry(level.to_owned())
                .or_default()
                .push(Figure::new(metric, value));
        }
        if levels.len() > 1 {
            levels.shift_remove("Average");
        }
        // The map of the file is sorted by name.
        let order = |level: &str| {
            ["Easy", "Medium", "Hard"]
                .iter()
                .position(|known| *known == level)
                .unwrap_or(3)
        };
        levels.sort_by(|a, _, b, _| order(a).cmp(&order(b)));
        for (level, mut figures) in levels {
            figures.sort_by_key(|figure| {
                figure
                    .name
                    .rsplit_once('@')
                    .and_then(|(_, k)| k.parse::<u64>().ok())
            });
            let Some(figure) = wanted.choose(task, &figures) else {
                parsed.without_share(&[format!("{task} ({})", names(&figures))]);
                continue;
            };
            let outcomes = row.get(&level).and_then(Value::as_object);
            let answers = outcomes
                .map(|outcomes| outcomes.values().filter_map(number).sum::<f64>())
                .and_then(whole);
            let evidence = evidence(figure.value, answers, samples);
            let evidence = evidence.map_err(|problem| {
                source.error_at(&format!("{task}.{level}_{}", figure.name), problem)
            })?;
            parsed.runs.push(Run {
                level,
                ..Run::new(model, task, &figure.name, evidence)
            });
        }
    }
    Ok(parsed)
}

/// Counts where each task was answered once. Where it was answered several times, the tasks are
/// known only by number: the error is that of as many independent answers as there are tasks.
fn evidence(accuracy: f64, answers: Option<u64>, samples: u64) -> Result<Evidence, String> {
    let Some(answers) = answers.filter(|answers| *answers > 0) else {
        return stated(accuracy, None, None);
    };
    if samples == 1 {
        return stated(accuracy, Some(answers), None);
    }
    let tasks = answers as f64 / samples as f64;
    let estimate = Estimate {
        accuracy,
        centre: accuracy,
        margin: 1.96 * (accuracy * (1.0 - accuracy) / tasks).sqrt(),
        margin_source: MarginSource::StandardError,
        truncation: None,
        responses: Some(answers),
    };
    let checked = estimate.checked().map(Evidence::Estimate);
    checked.map_err(|problem| problem.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn levels_and_single_figures() {
        let text = r#"{"humaneval": {"pass@10": 0.5, "pass@1": 0.25},
            "mercury": {"Hard_pass@1": 0.5, "Easy_pass@1": 0.25, "Easy_beyond@1": 0.2,
            "Average_pass@1": 0.3, "Easy": {"failed": 15, "passed": 5}},
            "config": {"model": "/x/m", "n_samples": 5, "allow_code_execution": true}}"#;
        assert_eq!(
            shown(&parsed(read, "e.json", text, &[])),
            [
                "/x/m | humaneval | pass@1, | 0.250000",
                "/x/m | mercury [Easy] | pass@1, | 0.250000 ±0.216506",
                "/x/m | mercury [Hard] | pass@1, | 0.500000",
            ]
        );
    }
}
