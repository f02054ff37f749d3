//! Decision: tables turned round, with the tasks as rows.

use super::column::Column;
use super::grid::{Field, Grid, Head, Row, words};
use super::names::{Role, Roles};
use super::not_tasks::{by_name, is_average};
use super::row_name::name_of;
use crate::error::Place;

/// Names of columns that stand beside tasks and are no models.
const BESIDE_TASKS: [&str; 10] = [
    "version",
    "metric",
    "mode",
    "filter",
    "n shot",
    "num fewshot",
    "shots",
    "# shots",
    "shot",
    "few shot",
];

/// The columns that are models, where `grid` has a task column, no model column, and columns of
/// numbers that are no known figure; rows of text may stand among the tasks.
pub(super) fn models(grid: &Grid, roles: &Roles) -> Vec<usize> {
    if !roles.has(Role::Task) || roles.has(Role::Model) {
        return Vec::new();
    }
    let is_figures = |column: &usize| {
        let head = &grid.head[*column];
        let is_named = !head.name.is_empty() && !BESIDE_TASKS.contains(&&*head.key());
        let read = || Column::read(grid, *column);
        is_named && !roles.uses(*column) && (read().is_numbers() || read().is_mixed())
    };
    let figures = (0..grid.head.len()).filter(is_figures);
    let (models, others): (Vec<usize>, Vec<usize>) =
        figures.partition(|column| by_name(&grid.head[*column].name).is_none());
    if models.is_empty() { others } else { models }
}

/// The columns of figures that are no models by their names, where others are.
fn left_out(grid: &Grid, roles: &Roles, models: &[usize]) -> Vec<String> {
    let is_figures = |column: &usize| Column::read(grid, *column).is_numbers();
    (0..grid.head.len())
        .filter(|column| !models.contains(column) && !roles.uses(*column))
        .filter(|column| by_name(&grid.head[*column].name).is_some() && is_figures(column))
        .map(|column| grid.head[column].shown())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether a metric is an average of others and of nothing else: `naive_average`, not
/// `macro_avg/acc_char`.
fn is_average_alone(metric: &str) -> bool {
    const KINDS: [&str; 6] = ["naive", "weighted", "macro", "micro", "simple", "score"];
    let others = |word: &String| !is_average(word) && !KINDS.contains(&word.as_str());
    is_average(metric) && !words(metric).iter().any(others)
}

/// The wide table that has `models` as rows and the rows of `grid` as columns.
pub(super) fn by_models(grid: &Grid, roles: &Roles, models: &[usize]) -> Grid {
    let metric = grid.head.iter().position(|head| head.key() == "metric");
    let text = |row: usize, column: Option<usize>| {
        column.map_or(String::new(), |column| grid.field(row, column).text())
    };
    let name = |row: usize| name_of(grid, row, roles.get(Role::Task)).text;
    let level = |row: usize| name_of(grid, row, roles.get(Role::Level)).text;
    let has_figure = |row: usize| {
        let mut fields = models.iter().map(|model| grid.field(row, *model));
        fields.any(|field| !field.is_missing())
    };
    let rows = (0..grid.rows.len()).filter(|row| has_figure(*row) && !name(*row).is_empty());
    let says_average = |row: &usize| {
        let metric = text(*row, metric);
        is_average_alone(&metric) || is_average(&name(*row))
    };
    let (averages, mut kept): (Vec<usize>, Vec<usize>) = rows.partition(says_average);
    let mut notes = grid.notes.clone();
    let others = left_out(grid, roles, models).join(", ");
    if !others.is_empty() {
        notes.push((
            format!("left out {others}"),
            format!("no models by their names, and left out: {others}"),
        ));
    }
    if kept.is_empty() {
        kept.clone_from(&averages);
    } else if !averages.is_empty() {
        let names: Vec<String> = averages.iter().map(|row| name(*row)).collect();
        let names = crate::error::printable(&names.join(", "), 200);
        notes.push((
            format!("left out {names}"),
            format!("rows of averages are left out: {names}"),
        ));
    }
    let turned = "a row is a task: the columns of numbers are the models";
    notes.insert(0, ("models as columns".to_owned(), turned.to_owned()));
    let is_repeated = |row: usize| {
        let same = |other: &&usize| name(**other) == name(row) && level(**other) == level(row);
        kept.iter().filter(same).count() > 1
    };
    let mut head = vec![Head::new("model")];
    head.extend(kept.iter().map(|row| {
        let metric = text(*row, metric);
        let group = Some(level(*row)).filter(|level| !level.is_empty());
        let name = match is_repeated(*row) && !metric.is_empty() {
            true => format!("{} · {metric}", name(*row)),
            false => name(*row),
        };
        Head {
            group,
            ..Head::new(&name)
        }
    }));
    let row = |model: &usize| {
        let fields = kept.iter().map(|row| grid.field(*row, *model));
        turned_row(&grid.head[*model], fields)
    };
    Grid {
        files: grid.files.clone(),
        ordinal: grid.ordinal,
        head,
        rows: models.iter().map(row).collect(),
        decimal_comma: grid.decimal_comma,
        notes,
    }
}

/// The row that a column becomes, named as the column.
fn turned_row<'a>(head: &Head, fields: impl Iterator<Item = &'a Field>) -> Row {
    let name = Field::Text(head.name.as_str().into());
    Row {
        file: 0,
        place: Place::Key(head.name.clone()),
        fields: std::iter::once(name).chain(fields.cloned()).collect(),
    }
}

/// `grid` with rows and columns changed: the first column names the new columns.
pub(super) fn transposed(grid: &Grid) -> Grid {
    let mut head = vec![Head::new("model")];
    head.extend((0..grid.rows.len()).map(|row| Head::new(&grid.field(row, 0).text())));
    let row = |column: usize| turned_row(&grid.head[column], grid.column(column));
    Grid {
        files: grid.files.clone(),
        ordinal: grid.ordinal,
        rows: (1..grid.head.len()).map(row).collect(),
        head,
        decimal_comma: grid.decimal_comma,
        notes: grid.notes.clone(),
    }
}
