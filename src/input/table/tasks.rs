//! Decision: which columns of a wide table are tasks, at which level, and on which scale.

mod said;

use std::collections::{BTreeMap, BTreeSet};

use super::averages;
use super::column::Column;
use super::grid::{Grid, Head, compared};
use super::names::{Part, Role, Roles, Source, without_unit};
use super::not_tasks::{self, Reason, reason};
use super::number::Figure;
use super::options::{Scale, TableOptions};
use super::share;
use crate::error::printable;
use said::no_task;

/// A column that is a task.
#[derive(Debug)]
pub(super) struct TaskColumn {
    pub(super) column: usize,
    pub(super) name: String,
    /// The level that stands above it.
    pub(super) level: Option<String>,
    /// The column of its standard error, and of its n.
    pub(super) stderr: Option<usize>,
    pub(super) n: Option<usize>,
    /// Its own scale, where it is not the table's.
    pub(super) scale: Option<Scale>,
    /// Whether its figures stay unread: they are no shares, and nobody wants them.
    pub(super) is_unread: bool,
}

/// The tasks of a wide table.
pub(super) struct Tasks {
    pub(super) columns: Vec<TaskColumn>,
    /// Columns of numbers that are no tasks.
    pub(super) left_out: Vec<(usize, Reason)>,
    pub(super) scale: Scale,
    /// Whether the scale was told by the figures, not by the user or by percent signs.
    is_guessed: bool,
    levels: BTreeSet<String>,
}

impl Tasks {
    /// Finds the tasks.
    ///
    /// # Errors
    /// If there is none, or the figures are on no scale.
    pub(super) fn find(
        grid: &Grid,
        columns: &[Column],
        roles: &Roles,
        options: &TableOptions,
    ) -> Result<Tasks, String> {
        let mut left_out = Vec::new();
        let mut candidates = Vec::new();
        let is_asked = |column: usize| {
            let name = &grid.head[column].name;
            options.asks_for(name) || options.facts(name).makes_a_task()
        };
        for column in 0..grid.head.len() {
            let is_figures = columns[column].is_numbers() || columns[column].is_mixed();
            if !is_figures || is_name(roles, column) {
                continue;
            }
            match reason(grid, columns, column) {
                Some(reason) if !is_asked(column) || reason == Reason::Beside => {
                    left_out.push((column, reason))
                }
                _ => candidates.push(column),
            }
        }
        if candidates.is_empty() {
            // Averages of parts, as a board of boards has them, are the tasks then.
            let is_of_part = |(column, reason): &(usize, Reason)| {
                *reason == Reason::Average
                    && !not_tasks::begins_as_average(&grid.head[*column].name)
            };
            let of_parts = left_out.extract_if(.., |left| is_of_part(left));
            candidates = of_parts.map(|(column, _)| column).collect();
        }
        let read: Vec<&Column> = candidates.iter().map(|column| &columns[*column]).collect();
        let averages = averages::by_value(&read);
        let mut kept = Vec::new();
        for (column, is_average) in candidates.into_iter().zip(averages) {
            if is_average && !is_asked(column) {
                left_out.push((column, Reason::MeanOfNeighbours));
            } else {
                kept.push(column);
            }
        }
        left_out.sort_by_key(|(column, _)| *column);
        if kept.is_empty() {
            return Err(no_task(grid, columns, &left_out));
        }
        let has_range = |column: &usize| options.facts(&grid.head[*column].name).range.is_some();
        let unscaled = kept
            .iter()
            .filter(|column| !has_range(column) && own_scale(grid, **column, options).is_none());
        let scale = share::scale_of(unscaled.flat_map(|column| columns[*column].values()));
        let mut tasks = Tasks {
            columns: Vec::new(),
            left_out,
            scale,
            is_guessed: scale == Scale::Percent,
            levels: BTreeSet::new(),
        };
        let is_shown = |column: &usize| options.facts(&grid.head[*column].name).hide != Some(true);
        let kept: Vec<usize> = kept.into_iter().filter(is_shown).collect();
        tasks.name(grid, columns, options, &kept)?;
        tasks.check_mix(grid, columns, options)?;
        // What the command line does not want must not stand in the way.
        let is_share = |task: &TaskColumn| {
            let is_percent = task.scale.unwrap_or(scale) == Scale::Percent;
            columns[task.column].values().all(|figure| {
                let is_percent = is_percent || figure.number.is_percent;
                let most = if is_percent { 100.0 } else { 1.0 };
                (0.0..=most).contains(&figure.number.value)
            })
        };
        for task in &mut tasks.columns {
            task.is_unread = !options.wants(&task.name) && !is_share(task);
        }
        Ok(tasks)
    }

