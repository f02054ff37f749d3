//! The Markdown tables that lm-evaluation-harness prints, new and old, and llm-autoeval's of the
//! same make in percent.

use std::collections::BTreeSet;

use super::lm_eval::in_arguments;
use super::metric::{Figure, names};
use super::pipe_table::{PipeTable, cell, tables};
use super::stated::Stated;
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::clues::Clues;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "lm-eval-table",
    label: "lm-evaluation-harness printed table",
    endings: &["md", "txt"],
    keys: &[],
    detect,
    read: Reader::Results(read),
};

fn detect(clues: &Clues<'_>) -> bool {
    tables(clues.head.prose()).iter().any(is_results)
}

/// Whether a table is one of results: `Tasks` or `Task`, `Version`, `Metric`, `Value`.
fn is_results(table: &PipeTable) -> bool {
    let has = |name: &str| table.column(name).is_some();
    (has("tasks") || has("task"))
        && ["version", "metric", "value", "stderr"]
            .iter()
            .all(|name| has(name))
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let text = source.text()?;
    let all = tables(&text);
    let mut parsed = Parsed::default();
    let mut without_share = Vec::new();
    let mut seen = BTreeSet::new();
    for table in all.iter().filter(|table| is_results(table)) {
        let model = model(table, &all, &text, source);
        let rows = rows(table);
        let scale = scale(&rows);
        for row in &rows {
            let figures: Vec<Figure> = row
                .figures
                .iter()
                .map(|(figure, _)| scaled(figure, scale))
                .collect();
            let Some(figure) = wanted.choose(&row.task, &figures) else {
                without_share.push(format!("{} ({})", row.task, names(&figures)));
                continue;
            };
            let resolution = row.resolution(figure) / scale;
            let evidence = Stated {
                accuracy: figure.value,
                resolution,
                n: None,
                stderr: figure.stderr,
            };
            let evidence = evidence
                .evidence()
                .map_err(|problem| source.error_at(&row.task, problem))?;
            // Suites may run a task twice, with other examples in the prompt.
            let task = match seen.insert((model.clone(), row.task.clone())) {
                true => row.task.clone(),
                false => format!("{} ({})", row.task, table.heading),
            };
            parsed.runs.push(Run {
                filter: figure.filter.clone(),
                category: row.group.clone(),
                ..Run::new(&model, &task, &figure.name, evidence)
            });
        }
    }
    parsed.without_share(&without_share);
    Ok(parsed)
}

/// A task of a table with its metrics, each with the resolution of its printed figure.
struct Row {
    task: String,
    group: Option<String>,
    figures: Vec<(Figure, f64)>,
}

impl Row {
    fn resolution(&self, chosen: &Figure) -> f64 {
        let same = |figure: &Figure| figure.name == chosen.name && figure.filter == chosen.filter;
        self.figures
            .iter()
            .find(|(figure, _)| same(figure))
            .map_or(0.5, |(_, resolution)| *resolution)
    }
}

/// The tasks of a table. A blank task cell is a further metric of the task above; a row with deeper
/// rows below it, or without a number of examples where others have one, is a group, whose figures
/// its parts repeat.
fn rows(table: &PipeTable) -> Vec<Row> {
    let column = |name: &str| table.column(name);
    let task_column = column("tasks").or(column("task"));
    let raw = |row: &[String], at: Option<usize>| {
        at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
    };
    // The depth of each task by its dashes: `mmlu`, ` - stem`, `  - anatomy`; old tables have them
    // in a row `alias`.
    let mut tasks: Vec<(usize, String, Vec<&Vec<String>>)> = Vec::new();
    let mut by_alias = false;
    for row in &table.rows {
        let name = raw(row, task_column);
        match name.trim() {
            "" => {}
            trimmed => {
                let name = trimmed.trim_start_matches('-').trim().to_owned();
                let depth = if trimmed.starts_with('-') {
                    name_depth(&raw(row, task_column))
                } else {
                    0
                };
                tasks.push((depth, name, Vec::new()));
            }
        }
        if let Some((depth, _, rows)) = tasks.last_mut() {
            let alias = raw(row, column("value"));
            if cell(row, column("metric")) == "alias" && alias.trim_start().starts_with("- ") {
                *depth = name_depth(&alias);
                by_alias = true;
            }
            rows.push(row);
        }
    }
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (ix, (depth, name, lines)) in tasks.iter().enumerate() {
        open.retain(|(group, _)| group < depth);
        let deeper = tasks.get(ix + 1).is_some_and(|(next, ..)| next > depth);
        // Old tables have no depth: `mmlu` stands before `mmlu_anatomy`, whose alias is indented.
        let below = tasks[ix + 1..]
            .iter()
            .any(|(_, other, _)| other.starts_with(&format!("{name}_")));
        let versionless = lines
            .iter()
            .all(|row| matches!(cell(row, column("version")), "N/A" | ""));
        if deeper || (below && versionless) {
            open.push((*depth, name.clone()));
            continue;
        }
        // The tasks of old tables are sorted: only the outermost group is that of a task.
        let group = if by_alias { open.first() } else { open.last() };
        let group = group.map(|(_, group)| group.clone());
        found.push(Row {
            task: name.clone(),
            group,
            figures: metrics(table, lines),
        });
    }
    found
}

