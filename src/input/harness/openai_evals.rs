//! OpenAI evals logs: JSON Lines of a spec, events and a final report.

use serde_json::Value;

use super::stated::{counted, stated};
use super::value::{number_at, text_at};
use super::{Parsed, Run, Source, Wanted, date};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "openai-evals",
    label: "OpenAI evals log",
    endings: &["jsonl"],
    keys: &["spec", "final_report"],
    detect: |clues| {
        clues.head.value("spec") == Some(b'{')
            && memchr::memmem::find(clues.head.line(), b"completion_fns").is_some()
    },
    read: Reader::Results(read),
};

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let mut spec = Value::Null;
    let mut report = Value::Null;
    let (mut n, mut correct) = (0, 0);
    source.json_lines(|mut event: Value| {
        if let Some(found) = event.get_mut("spec") {
            spec = found.take();
        } else if let Some(found) = event.get_mut("final_report") {
            report = found.take();
        } else if text_at(&event, "type") == Some("match") {
            n += 1;
            correct += u64::from(event["data"]["correct"] == true);
        }
    })?;
    let model = spec["completion_fns"][0].as_str();
    let model =
        model.ok_or_else(|| source.error_at("spec.completion_fns", "the log names no model"))?;
    let task = text_at(&spec, "eval_name")
        .or_else(|| text_at(&spec, "base_eval"))
        .unwrap_or("eval");
    let mut parsed = Parsed::default();
    let evidence = match (n, number_at(&report, "accuracy")) {
        (0, None) => {
            let detail = format!(
                "{model} on {task}: neither `match` events nor an accuracy in the final report"
            );
            parsed.left_out(1, "log", "without an accuracy", detail);
            return Ok(parsed);
        }
        (0, Some(accuracy)) => {
            // The first spelling is the harness's own.
            let mut keys = ["boostrap_std", "bootstrap_std"].into_iter();
            let error = keys.find_map(|key| number_at(&report, key));
            stated(accuracy, None, error)
        }
        (n, accuracy) => {
            let ours = correct as f64 / n as f64;
            if let Some(accuracy) = accuracy.filter(|accuracy| (accuracy - ours).abs() > 0.005) {
                let detail = format!(
                    "{model} on {task}: the report says {accuracy}, the answers {correct} of {n}; \
                     the answers count"
                );
                parsed.note("a report that differs from its answers", detail);
            }
            counted(n, correct, None)
        }
    };
    let evidence = evidence.map_err(|problem| source.error(problem))?;
    parsed.runs.push(Run {
        date: text_at(&spec, "created_at").and_then(date::seconds),
        ..Run::new(model, task, "accuracy", evidence)
    });
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn the_report_where_there_are_no_answers() {
        let spec = r#"{"spec": {"completion_fns": ["gpt"], "eval_name": "t"}}"#;
        let report = r#"{"final_report": {"accuracy": 0.5, "boostrap_std": 0.1}}"#;
        assert_eq!(
            shown(&parsed(read, "l.jsonl", format!("{spec}\n{report}"), &[])),
            ["gpt | t | accuracy, | 0.500000 ±0.100000"]
        );
        assert!(parsed(read, "l.jsonl", spec, &[]).runs.is_empty());
    }
}
