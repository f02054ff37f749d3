//! The real files beside the repository, and cells as text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use evalboard::dataset::{Dataset, Evidence, LevelIx, MarginSource, ModelIx, TaskIx};
use evalboard::input::{self, Metrics, Options};
use serde_json::Value;

/// The folder of real files; `None`, said once a test, where it is not beside the repository.
pub fn real(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(path);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

pub fn load(paths: &[&Path]) -> Dataset {
    load_with(paths, &[])
}

pub fn load_with(paths: &[&Path], metrics: &[&str]) -> Dataset {
    let data: Vec<String> = paths
        .iter()
        .map(|path| path.to_str().unwrap().to_owned())
        .collect();
    let options = Options {
        metrics: Metrics {
            wanted: metrics.iter().map(|name| (*name).to_owned()).collect(),
            ..Metrics::default()
        },
        ..Options::default()
    };
    input::load(&data, &options).unwrap()
}

/// A cell as text: `k/n`, `k/n +t`, or the accuracy and what its interval is from.
pub fn shown(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Counts(counts) => {
            let truncated = counts
                .truncated()
                .filter(|t| *t > 0)
                .map(|t| format!(" +{t}"))
                .unwrap_or_default();
            format!("{}/{}{truncated}", counts.correct(), counts.trials())
        }
        Evidence::Estimate(estimate) => {
            let error = match estimate.margin_source {
                MarginSource::StandardError => format!(" ±{:.4}", estimate.margin / 1.96),
                MarginSource::Wilson => " Wilson".to_owned(),
                MarginSource::Unknown => String::new(),
            };
            format!("{:.4}{error}", estimate.accuracy)
        }
    }
}

/// The cells by model, level and task.
pub fn cells(dataset: &Dataset) -> BTreeMap<(String, String, String), String> {
    let name = |(model, level, task): &(ModelIx, LevelIx, TaskIx)| {
        (
            dataset.models[model.0].key.clone(),
            dataset.levels[level.0].label.clone(),
            dataset.tasks[task.0].key.clone(),
        )
    };
    dataset
        .cells
        .iter()
        .map(|(at, cell)| (name(at), shown(&cell.evidence)))
        .collect()
}

/// The cells of the only model, by task.
pub fn of_one_model(dataset: &Dataset) -> BTreeMap<String, String> {
    assert_eq!(dataset.models.len(), 1, "{:?}", dataset.models);
    cells(dataset)
        .into_iter()
        .map(|((_, _, task), cell)| (task, cell))
        .collect()
}

pub fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path)
        .unwrap()
        .replace("NaN", "null")
        .replace(": Infinity", ": null");
    serde_json::from_str(&text).unwrap()
}
