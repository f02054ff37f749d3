//! promptfoo: `promptfoo eval -o output.json`.

use serde_json::Value;

use super::stated::counted;
use super::value::{count_at, list_at, number_at, text_at};
use super::{Parsed, Run, Source, Wanted, date};
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
    let results = &file["results"];
    let Some(prompts) = results["prompts"].as_array() else {
        let problem =
            "an export of version 2 or earlier; export it again with promptfoo 0.90 or later";
        return Err(source.error_at("results.prompts", problem));
    };
    let description = text_at(&file["config"], "description");
    let task = description.map_or_else(|| source.stem(), str::to_owned);
    let mut parsed = Parsed {
        version: number_at(results, "version").map(|version| format!("format {version}")),
        ..Parsed::default()
    };
    for (ix, prompt) in prompts.iter().enumerate() {
        let place = format!("results.prompts[{ix}]");
        let provider =
            text_at(prompt, "provider").ok_or_else(|| source.error_at(&place, "no provider"))?;
        let same = prompts.iter();
        let same = same.filter(|other| text_at(other, "provider") == Some(provider));
        let label = text_at(prompt, "label").unwrap_or_default();
        let model = match same.count() {
            1 => provider.to_owned(),
            _ => format!("{provider} ({label})"),
        };
        let answers = list_at(results, "results").iter();
        let own: Vec<&Value> = answers
            .filter(|answer| is_of(answer, ix, provider))
            .collect();
        let tally = Tally::of(&prompt["metrics"], &own);
        let n = tally.n - tally.truncated.unwrap_or(0);
        let evidence = counted(n, tally.correct, tally.truncated)
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
    let by = &answer["provider"];
    let named = text_at(by, "id").or(by.as_str());
    count_at(answer, "promptIdx") == Some(prompt as u64)
        && [named, text_at(by, "label")].contains(&Some(provider))
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
        let passed = |answer: &Value| answer["success"] == true;
        let counts =
            ["testPassCount", "testFailCount", "testErrorCount"].map(|key| count_at(metrics, key));
        let (n, mut correct) = match counts {
            [Some(passed), failed, errors] => {
                (passed + failed.unwrap_or(0) + errors.unwrap_or(0), passed)
            }
            _ => {
                let right = answers.iter().filter(|answer| passed(answer));
                (answers.len() as u64, right.count() as u64)
            }
        };
        // Reasons stand with the answers: they tell of all only where all are there.
        let mut truncated = None;
        let cut: Option<Vec<bool>> = answers.iter().map(|answer| is_cut(answer)).collect();
        if let Some(cut) = cut.filter(|cut| n > 0 && cut.len() as u64 == n) {
            let cut = || answers.iter().zip(&cut).filter(|(_, cut)| **cut);
            let of_right = cut().filter(|(answer, _)| passed(answer)).count() as u64;
            truncated = Some(cut().count() as u64);
            correct = correct.saturating_sub(of_right);
        }
        Tally {
            n,
            correct,
            truncated,
            tokens: mean_tokens(&metrics["tokenUsage"], n),
        }
    }
}

/// Mean completion tokens, reasoning included. Cached answers carry none.
fn mean_tokens(usage: &Value, n: u64) -> Option<f64> {
    let completion = number_at(usage, "completion")?;
    if n == 0 || number_at(usage, "cached").is_some_and(|cached| cached > 0.0) || completion == 0.0
    {
        return None;
    }
    let reasoning = number_at(&usage["completionDetails"], "reasoning").unwrap_or(0.0);
    // Some providers count reasoning within the completion, some beside it: the total tells.
    let whole = number_at(usage, "prompt").zip(number_at(usage, "total"));
    let beside = whole.is_some_and(|(prompt, total)| prompt + completion + reasoning <= total);
    Some((completion + if beside { reasoning } else { 0.0 }) / n as f64)
}

/// Whether the answer was cut by its limit of tokens, where the provider says how it ended.
fn is_cut(answer: &Value) -> Option<bool> {
    let response = &answer["response"];
    let raw = &response["raw"];
    let reason = text_at(response, "finishReason")
        .or(raw["candidates"][0]["finishReason"].as_str())
        .or(raw["choices"][0]["finish_reason"].as_str())
        .or(text_at(raw, "stop_reason"))?;
    is_truncated(reason.as_bytes())
}
