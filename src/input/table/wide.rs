//! A wide table: a row a model, a column a task.

use std::collections::BTreeSet;
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
    let columns = (0..grid.head.len()).map(|ix| Column::read(grid, ix));
    let columns: Vec<Column> = columns.collect();
    if !roles.has(Role::Model) {
        find_model(grid, &columns, &mut roles).map_err(|problem| grid.error(problem))?;
    }
    let tasks =
        Tasks::find(grid, &columns, &roles, options).map_err(|problem| grid.error(problem))?;
    let table = Wide {
        grid,
        columns: &columns,
        roles: &roles,
        options,
    };
    let entries = table.entries(&tasks, intake)?;
    table.attributes(&tasks, intake)?;
    table.say(&tasks, &entries, intake);
    entries::pour(grid, entries, options.repeats, &roles, "", intake)
}

/// Takes the first column of text whose values all differ for the models, else an unnamed first
/// column of text.
fn find_model(grid: &Grid, columns: &[Column], roles: &mut Roles) -> Result<(), String> {
    let is_text = |ix: &usize| !columns[*ix].is_numbers() && columns[*ix].filled > 0;
    let differs = |ix: &usize| {
        let texts: BTreeSet<String> = grid.column(*ix).map(Field::text).collect();
        texts.len() == grid.rows.len() && !texts.contains("")
    };
    let texts = (0..grid.head.len()).filter(|ix| is_text(ix) && !roles.uses(*ix));
    let texts: Vec<usize> = texts.collect();
    let unnamed = texts
        .first()
        .filter(|ix| **ix == 0 && grid.head[0].name.is_empty());
    let Some(&column) = texts.iter().find(|ix| differs(ix)).or(unnamed) else {
        return Err(format!(
            "no column is named `model`, and none of text tells the rows apart; the columns are \
             {}; --map model=COLUMN",
            grid.names()
        ));
    };
    let name = grid.head[column].shown();
    let named = match name.as_str() {
        "" => "the unnamed first column".to_owned(),
        name => format!("\"{name}\""),
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
}

impl Wide<'_> {
    /// The results of all rows.
    fn entries(&self, tasks: &Tasks, intake: &mut Intake) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let facts = tasks.columns.iter();
        let facts: Vec<TaskFacts> = facts.map(|task| self.options.facts(&task.name)).collect();
        let mut names: Vec<Rc<str>> = Vec::new();
        for (task, facts) in tasks.columns.iter().zip(&facts) {
            let name = facts.task.as_deref().unwrap_or(&task.name);
            let declared = intake.task(name, None, None);
            declared.map_err(|problem| self.grid.error(problem))?;
            let is_reversed = self.options.is_lower_better(&task.name);
            intake.reading(name, is_reversed, facts.range.is_some());
            names.push(name.into());
        }
        for row in 0..self.grid.rows.len() {
            let model: Rc<str> = self.name(row, Role::Model).text.into();
            let has_figure = |task: &TaskColumn| self.columns[task.column].figures[row].is_some();
            if model.is_empty() && !tasks.columns.iter().any(has_figure) {
                continue;
            }
            let at = |problem: String| self.grid.error_at(row, problem);
            intake.model(&model, ModelFacts::default()).map_err(at)?;
            let level: Rc<str> = self.name(row, Role::Level).text.into();
            let has_runs = self.roles.has(Role::Run);
            let run = has_runs.then(|| self.name(row, Role::Run).text);
            for ((task, facts), name) in tasks.columns.iter().zip(&facts).zip(&names) {
                if task.is_unread {
                    continue;
                }
                let Some(stated) = self.stated(task, facts, tasks.scale, row).map_err(at)? else {
                    continue;
                };
                let own = facts.level.as_deref().or(task.level.as_deref());
                let level = own.map_or_else(|| level.clone(), Rc::from);
                entries.push(Entry {
                    names: [model.clone(), level, name.clone()],
                    run: run.clone(),
                    row,
                    stated,
                });
            }
        }
        Ok(entries)
    }

    /// The name that a row has in a role.
    fn name(&self, row: usize, role: Role) -> Linked {
        name_of(self.grid, row, self.roles.get(role))
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
            let text = self.grid.field(row, task.column).text();
            return match column.bad.contains(&row) {
                true => Err(line::no_number(&task.name, &text)),
                false => Ok(None),
            };
        };
        let beside = |column: Option<usize>| Some(self.columns[column?].figures[row]?.number);
        let n = beside(task.n).map(|n| n.value as u64);
        let error = beside(task.stderr).or(figure.error);
        let scale = task.scale.unwrap_or(scale);
        let statement = evidence_of(&task.name, figure, error, scale, facts, self.options);
        let mut statement = statement.map_err(|problem| {
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
            let Linked {
                text: model,
                mut url,
            } = self.name(row, Role::Model);
            if model.is_empty() {
                continue;
            }
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
                        let name = self.grid.head[*column].name.clone();
                        attributes.insert(name, printable(&text, 200));
                    }
                }
            }
            let groups = self.name(row, Role::Groups).text;
            let groups = groups.split(';').map(str::trim);
            let groups = groups.filter(|group| !group.is_empty()).map(str::to_owned);
            let groups: Vec<String> = groups.collect();
            let label = self.name(row, Role::ModelLabel).text;
            let facts = ModelFacts {
                label: Some(label.as_str()).filter(|label| !label.is_empty()),
                groups: &groups,
                url: url.as_deref(),
                attributes,
            };
            let declared = intake.model(&model, facts);
            declared.map_err(|problem| self.grid.error_at(row, problem))?;
        }
        Ok(())
    }

    /// Says what was decided.
    fn say(&self, tasks: &Tasks, entries: &[Entry], intake: &mut Intake) {
        let mut notes = Vec::new();
        let mut of_names = self.roles.notes.iter();
        let is_named = of_names.any(|(brief, _)| brief.starts_with("model"));
        if let Some(column) = self.roles.column(Role::Model).filter(|_| !is_named) {
            let name = self.grid.head[column].shown();
            notes.push((
                format!("model \"{name}\""),
                format!("a row is a model, named by \"{name}\""),
            ));
        }
        let of_names = self.roles.notes.iter();
        notes.extend(of_names.filter(|(brief, _)| is_about_names(brief)).cloned());
        notes.extend(self.grid.notes.iter().cloned());
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
    let names = ["model", "level", "run", "groups"];
    names.iter().any(|role| brief.starts_with(role))
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
