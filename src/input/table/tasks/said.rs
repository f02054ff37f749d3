//! What is said of the tasks of a table, and of columns that are none.

use std::collections::BTreeSet;

use super::super::column::Column;
use super::super::grid::Grid;
use super::super::not_tasks::Reason;
use super::{Tasks, task_name};
use crate::error::printable;
use crate::format::counted;

impl Tasks {
    /// What was decided, in brief and whole.
    pub(in super::super) fn notes(&self, grid: &Grid, columns: &[Column]) -> Vec<(String, String)> {
        let mut notes = Vec::new();
        let read = self.columns.iter().filter(|task| !task.is_unread);
        let distinct: BTreeSet<&str> = read.map(|task| task.name.as_str()).collect();
        let names: Vec<&str> = self
            .columns
            .iter()
            .map(|task| task.name.as_str())
            .filter(|name| distinct.contains(name))
            .collect();
        let in_percent = if self.is_guessed { " in percent" } else { "" };
        let brief = format!("{}{in_percent}", counted(distinct.len(), "task"));
        let shown = printable(&names.join(", "), 600);
        let scale = if self.is_guessed {
            "; at least half of the figures are above 1, so all are percent"
        } else {
            ""
        };
        notes.push((
            brief,
            format!("{} ({shown}){scale}", counted(distinct.len(), "task")),
        ));
        if !self.levels.is_empty() {
            let levels: Vec<&str> = self.levels.iter().map(String::as_str).collect();
            let levels = printable(&levels.join(", "), 200);
            notes.push((
                format!("levels {levels}"),
                format!("what stands above the tasks are levels: {levels}"),
            ));
        }
        let said: Vec<&(usize, Reason)> = self
            .left_out
            .iter()
            .filter(|(_, reason)| *reason != Reason::Beside)
            .collect();
        if !said.is_empty() {
            let names: Vec<String> = said
                .iter()
                .map(|(column, _)| shown_name(grid, *column))
                .collect();
            notes.push((format!("left out {}", names.join(", ")), String::new()));
        }
        for (column, reason) in &self.left_out {
            let name = shown_name(grid, *column);
            let example = match (reason, columns[*column].bad.first()) {
                (Reason::Mixed, Some(row)) => {
                    format!(" ('{}')", printable(&grid.field(*row, *column).text(), 40))
                }
                _ => String::new(),
            };
            notes.push((
                String::new(),
                format!("{name} is left out: {}{example}", reason.words()),
            ));
        }
        for task in &self.columns {
            notes.extend(columns[task.column].notes(&printable(&task.name, 60)));
        }
        notes
    }
}

/// Why no column is a task.
pub(super) fn no_task(grid: &Grid, columns: &[Column], left_out: &[(usize, Reason)]) -> String {
    let no_share = left_out
        .iter()
        .find(|(_, reason)| *reason == Reason::NoShare);
    if let Some((column, _)) = no_share {
        let read = &columns[*column];
        let lowest = read
            .values()
            .map(|figure| figure.number.value)
            .fold(f64::INFINITY, f64::min);
        let name = shown_name(grid, *column);
        return format!(
            "no column holds shares: {name} ({lowest} to {}) is no share of right answers (Elo, \
             points?); `range = [LOW, HIGH]` of its task in evalboard.toml scales it",
            read.largest()
        );
    }
    let names: Vec<String> = left_out
        .iter()
        .map(|(column, _)| shown_name(grid, *column))
        .collect();
    match names.is_empty() {
        true => format!("no column holds figures; the columns are {}", grid.names()),
        false => format!(
            "no column is a task: {} {} left out ({}); --tasks NAME reads it all the same",
            printable(&names.join(", "), 200),
            if names.len() == 1 { "is" } else { "are" },
            left_out[0].1.words()
        ),
    }
}

fn shown_name(grid: &Grid, column: usize) -> String {
    printable(&task_name(&grid.head[column], column), 60)
}
