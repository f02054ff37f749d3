//! ReasonScape dataset config: JSON that names bucket files and says how to show what they hold.

use std::path::Path;

use glob::Pattern;
use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::files::{self, Opened};
use super::json::Text;
use super::sniff::Sniff;
use super::{Intake, Kind, check_name, format_of};
use crate::error::{Error, Place, Result};

/// The keys that are read; others are ignored.
#[derive(Deserialize)]
struct Config {
    title: Option<Text>,
    inputs: Option<Vec<String>>,
    evals: Option<IgnoredAny>,
    scenarios: Option<IndexMap<String, Scenario>>,
    #[serde(default)]
    basetasks: IndexMap<String, BaseTask>,
    #[serde(default)]
    manifolds: IndexMap<String, Manifold>,
}

#[derive(Deserialize)]
struct Scenario {
    label: Option<Text>,
    #[serde(default)]
    groups: Vec<Text>,
}

#[derive(Deserialize)]
struct BaseTask {
    label: Option<Text>,
    points: Option<u64>,
}

#[derive(Deserialize)]
struct Manifold {
    label: Option<Text>,
}

pub(super) fn detect(sniff: &Sniff) -> bool {
    sniff.is_object()
        && ["inputs", "scenarios", "evals"]
            .iter()
            .any(|key| sniff.has(key))
}

pub(super) fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let config: Config =
        serde_json::from_reader(file.content()).map_err(|error| Error::json(&path, &error))?;
    let Some(inputs) = &config.inputs else {
        return Err(Error::input(&path, Place::Whole, without_inputs(&config)));
    };
    declare(&config, &path, intake)?;
    for pattern in inputs {
        for input in input_files(&path, pattern)? {
            read_input(&path, &input, config.scenarios.as_ref(), intake)?;
        }
    }
    Ok(())
}

fn without_inputs(config: &Config) -> &'static str {
    if config.evals.is_some() {
        "a dataset of the later kind (`evals` in place of `inputs`): its results lie in a DuckDB database; \
         export a cell table from it (model,level,task,n,correct,truncated,tokens,guess_chance) and give that"
    } else {
        "`inputs` is missing: the list of bucket files, such as [\"results/*.json\"]"
    }
}

/// Fixes order, labels, groups and expected points, as the config gives them.
fn declare(config: &Config, path: &Path, intake: &mut Intake) -> Result<()> {
    let checked = |what: &str, map: &str, key: &str| {
        check_name(what, key)
            .map_err(|problem| Error::input(path, Place::Key(format!("{map}.{key}")), problem))
    };
    if let Some(title) = &config.title {
        intake.builder.title(&title.0);
    }
    for (key, scenario) in config.scenarios.iter().flatten() {
        checked("the scenario's key", "scenarios", key)?;
        let groups: Vec<String> = scenario
            .groups
            .iter()
            .map(|group| group.0.clone())
            .collect();
        intake.builder.model(key, label(&scenario.label), &groups);
        intake.buckets.know_scenario(key);
    }
    for (key, task) in &config.basetasks {
        checked("the task's key", "basetasks", key)?;
        intake.builder.task(key, label(&task.label), task.points);
    }
    for (key, manifold) in &config.manifolds {
        intake.builder.level(key, label(&manifold.label));
    }
    Ok(())
}

/// A given label, unless it is blank.
fn label(label: &Option<Text>) -> Option<&str> {
    let label = label.as_ref().map(|label| label.0.as_str());
    label.filter(|label| !label.trim().is_empty())
}

/// The files that `pattern` names, sorted: relative to the config's folder, else to the working directory.
fn input_files(config: &Path, pattern: &str) -> Result<Vec<std::path::PathBuf>> {
    let folder = config.parent().unwrap_or(Path::new(""));
    let beside = folder.join(pattern);
    if beside.is_file() {
        return Ok(vec![beside]);
    }
    let escaped = Path::new(&Pattern::escape(&folder.to_string_lossy())).join(pattern);
    let mut found = files::matches(&escaped.to_string_lossy())?;
    if found.is_empty() {
        found = files::matches(pattern)?;
    }
    if found.is_empty() {
        return Err(Error::input(
            config,
            Place::Key("inputs".to_owned()),
            format!(
                "no file matches {pattern}, neither beside the config nor in the working directory"
            ),
        ));
    }
    Ok(found)
}

/// Reads a bucket file on behalf of `config`. Its `scenarios`, where given, are the models that are shown.
fn read_input(
    config: &Path,
    input: &Path,
    scenarios: Option<&IndexMap<String, Scenario>>,
    intake: &mut Intake,
) -> Result<()> {
    let opened = Opened::new(input)?;
    let format =
        format_of(&opened, None).map_err(|problem| Error::input(input, Place::Whole, problem))?;
    if format.kind != Kind::BucketFile {
        return Err(Error::input(
            config,
            Place::Key("inputs".to_owned()),
            format!(
                "{} is a {}; `inputs` names bucket files",
                input.display(),
                format.kind
            ),
        ));
    }
    intake.buckets.show_only_known(scenarios.is_some());
    let done = intake.read(opened, format);
    intake.buckets.show_only_known(false);
    done
}
