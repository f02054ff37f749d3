//! Results that stand several times: what they make together, the same for every format.

use super::evidence::{Share, Statement, error_of_mean};
use crate::dataset::{Cell, Counts, Evidence, MarginSource};
use crate::stats::{Z, wilson};

/// All answers together, as if they were independent; where not all are counted, the mean.
pub(super) fn pool(cells: &[Cell]) -> Result<Option<Cell>, String> {
    let counts: Vec<_> = cells.iter().filter_map(counts_of).collect();
    if counts.len() < cells.len() {
        return mean(cells);
    }
    let tokens = cells.iter();
    let tokens = tokens.map(|cell| Some(cell.tokens? * cell.responses()? as f64));
    let tokens: Option<f64> = tokens.sum();
    Ok(all_of(counts).map(|counts| {
        let responses = counts.responses();
        let tokens = tokens.filter(|_| responses > 0);
        Cell {
            evidence: Evidence::Counts(counts),
            tokens: tokens.map(|sum| sum / responses as f64),
            points: cells.iter().filter_map(|cell| cell.points).max(),
        }
    }))
}

/// Parts of one task, of other answers each: all answers together, or, where not all are counted,
/// the mean of the accuracies with the error that theirs make.
pub(super) fn parts(cells: &[Cell]) -> Result<Option<Cell>, String> {
    if cells.iter().all(|cell| counts_of(cell).is_some()) {
        return pool(cells);
    }
    let shares: Vec<f64> = cells.iter().filter_map(accuracy_of).collect();
    if shares.is_empty() {
        return Ok(None);
    }
    let parts = shares.len() as f64;
    let variance: Option<f64> = cells.iter().map(variance_of).sum();
    let statement = Statement {
        accuracy: Some(Share::exact(shares.iter().sum::<f64>() / parts)),
        stderr: variance.map(|sum| sum.sqrt() / parts),
        responses: cells.iter().map(Cell::responses).sum(),
        ..Statement::default()
    };
    cell_of(&statement, cells)
}

/// The variance of a cell's accuracy, where it is known.
fn variance_of(cell: &Cell) -> Option<f64> {
    let stderr = match &cell.evidence {
        Evidence::Counts(counts) => {
            let share = accuracy_of(cell)?;
            (share * (1.0 - share) / counts.trials() as f64).sqrt()
        }
        Evidence::Estimate(estimate) if estimate.margin_source != MarginSource::Unknown => {
            estimate.margin / Z
        }
        Evidence::Estimate(_) => return None,
    };
    Some(stderr * stderr)
}

/// The mean of accuracies with its standard error.
pub(super) fn mean(cells: &[Cell]) -> Result<Option<Cell>, String> {
    let shares: Vec<f64> = cells.iter().filter_map(accuracy_of).collect();
    if shares.is_empty() {
        return Ok(None);
    }
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    let statement = Statement {
        accuracy: Some(Share::exact(mean)),
        stderr: error_of_mean(&shares),
        responses: cells.iter().map(Cell::responses).sum(),
        ..Statement::default()
    };
    cell_of(&statement, cells)
}

/// Runs over the same items: counts add up for the point estimate, the interval is that of one
/// run's n.
pub(super) fn runs(cells: &[Cell]) -> Result<Option<Cell>, String> {
    let counts: Vec<_> = cells.iter().filter_map(counts_of).collect();
    if counts.len() < cells.len() || counts.len() < 2 {
        return mean(cells);
    }
    let runs = counts.len() as f64;
    let Some(all) = all_of(counts) else {
        return Ok(None);
    };
    let lucky = all.lucky().unwrap_or(0.0);
    let trials = all.trials() as f64 - lucky;
    let successes = (all.correct() as f64 - lucky).clamp(0.0, trials.max(0.0));
    if trials <= 0.0 {
        return pool(cells);
    }
    let interval = wilson(successes / runs, trials / runs);
    let responses = all.responses();
    let truncated = all.truncated().map(|truncated| truncated as f64);
    let statement = Statement {
        accuracy: Some(Share::exact(successes / trials)),
        centre: Some(interval.centre),
        margin: Some(interval.margin),
        truncation: truncated.map(|truncated| truncated / responses.max(1) as f64),
        responses: Some(responses),
        ..Statement::default()
    };
    cell_of(&statement, cells)
}

/// All counts together.
fn all_of(counts: Vec<&Counts>) -> Option<Counts> {
    let counts = counts.into_iter().copied();
    counts.reduce(|all, next| all.pool(&next))
}

/// The cell that `statement` says of `cells`.
fn cell_of(statement: &Statement, cells: &[Cell]) -> Result<Option<Cell>, String> {
    Ok(statement.evidence()?.map(|evidence| Cell {
        evidence,
        tokens: mean_tokens(cells),
        points: None,
    }))
}

fn counts_of(cell: &Cell) -> Option<&Counts> {
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
