//! What a project file says of names and their order, put on the dataset that was read.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::{Facts, Project, TaskFacts};
use crate::dataset::{Dataset, Difficulty, Level, LevelIx, ModelIx, Note, Task, TaskIx};
use crate::error::{Error, Result, nearest, printable};

impl Project {
    /// Puts labels, groups, links, attributes and expected points on `dataset`, leaves out what is
    /// hidden, and orders tasks and levels. Where the file puts tasks at levels, a task belongs to
    /// those at which some model has it. Entries without effect on it become a note.
    ///
    /// # Errors
    /// Where every result is hidden.
    pub fn apply(&self, dataset: &mut Dataset) -> Result<()> {
        if self.title.is_some() {
            dataset.title.clone_from(&self.title);
        }
        let unmatched = self.unmatched(dataset);
        let models = self.models_of(dataset);
        let tasks = self.tasks_of(dataset);
        let levels = self.levels_of(dataset);
        keep(dataset, &models, &levels, &tasks);
        if self.tasks.iter().any(|entry| entry.facts.level.is_some()) {
            let places = dataset.cells.keys();
            let pairs = places.map(|(_, level, task)| (*level, *task));
            dataset.tasks_of_levels = Some(pairs.collect());
        }
        if !dataset.has_results() {
            return Err(Error::AllHidden {
                file: self.file.clone(),
            });
        }
        if !unmatched.is_empty() {
            let file = self.file.file_name().unwrap_or_default();
            let file = printable(&file.to_string_lossy(), 60);
            dataset.notes.push(Note {
                file: self.file.clone(),
                brief: match unmatched.len() {
                    1 => format!("1 entry of {file} has no effect"),
                    count => format!("{count} entries of {file} have no effect"),
                },
                detail: format!("without effect: {}", unmatched.join(", ")),
            });
        }
        Ok(())
    }

    /// Names models as the file says; which stay.
    fn models_of(&self, dataset: &mut Dataset) -> Vec<usize> {
        let mut shown = Vec::new();
        for (ix, model) in dataset.models.iter_mut().enumerate() {
            let facts = self.models.of(&[&model.key, &model.label]);
            model.label = facts.label.unwrap_or_else(|| model.label.clone());
            if let Some(groups) = facts.groups {
                model.groups = groups;
            }
            if facts.url.is_some() {
                model.url = facts.url;
            }
            model.attributes.extend(facts.attributes);
            if facts.hide != Some(true) {
                shown.push(ix);
            }
        }
        shown
    }

    /// What the file says of a task by the name that it has now, and by those that became it.
    fn task(&self, task: &Task) -> TaskFacts {
        let mut facts = TaskFacts::default();
        let mut is_listed = false;
        for entry in self.tasks.iter() {
            if entry.facts.task.as_ref() == Some(&task.key) {
                is_listed |= entry.facts.hide == Some(false);
                facts.overlay(&entry.facts);
            }
        }
        // That one of those is shown weighs more than a glob that hides this name.
        let names = [task.key.as_str(), task.label.as_str()];
        let hiding = self.tasks.last(&names, |facts| facts.hide.is_some());
        let hide = hiding.filter(|entry| !(is_listed && entry.is_glob()));
        facts.overlay(&self.tasks.of(&names));
        facts.hide = hide.and_then(|entry| entry.facts.hide);
        facts
    }

    /// Names tasks as the file says; which stay, in their order.
    fn tasks_of(&self, dataset: &mut Dataset) -> Vec<usize> {
        let mut shown = Vec::new();
        for (ix, task) in dataset.tasks.iter_mut().enumerate() {
            let facts = self.task(task);
            task.label = facts.label.unwrap_or_else(|| task.label.clone());
            task.points = facts.points.or(task.points);
            if facts.hide != Some(true) {
                shown.push((facts.order.unwrap_or(i64::MAX), ix));
            }
        }
        shown.sort();
        shown.into_iter().map(|(_, ix)| ix).collect()
    }

    /// Names levels as the file says; all of them in their order.
    fn levels_of(&self, dataset: &mut Dataset) -> Vec<usize> {
        let mut order = Vec::new();
        for (ix, level) in dataset.levels.iter_mut().enumerate() {
            let facts = self.levels.of(&names_of(level));
            if let Some(label) = facts.label.filter(|label| *label != level.label) {
                level.difficulty = Difficulty::recognise(&label);
                level.label = label;
            }
            let difficulty = level.difficulty.map_or(3, |difficulty| difficulty as usize);
            order.push((facts.order.unwrap_or(i64::MAX), difficulty, ix));
        }
        order.sort();
        order.into_iter().map(|(.., ix)| ix).collect()
    }

