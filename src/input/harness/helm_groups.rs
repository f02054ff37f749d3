//! HELM's `groups/*.json`: the tables of its pages, a model a row.

use serde_json::Value;

use super::metric::Figure;
use super::stated::stated;
use super::value::{list_at, number_at, text_at, whole};
use super::{Parsed, Run, Source, WITHOUT_SHARE, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "helm-groups",
    label: "HELM table",
    endings: &["json"],
    keys: &["title", "header", "rows", "links"],
    detect: |clues| {
        let head = &clues.head;
        let has_words = head.says("\"markdown\"") || head.says("\"run_group\"");
        head.has_all(&["title", "header", "rows"]) && (!head.is_object() || has_words)
    },
    read: Reader::Results(read),
};

/// A column with an accuracy, and the column with its number of answers.
struct Column {
    at: usize,
    group: String,
    task: String,
    metric: String,
    n: Option<usize>,
    tokens: Option<usize>,
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    // A file of `groups/json` holds one table, others a list.
    let tables = match source.json()? {
        Value::Array(tables) => tables,
        table => vec![table],
    };
    let general = General::of(&tables);
    let mut parsed = Parsed::default();
    let several = tables.len() > 1;
    for table in &tables {
        let title = text_at(table, "title").unwrap_or_default();
        // Pages of several scenarios have a table an aspect; the first is the accuracy.
        if OTHER_ASPECTS.contains(&title.to_lowercase().as_str()) {
            continue;
        }
        let header = list_at(table, "header");
        let columns = columns(header, title, several, &source.stem(), wanted);
        for (ix, row) in list_at(table, "rows").iter().enumerate() {
            let Some(model) = text_at(&row[0], "value") else {
                continue;
            };
            for column in &columns {
                let figure = |at: Option<usize>, name: &str| match at {
                    Some(at) => number_at(&row[at], "value"),
                    None => general.figure(model, &column.group, name),
                };
                // A cell without a value was not evaluated.
                let Some(accuracy) = number_at(&row[column.at], "value") else {
                    continue;
                };
                let n = figure(column.n, "# eval").and_then(whole);
                let place = format!("{title}: rows[{ix}]");
                let evidence = stated(accuracy, n, None)
                    .map_err(|problem| source.error_at(&place, problem))?;
                parsed.runs.push(Run {
                    tokens: figure(column.tokens, "# output tokens"),
                    ..Run::new(model, &column.task, &column.metric, evidence)
                });
            }
        }
    }
    if parsed.runs.is_empty() {
        let detail = "no column of its tables is a share of right answers";
        parsed.left_out(tables.len(), "table", WITHOUT_SHARE, detail);
    }
    Ok(parsed)
}

/// The table `General information` of a page of several scenarios, which has the numbers of answers
/// and tokens that the table of accuracies lacks.
struct General<'a> {
    heads: Vec<Head>,
    rows: &'a [Value],
}

impl<'a> General<'a> {
    fn of(tables: &'a [Value]) -> Self {
        let title = |table: &Value| text_at(table, "title").unwrap_or_default().to_lowercase();
        let table = tables.iter().find(|table| title(table) == GENERAL);
        let table = table.unwrap_or(&Value::Null);
        General {
            heads: list_at(table, "header").iter().map(Head::of).collect(),
            rows: list_at(table, "rows"),
        }
    }

    fn figure(&self, model: &str, group: &str, metric: &str) -> Option<f64> {
        let at = |head: &Head| head.group == group && head.metric == metric;
        let at = self.heads.iter().position(at)?;
        let mut rows = self.rows.iter();
        let row = rows.find(|row| text_at(&row[0], "value") == Some(model))?;
        number_at(&row[at], "value")
    }
}

const GENERAL: &str = "general information";

/// Titles of tables of something else than accuracy.
const OTHER_ASPECTS: [&str; 9] = [
    "calibration",
    "robustness",
    "fairness",
    "efficiency",
    GENERAL,
    "bias",
    "toxicity",
    "summarization metrics",
    "representation",
];

fn columns(
    header: &[Value],
    title: &str,
    several: bool,
    stem: &str,
    wanted: &Wanted,
) -> Vec<Column> {
    let heads: Vec<Head> = header.iter().map(Head::of).collect();
    let is_wanted = |column: &Column| wanted.of(&column.task).contains(&column.metric);
    let mut columns: Vec<Column> = Vec::new();
    for (at, head) in heads.iter().enumerate().skip(1) {
        if !head.is_accuracy {
            continue;
        }
        let group = match head.group.as_str() {
            "" => stem,
            group => group,
        };
        let of_group = |metric: &str| {
            let mut heads = heads.iter();
            heads.position(|other| other.group == head.group && other.metric == metric)
        };
        // A table a subject: its title tells it.
        let task = match several && !title.is_empty() && !title.eq_ignore_ascii_case("accuracy") {
            true => format!("{group} {title}"),
            false => group.to_owned(),
        };
        let column = Column {
            at,
            group: head.group.clone(),
            task,
            metric: head.metric.clone(),
            n: of_group("# eval"),
            tokens: of_group("# output tokens"),
        };
        // Several accuracies of one scenario: the one asked for, else the first.
        match columns.iter_mut().find(|known| known.task == column.task) {
            Some(known) if is_wanted(&column) && !is_wanted(known) => *known = column,
            Some(_) => {}
            None => columns.push(column),
        }
    }
    columns
}

/// A column's head: `BBQ accuracy`, `MMLU - EM`.
struct Head {
    group: String,
    metric: String,
    is_accuracy: bool,
}

impl Head {
    fn of(cell: &Value) -> Head {
        let text = text_at(cell, "value").unwrap_or_default();
        let metadata = &cell["metadata"];
        let (group, metric) = match (text_at(metadata, "run_group"), text_at(metadata, "metric")) {
            (Some(group), Some(metric)) => (group, metric),
            _ => text.rsplit_once(" - ").unwrap_or(("", text)),
        };
        let lower_is_better = cell["lower_is_better"] == true;
        let name = metric.to_lowercase();
        let other = [
            "#",
            "truncated",
            "mean win rate",
            "win rate",
            "mean score",
            "ece",
            "observed inference",
            "denoised",
            "bias",
            "stereotyp",
            "toxic",
        ];
        let is_other =
            other.iter().any(|start| name.starts_with(start)) || name.contains("inference time");
        let is_share = Figure::new(metric, 0.5).is_share();
        Head {
            group: group.to_owned(),
            metric: metric.to_owned(),
            is_accuracy: !text.is_empty() && !lower_is_better && !is_other && is_share,
        }
    }
}
