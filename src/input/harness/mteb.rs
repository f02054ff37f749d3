//! MTEB results: `results/ORG__MODEL/REVISION/TASK.json`.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::stated::stated;
use super::value::{number_at, text_at};
use super::{Parsed, Run, Source, WITHOUT_SHARE, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "mteb",
    label: "MTEB results",
    endings: &["json"],
    keys: &["task_name", "mteb_version", "dataset_revision", "scores"],
    detect: |clues| clues.head.has("mteb_version") && clues.head.value("scores") == Some(b'{'),
    read: Reader::Results(read),
};

/// What MTEB says of the model; results look it up.
pub(in super::super) const MODEL: Format = Format {
    id: "mteb-model",
    label: "MTEB description of a model",
    endings: &["json"],
    keys: &[],
    detect: |clues| clues.file_name() == "model_meta.json",
    read: Reader::Part("results look up the model's name in it; give the results"),
};

#[derive(Deserialize)]
struct Results {
    #[serde(default)]
    task_name: Value,
    #[serde(default)]
    mteb_version: Value,
    scores: IndexMap<String, Vec<Value>>,
}

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let file: Results = source.json()?;
    let task = file.task_name.as_str();
    let task = task.map_or_else(|| source.stem(), str::to_owned);
    let model = model(source);
    let mut parsed = Parsed {
        version: file.mteb_version.as_str().map(str::to_owned),
        ..Parsed::default()
    };
    let splits = ["test", "dev", "validation"]
        .into_iter()
        .find_map(|name| file.scores.get_key_value(name));
    let Some((split, subsets)) = splits.or_else(|| file.scores.first()) else {
        return Err(source.error_at("scores", "no split has scores"));
    };
    // The score of a task is the mean over its subsets (languages), as the harness's own board has
    // it.
    let scores = subsets.iter();
    let scores = scores.filter_map(|subset| number_at(subset, "main_score"));
    let scores: Vec<f64> = scores.collect();
    if scores.is_empty() {
        let detail = format!("{model} on {task}: the split {split} has no main score");
        parsed.left_out_tasks([task], "without a main score", detail);
        return Ok(parsed);
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    if !(0.0..=1.0).contains(&mean) {
        let detail = format!("{model} on {task}: its main score is {mean:.4}");
        parsed.left_out_tasks([task], WITHOUT_SHARE, detail);
        return Ok(parsed);
    }
    if scores.len() > 1 {
        let detail = format!("{model} on {task}: the mean of {} subsets", scores.len());
        parsed.note("means over subsets", detail);
    }
    let detail = "main scores of MTEB are correlations, nDCG, F1 and the like: they stand without \
                  counts and interval";
    parsed.note("main scores of MTEB are no counts", detail);
    let evidence = stated(mean, None, None).map_err(|problem| source.error(problem))?;
    parsed.runs.push(Run {
        filter: split.clone(),
        ..Run::new(&model, &task, "main_score", evidence)
    });
    Ok(parsed)
}

/// The model: in `model_meta.json` beside the file, else the folder `ORG__MODEL`.
fn model(source: &Source) -> String {
    let named = source.json_beside("model_meta.json");
    let named = named.and_then(|meta| text_at(&meta, "name").map(str::to_owned));
    named.unwrap_or_else(|| {
        let folder = match source.folder(1) {
            folder if folder.contains("__") => folder,
            _ => source.folder(2),
        };
        folder.replace("__", "/")
    })
}
