//! A wide table: a row a model, a column a task.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::intake::{Intake, ModelFacts};
use super::super::notes::{inverted_note, lower_note, ranged_note};
use super::column::Column;
use super::entries::{self, Entry};
use super::evidence_of;
use super::grid::{Field, Grid};
use super::line::{self, Stated};
use super::link::{Linked, linked};
use super::names::{Role, Roles, Source};
use super::not_tasks::{Reason, may_be_lower_is_better};
use super::options::{Scale, TableOptions};
use super::row_name::name_of;
use super::tasks::{TaskColumn, Tasks};
use crate::error::{Result, printable};
use crate::project::TaskFacts;

/// Reads a wide table.
///
/// # Errors
/// If no column holds shares, a figure is none, or a row has no model.
pub(super) fn read(
    grid: &Grid,
    mut roles: Roles,
    options: &TableOptions,
    intake: &mut Intake,
) -> Result<()> {
    let columns: Vec<Column> = (0..grid.head.len())
        .map(|ix| Column::read(grid, ix))
        .collect();
    if !roles.has(Role::Model) {
        find_model(grid, &columns, &mut roles).map_err(|problem| grid.error(problem))?;
    }
    let tasks =
        Tasks::find(grid, &columns, &roles, options).map_err(|problem| grid.error(problem))?;
    let mut table = Wide {
        grid,
        columns: &columns,
        roles: &roles,
        options,
        notes: Vec::new(),
    };
    table.notes.extend(grid.notes.iter().cloned());
    let entries = table.entries(&tasks, intake)?;
    table.attributes(&tasks, intake)?;
    table.say(&tasks, &entries, intake);
    let model_columns = match roles.get(Role::Model) {
        Some(Source::Column(column)) => vec![*column],
        _ => Vec::new(),
    };
    entries::pour(grid, entries, options.repeats, &model_columns, "", intake)
}

/// Takes the first column of text whose values all differ for the models, else an unnamed first
/// column of text.
fn find_model(grid: &Grid, columns: &[Column], roles: &mut Roles) -> Result<(), String> {
    let is_text = |ix: &usize| !columns[*ix].is_numbers() && columns[*ix].filled > 0;
    let differs = |ix: &usize| {
        let mut texts: Vec<String> = grid.column(*ix).map(Field::text).collect();
        let all = texts.len();
        texts.sort();
        texts.dedup();
        texts.len() == all && texts.iter().all(|text| !text.is_empty())
    };
    let mut texts = (0..grid.head.len())
        .filter(is_text)
        .filter(|ix| !roles.uses(*ix));
    let first = texts.clone().next();
    let unnamed = first.filter(|ix| *ix == 0 && grid.head[0].name.is_empty());
    let Some(column) = texts.find(differs).or(unnamed) else {
        return Err(format!(
            "no column is named `model`, and none of text tells the rows apart; the columns are \
             {}; --map model=COLUMN",
            grid.names()
        ));
    };
    let name = grid.head[column].shown();
    let named = if name.is_empty() {
        "the unnamed first column".to_owned()
    } else {
        format!("\"{name}\"")
    };
    roles.notes.push((
        format!("model {named}"),
        format!("no column is named model; {named} is text whose values differ, and taken for it"),
    ));
    roles.set(Role::Model, Source::Column(column));
    Ok(())
}

struct Wide<'a> {
    grid: &'a Grid,
    columns: &'a [Column],
    roles: &'a Roles,
    options: &'a TableOptions,
    notes: Vec<(String, String)>,
}

