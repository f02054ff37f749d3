//! A long table: a row a cell.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexSet;

use super::super::intake::Intake;
use super::super::names::checked_level;
use super::super::notes::{inverted_note, lower_note, ranged_note};
use super::column::Column;
use super::entries::{self, Entry};
use super::grid::{Field, Grid};
use super::line::{Line, no_number};
use super::names::{Role, Roles, warn_of_misspelt, without_unit};
use super::not_tasks::may_be_lower_is_better;
use super::options::{Scale, TableOptions};
use super::row_name::{name_of, stem_or_stdin};
use super::share;
use crate::error::{Result, printable};
use crate::project::TaskFacts;

/// Reads a long table. Without a task column all rows are of one task, named after the file;
/// without a model column of one model.
///
/// # Errors
/// If a figure is none or cannot be, or a cell stands twice.
pub(super) fn read(
    grid: &Grid,
    roles: &Roles,
    options: &TableOptions,
    intake: &mut Intake,
) -> Result<()> {
    check_metrics(grid, roles).map_err(|problem| grid.error(problem))?;
    let figures = figures(grid, roles)?;
    let (scale, is_guessed) = scale_of(grid, roles, &figures, options);
    let mut known: BTreeMap<String, TaskFacts> = BTreeMap::new();
    let mut ranged: BTreeSet<String> = BTreeSet::new();
    say(grid, roles, &figures, is_guessed, intake);
    let place = grid.file().display().to_string();
    let hint = warn_of_misspelt(grid, roles, place, intake);
    let mut entries = Vec::new();
    for row in 0..grid.rows.len() {
        let at = |problem: String| grid.error_at(row, problem);
        let mut line = Line::default();
        use Role::*;
        for role in [Groups, ModelLabel, LevelLabel, TaskLabel] {
            if let Some(column) = roles.column(role) {
                let taken = line.take(role, grid.field(row, column), grid.decimal_comma);
                taken.map_err(at)?;
            }
        }
        // A name stays as it is, unless it is a link.
        let name = |role: Role| {
            let mut name = name_of(grid, row, roles.get(role));
            if let (None, Some(column)) = (&name.url, roles.column(role)) {
                name.text = grid.field(row, column).text();
            }
            name
        };
        let model = name(Role::Model);
        line.model = model.text.into();
        line.level = name(Role::Level).text.into();
        line.task = name(Role::Task).text.into();
        for (role, column) in &figures {
            if let Some(figure) = column.figures[row] {
                line.set(*role, figure);
            }
        }
        if line.is_blank() {
            continue;
        }
        let file = stem_or_stdin(&grid.files[grid.rows[row].file]);
        if !roles.has(Role::Model) {
            line.model = file.clone().into();
        }
        if !roles.has(Role::Task) {
            line.task = file.into();
        }
        let source = line.task.trim().to_owned();
        let facts = known
            .entry(source.clone())
            .or_insert_with(|| options.facts(&source));
        if facts.hide == Some(true) {
            continue;
        }
        if let Some(trials) = options.trials.or(facts.n) {
            line.set_trials(trials);
        }
        if let Some(task) = &facts.task {
            line.task = task.clone().into();
        }
        if let Some(level) = &facts.level {
            line.level = level.clone().into();
        }
        let scale = match facts.range {
            Some(range) => {
                line.scale_accuracy(range).map_err(at)?;
                ranged.insert(source.clone());
                Scale::Share
            }
            None => scale,
        };
        line.declare(model.url.as_deref(), intake).map_err(at)?;
        let is_lower_better = options.is_lower_better(&source);
        let mut stated = line.stated(scale, is_lower_better).map_err(at)?;
        super::inverted(&mut stated.statement, is_lower_better);
        intake.reading(&line.task, is_lower_better, facts.range.is_some());
        let statement = &mut stated.statement;
        if statement.lucky.is_none() {
            statement.guess_chance = statement.guess_chance.or(facts.chance());
        }
        let level = checked_level(&line.level).map_err(at)?;
        entries.push(Entry {
            names: [line.model.trim(), level, line.task.trim()].map(Rc::from),
            run: roles.has(Role::Run).then(|| name(Role::Run).text),
            row,
            stated,
        });
    }
    let mut tasks: Vec<String> = known.into_keys().collect();
    tasks.retain(|task| may_be_lower_is_better(task) || options.is_lower_better(task));
    let (inverted, doubtful): (Vec<String>, Vec<String>) = tasks
        .into_iter()
        .partition(|task| options.is_lower_better(task));
    let ranged = Vec::from_iter(ranged);
    let notes = [
        lower_note(&doubtful),
        inverted_note(&inverted),
        ranged_note(&ranged),
    ];
    for (brief, detail) in notes.into_iter().flatten() {
        intake.note(grid.file(), brief, detail);
    }
    entries::pour(grid, entries, options.repeats, roles, &hint, intake)
}