    /// The entries without effect on `dataset`, as they stand in the file: with the nearest name
    /// there, or the task that their own became.
    fn unmatched(&self, dataset: &Dataset) -> Vec<String> {
        let models = dataset.models.iter();
        let models = models.map(|model| vec![model.key.as_str(), model.label.as_str()]);
        let models: Vec<Vec<&str>> = models.collect();
        let levels: Vec<Vec<&str>> = dataset.levels.iter().map(names_of).collect();
        let tasks = dataset.tasks.iter();
        let tasks = tasks.map(|task| vec![task.key.as_str(), task.label.as_str()]);
        let tasks: Vec<Vec<&str>> = tasks.collect();
        let mut unmatched = Vec::new();
        let mut add = |what: &str, key: &str, why: Option<String>| {
            let key = printable(key, 60);
            unmatched.push(format!("{what}.\"{key}\"{}", why.unwrap_or_default()));
        };
        let near = |key: &str, known: &[Vec<&str>]| {
            let near = nearest(key, known.iter().flatten().copied()).filter(|near| *near != key);
            near.map(|near| format!(" (near: {})", printable(near, 60)))
        };
        for entry in self.models.idle(&models) {
            add("models", &entry.key, near(&entry.key, &models));
        }
        for entry in self.tasks.idle(&tasks) {
            // One that became another, or was left out, is no task any more.
            if entry.facts.task.is_some() || entry.facts.hide == Some(true) {
                continue;
            }
            match self.tasks.of(&[&entry.key]).task {
                // It counted while results were read.
                Some(_) if entry.facts.changes_results() || entry.facts.metric.is_some() => {}
                Some(task) => {
                    let task = printable(&task, 60);
                    add("tasks", &entry.key, Some(format!(" (read as task {task})")));
                }
                None => add("tasks", &entry.key, near(&entry.key, &tasks)),
            }
        }
        for entry in self.levels.idle(&levels) {
            add("levels", &entry.key, near(&entry.key, &levels));
        }
        unmatched
    }
}

/// What a level is called.
fn names_of(level: &Level) -> Vec<&str> {
    let keys = level.keys.iter().map(String::as_str);
    keys.chain([level.label.as_str()]).collect()
}

/// Keeps these models, levels and tasks of `dataset`, in this order. Levels of one label become
/// one, unless a model has the same task under both.
fn keep(dataset: &mut Dataset, models: &[usize], levels: &[usize], tasks: &[usize]) {
    let (model_of, task_of) = (inverse(models), inverse(tasks));
    let (mut had_cells, mut has_cells) = (BTreeSet::new(), BTreeSet::new());
    for (model, level, task) in dataset.cells.keys() {
        had_cells.insert(level.0);
        if model_of.contains_key(&model.0) && task_of.contains_key(&task.0) {
            has_cells.insert(level.0);
        }
    }
    // One of which all cells are hidden is hidden.
    let is_shown = |level: &&usize| has_cells.contains(*level) || !had_cells.contains(*level);
    let mut kept_levels: Vec<Level> = Vec::new();
    let mut level_of: BTreeMap<usize, usize> = BTreeMap::new();
    for ix in levels.iter().filter(is_shown) {
        let level = &dataset.levels[*ix];
        let same = kept_levels
            .iter()
            .position(|kept| kept.label == level.label);
        let others = level_of.iter().filter(|(_, at)| Some(**at) == same);
        let others: Vec<usize> = others.map(|(other, _)| *other).collect();
        match same.filter(|_| !clash(dataset, *ix, &others)) {
            Some(same) => {
                kept_levels[same].keys.extend(level.keys.iter().cloned());
                level_of.insert(*ix, same);
            }
            None => {
                let mut level = level.clone();
                if same.is_some() {
                    level.label = format!("{} ({})", level.label, level.key());
                    dataset.warnings.push(
                        "several levels have one label, and a model has the same task under more \
                         than one of them; they are shown apart",
                        level.label.clone(),
                    );
                }
                level_of.insert(*ix, kept_levels.len());
                kept_levels.push(level);
            }
        }
    }
    let place = |(model, level, task): (ModelIx, LevelIx, TaskIx)| {
        let level = LevelIx(*level_of.get(&level.0)?);
        let model = ModelIx(*model_of.get(&model.0)?);
        Some((model, level, TaskIx(*task_of.get(&task.0)?)))
    };
    let cells = mem::take(&mut dataset.cells).into_iter();
    let cells = cells.filter_map(|(at, cell)| Some((place(at)?, cell)));
    dataset.cells = cells.collect();
    let provenance = mem::take(&mut dataset.provenance).into_iter();
    let provenance = provenance.filter_map(|(at, from)| Some((place(at)?, from)));
    dataset.provenance = provenance.collect();
    let models = models.iter().map(|ix| dataset.models[*ix].clone());
    dataset.models = models.collect();
    dataset.tasks = tasks.iter().map(|ix| dataset.tasks[*ix].clone()).collect();
    dataset.levels = kept_levels;
}

/// Where each index stands in a list of them.
fn inverse(order: &[usize]) -> BTreeMap<usize, usize> {
    let places = order.iter().enumerate();
    places.map(|(place, ix)| (*ix, place)).collect()
}

/// Whether a model has a task at `level` and at one of the `others`.
fn clash(dataset: &Dataset, level: usize, others: &[usize]) -> bool {
    let mut at_level = dataset.cells.keys().filter(|(_, at, _)| at.0 == level);
    at_level.any(|(model, _, task)| {
        let has = |other: &usize| {
            dataset
                .cells
                .contains_key(&(*model, LevelIx(*other), *task))
        };
        others.iter().any(has)
    })
}
