//! Tables: a cell a row, or a model a row and a task a column, as CSV, JSON, Parquet or Markdown.
//!
//! A reader per container makes a [`Grid`] of a file; decisions, a file each, say what its columns
//! are; what they decided is said. Tables with the same head are one table: their scale is decided
//! together, when all files are read.
//!
//! A long table with the columns `model`, `task`, `n` and `correct` leaves nothing to decide and is
//! read as a stream.

mod averages;
mod column;
mod entries;
mod grid;
mod header;
mod latex;
mod line;
mod lines;
mod link;
mod long;
mod markup;
mod names;
mod not_tasks;
mod number;
mod options;
mod records;
mod role;
mod row_name;
mod share;
mod stream;
mod tasks;
mod turned;
mod wide;

pub(super) mod csv;
pub(super) mod json;
pub(super) mod markdown;
#[cfg(feature = "parquet")]
pub(super) mod parquet;

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::evidence::{Share, Statement};
use super::intake::Intake;
use crate::error::{Error, Result, near, printable};

pub(super) use not_tasks::{begins_as_average, is_average};
pub use options::{Mapping, Repeats, Scale, ScaleChoice, TableOptions};

use crate::project::TaskFacts;
pub(super) use grid::Tables;
use grid::{Grid, Head};
use names::{Role, Roles};
use number::{Figure, Number};
use share::in_range;

/// The columns that exports begin with, in this order.
pub const COLUMNS: [&str; 25] = [
    "model",
    "level",
    "task",
    "n",
    "correct",
    "truncated",
    "tokens",
    "guess_chance",
    "groups",
    "model_label",
    "level_label",
    "task_label",
    "lucky",
    "points",
    "points_expected",
    "accuracy",
    "centre",
    "margin",
    "stderr",
    "truncation",
    "responses",
    "items",
    "sum_k2",
    "sum_kn",
    "sum_n2",
];

impl Tables {
    /// Reads all tables.
    ///
    /// # Errors
    /// If one is no board, or a mapping of the user's finds its column nowhere.
    pub(super) fn pour(self, intake: &mut Intake) -> Result<()> {
        let options = &intake.options.tables;
        let mut mapped = vec![false; options.map.len()];
        let was_empty = self.grids.is_empty();
        if let Some(message) = options.passed_over(was_empty) {
            intake.warn(message, "");
        }
        let heads = self.grids.iter().flat_map(|grid| &grid.head);
        let known: IndexSet<String> = heads.map(Head::shown).collect();
        for grid in self.grids {
            read(grid, options, &mut mapped, intake)?;
        }
        match mapped.iter().position(|found| !found) {
            Some(ix) if !was_empty => Err(Error::UnknownColumn {
                role: options.map[ix].role.name(),
                columns: options.map[ix].columns.clone(),
                known: known.into_iter().collect(),
            }),
            _ => Ok(()),
        }
    }
}

/// Reads one table.
fn read(
    grid: Grid,
    options: &TableOptions,
    mapped: &mut [bool],
    intake: &mut Intake,
) -> Result<()> {
    let grid = match options.transpose {
        true => turned::transposed(&grid),
        false => grid,
    };
    let mut roles =
        names::roles(&grid, &options.map, mapped).map_err(|problem| grid.error(problem))?;
    match shape(&grid, &mut roles, options).map_err(|problem| grid.error(problem))? {
        Shape::Long => long::read(&grid, &roles, options, intake),
        Shape::Wide => wide::read(&grid, roles, options, intake),
        Shape::Turned(models) => {
            let turned = turned::by_models(&grid, &roles, &models);
            let mut roles = names::roles(&turned, &[], &mut []).unwrap_or_default();
            roles.notes.clear();
            wide::read(&turned, roles, options, intake)
        }
    }
}

/// How a table stands.
enum Shape {
    /// A row a cell.
    Long,
    /// A row a model, a column a task.
    Wide,
    /// A row a task; these columns are the models.
    Turned(Vec<usize>),
}

