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
        let names = self.columns.iter().map(|task| task.name.as_str());
        let names: Vec<&str> = names.filter(|name| distinct.contains(name)).collect();
        let shown = printable(&names.join(", "), 600);
        let count = counted(distinct.len(), "task");
        notes.push(match self.is_guessed {
            true => (
                format!("{count} in percent"),
                format!(
                    "{count} ({shown}); at least half of the figures are above 1, so all are \
                     percent"
                ),
            ),
            false => (count.clone(), format!("{count} ({shown})")),
        });
        if !self.levels.is_empty() {
            let levels = Vec::from_iter(self.levels.iter().cloned()).join(", ");
            let levels = printable(&levels, 200);
            notes.push((
                format!("levels {levels}"),
                format!("what stands above the tasks are levels: {levels}"),
            ));
        }
        let said = self.left_out.iter();
        let said = said.filter(|(_, reason)| *reason != Reason::Beside);
        let said: Vec<String> = said.map(|(column, _)| shown_name(grid, *column)).collect();
        if !said.is_empty() {
            notes.push((format!("left out {}", said.join(", ")), String::new()));
        }
        for (column, reason) in &self.left_out {
            let name = shown_name(grid, *column);
            let example = match (reason, columns[*column].bad.first()) {
                (Reason::Mixed, Some(row)) => {
                    format!(" ('{}')", printable(&grid.field(*row, *column).text(), 40))
                }
                _ => String::new(),
            };
            let detail = format!("{name} is left out: {}{example}", reason.words());
            notes.push((String::new(), detail));
        }
        for task in &self.columns {
            notes.extend(columns[task.column].notes(&printable(&task.name, 60)));
        }
        notes
    }
}

/// Why no column is a task.
pub(super) fn no_task(grid: &Grid, columns: &[Column], left_out: &[(usize, Reason)]) -> String {
    let mut by_share = left_out.iter();
    if let Some((column, _)) = by_share.find(|(_, reason)| *reason == Reason::NoShare) {
        let read = &columns[*column];
        let values = read.values().map(|figure| figure.number.value);
        let lowest = values.fold(f64::INFINITY, f64::min);
        let name = shown_name(grid, *column);
        return format!(
            "no column holds shares: {name} ({lowest} to {}) is no share of right answers (Elo, \
             points?); `range = [LOW, HIGH]` of its task in evalboard.toml scales it",
            read.largest()
        );
    }
    let Some((_, reason)) = left_out.first() else {
        return format!("no column holds figures; the columns are {}", grid.names());
    };
    let names = left_out.iter().map(|(column, _)| shown_name(grid, *column));
    let names = printable(&names.collect::<Vec<_>>().join(", "), 200);
    let are = if left_out.len() == 1 { "is" } else { "are" };
    format!(
        "no column is a task: {names} {are} left out ({}); --tasks NAME reads it all the same",
        reason.words()
    )
}

fn shown_name(grid: &Grid, column: usize) -> String {
    printable(&task_name(&grid.head[column], column), 60)
}