impl Wide<'_> {
    /// The results of all rows.
    fn entries(&mut self, tasks: &Tasks, intake: &mut Intake) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let facts: Vec<TaskFacts> = tasks
            .columns
            .iter()
            .map(|task| self.options.facts(&task.name))
            .collect();
        let names: Vec<Rc<str>> = tasks
            .columns
            .iter()
            .zip(&facts)
            .map(|(task, facts)| facts.task.as_deref().unwrap_or(&task.name).into())
            .collect();
        for (name, (task, facts)) in names.iter().zip(tasks.columns.iter().zip(&facts)) {
            intake
                .task(name, None, None)
                .map_err(|problem| self.grid.error(problem))?;
            let is_reversed = self.options.is_lower_better(&task.name);
            intake.reading(name, is_reversed, facts.range.is_some());
        }
        for row in 0..self.grid.rows.len() {
            let model: Rc<str> = name_of(self.grid, row, self.roles.get(Role::Model))
                .text
                .into();
            let has_figure = |task: &TaskColumn| self.columns[task.column].figures[row].is_some();
            if model.is_empty() && !tasks.columns.iter().any(has_figure) {
                continue;
            }
            let at = |problem: String| self.grid.error_at(row, problem);
            intake.model(&model, ModelFacts::default()).map_err(at)?;
            let level: Rc<str> = name_of(self.grid, row, self.roles.get(Role::Level))
                .text
                .into();
            let run = self
                .roles
                .get(Role::Run)
                .map(|run| name_of(self.grid, row, Some(run)).text);
            for (ix, (task, facts)) in tasks.columns.iter().zip(&facts).enumerate() {
                if task.is_unread {
                    continue;
                }
                let Some(stated) = self.stated(task, facts, tasks.scale, row).map_err(at)? else {
                    continue;
                };
                let own = facts.level.as_deref().or(task.level.as_deref());
                let level = own.map_or_else(|| level.clone(), Rc::from);
                entries.push(Entry {
                    names: [model.clone(), level, names[ix].clone()],
                    run: run.clone(),
                    row,
                    stated,
                });
            }
        }
        Ok(entries)
    }

    /// What a field says; `None`: not evaluated.
    fn stated(
        &self,
        task: &TaskColumn,
        facts: &TaskFacts,
        scale: Scale,
        row: usize,
    ) -> Result<Option<Stated>, String> {
        let column = &self.columns[task.column];
        let Some(figure) = &column.figures[row] else {
            return match column.bad.contains(&row) {
                true => Err(line::no_number(
                    &task.name,
                    &self.grid.field(row, task.column).text(),
                )),
                false => Ok(None),
            };
        };
        let beside = |column: Option<usize>| {
            column.and_then(|column| self.columns[column].figures[row].as_ref())
        };
        let n = beside(task.n).map(|n| n.number.value as u64);
        let error = beside(task.stderr)
            .map(|error| error.number)
            .or(figure.error);
        let scale = task.scale.unwrap_or(scale);
        let stated = evidence_of(&task.name, figure, error, scale, facts, self.options);
        let mut statement = stated.map_err(|problem| {
            let name = printable(&task.name, 60);
            format!("{problem}; --tasks '!{name}' leaves the column out")
        })?;
        statement.n = statement.n.or(n).or(self.options.trials).or(facts.n);
        statement.guess_chance = facts.chance();
        Ok(Some(Stated {
            statement,
            tokens: None,
            points: None,
        }))
    }

    /// What else the table says of models: columns of text, links, and figures that are no tasks.
    fn attributes(&self, tasks: &Tasks, intake: &mut Intake) -> Result<()> {
        let is_attribute = |column: &usize| {
            let is_left_out =
                |(left, reason): &(usize, Reason)| left == column && *reason == Reason::Known;
            !self.roles.uses(*column)
                && !tasks.columns.iter().any(|task| task.column == *column)
                && (!self.columns[*column].is_numbers() || tasks.left_out.iter().any(is_left_out))
                && !self.grid.head[*column].name.is_empty()
        };
        let columns: Vec<usize> = (0..self.grid.head.len()).filter(is_attribute).collect();
        for row in 0..self.grid.rows.len() {
            let model = name_of(self.grid, row, self.roles.get(Role::Model));
            if model.text.is_empty() {
                continue;
            }
            let mut url = model.url;
            let mut attributes = IndexMap::new();
            for column in &columns {
                let field = self.grid.field(row, *column);
                if field.is_missing() {
                    continue;
                }
                let Linked { text, url: link } = linked(&field.text());
                let is_address = text.starts_with("https://") || text.starts_with("http://");
                match link.or(is_address.then(|| text.clone())) {
                    Some(link) if url.is_none() => url = Some(link),
                    _ if is_address => {}
                    _ => {
                        let text = printable(&text, 200);
                        attributes.insert(self.grid.head[*column].name.clone(), text);
                    }
                }
            }
            let groups: Vec<String> = match self.roles.get(Role::Groups) {
                Some(source) => {
                    let text = name_of(self.grid, row, Some(source)).text;
                    let groups = text
                        .split(';')
                        .map(str::trim)
                        .filter(|group| !group.is_empty());
                    groups.map(str::to_owned).collect()
                }
                None => Vec::new(),
            };
            let label = self
                .roles
                .get(Role::ModelLabel)
                .map(|source| name_of(self.grid, row, Some(source)).text);
            let facts = ModelFacts {
                label: label.as_deref().filter(|label| !label.is_empty()),
                groups: &groups,
                url: url.as_deref(),
                attributes,
            };
            intake
                .model(&model.text, facts)
                .map_err(|problem| self.grid.error_at(row, problem))?;
        }
        Ok(())
    }

    /// Says what was decided.
    fn say(&mut self, tasks: &Tasks, entries: &[Entry], intake: &mut Intake) {
        let mut notes = Vec::new();
        let is_named = self
            .roles
            .notes
            .iter()
            .any(|(brief, _)| brief.starts_with("model"));
        if let Some(column) = self.roles.column(Role::Model).filter(|_| !is_named) {
            let name = self.grid.head[column].shown();
            notes.push((
                format!("model \"{name}\""),
                format!("a row is a model, named by \"{name}\""),
            ));
        }
        notes.extend(
            self.roles
                .notes
                .iter()
                .filter(|(brief, _)| is_about_names(brief))
                .cloned(),
        );
        notes.append(&mut self.notes);
        notes.extend(tasks.notes(self.grid, self.columns));
        let shown = |task: &TaskColumn| printable(&task.name, 60);
        let (inverted, others): (Vec<&TaskColumn>, Vec<&TaskColumn>) = tasks
            .columns
            .iter()
            .partition(|task| self.options.is_lower_better(&task.name));
        let doubtful = others
            .into_iter()
            .filter(|task| may_be_lower_is_better(&task.name));
        let doubtful: Vec<String> = doubtful.map(shown).collect();
        let inverted: Vec<String> = inverted.into_iter().map(shown).collect();
        notes.extend(lower_note(&doubtful));
        notes.extend(inverted_note(&inverted));
        let has_range = |task: &&TaskColumn| self.options.facts(&task.name).range.is_some();
        let ranged: Vec<String> = tasks.columns.iter().filter(has_range).map(shown).collect();
        notes.extend(ranged_note(&ranged));
        notes.extend(without_counts(entries));
        for task in tasks.doubtful(self.columns) {
            let name = shown(task);
            let message = format!(
                "the largest figure of {name} is {}, in a table of percent: --scale \
                 '{name}=share' says otherwise",
                self.columns[task.column].largest()
            );
            intake.warn(message, self.grid.file().display().to_string());
        }
        for (brief, detail) in notes {
            intake.note(self.grid.file(), brief, detail);
        }
    }
}

/// Whether a decision about names matters to a wide table.
fn is_about_names(brief: &str) -> bool {
    ["model", "level", "run", "groups"]
        .iter()
        .any(|role| brief.starts_with(role))
}

/// What is said of results that have neither counts nor n.
pub(super) fn without_counts(entries: &[Entry]) -> Option<(String, String)> {
    let has_none = |entry: &Entry| {
        let statement = &entry.stated.statement;
        statement.n.is_none() && statement.correct.is_none() && statement.stderr.is_none()
    };
    (!entries.is_empty() && entries.iter().all(has_none)).then(|| {
        (
            String::new(),
            "there are no counts: ReasonScore is a geometric mean of bare accuracies; the \
             averages that most boards publish are --score average; --trials N gives intervals"
                .to_owned(),
        )
    })
}