/// Decides how a table stands.
fn shape(grid: &Grid, roles: &mut Roles, options: &TableOptions) -> Result<Shape, String> {
    use Role::*;
    let is_canonical = |column: usize| grid.head[column].key() == Correct.name();
    let has_n = roles.has(N) || options.trials.is_some();
    let has_counts =
        roles.has(Correct) && (has_n || roles.column(Correct).is_some_and(is_canonical));
    let has_result = roles.has(Correct) || roles.has(Accuracy);
    match (roles.has(Model), roles.has(Task)) {
        (true, true) if has_result || roles.has(N) => Ok(Shape::Long),
        (true, true) => match has_wide_rows(grid, roles) {
            true => Ok(Shape::Wide),
            false => Err(without_figures(grid)),
        },
        (true, false) if has_counts || (roles.has(N) && roles.has(Accuracy)) => Ok(Shape::Long),
        (false, true) => {
            let models = turned::models(grid, roles);
            if !models.is_empty() {
                return Ok(Shape::Turned(models));
            }
            let mut head = grid.head.iter();
            let slip = head.find(|head| near(&head.key(), ["model"]).is_some());
            match slip {
                None if has_result => Ok(Shape::Long),
                None => Err(without_model(grid, "")),
                Some(head) => Err(without_model(grid, &head.name)),
            }
        }
        _ => Ok(Shape::Wide),
    }
}

/// Whether a table with a column named like tasks is wide all the same: models stand once, beside
/// several figures.
fn has_wide_rows(grid: &Grid, roles: &Roles) -> bool {
    let model = |row: usize| row_name::name_of(grid, row, roles.get(Role::Model)).text;
    let models: BTreeSet<String> = (0..grid.rows.len()).map(model).collect();
    let is_figures =
        |column: &usize| !roles.uses(*column) && column::Column::read(grid, *column).is_numbers();
    let figures = (0..grid.head.len()).filter(is_figures);
    models.len() == grid.rows.len() && figures.count() > 1
}

fn without_figures(grid: &Grid) -> String {
    format!(
        "no column holds results: `correct` with `n`, or `accuracy`; the columns are {}; --map \
         accuracy=COLUMN says which",
        grid.names()
    )
}

fn without_model(grid: &Grid, slip: &str) -> String {
    let hint = match slip {
        "" => String::new(),
        slip => format!(" (`{}`: did you mean `model`?)", printable(slip, 40)),
    };
    format!(
        "no column is named `model`{hint}; the columns are {}; --map model=COLUMN says which",
        grid.names()
    )
}

/// What a figure of a wide table states, with the error beside it.
///
/// # Errors
/// If it is no share.
fn evidence_of(
    name: &str,
    figure: &Figure,
    error: Option<Number>,
    scale: Scale,
    facts: &TaskFacts,
    options: &TableOptions,
) -> Result<Statement, String> {
    let is_lower_better = options.is_lower_better(name);
    let mut statement = Statement::default();
    if let Some([low, high]) = facts.range {
        let value = in_range(name, figure.number.value, [low, high])?;
        statement.accuracy = Some(Share::exact(value));
        statement.stderr = error.map(|error| error.value / (high - low).abs());
    } else {
        let share = share::share(name, &figure.number, scale, is_lower_better)?;
        statement.accuracy = Some(share);
        let error = error.map(|error| share::standard_error(&error, scale));
        statement.stderr = error.transpose()?;
    }
    if let Some((correct, n)) = figure.counts {
        statement.correct = Some(correct);
        statement.n = Some(n);
    }
    inverted(&mut statement, is_lower_better);
    Ok(statement)
}

/// Turns a statement about wrong answers into one about right ones, where `yes`.
fn inverted(statement: &mut Statement, yes: bool) {
    if !yes {
        return;
    }
    if let Some(accuracy) = &mut statement.accuracy {
        accuracy.value = 1.0 - accuracy.value;
    }
    statement.centre = statement.centre.map(|centre| 1.0 - centre);
    if let (Some(n), Some(wrong)) = (statement.n, statement.correct) {
        statement.correct = Some(n.saturating_sub(wrong));
        statement.clusters = statement.clusters.map(|clusters| clusters.inverted());
    }
}

/// Whether a table reads as a board, with a model and a figure.
fn is_board(grid: &Grid, options: &TableOptions) -> bool {
    let all = super::Options {
        tables: options.clone(),
        ..super::Options::default()
    };
    let mut intake = Intake::new(&all);
    let mut mapped = vec![false; options.map.len()];
    let read = read(grid.clone(), options, &mut mapped, &mut intake);
    read.is_ok() && !intake.builder.is_empty()
}
