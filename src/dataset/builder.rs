//! Collects cells by their raw keys and settles order, labels and levels at the end.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Cell, Dataset, Difficulty, Input, Level, LevelIx, Model, ModelIx, Task, TaskIx};
use crate::error::Warnings;

/// What to do with a second cell for the same model, level and task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDuplicate {
    /// Refuse it.
    Refuse,
    /// Let it take the place of the first one.
    Replace,
}

/// A cell that was there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Where the first one came from.
    pub first: String,
}

/// Collects what sources read. Models, levels and tasks appear in the order in which they are first
/// named; declaring them beforehand fixes the order, the label and more.
#[derive(Debug, Default)]
pub struct DatasetBuilder {
    title: Option<String>,
    models: IndexMap<String, Model>,
    levels: IndexMap<String, Option<String>>,
    tasks: IndexMap<String, Task>,
    cells: BTreeMap<[usize; 3], (Cell, String)>,
    inputs: Vec<Input>,
    /// What was odd; sources add to it.
    pub warnings: Warnings,
}

impl DatasetBuilder {
    /// A builder that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the board; the first title given stays.
    pub fn title(&mut self, title: impl Into<String>) {
        self.title.get_or_insert(title.into());
    }

    /// Notes a file that was read.
    pub fn input(&mut self, input: Input) {
        self.inputs.push(input);
    }

    /// Declares a model or adds to a known one: a given label replaces the key as label, groups are added.
    pub fn model(&mut self, key: &str, label: Option<&str>, groups: &[String]) {
        let model = self.models.entry(key.to_owned()).or_insert_with(|| Model {
            key: key.to_owned(),
            label: key.to_owned(),
            groups: Vec::new(),
        });
        if let Some(label) = label {
            model.label = label.to_owned();
        }
        for group in groups {
            if !model.groups.contains(group) {
                model.groups.push(group.clone());
            }
        }
    }

    /// Declares a level by its raw key, with the label that the input gives it.
    pub fn level(&mut self, key: &str, label: Option<&str>) {
        let known = self.levels.entry(key.to_owned()).or_default();
        if label.is_some() {
            *known = label.map(str::to_owned);
        }
    }

    /// Declares a task: label and expected points where the input gives them.
    pub fn task(&mut self, key: &str, label: Option<&str>, points: Option<u64>) {
        let task = self.tasks.entry(key.to_owned()).or_insert_with(|| Task {
            key: key.to_owned(),
            label: key.to_owned(),
            points: None,
        });
        if let Some(label) = label {
            task.label = label.to_owned();
        }
        task.points = points.or(task.points);
    }

    /// Adds a cell by raw keys. `origin` says where it came from, for the message about a duplicate.
    ///
    /// # Errors
    /// With [`OnDuplicate::Refuse`], if the cell is there already.
    pub fn cell(
        &mut self,
        [model, level, task]: [&str; 3],
        cell: Cell,
        origin: impl Into<String>,
        on_duplicate: OnDuplicate,
    ) -> Result<Option<Duplicate>, Duplicate> {
        self.model(model, None, &[]);
        self.level(level, None);
        self.task(task, None, None);
        let at = [
            self.models.get_index_of(model).unwrap_or_default(),
            self.levels.get_index_of(level).unwrap_or_default(),
            self.tasks.get_index_of(task).unwrap_or_default(),
        ];
        let duplicate = self.cells.get(&at).map(|(_, first)| Duplicate {
            first: first.clone(),
        });
        match duplicate {
            Some(duplicate) if on_duplicate == OnDuplicate::Refuse => Err(duplicate),
            duplicate => {
                self.cells.insert(at, (cell, origin.into()));
                Ok(duplicate)
            }
        }
    }

    /// The dataset: levels recognised and ordered, cells by index.
    ///
    /// Raw level keys that show as the same difficulty are one level, unless some model has the same task
    /// under two of them: levels are never pooled, so these stay apart under their raw keys.
    pub fn finish(self) -> Dataset {
        let mut warnings = self.warnings;
        let recognised: Vec<Option<Difficulty>> = self
            .levels
            .iter()
            .map(|(key, label)| {
                label
                    .as_deref()
                    .and_then(Difficulty::recognise)
                    .or_else(|| Difficulty::recognise(key))
            })
            .collect();
        let clashing = clashing_difficulties(&recognised, self.cells.keys());

        // Level that each raw key ends up as, in order of first appearance.
        let mut levels: Vec<Level> = Vec::new();
        let mut level_of_key: Vec<usize> = Vec::with_capacity(recognised.len());
        let used: Vec<bool> = {
            let mut used = vec![false; recognised.len()];
            self.cells.keys().for_each(|at| used[at[1]] = true);
            used
        };
        for (((key, label), difficulty), used) in self.levels.iter().zip(&recognised).zip(&used) {
            let apart = difficulty.is_some_and(|d| clashing.contains(&d));
            let label = match (difficulty, label) {
                (Some(d), _) if apart => format!("{} ({key})", d.label()),
                (Some(d), _) => d.label().to_owned(),
                (None, Some(label)) => label.clone(),
                (None, None) => key.clone(),
            };
            let same = levels.iter().position(|level| {
                !apart && difficulty.is_some() && level.difficulty == *difficulty
            });
            let ix = same.unwrap_or(levels.len());
            level_of_key.push(if *used { ix } else { usize::MAX });
            if !used {
                continue;
            }
            match same {
                Some(ix) => levels[ix].keys.push(key.clone()),
                None => levels.push(Level {
                    keys: vec![key.clone()],
                    label,
                    difficulty: *difficulty,
                }),
            }
        }
        for difficulty in &clashing {
            warnings.push(
                format!(
                    "several level keys show as {}, and a model has the same task under more than one of them; \
                     they are shown apart",
                    difficulty.label()
                ),
                "",
            );
        }

        let mut order: Vec<usize> = (0..levels.len()).collect();
        order.sort_by_key(|ix| (levels[*ix].difficulty.map_or(3, |d| d as usize), *ix));
        let mut place = vec![0; levels.len()];
        for (to, from) in order.iter().enumerate() {
            place[*from] = to;
        }
        let cells = self
            .cells
            .into_iter()
            .map(|([model, level, task], (cell, _))| {
                let level = place[level_of_key[level]];
                ((ModelIx(model), LevelIx(level), TaskIx(task)), cell)
            })
            .collect();
        let levels = order.iter().map(|ix| levels[*ix].clone()).collect();

        Dataset {
            title: self.title,
            models: self.models.into_values().collect(),
            levels,
            tasks: self.tasks.into_values().collect(),
            cells,
            inputs: self.inputs,
            warnings,
        }
    }
}

/// Difficulties under which some model has the same task by two different raw keys.
fn clashing_difficulties<'a>(
    recognised: &[Option<Difficulty>],
    cells: impl Iterator<Item = &'a [usize; 3]>,
) -> Vec<Difficulty> {
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
