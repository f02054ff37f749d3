//! A dataset config to be edited by hand, drafted from what bucket files hold.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::dataset::{Dataset, TaskIx};

/// The text of a config for `dataset`, to be written to a file in `folder`. Its inputs are those of
/// the dataset, named relative to `folder`. Models get a label and no groups, tasks the most points
/// that some cell has, levels their labels.
pub fn draft_config(dataset: &Dataset, folder: &Path) -> String {
    let inputs = dataset.inputs.iter().map(|input| {
        let file = relative(&input.file, folder);
        quoted(&file.to_string_lossy())
    });
    let labels = model_labels(dataset);
    let scenarios = dataset.models.iter().zip(&labels).map(|(model, label)| {
        let (key, label) = (quoted(&model.key), quoted(label));
        format!("{key}: {{\"label\": {label}, \"groups\": []}}")
    });
    let points = points(dataset);
    let tasks = dataset.tasks.iter().enumerate().map(|(ix, task)| {
        let (key, label) = (quoted(&task.key), quoted(&task.label));
        match points.get(&TaskIx(ix)) {
            Some(points) => format!("{key}: {{\"label\": {label}, \"points\": {points}}}"),
            None => format!("{key}: {{\"label\": {label}}}"),
        }
    });
    let levels = dataset.levels.iter().flat_map(|level| {
        let keys = level.keys.iter().filter(|key| !key.is_empty());
        keys.map(|key| format!("{}: {{\"label\": {}}}", quoted(key), quoted(&level.label)))
    });
    format!(
        "{{\n  \"title\": \"Leaderboard\",\n  \"inputs\": {},\n  \"scenarios\": {},\n  \
         \"basetasks\": {},\n  \"manifolds\": {}\n}}\n",
        indented(inputs, ['[', ']']),
        indented(scenarios, ['{', '}']),
        indented(tasks, ['{', '}']),
        indented(levels, ['{', '}']),
    )
}

/// A list or map with an item a line.
fn indented(items: impl Iterator<Item = String>, [open, close]: [char; 2]) -> String {
    let items: Vec<String> = items.collect();
    match items.is_empty() {
        true => format!("{open}{close}"),
        false => format!("{open}\n    {}\n  {close}", items.join(",\n    ")),
    }
}

/// `text` as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The most points that a task has in some cell.
fn points(dataset: &Dataset) -> BTreeMap<TaskIx, u64> {
    let mut most = BTreeMap::new();
    for ((_, _, task), cell) in &dataset.cells {
        if let Some(points) = cell.points {
            let known = most.entry(*task).or_insert(points);
            *known = points.max(*known);
        }
    }
    most
}

/// `model`, with `(template, sampler)` where the models do not share them.
fn model_labels(dataset: &Dataset) -> Vec<String> {
    let parts = dataset.models.iter().map(|model| {
        let mut parts: Vec<&str> = model.label.rsplitn(3, '+').collect();
        parts.reverse();
        parts
    });
    let split: Vec<Vec<&str>> = parts.collect();
    let mut pairs = split.windows(2);
    let shared = pairs.all(|pair| pair[0].get(1..) == pair[1].get(1..));
    let label = |parts: &Vec<&str>| match parts[..] {
        [model, _, _] if shared => model.to_owned(),
        [model, template, sampler] => format!("{model} ({template}, {sampler})"),
        _ => parts.join("+"),
    };
    split.iter().map(label).collect()
}

/// `file` as it is named from `folder`.
fn relative(file: &Path, folder: &Path) -> PathBuf {
    let (Ok(file), Ok(folder)) = (file.canonicalize(), folder.canonicalize()) else {
        return file.to_owned();
    };
    let file: Vec<Component<'_>> = file.components().collect();
    let folder: Vec<Component<'_>> = folder.components().collect();
    let shared = file.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = folder[shared..].iter().map(|_| Component::ParentDir);
    up.chain(file[shared..].iter().copied()).collect()
}
