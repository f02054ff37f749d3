//! What to show of the data.

use clap::Args;

use crate::board::{AccuracyKind, Selection, columns};
use crate::rank::RankIntervals;
use crate::stats::ScoreKind;

/// What to show of the data.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters and choices (lists: comma-separated or repeated, any of)")]
pub struct FilterArgs {
    /// Only models of these groups; `a+b` means both
    #[arg(long, value_name = "LIST")]
    pub groups: Vec<String>,
    /// Only these levels, by label or key
    #[arg(long, value_name = "LIST", alias = "manifolds")]
    pub levels: Vec<String>,
    /// Only these tasks: names, or globs; `!glob` leaves out. A column of a wide table that was
    /// left out is read if named
    #[arg(long, value_name = "LIST")]
    pub tasks: Vec<String>,
    /// Only these models: exact name, key, or a glob like 'llama*'; `!glob` leaves out
    #[arg(long, value_name = "LIST")]
    pub models: Vec<String>,
    /// Keep the first N models; ranks stay the same
    #[arg(long, value_name = "N", value_parser = positive)]
    pub top: Option<usize>,
    /// `reason` (ReasonScore: upper ends of 95 % intervals), `point` (accuracies), `lower` (lower
    /// ends), `average`
    #[arg(long, value_name = "KIND", default_value = "reason", value_parser = ScoreKind::named)]
    pub score: ScoreKind,
    /// Accuracy shown in cells: adjusted for lucky guesses, or raw
    #[arg(long, value_name = "KIND", default_value = "adjusted")]
    pub cell: AccuracyKind,
    /// Rank intervals hold at 95 % for each model by itself, or for all models at once
    #[arg(long, value_name = "WHICH", default_value = "each")]
    pub rank_intervals: RankIntervals,
    /// Mark a score as incomplete (*) where a cell has fewer responses
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_trials: u64,
    /// Columns to show, by id.
    #[arg(long, value_name = "LIST", help = columns_help(), long_help = long_columns_help())]
    pub columns: Vec<String>,
}

/// The columns there are, in a line.
fn columns_help() -> String {
    let ids: Vec<&str> = columns::ALL.iter().map(|column| column.id).collect();
    format!("Columns to show: {}, or the name of a task", ids.join(", "))
}

/// The columns there are, a line each.
fn long_columns_help() -> String {
    let mut help = "Columns to show [default: those with a +]\n".to_owned();
    let widest = columns::ALL.iter().map(|column| column.id.len()).max();
    let widest = widest.unwrap_or_default();
    for column in columns::ALL {
        let usual = if column.by_default { '+' } else { ' ' };
        help += &format!("\n{usual} {:<widest$}  {}", column.id, column.about);
    }
    help + "\n\nThey appear in this order; the name of a task is a column too. A column without \
            any value is left out."
}

impl FilterArgs {
    /// As the library takes them.
    pub fn selection(&self) -> Selection {
        Selection {
            groups: self.groups.clone(),
            levels: self.levels.clone(),
            tasks: self.tasks.clone(),
            models: self.models.clone(),
            top: self.top,
            score: self.score,
            accuracy: self.cell,
            rank_intervals: self.rank_intervals,
            min_trials: self.min_trials,
            columns: self.columns.clone(),
        }
    }
}

/// A count of at least 1.
pub fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("must be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("not a whole number".to_owned()),
    }
}
