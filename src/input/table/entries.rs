//! Decision: what becomes of results that stand several times, and the cells that are left.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::super::intake::Intake;
use super::super::names::{duplicate_problem, origin};
use super::super::repeats;
use super::grid::{Field, Grid, Row};
use super::line::{self, Stated};
use super::names::{Role, Roles};
use super::number;
use super::options::Repeats;
use crate::dataset::Cell;
use crate::error::{Result, printable};

/// A result as it stands in a table.
pub(super) struct Entry {
    /// Model, level and task.
    pub(super) names: [Rc<str>; 3],
    /// The repeat that it is of, where the table says.
    pub(super) run: Option<String>,
    /// Its row.
    pub(super) row: usize,
    pub(super) stated: Stated,
}

/// Hands the cells of `entries` over. `hint` is added to the error about a cell that stands twice.
///
/// # Errors
/// For figures that cannot be, and cells that stand several times where nothing says what that
/// means.
pub(super) fn pour(
    grid: &Grid,
    entries: Vec<Entry>,
    choice: Option<Repeats>,
    roles: &Roles,
    hint: &str,
    intake: &mut Intake,
) -> Result<()> {
    // Of the cells, by names, in the order of their first entries.
    let mut of_cell: IndexMap<&[Rc<str>; 3], Vec<&Entry>, FxBuildHasher> =
        IndexMap::with_capacity_and_hasher(entries.len(), FxBuildHasher);
    for entry in &entries {
        let same = of_cell.entry(&entry.names);
        same.or_insert_with(|| Vec::with_capacity(1)).push(entry);
    }
    let files = grid.files.iter().map(|file| file.as_path().into());
    let files: Vec<Arc<Path>> = files.collect();
    let has_runs = entries.iter().any(|entry| entry.run.is_some());
    let mut pooled = 0_usize;
    for (names, same) in of_cell {
        let row = same[0].row;
        let at = |problem: String| grid.error_at(row, problem);
        let cell = match (&same[..], choice) {
            ([only], _) => cell_of(grid, only, intake)?,
            (_, Some(Repeats::First)) => cell_of(grid, same[0], intake)?,
            (_, Some(Repeats::Last)) => cell_of(grid, same[same.len() - 1], intake)?,
            (_, Some(Repeats::Pool)) => together(&same, repeats::pool).map_err(at)?,
            (_, Some(Repeats::Mean)) => together(&same, repeats::mean).map_err(at)?,
            (_, None) if are_runs(&same) => together(&same, repeats::runs).map_err(at)?,
            (_, None) => {
                let problem = duplicate(grid, &same, &entries, roles.column(Role::Model));
                return Err(grid.error_at(same[1].row, problem + hint));
            }
        };
        pooled += usize::from(same.len() > 1);
        if let Some(cell) = cell {
            let names = names.each_ref().map(|name| &**name);
            let Row { file, place, .. } = &grid.rows[row];
            let origin = (files[*file].clone(), place.clone());
            intake.cell(names, cell, origin, None).map_err(at)?;
        }
    }
    if pooled > 0 && choice.is_none() && has_runs {
        intake.note(
            grid.file(),
            "runs together",
            "the runs of a cell are taken together; runs over the same items are not independent, \
             so that the interval is that of one run",
        );
    } else if let Some(choice) = choice.filter(|_| pooled > 0) {
        let word = format!("{choice:?}").to_lowercase();
        intake.note(
            grid.file(),
            format!("{word} of repeats"),
            format!("{pooled} cells stand several times; --repeats {word} settles them"),
        );
    }
    Ok(())
}

/// The cell of one entry; warns where its figures contradict each other.
fn cell_of(grid: &Grid, entry: &Entry, intake: &mut Intake) -> Result<Option<Cell>> {
    let row = &grid.rows[entry.row];
    if let Some(problem) = entry.stated.statement.contradiction() {
        intake.warn(problem, origin(&grid.files[row.file], &row.place));
    }
    line::cell(&entry.stated).map_err(|problem| grid.error_at(entry.row, problem))
}

/// Whether the entries tell themselves apart by their runs.
fn are_runs(same: &[&Entry]) -> bool {
    let runs = same.iter().filter_map(|entry| entry.run.as_deref());
    runs.collect::<BTreeSet<&str>>().len() == same.len()
}

/// What the cells of the entries make together.
fn together(
    same: &[&Entry],
    combine: fn(&[Cell]) -> Result<Option<Cell>, String>,
) -> Result<Option<Cell>, String> {
    let cells = same.iter().map(|entry| line::cell(&entry.stated));
    let cells = cells.collect::<Result<Vec<_>, String>>()?;
    combine(&cells.into_iter().flatten().collect::<Vec<Cell>>())
}

/// What is wrong with a cell that stands twice, and how to tell the two apart.
fn duplicate(grid: &Grid, same: &[&Entry], entries: &[Entry], model: Option<usize>) -> String {
    let first = &grid.rows[same[0].row];
    let names = same[0].names.each_ref().map(|name| &**name);
    let problem = duplicate_problem(names, (&grid.files[first.file], &first.place));
    let differing = differing_columns(grid, entries, model);
    let shown = |ix: usize| grid.head[ix].shown();
    let together = "--repeats pool|mean|first|last takes them together";
    let Some(best) = differing.first() else {
        return format!("{problem}; {together}");
    };
    let few = differing.iter().take(4).map(|ix| shown(*ix));
    let few = printable(&few.collect::<Vec<_>>().join(", "), 120);
    let model = model.map_or_else(|| "model".to_owned(), shown);
    let best = shown(*best);
    format!(
        "{problem}; they differ in {few}: --map 'model={model}+{best}' tells them apart, {together}"
    )
}

/// The columns of text in which all rows of equal names differ, those of the fewest values first.
fn differing_columns(grid: &Grid, entries: &[Entry], model: Option<usize>) -> Vec<usize> {
    let mut rows: BTreeMap<&[Rc<str>; 3], Vec<usize>> = BTreeMap::new();
    for entry in entries {
        rows.entry(&entry.names).or_default().push(entry.row);
    }
    let repeated: Vec<&Vec<usize>> = rows.values().filter(|rows| rows.len() > 1).collect();
    let texts = |rows: &mut dyn Iterator<Item = usize>, column: usize| -> BTreeSet<String> {
        rows.map(|row| grid.field(row, column).text()).collect()
    };
    let tells_apart = |column: usize| {
        let mut repeated = repeated.iter();
        repeated.all(|rows| texts(&mut rows.iter().copied(), column).len() == rows.len())
    };
    let values = |column: usize| texts(&mut (0..grid.rows.len()), column).len();
    let is_text = |column: usize| {
        let is_other = |field: &Field| matches!(field, Field::Number(_) | Field::List(_));
        let is_number = |field: &Field| {
            field.is_missing() || number::number(&field.text(), grid.decimal_comma).is_some()
        };
        !grid.column(column).any(is_other) && !grid.column(column).all(is_number)
    };
    let others = (0..grid.head.len()).filter(|column| Some(*column) != model);
    let found = others.filter(|column| is_text(*column) && tells_apart(*column));
    let mut found: Vec<usize> = found.collect();
    found.sort_by_cached_key(|column| (values(*column), *column));
    found
}
