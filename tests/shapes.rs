//! Random boards, written in every shape that a table can have, read back as the same board.

mod support;

use evalboard::internals::input::{Scale, ScaleChoice, TableOptions};
use proptest::prelude::*;
use serde_json::json;
use support::cells::{Cells, cells_of, load_with};
use support::folder::Folder;

/// Names with what separators, quotes and Markdown could trip over.
const MODELS: [&str; 6] = ["model a", "β", "c;d", "e,f", "g\"h", "i | j"];
const TASKS: [&str; 6] = [
    "arith",
    "sort test",
    "logic;x",
    "käse",
    "code, hard",
    "2024 \"q\"",
];

/// The names of a column, the canonical one first.
const MODEL_NAMES: [&str; 10] = [
    "model",
    "Model_Name",
    "model-id",
    "NAME",
    "SYSTEM",
    "agent",
    "LLM",
    "Models",
    "method",
    "Submission",
];
const TASK_NAMES: [&str; 6] = [
    "task",
    "Dataset",
    "BENCHMARK",
    "task name",
    "subject",
    "eval",
];
const ACCURACY_NAMES: [&str; 7] = [
    "accuracy",
    "acc",
    "Score",
    "Pass@1",
    "Exact Match",
    "EM",
    "value",
];

/// A board to be written in many shapes: shares in whole thousandths, so that no digit is lost.
#[derive(Debug, Clone)]
struct Board {
    /// By model and task, in thousandths.
    values: Vec<Vec<Option<u16>>>,
}

fn board() -> impl Strategy<Value = Board> {
    (2..=6_usize, 2..=6_usize)
        .prop_flat_map(|(models, tasks)| {
            let row = prop::collection::vec(prop::option::weighted(0.9, 0..=1000_u16), tasks);
            prop::collection::vec(row, models)
        })
        .prop_map(|mut values| {
            // Each model and each task has a result, and the first task all.
            for (ix, row) in values.iter_mut().enumerate() {
                row[0] = row[0].or(Some(500 + ix as u16));
            }
            for value in &mut values[0] {
                *value = value.or(Some(250));
            }
            Board { values }
        })
}

/// A shape of a table.
#[derive(Debug, Clone)]
struct Shape {
    is_wide: bool,
    is_percent: bool,
    separator: char,
    line_end: &'static str,
    is_utf16: bool,
    has_index: bool,
    /// Which of the names of a column.
    alias: usize,
    /// The order of the columns: those with the least keys first.
    order: Vec<u8>,
    /// How the JSON holds the table.
    orient: usize,
}

fn shape() -> impl Strategy<Value = Shape> {
    let line_end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    let separator = prop::sample::select(vec![',', ';', '\t']);
    let order = prop::collection::vec(any::<u8>(), 7);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (flags, separator, line_end, 0..10_usize, order, 0..5_usize).prop_map(
        |(
            (is_wide, is_percent, is_utf16, has_index),
            separator,
            line_end,
            alias,
            order,
            orient,
        )| {
            Shape {
                is_wide,
                is_percent,
                separator,
                line_end,
                is_utf16,
                has_index,
                alias,
                order,
                orient,
            }
        },
    )
}

/// A table: names of columns, and rows. Fields that hold no figure are empty.
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    is_figure: Vec<bool>,
}

