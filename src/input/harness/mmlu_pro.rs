//! MMLU-Pro's `model_outputs_MODEL_5shots.json`: a list of answers.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{Parsed, Run, Source, Wanted};
use crate::dataset::{Counts, Evidence};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "mmlu-pro",
    label: "MMLU-Pro outputs",
    endings: &["json"],
    keys: &["question_id", "category", "answer", "pred"],
    detect: |clues| {
        let keys = ["question_id", "category", "answer", "pred"];
        clues.head.has_all(&keys) && !clues.head.is_object()
    },
    read: Reader::Results(read),
};

#[derive(Deserialize)]
struct Answer {
    category: String,
    answer: Value,
    #[serde(default)]
    pred: Value,
    #[serde(default)]
    options: Vec<IgnoredAny>,
}

#[derive(Default)]
struct Tally {
    n: u64,
    correct: u64,
    lucky: f64,
    with_options: u64,
}

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let answers: Vec<Answer> = source.json()?;
    let mut parsed = Parsed::default();
    let mut categories: IndexMap<&str, Tally> = IndexMap::new();
    let mut nothing_extracted = 0;
    for answer in &answers {
        let tally = categories.entry(answer.category.trim()).or_default();
        tally.n += 1;
        tally.correct += u64::from(!answer.pred.is_null() && answer.pred == answer.answer);
        nothing_extracted += u64::from(answer.pred.is_null());
        if !answer.options.is_empty() {
            tally.with_options += 1;
            tally.lucky += 1.0 / answer.options.len() as f64;
        }
    }
    let stem = source.stem();
    let name = stem.strip_prefix("model_outputs_").unwrap_or(&stem);
    let parts = name
        .rsplit_once('_')
        .filter(|(_, shots)| shots.ends_with("shots"));
    let model = parts.map_or(name, |(model, _)| model);
    if nothing_extracted > 0 {
        let detail = format!(
            "{model}: from {nothing_extracted} answers nothing was extracted; they count as \
             wrong, where the harness's own scorer guesses"
        );
        parsed.note("answers without an extracted choice are wrong", detail);
    }
    for (category, tally) in categories {
        let lucky = (tally.with_options == tally.n).then_some(tally.lucky);
        let counts = Counts::new(tally.n, tally.correct, None, lucky)
            .map_err(|problem| source.error_at(category, problem))?;
        let task = format!("mmlu_pro {category}");
        parsed.runs.push(Run {
            category: Some("MMLU-Pro".to_owned()),
            ..Run::new(model, &task, "accuracy", Evidence::Counts(counts))
        });
    }
    Ok(parsed)
}
