//! Long tables that leave nothing to decide: read line by line, in bounded memory.

use std::path::Path;
use std::sync::Arc;

use super::super::intake::Intake;
use super::super::names::origin;
use super::grid::{Grid, Head};
use super::line::{self, Line};
use super::names::{Role, roles as roles_of, warn_of_misspelt, without_parts_of_clusters};
use super::options::{Scale, TableOptions};
use crate::error::Place;

/// The role of each column, where the table has `model`, `task`, `n` and `correct` under these
/// names and the user asks for nothing else.
pub(super) fn roles(head: &[Head], options: &TableOptions) -> Option<Vec<Option<Role>>> {
    use Role::*;
    let mut facts = options.task_facts.iter();
    let asks = !options.map.is_empty()
        || !options.scale.is_empty()
        || options.repeats.is_some()
        || options.trials.is_some()
        || !options.lower_is_better.is_empty()
        || options.transpose
        || facts.any(|entry| entry.facts.changes_results());
    let mut found: Vec<Option<Role>> = Vec::with_capacity(head.len());
    for head in head {
        let role = Role::named(&head.name);
        let is_run = role == Some(Run) || ["seed", "epoch", "trial"].contains(&&*head.key());
        if asks || is_run || head.group.is_some() || (role.is_some() && found.contains(&role)) {
            return None;
        }
        found.push(role);
    }
    without_parts_of_clusters(&mut found);
    let has = |role: Role| found.contains(&Some(role));
    (has(Model) && has(Task) && has(N) && has(Correct)).then_some(found)
}

/// A table that is read line by line.
pub(super) struct Stream {
    /// Added to the error about a cell that stands twice.
    hint: String,
    file: Arc<Path>,
    /// What was said of the model declared last.
    model: Option<[String; 3]>,
}

impl Stream {
    /// Begins a table; warns of columns that are ignored and nearly named as known ones.
    pub(super) fn begin(grid: &Grid, header_line: u64, intake: &mut Intake) -> Stream {
        let roles = roles_of(grid, &[], &mut []).unwrap_or_default();
        let place = origin(grid.file(), &Place::Line(header_line));
        Stream {
            hint: warn_of_misspelt(grid, &roles, place, intake),
            file: grid.file().as_path().into(),
            model: None,
        }
    }

    /// Reads a line; `false` where it has an accuracy and no counts, which the table as a whole
    /// decides.
    ///
    /// # Errors
    /// If a figure is none or cannot be, or the cell stands twice.
    pub(super) fn line<'t>(
        &mut self,
        mut fields: impl Iterator<Item = (Role, &'t str)>,
        comma: bool,
        place: &Place,
        intake: &mut Intake,
    ) -> Result<bool, String> {
        let mut line = Line::default();
        fields.try_for_each(|(role, text)| line.take_text(role, text, comma))?;
        self.add(&line, place, intake)
    }

    /// Hands a line over; as [`Stream::line`].
    ///
    /// # Errors
    /// As [`Stream::line`].
    pub(super) fn add(
        &mut self,
        line: &Line<'_>,
        place: &Place,
        intake: &mut Intake,
    ) -> Result<bool, String> {
        if line.is_blank() {
            return Ok(true);
        }
        // Most lines repeat what the one before says of its model.
        let about_model = line.about_model();
        let known = self.model.as_ref();
        let known = known.map(|texts| texts.each_ref().map(String::as_str));
        if about_model.is_none() || about_model != known {
            line.declare_model(None, intake)?;
            self.model = about_model.map(|texts| texts.map(str::to_owned));
        }
        line.declare_level_and_task(intake)?;
        if line.figure(Role::Correct).is_none() && line.figure(Role::Accuracy).is_some() {
            return Ok(false);
        }
        let scale = match line.figure(Role::Accuracy) {
            Some(figure) if figure.number.value > 1.0 => Scale::Percent,
            _ => Scale::Share,
        };
        let stated = line.stated(scale, false)?;
        if let Some(problem) = stated.statement.contradiction() {
            intake.warn(problem, origin(&self.file, place));
        }
        if let Some(cell) = line::cell(&stated)? {
            let names = [&*line.model, &*line.level, &*line.task];
            let origin = (self.file.clone(), place.clone());
            let added = intake.cell(names, cell, origin, None);
            added.map_err(|problem| problem + &self.hint)?;
        }
        Ok(true)
    }
}
