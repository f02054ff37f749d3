//! Hugging Face: results in a model card (`model-index`, or the Open LLM Leaderboard's table), and
//! `.eval_results/*.yaml`.

use indexmap::IndexMap;

use super::metric::{Figure, names};
use super::pipe_table::{PipeTable, cell, tables};
use super::stated::stated;
use super::yaml::{self, Yaml};
use super::{Parsed, Run, Source, Wanted, date};
use crate::error::{Error, Place, Result};
use crate::input::evidence::are_percent;
use crate::input::format::{Format, Reader};

pub(in super::super) const CARD: Format = Format {
    id: "hf-model-card",
    label: "Hugging Face model card",
    endings: &["md"],
    keys: &[],
    detect: |clues| {
        let text = clues.head.prose();
        front_matter(text).is_some_and(|front| front.contains("model-index:"))
            || leaderboard_table(text).is_some()
    },
    read: Reader::Results(read_card),
};

pub(in super::super) const EVAL_RESULTS: Format = Format {
    id: "hf-eval-results",
    label: "Hugging Face .eval_results",
    endings: &["yaml", "yml"],
    keys: &[],
    detect: |clues| {
        let folder = clues.path.parent().and_then(|folder| folder.file_name());
        let is_yaml = ["yaml", "yml"].contains(&&*crate::input::ending(clues.path));
        is_yaml && folder.is_some_and(|folder| folder == ".eval_results")
    },
    read: Reader::Results(read_eval_results),
};

/// The YAML between the first two lines of dashes.
fn front_matter(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("---")?
        .trim_start_matches('\r')
        .strip_prefix('\n')?;
    let end = rest.find("\n---")?;
    Some(&rest[..=end])
}

/// The table `Metric | Value` of the Open LLM Leaderboard.
fn leaderboard_table(text: &str) -> Option<PipeTable> {
    let is_one = |table: &PipeTable| {
        table.header.len() == 2
            && table.column("metric") == Some(0)
            && table.column("value") == Some(1)
    };
    let table = tables(text).into_iter().find(is_one);
    table.filter(|_| text.contains("open_llm_leaderboard") || text.contains("open-llm-leaderboard"))
}

fn read_card(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let text = source.text()?;
    let mut parsed = Parsed::default();
    let front = front_matter(&text).filter(|front| front.contains("model-index:"));
    if let Some(front) = front {
        let yaml = yaml::parse(front).map_err(|problem| {
            Error::input(&source.path, Place::Line(problem.line + 1), problem.problem)
        })?;
        for entry in yaml.list(&["model-index"]) {
            index_entry(entry, source, wanted, &mut parsed)?;
        }
        if parsed.runs.is_empty() {
            let detail = "its model-index has no results";
            parsed.left_out(1, "model card", "without results", detail);
        }
        return Ok(parsed);
    }
    if let Some(table) = leaderboard_table(&text) {
        let model = model_of_card(&text, source);
        for row in &table.rows {
            let (task, percent) = (cell(row, Some(0)), cell(row, Some(1)));
            if let Ok(percent) = percent.parse::<f64>()
                && !task.starts_with("Avg")
            {
                let evidence = stated(percent / 100.0, None, None)
                    .map_err(|problem| source.error_at(task, problem))?;
                let run = Run::new(&model, task, "leaderboard", evidence);
                parsed.runs.push(run);
            }
        }
    }
    Ok(parsed)
}

/// The model of a card without an index: in the link to its details, else its first heading.
fn model_of_card(text: &str, source: &Source) -> String {
    if let Some((_, rest)) = text.split_once("/details_") {
        let end = rest.find(|c: char| c.is_whitespace() || c == ')');
        return rest[..end.unwrap_or(rest.len())].replacen("__", "/", 1);
    }
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    heading.map_or_else(
        || source.folder(1),
        |heading| {
            let name = heading.trim().trim_start_matches("Model Card:");
            name.trim().to_owned()
        },
    )
}

/// One model of a `model-index`: a metric a data set.
fn index_entry(entry: &Yaml, source: &Source, wanted: &Wanted, parsed: &mut Parsed) -> Result<()> {
    let folder = source.folder(1);
    let model = entry.text(&["name"]).unwrap_or(&folder);
    let mut tasks: IndexMap<String, Vec<Figure>> = IndexMap::new();
    for result in entry.list(&["results"]) {
        let dataset = [["dataset", "name"], ["dataset", "type"], ["task", "name"]];
        let Some(dataset) = dataset.iter().find_map(|path| result.text(path)) else {
            continue;
        };
        for metric in result.list(&["metrics"]) {
            if let (Some(name), Some(value)) = (metric.text(&["type"]), metric.number(&["value"])) {
                let figures = tasks.entry(dataset.to_owned()).or_default();
                figures.push(Figure::new(name, value));
            }
        }
    }
    // Shares or percent, as the author liked.
    let values = tasks.values().flatten().map(|figure| figure.value);
    let scale = if are_percent(values) { 100.0 } else { 1.0 };
    for (task, mut figures) in tasks {
        for figure in &mut figures {
            figure.value /= scale;
        }
        let Some(figure) = wanted.choose(&task, &figures) else {
            parsed.without_share(&[format!("{task} ({})", names(&figures))]);
            continue;
        };
        let evidence =
            stated(figure.value, None, None).map_err(|problem| source.error_at(&task, problem))?;
        let run = Run::new(model, &task, &figure.name, evidence);
        parsed.runs.push(run);
    }
    Ok(())
}

fn read_eval_results(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let yaml = source.yaml()?;
    let results = yaml.list_or(source, "not a list of results")?;
    // The model is the repository, whatever the source's address names.
    let model = source.folder(2);
    let mut parsed = Parsed::default();
    for (ix, result) in results.iter().enumerate() {
        let place = format!("[{ix}]");
        let task = ["task_id", "id"].iter();
        let task = { task }.find_map(|key| result.text(&["dataset", key]));
        let (Some(task), Some(value)) = (task, result.number(&["value"])) else {
            let problem = "a result needs `dataset.id` and a number as `value`";
            return Err(source.error_at(&place, problem));
        };
        let share = if value > 1.0 { value / 100.0 } else { value };
        let evidence =
            stated(share, None, None).map_err(|problem| source.error_at(&place, problem))?;
        let task = match result.text(&["notes"]) {
            Some(notes) => format!("{task} ({notes})"),
            None => task.to_owned(),
        };
        parsed.runs.push(Run {
            date: result.text(&["date"]).and_then(date::seconds),
            ..Run::new(&model, &task, "value", evidence)
        });
    }
    Ok(parsed)
}
