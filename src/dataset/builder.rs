//! Collects cells by their raw keys and settles order, labels and levels at the end.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{
    Cell, Dataset, Difficulty, Input, Level, LevelIx, Model, ModelIx, Note, Provenance, Task,
    TaskIx, folded,
};
use crate::error::{Place, Warnings, printable};

/// Where a cell came from, for the message about a duplicate.
pub type Origin = (Arc<Path>, Place);

/// Collects what sources read. Models, levels and tasks appear in the order in which they are first
/// named; declaring them beforehand fixes the order, the label and more.
#[derive(Debug, Default)]
pub struct DatasetBuilder {
    title: Option<String>,
    models: ByKey<Model>,
    levels: ByKey<Option<String>>,
    tasks: ByKey<Task>,
    cells: BTreeMap<[usize; 3], (Cell, Origin)>,
    provenance: BTreeMap<[usize; 3], Arc<Provenance>>,
    inputs: Vec<Input>,
    notes: Vec<Note>,
    /// What was odd; sources add to it.
    pub warnings: Warnings,
}

type ByKey<V> = IndexMap<String, V, FxBuildHasher>;

/// Index and value of a key, which owns its name only if it is new.
fn known_or_new<'a, V>(
    map: &'a mut ByKey<V>,
    key: &str,
    new: impl FnOnce() -> V,
) -> (usize, &'a mut V) {
    let ix = match map.get_index_of(key) {
        Some(ix) => ix,
        None => map.insert_full(key.to_owned(), new()).0,
    };
    (ix, &mut map[ix])
}

impl DatasetBuilder {
    /// A builder that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Names the board; the first title given stays.
    pub fn title(&mut self, title: impl Into<String>) {
        self.title.get_or_insert(title.into());
    }

    /// Notes a file that was read.
    pub fn input(&mut self, input: Input) {
        self.inputs.push(input);
    }

    /// Declares a model or adds to a known one: a given label replaces the key as label, groups are
    /// added. Its index.
    pub fn model(&mut self, key: &str, label: Option<&str>, groups: &[String]) -> usize {
        let (ix, model) = known_or_new(&mut self.models, key, || Model {
            key: key.to_owned(),
            label: key.to_owned(),
            groups: Vec::new(),
            url: None,
            attributes: IndexMap::new(),
        });
        if let Some(label) = label {
            model.label = label.to_owned();
        }
        for group in groups {
            if !model.groups.contains(group) {
                model.groups.push(group.clone());
            }
        }
        ix
    }

    /// Says which group of tasks a task is part of; the first that is given stays.
    pub fn category(&mut self, task: &str, category: &str) {
        let ix = self.task(task, None, None);
        self.tasks[ix]
            .category
            .get_or_insert_with(|| category.to_owned());
    }

    /// Says that the figures of a task were turned round, or scaled.
    pub fn reading(&mut self, task: &str, is_reversed: bool, is_scaled: bool) {
        let ix = self.task(task, None, None);
        self.tasks[ix].is_reversed |= is_reversed;
        self.tasks[ix].is_scaled |= is_scaled;
    }

    /// Adds facts to a model: the first link and the first value of each attribute stay.
    pub fn facts(&mut self, key: &str, url: Option<&str>, attributes: IndexMap<String, String>) {
        let ix = self.model(key, None, &[]);
        let model = &mut self.models[ix];
        if model.url.is_none() {
            model.url = url.map(str::to_owned);
        }
        for (name, value) in attributes {
            model.attributes.entry(name).or_insert(value);
        }
    }

    /// Notes what was decided about an input; the same only once.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Says where the figures of a cell come from; `at` is what [`DatasetBuilder::cell`] gave.
    pub fn provenance(&mut self, at: [usize; 3], provenance: Provenance) {
        self.provenance.insert(at, Arc::new(provenance));
    }

    /// Declares a level by its raw key, with the label that the input gives it. The index of the
    /// key.
    pub fn level(&mut self, key: &str, label: Option<&str>) -> usize {
        let (ix, known) = known_or_new(&mut self.levels, key, || None);
        if label.is_some() {
            *known = label.map(str::to_owned);
        }
        ix
    }

    /// Declares a task: label and expected points where the input gives them. Its index.
    pub fn task(&mut self, key: &str, label: Option<&str>, points: Option<u64>) -> usize {
        let (ix, task) = known_or_new(&mut self.tasks, key, || Task {
            key: key.to_owned(),
            label: key.to_owned(),
            points: None,
            category: None,
            is_reversed: false,
            is_scaled: false,
        });
        if let Some(label) = label {
            task.label = label.to_owned();
        }
        task.points = points.or(task.points);
        ix
    }

    /// Adds a cell by raw keys. The indices of these.
    ///
    /// # Errors
    /// If the cell is there already: where it came from.
    pub fn cell(
        &mut self,
        [model, level, task]: [&str; 3],
        cell: Cell,
        origin: Origin,
    ) -> Result<[usize; 3], Origin> {
        let at = [
            self.model(model, None, &[]),
            self.level(level, None),
            self.task(task, None, None),
        ];
        match self.cells.entry(at) {
            Entry::Occupied(known) => Err(known.get().1.clone()),
            Entry::Vacant(free) => {
                free.insert((cell, origin));
                Ok(at)
            }
        }
    }

