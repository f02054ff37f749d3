//! HELM's `groups/*.json`: the tables of its pages, a model a row.

use serde_json::Value;

use super::metric::Figure;
use super::stated::Stated;
use super::value::{number_at, text_at, whole};
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
    let no_table = Vec::new();
    let several = tables.len() > 1;
    for table in &tables {
        let title = text_at(table, "title").unwrap_or_default();
        // Pages of several scenarios have a table an aspect; the first is the accuracy.
        if is_other_aspect(title) {
            continue;
        }
        let header = list(table, "header");
        let columns = columns(header, title, several, &source.stem(), wanted);
        for (ix, row) in list(table, "rows").iter().enumerate() {
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
                    n: match column.n {
                        Some(n) => figure(n),
                        None => general.figure(model, &column.group, "# eval"),
                    }
                    .and_then(whole),
                    stderr: None,
                };
                let place = format!("{title}: rows[{ix}]");
                let evidence = stated
                    .evidence()
                    .map_err(|problem| source.error_at(&place, problem))?;
                parsed.runs.push(Run {
                    tokens: match column.tokens {
                        Some(tokens) => figure(tokens),
                        None => general.figure(model, &column.group, "# output tokens"),
                    },
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

/// A member that is a list; empty where it is none.
fn list<'a>(table: &'a Value, key: &str) -> &'a [Value] {
    let list = table.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// The table `General information` of a page of several scenarios, which has the numbers of answers
/// and tokens that the table of accuracies lacks.
struct General<'a> {
    heads: Vec<Head>,
    rows: &'a [Value],
}

impl<'a> General<'a> {
    fn of(tables: &'a [Value]) -> Self {
        let is_it = |table: &&Value| {
            text_at(table, "title").is_some_and(|title| title.eq_ignore_ascii_case(GENERAL))
        };
        let table = tables.iter().find(is_it).unwrap_or(&Value::Null);
        General {
            heads: list(table, "header").iter().map(Head::of).collect(),
            rows: list(table, "rows"),
        }
    }

    fn figure(&self, model: &str, group: &str, metric: &str) -> Option<f64> {
        let at = |head: &Head| head.group == group && head.metric == metric;
        let at = self.heads.iter().position(at)?;
        let is_model =
            |row: &&Value| row.get(0).and_then(|cell| text_at(cell, "value")) == Some(model);
        number_at(self.rows.iter().find(is_model)?.get(at)?, "value")
    }
}

const GENERAL: &str = "general information";

fn is_other_aspect(title: &str) -> bool {
    let aspects = [
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
    let is_wanted = |column: &Column| wanted.of(&column.task).contains(&column.metric);
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
        let is_share = Figure::new(metric, 0.5).is_share();
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
              {"value": "B - ECE", "lower_is_better": true}, {"value": "B - EM",
              "metadata": {"metric": "EM", "run_group": "B"}}],
            "rows": [[{"value": "m"}, {"value": 0.9}, {"value": 0.75}, {"value": 8.0},
            {"value": 0.1}, {"value": 0.25}],
                     [{"value": "x"}, {}, {"description": "no run"}, {}, {}, {}]]},
            {"title": "General information", "header": [{"value": "Model"},
            {"value": "B - # eval", "metadata": {"metric": "# eval", "run_group": "B"}}],
             "rows": [[{"value": "m"}, {"value": 4}]]},
            {"title": "Calibration", "header": [{"value": "Model"}, {"value": "A - EM"}],
            "rows": [[{"value": "m"}, {"value": 0.1}]]}]"##;
        assert_eq!(
            shown(&parsed(read, "core.json", text, &[])),
            ["m | A | EM, | 6/8", "m | B | EM, | 1/4"]
        );
    }
}
