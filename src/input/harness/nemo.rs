//! NVIDIA NeMo Evaluator: `results.yml`.

use super::metric::{Figure, names};
use super::stated::stated;
use super::value::whole;
use super::yaml::Yaml;
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "nemo-evaluator",
    label: "NeMo Evaluator results",
    endings: &["yml", "yaml"],
    keys: &[],
    detect: |clues| {
        let text = clues.head.prose();
        let has = |key: &str| text.lines().any(|line| line.starts_with(key));
        has("results:") && has("config:") && text.contains("scores:")
    },
    read: Reader::Results(read),
};

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let yaml = source.yaml()?;
    let Some(model) = yaml.text(&["target", "api_endpoint", "model_id"]) else {
        let place = "target.api_endpoint.model_id";
        return Err(source.error_at(place, "the file names no model"));
    };
    let n = yaml.number(&["config", "params", "limit_samples"]);
    let n = n.filter(|n| *n >= 1.0).and_then(whole);
    let mut parsed = Parsed {
        version: yaml.text(&["git_hash"]).map(str::to_owned),
        ..Parsed::default()
    };
    // `results.groups` repeats the tasks.
    let tasks = ["results", "tasks"];
    if !matches!(yaml.at(&tasks), Some(Yaml::Map(_))) {
        return Err(source.error_at("results.tasks", "no results"));
    }
    for (task, results) in yaml.entries(&tasks) {
        let figures = figures(results);
        let Some(figure) = wanted.choose(task, &figures) else {
            parsed.without_share(&[format!("{task} ({})", names(&figures))]);
            continue;
        };
        let evidence = stated(figure.value, n, figure.stderr)
            .map_err(|problem| source.error_at(task, problem))?;
        parsed.runs.push(Run {
            filter: figure.filter.clone(),
            ..Run::new(model, task, &figure.name, evidence)
        });
    }
    Ok(parsed)
}

/// The scores of a task: metric and kind of score. Some wrapped harnesses state percent.
fn figures(task: &Yaml) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (metric, value) in task.entries(&["metrics"]) {
        for (score, value) in value.entries(&["scores"]) {
            let Some(number) = value.number(&["value"]) else {
                continue;
            };
            let scale = match number > 1.0 && number <= 100.0 {
                true => 100.0,
                false => 1.0,
            };
            let stderr = value.number(&["stats", "stderr"]);
            figures.push(Figure {
                filter: score.clone(),
                stderr: stderr.map(|error| error / scale),
                ..Figure::new(metric, number / scale)
            });
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn tasks_not_groups() {
        let text = "config:\n  params:\n    limit_samples: 10\ngit_hash: ''\nresults:\n  \
                    groups:\n    g:\n      metrics: {score: {scores: {micro: {value: 0.4}}}}\n  \
                    tasks:\n    g:\n      metrics:\n        score:\n          \
                    scores:\n            micro:\n              \
                    stats: {stderr: 0.16329931618554522}\n              value: 0.4\n    \
                    h:\n      metrics: {score: {scores: {micro: {value: 40.5}}}}\ntarget:\n  \
                    api_endpoint:\n    model_id: meta/m\n";
        assert_eq!(
            shown(&parsed(read, "results.yml", text, &[])),
            [
                "meta/m | g | score,micro | 4/10",
                "meta/m | h | score,micro | 0.405000 (Wilson)"
            ]
        );
    }
}
