//! Filters and choices: what a user asks for, resolved against what the dataset has.

use std::collections::HashSet;

use glob::{MatchOptions, Pattern};

use crate::dataset::{Dataset, Level, Model, Task};
use crate::error::{Error, Result};
use crate::rank::RankIntervals;
use crate::stats::ScoreKind;

use super::Filter;
use super::names::{same, split_items, unknown};

/// Which accuracy cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum AccuracyKind {
    /// Adjusted for lucky guesses.
    #[default]
    Adjusted,
    /// Share of correct answers.
    Raw,
}

impl AccuracyKind {
    /// Both.
    pub const ALL: [AccuracyKind; 2] = [AccuracyKind::Adjusted, AccuracyKind::Raw];

    /// The word of the command line and of exports.
    pub fn word(self) -> &'static str {
        match self {
            AccuracyKind::Adjusted => "adjusted",
            AccuracyKind::Raw => "raw",
        }
    }
}

/// What to show. Each list holds its items as given: an item that is no known name itself is split
/// at its commas; the items of a list mean *any of*, and `a+b` within a group item *all of*. An
/// empty list means all.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Groups of which a model must have one.
    pub groups: Vec<String>,
    /// Levels, by label or key.
    pub levels: Vec<String>,
    /// Tasks, by label or key.
    pub tasks: Vec<String>,
    /// Models, by label, key or glob.
    pub models: Vec<String>,
    /// Keep only so many models, cut after everything else.
    pub top: Option<usize>,
    /// The score to show and rank by.
    pub score: ScoreKind,
    /// The accuracy to show in cells.
    pub accuracy: AccuracyKind,
    /// What rank intervals hold.
    pub rank_intervals: RankIntervals,
    /// Responses below which a cell makes its row incomplete.
    pub min_trials: u64,
    /// Columns to show, by id; empty: the usual ones.
    pub columns: Vec<String>,
}

impl Default for Selection {
    fn default() -> Self {
        Selection {
            groups: Vec::new(),
            levels: Vec::new(),
            tasks: Vec::new(),
            models: Vec::new(),
            top: None,
            score: ScoreKind::default(),
            accuracy: AccuracyKind::default(),
            rank_intervals: RankIntervals::default(),
            min_trials: 1,
            columns: Vec::new(),
        }
    }
}

/// A selection resolved against a dataset: for each model, level and task whether it is shown.
#[derive(Debug)]
pub(super) struct Resolved {
    pub models: Vec<bool>,
    pub levels: Vec<bool>,
    pub tasks: Vec<bool>,
    pub filters: Vec<Filter>,
}

impl Selection {
    /// Resolves all names.
    ///
    /// # Errors
    /// On an unknown name, with the known ones and the nearest.
    pub(super) fn resolve(&self, dataset: &Dataset) -> Result<Resolved> {
        let mut filters = Vec::new();
        let mut note = |filter: fn(Vec<String>) -> Filter, items: Vec<String>| {
            if !items.is_empty() {
                filters.push(filter(items));
            }
        };

        let known_groups = dataset.groups();
        let is_group = |item: &str| known_groups.contains(&item);
        let groups = split_items(&self.groups, is_group);
        let terms = groups.iter().map(|item| match is_group(item) {
            true => vec![item.as_str()],
            false => item.split('+').map(str::trim).collect(),
        });
        let terms: Vec<Vec<&str>> = terms.collect();
        if let Some(part) = terms.iter().flatten().find(|part| !is_group(part)) {
            return Err(unknown("group", part, &known_groups));
        }
        note(Filter::Groups, groups.clone());

        let is_level = |item: &str| dataset.levels.iter().any(|level| level_is(level, item));
        let levels = split_items(&self.levels, is_level);
        if let Some(item) = levels.iter().find(|item| !is_level(item)) {
            let labels = dataset.levels.iter().map(|level| level.label.as_str());
            let labels: Vec<&str> = labels.filter(|label| !label.is_empty()).collect();
            return Err(unknown("level", item, &labels));
        }
        let is_shown = |level| levels.is_empty() || levels.iter().any(|item| level_is(level, item));
        let mut level_mask: Vec<bool> = dataset.levels.iter().map(is_shown).collect();
        note(
            Filter::Levels,
            shown(&dataset.levels, &level_mask, &levels, |level| &level.label),
        );

        let tasks = split_items(&self.tasks, |item| {
            dataset.tasks.iter().any(|task| task_is(task, item))
        });
        let task_mask = chosen("task", &dataset.tasks, &tasks, |task| {
            [&task.label, &task.key]
        })?;
        // A level at which no model has any of the chosen tasks is none of theirs.
        if !tasks.is_empty() {
            let cells = dataset.cells.keys();
            let chosen = cells.filter(|(_, _, task)| task_mask[task.0]);
            let has_any: HashSet<usize> = chosen.map(|(_, level, _)| level.0).collect();
            for (level, shown) in level_mask.iter_mut().enumerate() {
                *shown &= has_any.contains(&level);
            }
        }
        note(
            Filter::Tasks,
            shown(&dataset.tasks, &task_mask, &tasks, |task| &task.label),
        );

        let models = split_items(&self.models, |item| {
            dataset.models.iter().any(|model| model_is(model, item))
        });
        let mut model_mask = chosen("model", &dataset.models, &models, |model| {
            [&model.label, &model.key]
        })?;
        note(Filter::Models, models);
        for (model, shown) in dataset.models.iter().zip(&mut model_mask) {
            let has = |group: &&str| model.groups.iter().any(|own| own == group);
            *shown &= terms.is_empty() || terms.iter().any(|all_of| all_of.iter().all(has));
        }
        if let Some(top) = self.top {
            filters.push(Filter::Top(top));
        }
        if self.min_trials > 1 {
            filters.push(Filter::MinTrials(self.min_trials));
        }
        Ok(Resolved {
            models: model_mask,
            levels: level_mask,
            tasks: task_mask,
            filters,
        })
    }
}

