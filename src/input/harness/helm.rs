//! HELM runs: `stats.json` with the `run_spec.json` beside it.

use serde_json::Value;

use super::metric::{Figure, names};
use super::stated::{counted, stated};
use super::value::{number_at, text_at, whole};
use super::{Parsed, Run, Source, WITHOUT_SHARE, Wanted};
use crate::dataset::Evidence;
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "helm",
    label: "HELM run",
    endings: &["json"],
    keys: &["name", "count", "sum", "mean"],
    detect: |clues| {
        clues.file_name() == "stats.json"
            && !clues.head.is_object()
            && clues.head.value("name") == Some(b'{')
    },
    read: Reader::Results(read),
};

/// Files that belong to a run and hold no figures of their own.
pub(in super::super) const PARTS: Format = Format {
    id: "helm-part",
    label: "part of a HELM run",
    endings: &["json"],
    keys: &["adapter_spec", "scenario_spec", "metric_specs"],
    detect: |clues| clues.head.has("adapter_spec") && clues.head.has("scenario_spec"),
    read: Reader::Part("the figures stand in stats.json beside it"),
};

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let stats: Vec<Value> = source.json()?;
    let Some(spec) = source.json_beside("run_spec.json") else {
        let problem = "no readable run_spec.json lies beside it, which names the model";
        return Err(source.error(problem));
    };
    let name = text_at(&spec, "name").unwrap_or_default();
    let adapter = &spec["adapter_spec"];
    let model = text_at(adapter, "model").or_else(|| argument(name, "model"));
    let model = model.ok_or_else(|| source.error("its run_spec.json names no model"))?;
    let mut parsed = Parsed::default();
    let mut splits = vec!["test", "valid"];
    splits.retain(|split| mean(&stats, "num_instances", split).is_some());
    let Some(split) = splits.first() else {
        return Err(source.error("no `num_instances` of the split `test` or `valid`"));
    };
    if splits.len() > 1 {
        let detail = format!("{name}: the split `test` counts, not `valid`");
        parsed.note("the split test", detail);
    }
    let figures = figures(&stats, split);
    let Some(figure) = wanted.choose(&task(name), &figures) else {
        let detail = format!(
            "{name}: no metric is a share of right answers ({})",
            names(&figures)
        );
        parsed.left_out(1, "run", WITHOUT_SHARE, detail);
        return Ok(parsed);
    };
    let n = mean(&stats, "num_instances", split).and_then(whole);
    let evidence = stated(figure.value, n, None);
    // Of a choice the limit is one token, which an answer always reaches.
    let is_choice =
        text_at(adapter, "method").is_some_and(|method| method.starts_with("multiple_choice"));
    let cut = mean(&stats, "finish_reason_length", split).filter(|_| !is_choice);
    let evidence = match (evidence, cut) {
        // Which of the cut answers were right is not told: only their absence is a count.
        (Ok(Evidence::Counts(counts)), Some(0.0)) => {
            counted(counts.trials(), counts.correct(), Some(0))
        }
        (evidence, _) => evidence,
    };
    let evidence = evidence.map_err(|problem| source.error_at(&figure.name, problem))?;
    parsed.runs.push(Run {
        tokens: mean(&stats, "num_output_tokens", split)
            .or_else(|| mean(&stats, "num_completion_tokens", split)),
        ..Run::new(model, &task(name), &figure.name, evidence)
    });
    Ok(parsed)
}

/// The mean of a statistic in a split: without perturbation and not of a part of the split.
fn mean(stats: &[Value], wanted: &str, split: &str) -> Option<f64> {
    let mut stats = stats.iter();
    let found = stats.find(|stat| plain_name(stat, split) == Some(wanted))?;
    number_at(found, "mean")
}

/// The name of a statistic of the whole split.
fn plain_name<'a>(stat: &'a Value, split: &str) -> Option<&'a str> {
    let name = &stat["name"];
    let is_plain = name["perturbation"].is_null() && name["sub_split"].is_null();
    (is_plain && text_at(name, "split") == Some(split)).then(|| text_at(name, "name"))?
}

/// What can be an accuracy, the strictest match first.
const METRICS: [&str; 13] = [
    "exact_match",
    "quasi_exact_match",
    "prefix_exact_match",
    "quasi_prefix_exact_match",
    "final_number_exact_match",
    "math_equiv_chain_of_thought",
    "math_equiv",
    "chain_of_thought_correctness",
    "ifeval_strict_accuracy",
    "pass",
    "code_eval_acc",
    "accuracy",
    "f1_score",
];

fn figures(stats: &[Value], split: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = METRICS
        .iter()
        .filter_map(|name| Some(Figure::new(name, mean(stats, name, split)?)))
        .collect();
    // Others can be asked for; of the kind `NAME_accuracy` they are taken by themselves.
    for stat in stats {
        if let (Some(name), Some(mean)) = (plain_name(stat, split), number_at(stat, "mean"))
            && !figures.iter().any(|known| known.name == name)
        {
            figures.push(Figure {
                higher_is_better: Some(name.ends_with("_accuracy")),
                ..Figure::new(name, mean)
            });
        }
    }
    figures
}

/// The task of `scenario:a=b,method=c,model=d`: without method and model.
fn task(name: &str) -> String {
    let (scenario, arguments) = name.split_once(':').unwrap_or((name, ""));
    let told = ["model=", "method=", "model_deployment="];
    let kept: Vec<&str> = arguments
        .split(',')
        .filter(|part| !part.is_empty() && !told.iter().any(|told| part.starts_with(told)))
        .collect();
    match kept.is_empty() {
        true => scenario.to_owned(),
        false => format!("{scenario}:{}", kept.join(",")),
    }
}

/// The value of an argument in a run's name.
fn argument<'a>(name: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, arguments) = name.split_once(':')?;
    let mut pairs = arguments.split(',').filter_map(|pair| pair.split_once('='));
    Some(pairs.find(|(key, _)| *key == wanted)?.1)
}
