//! HELM's `groups/*.json`: the tables of its pages, a model a row.

use serde_json::Value;

use super::metric::Figure;
use super::stated::Stated;
use super::value::{number_at, text_at, whole};
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "helm-groups",
    label: "HELM table",
    endings: &["json"],
    keys: &["title", "header", "rows", "links"],
    detect: |clues| {
        ["title", "header", "rows"]
            .iter()
            .all(|key| clues.head.has(key))
            && !clues.head.is_object()
    },
    read: Reader::Results(read),
};

/// A column with an accuracy, and the column with its number of answers.
struct Column {
    at: usize,
    task: String,
    metric: String,
    n: Option<usize>,
    tokens: Option<usize>,
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let tables: Vec<Value> = source.json()?;
    let mut parsed = Parsed::default();
    let no_table = Vec::new();
    let rows_of = |table: &'_ Value, key: &str| {
        table
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let several = tables.len() > 1;
    for table in &tables {
        let title = text_at(table, "title").unwrap_or_default();
        // Pages of several scenarios have a table an aspect; the first is the accuracy.
        if is_other_aspect(title) {
            continue;
        }
        let header = rows_of(table, "header");
        let columns = columns(&header, title, several, &source.stem(), wanted);
        for (ix, row) in rows_of(table, "rows").iter().enumerate() {
            let cells = row.as_array().unwrap_or(&no_table);
            let Some(model) = cells.first().and_then(|cell| text_at(cell, "value")) else {
                continue;
            };
            for column in &columns {
                let figure = |at: usize| cells.get(at).and_then(|cell| number_at(cell, "value"));
                // A cell without a value was not evaluated.
                let Some(accuracy) = figure(column.at) else {
                    continue;
                };
                let stated = Stated {
                    accuracy,
                    resolution: Stated::FULL,
                    n: column.n.and_then(figure).and_then(whole),
                    stderr: None,
                };
                let place = format!("{title}: rows[{ix}]");
                let evidence = stated
                    .evidence()
                    .map_err(|problem| source.error_at(&place, problem))?;
                parsed.runs.push(Run {
                    tokens: column.tokens.and_then(figure),
                    ..Run::new(model, &column.task, &column.metric, evidence)
                });
            }
        }
    }
    if parsed.runs.is_empty() {
        let detail = "no column of its tables is a share of right answers";
        parsed.note("left out tables without a share of right answers", detail);
    }
    Ok(parsed)
}

fn is_other_aspect(title: &str) -> bool {
    let aspects = [
        "calibration",
        "robustness",
        "fairness",
        "efficiency",
        "general information",
        "bias",
        "toxicity",
        "summarization metrics",
        "representation",
    ];
    aspects.contains(&title.to_lowercase().as_str())
}

fn columns(
    header: &[Value],
    title: &str,
    several: bool,
    stem: &str,
    wanted: &Wanted,
) -> Vec<Column> {
    let heads: Vec<Head> = header.iter().map(Head::of).collect();
    let mut columns: Vec<Column> = Vec::new();
    for (at, head) in heads
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, head)| head.is_accuracy)
    {
        let group = if head.group.is_empty() {
            stem
        } else {
            &head.group
        };
        let of_group = |metric: &str| {
            heads
                .iter()
                .position(|other| other.group == head.group && other.metric == metric)
        };
        // A table a subject: its title tells it.
        let task = match several && !title.is_empty() && !title.eq_ignore_ascii_case("accuracy") {
            true => format!("{group} {title}"),
            false => group.to_owned(),
        };
        let column = Column {
            at,
            task,
            metric: head.metric.clone(),
            n: of_group("# eval"),
            tokens: of_group("# output tokens"),
        };
        let is_wanted = |column: &Column| {
            wanted.wanted.contains(&column.metric)
                || wanted.of_task(&column.task).as_ref() == Some(&column.metric)
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
        let metadata = cell.get("metadata").unwrap_or(&Value::Null);
        let (group, metric) = match (text_at(metadata, "run_group"), text_at(metadata, "metric")) {
            (Some(group), Some(metric)) => (group, metric),
            _ => text.rsplit_once(" - ").unwrap_or(("", text)),
        };
        let lower_is_better = cell.get("lower_is_better") == Some(&Value::Bool(true));
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
        let is_share = Wanted::default()
            .choose("", &[Figure::new(metric, 0.5)])
            .is_some();
        Head {
            group: group.to_owned(),
            metric: metric.to_owned(),
            is_accuracy: !text.is_empty() && !lower_is_better && !is_other && is_share,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn tables_of_a_page() {
        let text = r##"[{"title": "Accuracy", "header": [{"value": "Model"},
                       {"value": "Mean win rate"},
              {"value": "A - EM", "metadata": {"metric": "EM", "run_group": "A"}},
              {"value": "A - # eval", "metadata": {"metric": "# eval", "run_group": "A"}},
              {"value": "B - ECE", "lower_is_better": true}],
            "rows": [[{"value": "m"}, {"value": 0.9}, {"value": 0.75}, {"value": 8.0},
            {"value": 0.1}],
                     [{"value": "x"}, {}, {"description": "no run"}, {}, {}]]},
            {"title": "Calibration", "header": [{"value": "Model"}, {"value": "A - EM"}],
            "rows": [[{"value": "m"}, {"value": 0.1}]]}]"##;
        assert_eq!(
            shown(&parsed(read, "core.json", text, &[])),
            ["m | A | EM, | 6/8"]
        );
    }
}