/// The columns of figures by role; a field that is no figure is an error.
fn figures(grid: &Grid, roles: &Roles) -> Result<Vec<(Role, Column)>> {
    use Role::*;
    const NAMES: [Role; 8] = [
        Model, Level, Task, Run, Groups, ModelLabel, LevelLabel, TaskLabel,
    ];
    let mut figures = Vec::new();
    for role in Role::all().filter(|role| !NAMES.contains(role)) {
        let Some(column) = roles.column(role) else {
            continue;
        };
        let read = Column::read(grid, column);
        if let Some(row) = read.bad.first() {
            let problem = no_number(role.name(), &grid.field(*row, column).text());
            return Err(grid.error_at(*row, problem));
        }
        figures.push((role, read));
    }
    Ok(figures)
}

/// The scale of the accuracies, and whether it was told by them.
fn scale_of(
    grid: &Grid,
    roles: &Roles,
    figures: &[(Role, Column)],
    options: &TableOptions,
) -> (Scale, bool) {
    let Some(column) = roles.column(Role::Accuracy) else {
        return (Scale::Share, false);
    };
    let key = grid.head[column].key();
    let bare = without_unit(&key);
    if let Some(scale) = options.scale_of(&bare).or(options.scale_of("accuracy")) {
        return (scale, false);
    }
    if bare != key {
        return (Scale::Percent, false);
    }
    let read = figures.iter().find(|(role, _)| *role == Role::Accuracy);
    let has_range = |row: usize| {
        let task = name_of(grid, row, roles.get(Role::Task)).text;
        options.facts(&task).range.is_some()
    };
    let mut facts = options.task_facts.iter();
    let any_range = facts.any(|entry| entry.facts.range.is_some());
    let scale = read.map_or(Scale::Share, |(_, column)| {
        let rows = column.figures.iter().enumerate();
        let rows = rows.filter(|(row, _)| !any_range || !has_range(*row));
        share::scale_of(rows.filter_map(|(_, figure)| figure.as_ref()))
    });
    (scale, scale == Scale::Percent)
}

/// `value` beside metrics of several names says nothing.
fn check_metrics(grid: &Grid, roles: &Roles) -> Result<(), String> {
    let accuracy = roles.column(Role::Accuracy);
    if accuracy.is_none_or(|ix| grid.head[ix].key() != "value") {
        return Ok(());
    }
    let mut head = grid.head.iter();
    let Some(metric) = head.position(|head| head.key() == "metric") else {
        return Ok(());
    };
    let fields = grid.column(metric).filter(|field| !field.is_missing());
    let metrics: IndexSet<String> = fields.map(Field::text).collect();
    if metrics.len() < 2 {
        return Ok(());
    }
    let metrics = Vec::from_iter(metrics).join(", ");
    Err(format!(
        "`value` holds several metrics ({}); keep the rows of one, or say that each is a task: \
         --map task=task+metric",
        printable(&metrics, 200)
    ))
}

/// Says what was decided.
fn say(
    grid: &Grid,
    roles: &Roles,
    figures: &[(Role, Column)],
    is_percent: bool,
    intake: &mut Intake,
) {
    let mut notes = grid.notes.clone();
    notes.extend(roles.notes.iter().cloned());
    let file = grid.file();
    for role in [Role::Model, Role::Task] {
        if !roles.has(role) {
            let (role, name) = (role.name(), stem_or_stdin(file));
            notes.push((
                format!("one {role}, {name}"),
                format!("no column is named {role}: one {role}, named after the file: {name}"),
            ));
        }
    }
    if is_percent {
        notes.push((
            "accuracy in percent".to_owned(),
            "at least half of the accuracies are above 1: all are percent".to_owned(),
        ));
    }
    for (role, column) in figures {
        notes.extend(column.notes(role.name()));
    }
    for (brief, detail) in notes {
        intake.note(file, brief, detail);
    }
}
