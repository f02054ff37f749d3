//! The Markdown tables that lm-evaluation-harness prints, new and old, and llm-autoeval's of the
//! same make in percent.

use std::collections::BTreeSet;

use super::lm_eval::in_arguments;
use super::metric::{Figure, names};
use super::pipe_table::{PipeTable, cell, tables};
use super::stated::{resolution, stated_within};
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::clues::Clues;
use crate::input::evidence::are_percent;
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
    let others = ["version", "metric", "value", "stderr"];
    (has("tasks") || has("task")) && others.into_iter().all(has)
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
            let figures = row.figures.iter();
            let figures: Vec<Figure> = figures.map(|(figure, _)| scaled(figure, scale)).collect();
            let Some(figure) = wanted.choose(&row.task, &figures) else {
                without_share.push(format!("{} ({})", row.task, names(&figures)));
                continue;
            };
            let resolution = row.resolution(figure) / scale;
            let evidence = stated_within(resolution, figure.value, None, figure.stderr)
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
        let mut figures = self.figures.iter();
        let found = figures.find(|(figure, _)| same(figure));
        found.map_or(0.5, |(_, resolution)| *resolution)
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
        if !name.trim().is_empty() {
            let own = name.trim().trim_start_matches('-').trim().to_owned();
            tasks.push((name_depth(&name).unwrap_or(0), own, Vec::new()));
        }
        if let Some((depth, _, rows)) = tasks.last_mut() {
            if cell(row, column("metric")) == "alias"
                && let Some(by_name) = name_depth(&raw(row, column("value")))
            {
                *depth = by_name;
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
        let mut later = tasks[ix + 1..].iter();
        let below = later.any(|(_, other, _)| other.starts_with(&format!("{name}_")));
        let mut versions = lines.iter().map(|row| cell(row, column("version")));
        let versionless = versions.all(|version| matches!(version, "N/A" | ""));
        if deeper || (below && versionless) {
            open.push((*depth, name.clone()));
            continue;
        }
        // The tasks of old tables are sorted: only the outermost group is that of a task.
        let group = if by_alias { open.first() } else { open.last() };
        found.push(Row {
            task: name.clone(),
            group: group.map(|(_, group)| group.clone()),
            figures: metrics(table, lines),
        });
    }
    found
}

/// How deep a task stands, if it has a dash: the blanks before that.
fn name_depth(cell: &str) -> Option<usize> {
    let name = cell.trim_start_matches(' ');
    name.starts_with('-').then(|| cell.len() - name.len() + 1)
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
        let filter = cell(row, column("filter"));
        let (name, filter) = metric.split_once(',').unwrap_or((metric, filter));
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
        figures.push((figure, resolution(value)));
    }
    figures
}

/// 100 where the figures of a table are percent, else 1. Metrics on other scales do not count.
fn scale(rows: &[Row]) -> f64 {
    let figures = rows.iter().flat_map(|row| &row.figures);
    let shares = figures.filter(|(figure, _)| scaled(figure, 100.0).is_share());
    match are_percent(shares.map(|(figure, _)| figure.value)) {
        true => 100.0,
        false => 1.0,
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
    let above = table.above.split_once('(');
    let arguments = above.and_then(|(_, rest)| rest.split_once(')'));
    let in_line = arguments.and_then(|(arguments, _)| {
        let mut names = ["pretrained", "model", "path"].into_iter();
        names.find_map(|name| in_arguments(arguments, name))
    });
    if let Some(model) = in_line {
        return model.to_owned();
    }
    let in_table = all.iter().find_map(|table| {
        let column = table.column("model")?;
        let cell = cell(table.rows.first()?, Some(column));
        (!cell.is_empty()).then(|| linked(cell).to_owned())
    });
    let heading = || {
        let heading = text.lines().find_map(|line| line.strip_prefix("# "))?;
        Some(heading.trim().to_owned())
    };
    in_table.or_else(heading).unwrap_or_else(|| source.stem())
}

/// The text of a Markdown link, or its model's whole name where it leads to Hugging Face.
fn linked(cell: &str) -> &str {
    let link = cell
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]("));
    let Some((text, address)) = link else {
        return cell;
    };
    let address = address.trim_end_matches(')');
    let repository = address.strip_prefix("https://huggingface.co/");
    let repository = repository.filter(|name| name.split('/').count() == 2);
    repository.unwrap_or(text)
}