fn level_is(level: &Level, item: &str) -> bool {
    same(&level.label, item) || level.keys.iter().any(|key| same(key, item))
}

fn task_is(task: &Task, item: &str) -> bool {
    same(&task.label, item) || same(&task.key, item)
}

fn model_is(model: &Model, item: &str) -> bool {
    model.label == item || model.key == item
}

/// Labels of what a filter keeps; nothing where it does not filter.
fn shown<T>(
    all: &[T],
    mask: &[bool],
    items: &[String],
    label: impl Fn(&T) -> &String,
) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let kept = all.iter().zip(mask).filter(|(_, kept)| **kept);
    kept.map(|(one, _)| label(one).clone()).collect()
}

/// Which of `all` the items choose: those that some item names, or all; without those that an item
/// with `!` names.
fn chosen<T>(
    what: &'static str,
    all: &[T],
    items: &[String],
    names: impl Fn(&T) -> [&String; 2],
) -> Result<Vec<bool>> {
    let is_name = |item: &str| {
        all.iter()
            .any(|one| names(one).iter().any(|name| *name == item))
    };
    let leaves_out = |item: &&String| item.starts_with('!') && !is_name(item);
    let mut mask = vec![items.iter().all(|item| leaves_out(&item)); all.len()];
    for item in items.iter().filter(|item| !leaves_out(item)) {
        for ix in matching(what, all, item, &names)? {
            mask[ix] = true;
        }
    }
    for item in items.iter().filter(leaves_out) {
        for ix in matching(what, all, item[1..].trim(), &names)? {
            mask[ix] = false;
        }
    }
    Ok(mask)
}

/// Indices of those that `item` names: by an exact name, else in any case and with any white space,
/// else as a glob.
fn matching<T>(
    what: &'static str,
    all: &[T],
    item: &str,
    names: impl Fn(&T) -> [&String; 2],
) -> Result<Vec<usize>> {
    let indices = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let named = |one: &T| names(one).iter().any(|name| is(name));
        (0..all.len()).filter(|ix| named(&all[*ix])).collect()
    };
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = tidy(item);
    let exact = indices(&|name| name == item);
    if !exact.is_empty() {
        return Ok(exact);
    }
    let any_case = indices(&|name| same(&tidy(name), &wanted));
    if !any_case.is_empty() {
        return Ok(any_case);
    }
    if item.contains(['*', '?', '[']) {
        let glob = Pattern::new(&wanted).map_err(|error| Error::BadPattern {
            what,
            pattern: item.to_owned(),
            source: error.msg.into(),
        })?;
        let options = MatchOptions {
            case_sensitive: false,
            ..MatchOptions::default()
        };
        let found = indices(&|name| glob.matches_with(&tidy(name), options));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let labels: Vec<&str> = all.iter().map(|one| names(one)[0].as_str()).collect();
    Err(unknown(what, item, &labels))
}
