//! A project file to be edited, drafted from what was read.

use std::collections::BTreeSet;
// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write as _;

use super::values::checked;
use crate::dataset::{Dataset, Level, Model, Task, TaskIx};

/// What stands above everything.
const HEAD: &str = "\
# The project file of evalboard: names, groups and links, how figures are read, defaults of options.
# Every option of the command line wins over it. Lines that begin with # are examples or what was
# found: take the # away to change them.
";

const OPTIONS: &str = "\
# subtitle = \"\"
# footer = \"\"
# logo = \"logo.svg\"
# theme = \"light\"                # light, dark
# palette = \"standard\"           # standard, cvd
# layout = \"table\"               # table, wrap, transpose
# density = \"normal\"             # normal, compact
# score = \"reason\"               # reason, point, lower, average
# cell = \"adjusted\"              # adjusted, raw
# columns = [\"rank\", \"model\", \"score\", \"tasks\"]
";

const MODELS: &str = "
# Models by name or glob: label, groups, url, hide = true, and any attribute (license = \"MIT\").
# [models.\"llama*\"]
# groups = [\"family:llama\"]
";

const TASKS: &str = "
# Tasks by name or glob: label, task and level (what the name stands for), n (trials of a cell),
# guess_chance or choices, points, metric, lower_is_better = true, range = [1, 10], hide = true,
# order = 1. Several names become one task, at a level each:
# [tasks.\"math_easy*\"]
# task = \"Math\"
# level = \"easy\"
";

const LEVELS: &str = "
# Levels: label, order = 1.
";

/// The text of a project file for `dataset`, which gives the same board. `inputs` are named from
/// the folder of the file; `map` are columns by role.
pub fn draft(dataset: &Dataset, inputs: &[String], map: &[(&str, &str)]) -> String {
    let mut text = HEAD.to_owned();
    let title = dataset.title.as_deref();
    let comment = if title.is_some() { "" } else { "# " };
    let title = quoted(title.unwrap_or("Leaderboard"));
    let inputs: Vec<String> = inputs.iter().map(|input| quoted(input)).collect();
    let _ = write!(
        text,
        "\n{comment}title = {title}\ninputs = [{}]\n{OPTIONS}",
        inputs.join(", ")
    );
    text += match map.is_empty() {
        true => "\n# Which column of a table is what.\n# [map]\n# model = \"System\"\n",
        false => "\n# Which column of a table is what.\n[map]\n",
    };
    for (role, column) in map {
        let _ = writeln!(text, "{role} = {}", quoted(column));
    }
    text += MODELS;
    dataset.models.iter().for_each(|one| model(one, &mut text));
    text += TASKS;
    for (ix, one) in dataset.tasks.iter().enumerate() {
        task(one, &trials(dataset, ix), &mut text);
    }
    if dataset.levels.iter().any(|level| !level.key().is_empty()) {
        text += LEVELS;
        dataset.levels.iter().for_each(|one| level(one, &mut text));
    }
    text
}

fn model(model: &Model, text: &mut String) {
    let Some(key) = key(&model.key) else { return };
    let _ = writeln!(text, "\n[models.{key}]");
    label(&model.label, text);
    let groups: Vec<String> = model.groups.iter().map(|group| quoted(group)).collect();
    let are_names = model.groups.iter().all(|group| is_shown_as_it_is(group));
    let comment = if groups.is_empty() || !are_names {
        "# "
    } else {
        ""
    };
    let _ = writeln!(text, "{comment}groups = [{}]", groups.join(", "));
    if let Some(url) = &model.url {
        let _ = writeln!(text, "# url = {}", quoted(url));
    }
    for (name, value) in &model.attributes {
        let _ = writeln!(text, "# {} = {}", quoted(name), quoted(value));
    }
}

fn task(task: &Task, trials: &BTreeSet<u64>, text: &mut String) {
    let Some(key) = key(&task.key) else { return };
    let _ = writeln!(text, "\n[tasks.{key}]");
    label(&task.label, text);
    match (trials.first(), trials.last()) {
        (Some(least), Some(most)) if least == most => {
            let _ = writeln!(text, "# n = {least}");
        }
        (Some(least), Some(most)) => {
            let _ = writeln!(text, "# n = {most}  # {least} to {most} in the data");
        }
        _ => text.push_str("# n = 100\n"),
    }
    if let Some(points) = task.points.filter(|points| *points > 0) {
        let _ = writeln!(text, "points = {points}");
    }
}

fn level(level: &Level, text: &mut String) {
    for name in &level.keys {
        let Some(key) = key(name) else { continue };
        let _ = writeln!(text, "\n[levels.{key}]");
        label(&level.label, text);
    }
}

/// How many responses the cells of a task have, where they say so.
fn trials(dataset: &Dataset, task: usize) -> BTreeSet<u64> {
    let cells = dataset.cells.iter();
    let of_task = cells.filter(|((_, _, at), _)| *at == TaskIx(task));
    let responses = of_task.filter_map(|(_, cell)| cell.responses());
    responses.filter(|responses| *responses > 0).collect()
}

/// A name as a key that means it alone, if it has one.
fn key(name: &str) -> Option<String> {
    is_shown_as_it_is(name).then(|| quoted(name))
}

/// The label that the inputs give.
fn label(label: &str, text: &mut String) {
    let _ = writeln!(text, "# label = {}", quoted(label));
}

fn is_shown_as_it_is(name: &str) -> bool {
    checked(name).is_ok_and(|checked| checked == name)
}

/// `text` as a string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() || crate::error::is_bidi_control(c) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