impl Board {
    fn tasks(&self) -> &'static [&'static str] {
        &TASKS[..self.values[0].len()]
    }

    fn models(&self) -> &'static [&'static str] {
        &MODELS[..self.values.len()]
    }

    fn figure(&self, model: usize, task: usize, is_percent: bool) -> String {
        match (self.values[model][task], is_percent) {
            (None, _) => String::new(),
            (Some(value), true) => format!("{}.{}", value / 10, value % 10),
            (Some(value), false) => format!("{}.{:03}", value / 1000, value % 1000),
        }
    }

    /// Whether the figures of a table in percent tell that they are: at least half of those that
    /// are not 0 are above 1.
    fn tells_percent(&self) -> bool {
        let values = self.values.iter().flatten().flatten();
        let values: Vec<u16> = values.copied().filter(|value| *value > 0).collect();
        let above = values.iter().filter(|value| **value > 10).count();
        above > 0 && above * 2 >= values.len()
    }

    fn cells(&self) -> Cells {
        let mut cells = Cells::new();
        for (model, row) in self.models().iter().zip(&self.values) {
            for (task, value) in self.tasks().iter().zip(row) {
                let names = [(*model).to_owned(), String::new(), (*task).to_owned()];
                cells.extend(value.map(|value| (names, f64::from(value) / 1000.0)));
            }
        }
        cells
    }

    fn table(&self, shape: &Shape) -> Table {
        let name = |names: &[&str]| names[shape.alias % names.len()].to_owned();
        let figure = |m: usize, t: usize| self.figure(m, t, shape.is_percent);
        let mut head = vec![name(&MODEL_NAMES)];
        let mut rows = Vec::new();
        let mut is_figure = vec![false];
        if shape.is_wide {
            head.extend(self.tasks().iter().map(|task| (*task).to_owned()));
            is_figure.resize(head.len(), true);
        } else {
            head.extend([name(&TASK_NAMES), name(&ACCURACY_NAMES)]);
            is_figure.extend([false, true]);
        }
        for (m, model) in self.models().iter().enumerate() {
            let figures = (0..self.tasks().len()).map(|t| figure(m, t));
            if shape.is_wide {
                rows.push([(*model).to_owned()].into_iter().chain(figures).collect());
                continue;
            }
            for (task, figure) in self.tasks().iter().zip(figures) {
                rows.push(vec![(*model).to_owned(), (*task).to_owned(), figure]);
            }
        }
        let mut order: Vec<usize> = (0..head.len()).collect();
        order.sort_by_key(|ix| shape.order[*ix]);
        let ordered = |row: &Vec<String>| order.iter().map(|ix| row[*ix].clone()).collect();
        Table {
            head: ordered(&head),
            rows: rows.iter().map(ordered).collect(),
            is_figure: order.iter().map(|ix| is_figure[*ix]).collect(),
        }
    }

    /// `{model: {task: number}}`.
    fn nested(&self) -> String {
        let models = self.models().iter().enumerate().map(|(m, model)| {
            let tasks = self.tasks().iter().enumerate();
            let tasks = tasks.map(|(t, task)| match self.figure(m, t, false) {
                figure if figure.is_empty() => format!("{}: null", json!(task)),
                figure => format!("{}: {figure}", json!(task)),
            });
            format!(
                "{}: {{{}}}",
                json!(model),
                tasks.collect::<Vec<_>>().join(", ")
            )
        });
        format!("{{{}}}", models.collect::<Vec<_>>().join(", "))
    }

    /// The tasks as rows, as CSV.
    fn turned(&self) -> String {
        let mut rows = vec![vec!["task".to_owned()]];
        rows[0].extend(self.models().iter().map(|model| (*model).to_owned()));
        for (t, task) in self.tasks().iter().enumerate() {
            let figures = (0..self.models().len()).map(|m| self.figure(m, t, false));
            rows.push([(*task).to_owned()].into_iter().chain(figures).collect());
        }
        let lines = rows.iter().map(|row| {
            let fields = row.iter().map(|field| quoted(field, ','));
            fields.collect::<Vec<_>>().join(",")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn quoted(field: &str, separator: char) -> String {
    match field.contains([separator, '"']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}

impl Table {
    fn csv(&self, shape: &Shape) -> Vec<u8> {
        let separator = shape.separator.to_string();
        let field = |(field, is_figure): (&String, &bool)| {
            let comma = shape.separator != ',' && *is_figure;
            let field = if comma {
                field.replace('.', ",")
            } else {
                field.clone()
            };
            quoted(&field, shape.separator)
        };
        let mut text = String::new();
        for (ix, row) in [&self.head].into_iter().chain(&self.rows).enumerate() {
            if shape.has_index {
                text += &ix.checked_sub(1).map_or(String::new(), |ix| ix.to_string());
                text += &separator;
            }
            let is_figure = self.is_figure.iter().map(|is_figure| *is_figure && ix > 0);
            let is_figure: Vec<bool> = is_figure.collect();
            let fields = row.iter().zip(&is_figure).map(field);
            text += &fields.collect::<Vec<_>>().join(&separator);
            text += shape.line_end;
        }
        match shape.is_utf16 {
            true => "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            false => text.into_bytes(),
        }
    }

    /// Lines of objects, an array of them with bare NaN, pandas' `columns` and `split`, or an array
    /// under a key.
    fn json(&self, orient: usize) -> String {
        let value = |field: &String, is_figure: bool| match field.is_empty() {
            true => "null".to_owned(),
            false if is_figure => field.clone(),
            false => json!(field).to_string(),
        };
        let values = |row: &Vec<String>| -> Vec<String> {
            let fields = row.iter().zip(&self.is_figure);
            fields
                .map(|(field, is_figure)| value(field, *is_figure))
                .collect()
        };
        let object = |names: &[String], values: &[String]| {
            let fields = names.iter().zip(values);
            let fields = fields.map(|(name, value)| format!("{}: {value}", json!(name)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        };
        let objects = self.rows.iter().map(|row| object(&self.head, &values(row)));
        let objects: Vec<String> = objects.collect();
        match orient {
            0 => objects.join("\n"),
            1 => format!("[{}]", objects.join(",\n")).replace("null", "NaN"),
            2 => {
                let numbers: Vec<String> = (0..self.rows.len()).map(|ix| ix.to_string()).collect();
                let columns = (0..self.head.len()).map(|ix| {
                    let column = self.rows.iter().map(|row| values(row)[ix].clone());
                    object(&numbers, &column.collect::<Vec<_>>())
                });
                object(&self.head, &columns.collect::<Vec<_>>())
            }
            3 => {
                let data = self
                    .rows
                    .iter()
                    .map(|row| format!("[{}]", values(row).join(", ")));
                let data = data.collect::<Vec<_>>().join(", ");
                let names = json!(self.head);
                format!("{{\"columns\": {names}, \"index\": [], \"data\": [{data}]}}")
            }
            _ => format!(
                "{{\"about\": \"x\", \"results\": [{}]}}",
                objects.join(", ")
            ),
        }
    }

    fn markdown(&self) -> String {
        let line = |row: &Vec<String>| {
            let fields: Vec<String> = row.iter().map(|field| field.replace('|', "\\|")).collect();
            format!("| {} |\n", fields.join(" | "))
        };
        let rule = format!("|{}\n", "---|".repeat(self.head.len()));
        let body: String = self.rows.iter().map(line).collect();
        let head = line(&self.head);
        format!("# Title\n\nSome text, 1.5 of it.\n\n{head}{rule}{body}\nMore.\n")
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self) -> Vec<u8> {
        let kind = |is_figure: &bool| if *is_figure { "double" } else { "text" };
        let types: Vec<&str> = self.is_figure.iter().map(kind).collect();
        let rows = [&self.head].into_iter().chain(&self.rows).cloned();
        let rows: Vec<Vec<String>> = rows.collect();
        support::parquet::bytes(&rows, &types, parquet::basic::Compression::SNAPPY)
    }
}

/// Whether a file holds the board.
fn holds(file: &str, options: TableOptions, expected: &Cells) -> Result<(), TestCaseError> {
    let said = format!("{file} with {:?}", options.scale);
    let dataset = load_with(file, options);
    let dataset = dataset.map_err(|error| TestCaseError::fail(format!("{said}: {error}")))?;
    let read = cells_of(&dataset);
    let (found, wanted): (Vec<_>, Vec<_>) = (read.keys().collect(), expected.keys().collect());
    prop_assert_eq!(found, wanted, "{}", said);
    for (names, value) in expected {
        let found = read[names];
        prop_assert!(
            (found - value).abs() < 1e-12,
            "{said}: {names:?} {found} for {value}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever shape a board is written in, it reads back as the same board: as it is where its
    /// figures tell their scale, else with `--scale`.
    #[test]
    fn a_board_in_every_shape(board in board(), shape in shape()) {
        let table = board.table(&shape);
        let folder = Folder::new([("t.csv", &table.csv(&shape)[..])]);
        folder.write("t.json", table.json(shape.orient));
        folder.write("t.md", table.markdown());
        let mut names = vec!["t.csv", "t.json", "t.md"];
        #[cfg(feature = "parquet")]
        {
            folder.write("t.parquet", table.parquet());
            names.push("t.parquet");
        }
        folder.write("nested.json", board.nested());
        folder.write("turned.csv", board.turned());
        let expected = board.cells();
        let scale = if shape.is_percent { Scale::Percent } else { Scale::Share };
        let said = TableOptions {
            scale: vec![ScaleChoice { column: None, scale }],
            ..TableOptions::default()
        };
        let is_told = !shape.is_percent || board.tells_percent();
        for name in names {
            let file = folder.path(name);
            let file = file.to_str().unwrap();
            holds(file, said.clone(), &expected)?;
            if is_told {
                holds(file, TableOptions::default(), &expected)?;
            }
        }
        for name in ["nested.json", "turned.csv"] {
            let file = folder.path(name);
            holds(file.to_str().unwrap(), TableOptions::default(), &expected)?;
        }
    }
}

/// Keys agree although most of what they name is missing.
#[test]
fn a_nested_model_may_lack_most_tasks() {
    let board = Board {
        values: vec![
            vec![Some(500), Some(250), Some(250)],
            vec![Some(501), None, None],
        ],
    };
    let folder = Folder::new([("nested.json", &board.nested()[..])]);
    let file = folder.path("nested.json");
    let file = file.to_str().unwrap();
    holds(file, TableOptions::default(), &board.cells()).unwrap();
}