/// How deep a task stands: the blanks before its dash.
fn name_depth(cell: &str) -> usize {
    cell.chars().take_while(|c| *c == ' ').count() + 1
}

fn metrics(table: &PipeTable, lines: &[&Vec<String>]) -> Vec<(Figure, f64)> {
    let column = |name: &str| table.column(name);
    let mut figures: Vec<(Figure, f64)> = Vec::new();
    for row in lines {
        let metric = cell(row, column("metric"));
        let value = cell(row, column("value"));
        let Ok(number) = value.parse::<f64>() else {
            continue;
        };
        let (name, filter) = metric
            .split_once(',')
            .unwrap_or((metric, cell(row, column("filter"))));
        if let Some(of) = name.strip_suffix("_stderr") {
            let known = figures
                .iter_mut()
                .find(|(figure, _)| figure.name == of && figure.filter == filter);
            // A printed error of 0 only says that it is below the last digit.
            if let Some((figure, _)) = known.filter(|_| number > 0.0) {
                figure.stderr = Some(number);
            }
            continue;
        }
        let direction = table.header.iter().position(|head| head.is_empty());
        let figure = Figure {
            filter: filter.to_owned(),
            stderr: cell(row, column("stderr")).parse().ok(),
            higher_is_better: match cell(row, direction) {
                "↑" => Some(true),
                "↓" => Some(false),
                _ => None,
            },
            ..Figure::new(name, number)
        };
        figures.push((figure, Stated::resolution(value)));
    }
    figures
}

/// 100 where at least half of a table's figures that are not 0 are above 1, else 1. Metrics on
/// other scales do not count.
fn scale(rows: &[Row]) -> f64 {
    let shares = |figure: &&Figure| scaled(figure, 100.0).is_share() && figure.value != 0.0;
    let values: Vec<f64> = rows
        .iter()
        .flat_map(|row| &row.figures)
        .map(|(figure, _)| figure)
        .filter(shares)
        .map(|figure| figure.value)
        .collect();
    let above = values.iter().filter(|value| **value > 1.0).count();
    if above > 0 && 2 * above >= values.len() {
        100.0
    } else {
        1.0
    }
}

fn scaled(figure: &Figure, scale: f64) -> Figure {
    Figure {
        value: figure.value / scale,
        stderr: figure.stderr.map(|error| error / scale),
        ..figure.clone()
    }
}

/// The model: from the line above the table, else from a summary table's `Model` column, else the
/// first heading, else the file.
fn model(table: &PipeTable, all: &[PipeTable], text: &str, source: &Source) -> String {
    let arguments = table
        .above
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside);
    let in_line = arguments.and_then(|arguments| {
        ["pretrained", "model", "path"]
            .iter()
            .find_map(|name| in_arguments(arguments, name))
    });
    if let Some(model) = in_line {
        return model.to_owned();
    }
    let in_table = all.iter().find_map(|table| {
        let column = table.column("model")?;
        let cell = cell(table.rows.first()?, Some(column));
        (!cell.is_empty()).then(|| cell.to_owned())
    });
    if let Some(cell) = in_table {
        return linked(&cell);
    }
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    heading
        .map(|heading| heading.trim().to_owned())
        .unwrap_or_else(|| source.stem())
}

/// The text of a Markdown link, or its model's whole name where it leads to Hugging Face.
fn linked(cell: &str) -> String {
    let Some((text, address)) = cell
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]("))
    else {
        return cell.to_owned();
    };
    let repository = address
        .trim_end_matches(')')
        .strip_prefix("https://huggingface.co/");
    repository
        .filter(|name| name.split('/').count() == 2)
        .unwrap_or(text)
        .to_owned()
}

#[cfg(test)]
mod tests;