    /// The dataset: levels recognised and ordered, cells by index.
    ///
    /// Raw level keys that show as the same difficulty are one level, unless some model has the
    /// same task under two of them: levels are never pooled, so these stay apart under their raw
    /// keys. Levels without a cell are left out.
    pub fn finish(mut self) -> Dataset {
        self.warn_of_lookalikes();
        let (levels, level_of_key) = self.settle_levels();
        let place = |[model, key, task]: [usize; 3]| {
            let level = level_of_key[key]?;
            Some((ModelIx(model), level, TaskIx(task)))
        };
        let cells = self.cells.into_iter();
        let provenance = self.provenance.into_iter();
        Dataset {
            title: self.title,
            models: self.models.into_values().collect(),
            levels,
            tasks: self.tasks.into_values().collect(),
            tasks_of_levels: None,
            cells: cells
                .filter_map(|(at, (cell, _))| Some((place(at)?, cell)))
                .collect(),
            provenance: provenance
                .filter_map(|(at, from)| Some((place(at)?, from)))
                .collect(),
            inputs: self.inputs,
            notes: self.notes,
            warnings: self.warnings,
        }
    }

    /// Warns of models and tasks whose names differ in capitals, spaces or the form of their
    /// Unicode only.
    fn warn_of_lookalikes(&mut self) {
        let models = self.models.values().map(|model| model.label.as_str());
        let tasks = self.tasks.values().map(|task| task.label.as_str());
        let mut alike = lookalikes("models", models);
        alike.extend(lookalikes("tasks", tasks));
        for message in alike {
            self.warnings.push(message, "");
        }
    }

    /// The levels in order of display, and for each raw key the level that it is, if any cell has
    /// it.
    fn settle_levels(&mut self) -> (Vec<Level>, Vec<Option<LevelIx>>) {
        let mut used = vec![false; self.levels.len()];
        self.cells.keys().for_each(|[_, key, _]| used[*key] = true);
        let recognise = |(key, label): (&String, &Option<String>)| {
            let by_label = label.as_deref().and_then(Difficulty::recognise);
            by_label.or_else(|| Difficulty::recognise(key))
        };
        let recognised: Vec<Option<Difficulty>> = self.levels.iter().map(recognise).collect();
        let apart = clashing_difficulties(&recognised, self.cells.keys());
        for difficulty in &apart {
            let message = format!(
                "several level keys show as {}, and a model has the same task under more than one \
                 of them; they are shown apart",
                difficulty.label()
            );
            self.warnings.push(message, "");
        }

        // Sorted stably: easy, medium, hard, then the others, each in order of appearance.
        let mut order: Vec<usize> = (0..self.levels.len()).filter(|key| used[*key]).collect();
        order.sort_by_key(|key| recognised[*key].map_or(3, |difficulty| difficulty as usize));
        let mut levels: Vec<Level> = Vec::new();
        let mut level_of_key = vec![None; self.levels.len()];
        for ix in order {
            let Some((key, label)) = self.levels.get_index(ix) else {
                continue;
            };
            let difficulty = recognised[ix];
            let stays_apart = difficulty.is_some_and(|difficulty| apart.contains(&difficulty));
            let same = |level: &Level| difficulty.is_some() && level.difficulty == difficulty;
            if !stays_apart && let Some(known) = levels.last_mut().filter(|level| same(level)) {
                known.keys.push(key.clone());
            } else {
                levels.push(Level {
                    keys: vec![key.clone()],
                    label: match difficulty {
                        Some(difficulty) if stays_apart => {
                            format!("{} ({key})", difficulty.label())
                        }
                        Some(difficulty) => difficulty.label().to_owned(),
                        None => label.clone().unwrap_or_else(|| key.clone()),
                    },
                    difficulty,
                });
            }
            level_of_key[ix] = Some(LevelIx(levels.len() - 1));
        }
        if levels.len() > 1 {
            let unnamed = levels.iter_mut().filter(|level| level.label.is_empty());
            unnamed.for_each(|level| level.label = "no level".to_owned());
        }
        (levels, level_of_key)
    }
}

/// What is said of names that look alike, those of each pair one after the other.
fn lookalikes<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: FxHashMap<String, &str> = FxHashMap::default();
    let mut messages = Vec::new();
    for name in names {
        let form = folded(name);
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
        match seen.get(&form) {
            Some(first) if *first != name => messages.push(format!(
                "two {what} look alike: {} and {}; give them one name if they are the same",
                printable(first, 80),
                printable(name, 80)
            )),
            Some(_) => {}
            None => {
                seen.insert(form, name);
            }
        }
    }
    messages
}

/// Difficulties under which some model has the same task by two different raw keys.
fn clashing_difficulties<'a>(
    recognised: &[Option<Difficulty>],
    cells: impl Iterator<Item = &'a [usize; 3]>,
) -> Vec<Difficulty> {
    let known: Vec<Difficulty> = recognised.iter().copied().flatten().collect();
    if known.iter().collect::<BTreeSet<_>>().len() == known.len() {
        return Vec::new();
    }
    let mut seen: BTreeMap<(usize, usize, Difficulty), usize> = BTreeMap::new();
    let mut clashing = Vec::new();
    for [model, level, task] in cells {
        let Some(difficulty) = recognised[*level] else {
            continue;
        };
        let first = *seen.entry((*model, *task, difficulty)).or_insert(*level);
        if first != *level && !clashing.contains(&difficulty) {
            clashing.push(difficulty);
        }
    }
    clashing.sort();
    clashing
}
