//! Decision: what becomes of results that stand several times, and the cells that are left.

use std::collections::BTreeMap;

use super::super::evidence::{Share, Statement};
use super::super::intake::Intake;
use super::super::names::{duplicate_problem, origin};
use super::grid::{Field, Grid};
use super::line::{self, Stated};
use super::options::Repeats;
use crate::dataset::{Cell, Evidence};
use crate::error::{Result, printable};
use crate::stats::wilson;

/// A result as it stands in a table.
pub(super) struct Entry {
    /// Model, level and task.
    pub(super) names: [String; 3],
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
    repeats: Option<Repeats>,
    model_columns: &[usize],
    hint: &str,
    intake: &mut Intake,
) -> Result<()> {
    // Of the cells, by names, in the order of their first entries.
    let mut order: Vec<usize> = Vec::new();
    let mut of_cell: BTreeMap<&[String; 3], Vec<usize>> = BTreeMap::new();
    for (ix, entry) in entries.iter().enumerate() {
        let same = of_cell.entry(&entry.names).or_default();
        if same.is_empty() {
            order.push(ix);
        }
        same.push(ix);
    }
    let has_runs = entries.iter().any(|entry| entry.run.is_some());
    let mut pooled = 0_usize;
    for first in order {
        let same = &of_cell[&entries[first].names];
        let same: Vec<&Entry> = same.iter().map(|ix| &entries[*ix]).collect();
        let rows: Vec<usize> = same.iter().map(|entry| entry.row).collect();
        let at = |row: usize| move |problem: String| grid.error_at(row, problem);
        let cell = match (&same[..], repeats) {
            ([only], _) => cell_of(grid, only, intake)?,
            (_, Some(Repeats::First)) => cell_of(grid, same[0], intake)?,
            (_, Some(Repeats::Last)) => cell_of(grid, same[same.len() - 1], intake)?,
            (_, Some(Repeats::Pool)) => pool(&same).map_err(at(rows[0]))?,
            (_, Some(Repeats::Mean)) => mean(&same).map_err(at(rows[0]))?,
            (_, None) if are_runs(&same) => runs(&same).map_err(at(rows[0]))?,
            (_, None) => {
                let problem = duplicate(grid, &same, &entries, model_columns);
                return Err(grid.error_at(rows[1], problem + hint));
            }
        };
        pooled += usize::from(same.len() > 1);
        let names = same[0].names.each_ref().map(String::as_str);
        if let Some(cell) = cell {
            let row = &grid.rows[rows[0]];
            let origin = origin(&grid.files[row.file], &row.place);
            intake
                .cell(names, cell, &origin, None)
                .map_err(at(rows[0]))?;
        }
    }
    if pooled > 0 && repeats.is_none() && has_runs {
        intake.note(
            grid.file(),
            "runs together",
            "the runs of a cell are taken together; runs over the same items are not independent, \
             so that the interval is that of one run",
        );
    } else if let Some(repeats) = repeats.filter(|_| pooled > 0) {
        let word = format!("{repeats:?}").to_lowercase();
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
    let mut runs: Vec<&str> = same
        .iter()
        .filter_map(|entry| entry.run.as_deref())
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs.len() == same.len()
}

fn cells(same: &[&Entry]) -> Result<Vec<Cell>, String> {
    let cells = same.iter().map(|entry| line::cell(&entry.stated));
    Ok(cells
        .collect::<Result<Vec<_>, String>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// All answers together, as if they were independent; where not all are counted, the mean.
fn pool(same: &[&Entry]) -> Result<Option<Cell>, String> {
    let cells = cells(same)?;
    let counts: Vec<_> = cells.iter().filter_map(counts_of).collect();
    if counts.len() < cells.len() {
        return mean(same);
    }
    let pooled = counts
        .into_iter()
        .copied()
        .reduce(|all, next| all.pool(&next));
    Ok(pooled.map(|counts| Cell {
        evidence: Evidence::Counts(counts),
        tokens: mean_tokens(&cells),
        points: cells.iter().filter_map(|cell| cell.points).max(),
    }))
}

/// The mean of accuracies with its standard error.
fn mean(same: &[&Entry]) -> Result<Option<Cell>, String> {
    let cells = cells(same)?;
    let shares: Vec<f64> = cells.iter().filter_map(accuracy_of).collect();
    if shares.is_empty() {
        return Ok(None);
    }
    let count = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / count;
    let squares: f64 = shares
        .iter()
        .map(|share| (share - mean) * (share - mean))
        .sum();
    let stderr = (shares.len() > 1).then(|| (squares / (count - 1.0) / count).sqrt());
    let responses: Option<u64> = cells.iter().map(Cell::responses).sum();
    let statement = Statement {
        accuracy: Some(Share::exact(mean)),
        stderr,
        responses,
        ..Statement::default()
    };
    Ok(statement.evidence()?.map(|evidence| Cell {
        evidence,
        tokens: mean_tokens(&cells),
        points: None,
    }))
}

/// Runs over the same items: counts add up for the point estimate, the interval is that of one
/// run's n.
fn runs(same: &[&Entry]) -> Result<Option<Cell>, String> {
    let cells = cells(same)?;
    let counts: Vec<_> = cells.iter().filter_map(counts_of).collect();
    if counts.len() < cells.len() || counts.len() < 2 {
        return mean(same);
    }
    let runs = counts.len() as f64;
    let Some(all) = counts
        .into_iter()
        .copied()
        .reduce(|all, next| all.pool(&next))
    else {
        return Ok(None);
    };
    let trials = all.trials() as f64 - all.lucky().unwrap_or(0.0);
    let successes = (all.correct() as f64 - all.lucky().unwrap_or(0.0)).clamp(0.0, trials.max(0.0));
    if trials <= 0.0 {
        return pool(same);
    }
    let interval = wilson(successes / runs, trials / runs);
    let responses = all.responses();
    let truncation = all
        .truncated()
        .map(|truncated| truncated as f64 / responses.max(1) as f64);
    let statement = Statement {
        accuracy: Some(Share::exact(successes / trials)),
        centre: Some(interval.centre),
        margin: Some(interval.margin),
        truncation,
        responses: Some(responses),
        ..Statement::default()
    };
    Ok(statement.evidence()?.map(|evidence| Cell {
        evidence,
        tokens: mean_tokens(&cells),
        points: None,
    }))
}

fn counts_of(cell: &Cell) -> Option<&crate::dataset::Counts> {
    match &cell.evidence {
        Evidence::Counts(counts) => Some(counts),
        Evidence::Estimate(_) => None,
    }
}

fn accuracy_of(cell: &Cell) -> Option<f64> {
    match &cell.evidence {
        Evidence::Counts(counts) if counts.trials() > 0 => {
            Some(counts.correct() as f64 / counts.trials() as f64)
        }
        Evidence::Counts(_) => None,
        Evidence::Estimate(estimate) => Some(estimate.accuracy),
    }
}

fn mean_tokens(cells: &[Cell]) -> Option<f64> {
    let tokens: Option<Vec<f64>> = cells.iter().map(|cell| cell.tokens).collect();
    let tokens = tokens.filter(|tokens| !tokens.is_empty())?;
    Some(tokens.iter().sum::<f64>() / tokens.len() as f64)
}

/// What is wrong with a cell that stands twice, and how to tell the two apart.
fn duplicate(grid: &Grid, same: &[&Entry], entries: &[Entry], model_columns: &[usize]) -> String {
    let first = &grid.rows[same[0].row];
    let names = same[0].names.each_ref().map(String::as_str);
    let problem = duplicate_problem(names, &origin(&grid.files[first.file], &first.place));
    let differing = differing_columns(grid, entries, model_columns);
    let hint = match differing.first() {
        Some(best) => {
            let shown: Vec<String> = differing
                .iter()
                .take(4)
                .map(|ix| grid.head[*ix].shown())
                .collect();
            let models: Vec<String> = model_columns
                .iter()
                .map(|ix| grid.head[*ix].shown())
                .collect();
            let models = if models.is_empty() {
                "model".to_owned()
            } else {
                models.join("+")
            };
            format!(
                "; they differ in {}: --map 'model={models}+{}' tells them apart, --repeats \
                 pool|mean|first|last takes them together",
                printable(&shown.join(", "), 120),
                grid.head[*best].shown()
            )
        }
        None => "; --repeats pool|mean|first|last takes them together".to_owned(),
    };
    problem + &hint
}

/// The columns of text in which all rows of equal names differ, those of the fewest values first.
fn differing_columns(grid: &Grid, entries: &[Entry], model_columns: &[usize]) -> Vec<usize> {
    let mut rows: BTreeMap<&[String; 3], Vec<usize>> = BTreeMap::new();
    for entry in entries {
        rows.entry(&entry.names).or_default().push(entry.row);
    }
    let repeated: Vec<&Vec<usize>> = rows.values().filter(|rows| rows.len() > 1).collect();
    let tells_apart = |column: usize| {
        repeated.iter().all(|rows| {
            let mut texts: Vec<String> = rows
                .iter()
                .map(|row| grid.field(*row, column).text())
                .collect();
            texts.sort();
            texts.windows(2).all(|pair| pair[0] != pair[1])
        })
    };
    let values = |column: usize| {
        let mut texts: Vec<String> = grid.column(column).map(Field::text).collect();
        texts.sort();
        texts.dedup();
        texts.len()
    };
    let is_text = |column: usize| {
        grid.column(column)
            .all(|field| matches!(field, Field::Text(_) | Field::Missing | Field::Flag(_)))
            && !grid.column(column).all(|field| {
                field.is_missing()
                    || super::number::number(&field.text(), grid.decimal_comma).is_some()
            })
    };
    let mut found: Vec<usize> = (0..grid.head.len())
        .filter(|column| {
            !model_columns.contains(column) && is_text(*column) && tells_apart(*column)
        })
        .collect();
    found.sort_by_cached_key(|column| (values(*column), *column));
    found
}