    /// Names the tasks, and finds what belongs to each.
    fn name(
        &mut self,
        grid: &Grid,
        columns: &[Column],
        options: &TableOptions,
        kept: &[usize],
    ) -> Result<(), String> {
        let level_groups = level_groups(grid, kept);
        let mut names: BTreeMap<(Option<String>, String), usize> = BTreeMap::new();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for column in kept {
            *count.entry(compared(&grid.head[*column].name)).or_default() += 1;
        }
        for column in kept {
            let head = &grid.head[*column];
            let group = head.group.clone().filter(|group| !group.is_empty());
            let level = group.clone().filter(|group| level_groups.contains(group));
            let collides = count[&compared(&head.name)] > 1;
            let name = match group {
                Some(group) if level.is_none() && collides => format!("{group} · {}", head.name),
                _ => task_name(head, *column),
            };
            if let Some(first) = names.insert((level.clone(), compared(&name)), *column) {
                let (name, first, second) = (printable(&name, 80), first + 1, column + 1);
                return Err(format!(
                    "the column `{name}` occurs twice (columns {first} and {second})"
                ));
            }
            self.levels.extend(level.clone());
            let beside = |suffixes: &[&str]| beside(grid, columns, *column, suffixes);
            self.columns.push(TaskColumn {
                column: *column,
                name,
                level,
                stderr: beside(&["stderr", "std err", "se", "±"]),
                n: beside(&["n"]),
                scale: own_scale(grid, *column, options),
                is_unread: false,
            });
        }
        Ok(())
    }

    /// A figure above 1 in a table of shares, or above 100 in percent, is on no scale.
    fn check_mix(
        &self,
        grid: &Grid,
        columns: &[Column],
        options: &TableOptions,
    ) -> Result<(), String> {
        if self.scale != Scale::Share {
            return Ok(());
        }
        for task in &self.columns {
            if task.scale.is_some()
                || !options.wants(&task.name)
                || options.facts(&task.name).range.is_some()
                || options.is_lower_better(&task.name)
            {
                continue;
            }
            let is_above = |figure: &Figure| figure.number.value > 1.0 && !figure.number.is_percent;
            let rows = columns[task.column].figures.iter().enumerate();
            let mut figures = rows.filter_map(|(row, figure)| Some((row, figure.as_ref()?)));
            let Some((row, above)) = figures.find(|(_, figure)| is_above(figure)) else {
                continue;
            };
            let (value, name) = (above.number.value, printable(&task.name, 60));
            if value > 100.0 {
                let place = grid.rows[row].place.to_string();
                let place = place.trim_start_matches(':');
                return Err(format!(
                    "{name} is {value} in line {place}: it is no accuracy on any scale"
                ));
            }
            let is_share = |value: &f64| (0.0..=1.0).contains(value) && *value != 0.0;
            let mut others = self.columns.iter().filter(|task| task.scale.is_none());
            let share = others.find_map(|task| {
                let mut values = columns[task.column]
                    .values()
                    .map(|figure| figure.number.value);
                let share = values.find(is_share)?;
                Some(format!(
                    ", but {share} of {} a share",
                    printable(&task.name, 60)
                ))
            });
            let share = share.unwrap_or_default();
            return Err(format!(
                "the figures are on two scales: {value} of {name} is above 1{share}; --scale \
                 percent or --scale share says which it is, --scale '{name}=percent' for one column"
            ));
        }
        Ok(())
    }

    /// Columns of a table in percent whose largest figure is so small that they may be on another
    /// scale.
    pub(super) fn doubtful<'a>(
        &'a self,
        columns: &'a [Column],
    ) -> impl Iterator<Item = &'a TaskColumn> {
        let is_small = |task: &&TaskColumn| {
            let column = &columns[task.column];
            let plain = column.values().any(|figure| !figure.number.is_percent);
            self.is_guessed
                && task.scale.is_none()
                && plain
                && column.largest() <= 10.0
                && column.largest() > 0.0
        };
        self.columns.iter().filter(is_small)
    }
}

/// Whether a column names models, levels, runs or groups, alone or as a part.
fn is_name(roles: &Roles, column: usize) -> bool {
    use Role::*;
    let mut names = [Model, Level, Run, Groups, ModelLabel, Task].into_iter();
    names.any(|role| match roles.get(role) {
        Some(Source::Column(known)) => *known == column && role != Task,
        Some(Source::Joined(parts)) => parts.contains(&Part::Column(column)),
        None => false,
    })
}

/// The scale that the user or the head gives a column.
fn own_scale(grid: &Grid, column: usize, options: &TableOptions) -> Option<Scale> {
    let key = grid.head[column].key();
    options
        .scale_of(&key)
        .or_else(|| (without_unit(&key) != key).then_some(Scale::Percent))
}

/// The column of numbers named like `column` with one of `suffixes` behind.
fn beside(grid: &Grid, columns: &[Column], column: usize, suffixes: &[&str]) -> Option<usize> {
    let key = grid.head[column].key();
    let is = |ix: &usize| {
        let other = grid.head[*ix].key();
        let rest = other.strip_prefix(&key).map(str::trim_start);
        grid.head[*ix].group == grid.head[column].group
            && *ix != column
            && rest.is_some_and(|rest| suffixes.contains(&rest))
            && columns[*ix].is_numbers()
    };
    (0..grid.head.len()).find(is)
}

/// The groups that are levels: at least half of the names stand under two or more of them.
fn level_groups(grid: &Grid, kept: &[usize]) -> BTreeSet<String> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for column in kept {
        let head = &grid.head[*column];
        let under = groups.entry(compared(&head.name)).or_default();
        under.extend(head.group.clone().filter(|group| !group.is_empty()));
    }
    let repeated = groups.values().filter(|under| under.len() > 1).count();
    if repeated == 0 || repeated * 2 < groups.len() {
        return BTreeSet::new();
    }
    groups.into_values().flatten().collect()
}

/// The name of a column as a task, for heads without a name.
fn task_name(head: &Head, column: usize) -> String {
    match head.name.is_empty() {
        true => format!("column {}", column + 1),
        false => head.name.clone(),
    }
}
