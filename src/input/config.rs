//! ReasonScape dataset config: JSON that names bucket files and says how to show what they hold.

mod draft;

use std::path::{Path, PathBuf};

use glob::Pattern;
use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::figure::{Figure, count};
use super::find::matches;
use super::format::{Format, Reader};
use super::intake::{Intake, NamedByConfig};
use super::json::{self, Text};
use super::names::checked_name;
use super::open::Opened;
use crate::bucket_file;
use crate::error::{Error, Place, Result, printable};

pub use draft::draft_config;

/// The keys that are read; others are ignored. Maps have their entries in order of display.
#[derive(Deserialize)]
struct Config {
    title: Option<Text>,
    inputs: Option<Patterns>,
    evals: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "json::map_of")]
    scenarios: IndexMap<String, Scenario>,
    #[serde(default, deserialize_with = "json::map_of")]
    basetasks: IndexMap<String, BaseTask>,
    #[serde(default, deserialize_with = "json::map_of")]
    manifolds: IndexMap<String, Manifold>,
}

#[derive(Deserialize)]
struct Patterns(#[serde(deserialize_with = "json::texts")] Vec<String>);

#[derive(Deserialize)]
struct Scenario {
    label: Option<Text>,
    #[serde(default, deserialize_with = "json::texts")]
    groups: Vec<String>,
}

#[derive(Deserialize)]
struct BaseTask {
    label: Option<Text>,
    points: Option<Figure>,
}

#[derive(Deserialize)]
struct Manifold {
    label: Option<Text>,
}

pub(super) const FORMAT: Format = Format {
    id: "dataset",
    label: "ReasonScape dataset config",
    endings: &["json"],
    keys: &["inputs", "scenarios", "evals", "basetasks", "manifolds"],
    detect: |clues| {
        let head = &clues.head;
        let mut marks = ["inputs", "scenarios", "evals"].iter();
        head.is_object() && marks.any(|key| head.has(key)) && !head.has(bucket_file::BUCKETS)
    },
    read: Reader::Supported(read),
};

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let config: Config =
        serde_json::from_reader(file.content()).map_err(|error| Error::json(&path, &error))?;
    let Some(Patterns(inputs)) = &config.inputs else {
        return Err(Error::input(&path, Place::Whole, without_inputs(&config)));
    };
    declare(&config, &path, intake)?;
    for pattern in inputs {
        for input in input_files(&path, pattern)? {
            intake.named_by_configs.push(NamedByConfig {
                config: path.clone(),
                input,
                only_scenarios: !config.scenarios.is_empty(),
            });
        }
    }
    Ok(())
}

fn without_inputs(config: &Config) -> &'static str {
    if config.evals.is_some() {
        "a dataset of the later kind (`evals` in place of `inputs`): its results lie in a DuckDB \
         database; export a cell table from it \
         (model,level,task,n,correct,truncated,tokens,guess_chance) and give that"
    } else {
        "`inputs` is missing: the list of bucket files, such as [\"results/*.json\"]"
    }
}

/// Fixes order, labels, groups and expected points, as the config gives them.
fn declare(config: &Config, path: &Path, intake: &mut Intake) -> Result<()> {
    let at = |map: &str, key: &str| {
        let place = Place::Key(format!("{map}.{key}"));
        move |problem: String| Error::input(path, place, problem)
    };
    if let Some(title) = label(&config.title) {
        intake.builder.title(title);
    }
    for (key, scenario) in &config.scenarios {
        checked_name("the scenario's key", key).map_err(at("scenarios", key))?;
        let groups = scenario.groups.iter();
        let groups = groups.map(|group| checked_name("a group", group).map(str::to_owned));
        let groups = groups.collect::<Result<Vec<String>, String>>();
        let groups = groups.map_err(at("scenarios", key))?;
        intake.builder.model(key, label(&scenario.label), &groups);
        intake.buckets.know_scenario(key);
    }
    for (key, task) in &config.basetasks {
        checked_name("the task's key", key).map_err(at("basetasks", key))?;
        let points = count(task.points, "points").map_err(at("basetasks", key))?;
        intake.builder.task(key, label(&task.label), points);
    }
    for (key, manifold) in &config.manifolds {
        intake.builder.level(key, label(&manifold.label));
    }
    Ok(())
}

/// A given label, unless it is blank.
fn label(label: &Option<Text>) -> Option<&str> {
    let label = label.as_ref().map(|label| label.0.trim());
    label.filter(|label| !label.is_empty())
}

/// The files that `pattern` names, sorted: relative to the config's folder, else to the working
/// directory.
fn input_files(config: &Path, pattern: &str) -> Result<Vec<PathBuf>> {
    let folder = config.parent().unwrap_or(Path::new(""));
    let beside = folder.join(pattern);
    if beside.is_file() {
        return Ok(vec![beside]);
    }
    let escaped = Path::new(&Pattern::escape(&folder.to_string_lossy())).join(pattern);
    for pattern in [&*escaped.to_string_lossy(), pattern] {
        let mut found = matches(pattern).map_err(|error| match error {
            Error::BadPattern { .. } => Error::input(config, inputs_place(), error),
            other => other,
        })?;
        found.retain(|path| path.is_file());
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let problem = format!(
        "no file matches {}, neither beside the config nor in the working directory",
        printable(pattern, 120)
    );
    Err(Error::input(config, inputs_place(), problem))
}

pub(super) fn inputs_place() -> Place {
    Place::Key("inputs".to_owned())
}
