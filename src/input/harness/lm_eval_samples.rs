//! The answers that lm-evaluation-harness writes beside its results: how many choices a question
//! had.

use std::fs::File;
use std::io::{BufRead, BufReader};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Source;
use crate::input::format::{Format, Reader};

/// The answers themselves: they are looked up from their results, and hold nothing that these lack.
pub(in super::super) const FORMAT: Format = Format {
    id: "lm-eval-samples",
    label: "lm-evaluation-harness answers",
    endings: &["jsonl"],
    keys: &["doc_id", "arguments", "resps", "filtered_resps"],
    detect: |clues| clues.head.has_all(&["doc_id", "arguments", "resps"]),
    read: Reader::Part("the figures stand in the results_*.json of the same run"),
};

/// One answer: each choice is one response.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    resps: Vec<IgnoredAny>,
}

/// The expected number of right guesses in a task's `n` answers, by the number of choices of each
/// question. `None` where the file of answers is not beside the results, whose name is `stem`, or
/// holds another number of answers.
pub(super) fn lucky_guesses(results: &Source, stem: &str, task: &str, n: u64) -> Option<f64> {
    let date = stem.strip_prefix("results_")?;
    let path = results.beside(&format!("samples_{task}_{date}.jsonl"))?;
    let mut lucky = 0.0;
    let mut answers = 0;
    for line in BufReader::new(File::open(path).ok()?).split(b'\n') {
        let line = line.ok()?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer: Answer = super::value::json(&line).ok()?;
        let choices = answer.resps.len();
        if choices < 2 {
            return None;
        }
        lucky += 1.0 / choices as f64;
        answers += 1;
    }
    (answers == n).then_some(lucky)
}
