//! promptfoo: `promptfoo eval -o output.json`.

use serde_json::Value;

use super::value::{count_at, number_at, text_at};
use super::{Parsed, Run, Source, Wanted, counted, date};
use crate::error::Result;
use crate::input::format::{Format, Reader};
use crate::stop_reason::is_truncated;

pub(in super::super) const FORMAT: Format = Format {
    id: "promptfoo",
    label: "promptfoo results",
    endings: &["json"],
    keys: &["evalId", "results", "config", "shareableUrl"],
    detect: |clues| clues.head.has("evalId") && clues.head.has("results"),
    read: Reader::Results(read),
};

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let file: Value = source.json()?;
    let results = file.get("results").unwrap_or(&Value::Null);
    let Some(prompts) = results.get("prompts").and_then(Value::as_array) else {
        let problem =
            "an export of version 2 or earlier; export it again with promptfoo 0.90 or later";
        return Err(source.error_at("results.prompts", problem));
    };
    let none = Vec::new();
    let answers = results
        .get("results")
        .and_then(Value::as_array)
        .unwrap_or(&none);
    let description = file
        .get("config")
        .and_then(|config| text_at(config, "description"));
    let task = description.map_or_else(|| source.stem(), str::to_owned);
    let mut parsed = Parsed {
        version: number_at(results, "version").map(|version| format!("format {version}")),
        ..Parsed::default()
    };
    for (ix, prompt) in prompts.iter().enumerate() {
        let place = format!("results.prompts[{ix}]");
        let provider =
            text_at(prompt, "provider").ok_or_else(|| source.error_at(&place, "no provider"))?;
        let same = prompts
            .iter()
            .filter(|other| text_at(other, "provider") == Some(provider))
            .count();
        let label = text_at(prompt, "label").unwrap_or_default();
        let model = match same {
            1 => provider.to_owned(),
            _ => format!("{provider} ({label})"),
        };
        let own: Vec<&Value> = answers
            .iter()
            .filter(|answer| is_of(answer, ix, provider))
            .collect();
        let tally = Tally::of(prompt.get("metrics").unwrap_or(&Value::Null), &own);
        let evidence = counted(
            tally.n - tally.truncated.unwrap_or(0),
            tally.correct,
            tally.truncated,
        )
        .map_err(|problem| source.error_at(&place, problem))?;
        parsed.runs.push(Run {
            tokens: tally.tokens,
            date: text_at(results, "timestamp").and_then(date::seconds),
            ..Run::new(&model, &task, "success", evidence)
        });
    }
    Ok(parsed)
}

/// Whether an answer is one to this prompt by this provider.
fn is_of(answer: &Value, prompt: usize, provider: &str) -> bool {
    let by = answer.get("provider");
    let named = by.and_then(|by| text_at(by, "id").or(by.as_str()));
    let labelled = by.and_then(|by| text_at(by, "label"));
    count_at(answer, "promptIdx") == Some(prompt as u64)
        && [named, labelled].contains(&Some(provider))
}

struct Tally {
    n: u64,
    correct: u64,
    truncated: Option<u64>,
    tokens: Option<f64>,
}

impl Tally {
    /// The counts of a prompt: its own metrics, else its answers. Errors are in `n`.
    fn of(metrics: &Value, answers: &[&Value]) -> Tally {
        let passed = |answer: &&&Value| answer.get("success") == Some(&Value::Bool(true));
        let counts =
            ["testPassCount", "testFailCount", "testErrorCount"].map(|key| count_at(metrics, key));
        let (n, correct) = match counts {
            [Some(passed), failed, errors] => {
                (passed + failed.unwrap_or(0) + errors.unwrap_or(0), passed)
            }
            _ => (
                answers.len() as u64,
                answers.iter().filter(passed).count() as u64,
            ),
        };
        let mut tally = Tally {
            n,
            correct,
            truncated: None,
            tokens: None,
        };
        tally.tokens = mean_tokens(metrics.get("tokenUsage").unwrap_or(&Value::Null), n);
        // Reasons stand with the answers: they tell of all only where all are there.
        let cut: Vec<Option<bool>> = answers.iter().map(|answer| is_cut(answer)).collect();
        if n > 0 && answers.len() as u64 == n && cut.iter().all(Option::is_some) {
            let of_right = answers
                .iter()
                .zip(&cut)
                .filter(|(answer, cut)| passed(answer) && **cut == Some(true))
                .count() as u64;
            tally.truncated = Some(cut.iter().filter(|cut| **cut == Some(true)).count() as u64);
            tally.correct = correct.saturating_sub(of_right);
        }
        tally
    }
}

/// Mean completion tokens, reasoning included. Cached answers carry none.
fn mean_tokens(usage: &Value, n: u64) -> Option<f64> {
    let completion = number_at(usage, "completion")?;
    if n == 0 || number_at(usage, "cached").is_some_and(|cached| cached > 0.0) || completion == 0.0
    {
        return None;
    }
    let reasoning = usage
        .get("completionDetails")
        .and_then(|details| number_at(details, "reasoning"))
        .unwrap_or(0.0);
    // Some providers count reasoning within the completion, some beside it: the total tells.
    let beside = number_at(usage, "prompt")
        .zip(number_at(usage, "total"))
        .is_some_and(|(prompt, total)| prompt + completion + reasoning <= total);
    Some((completion + if beside { reasoning } else { 0.0 }) / n as f64)
}

/// Whether the answer was cut by its limit of tokens, where the provider says how it ended.
fn is_cut(answer: &Value) -> Option<bool> {
    let response = answer.get("response")?;
    let raw = response.get("raw");
    let nested = |list: &str, key: &str| raw?.get(list)?.get(0)?.get(key)?.as_str();
    let reason = text_at(response, "finishReason")
        .or_else(|| nested("candidates", "finishReason"))
        .or_else(|| nested("choices", "finish_reason"))
        .or_else(|| raw.and_then(|raw| text_at(raw, "stop_reason")))?;
    is_truncated(reason.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn prompts_by_provider() {
        let text = r#"{"evalId": "e", "config": {"description": "demo"}, "results": {"version": 3,
                      "timestamp": "2026-04-17T11:01:43.032Z",
            "prompts": [
              {"provider": "a", "label": "p", "metrics": {"testPassCount": 2, "testFailCount": 1,
              "testErrorCount": 1,
                "tokenUsage": {"prompt": 1614, "completion": 114, "cached": 0, "total": 3119,
                "completionDetails": {"reasoning": 1391}}}},
              {"provider": "b", "label": "p"}],
            "results": [
              {"promptIdx": 1, "provider": {"id": "b"}, "success": true,
              "response": {"finishReason": "stop"}},
              {"promptIdx": 1, "provider": {"id": "b"}, "success": false,
              "response": {"raw": {"candidates": [{"finishReason": "MAX_TOKENS"}]}}}]}}"#;
        let found = parsed(read, "out.json", text, &[]);
        assert_eq!(
            shown(&found),
            ["a | demo | success, | 2/4", "b | demo | success, | 1/1 +1"]
        );
        assert_eq!(found.runs[0].tokens, Some((114.0 + 1391.0) / 4.0));
    }
}
