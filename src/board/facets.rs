//! What there is to filter by, with the number of models behind each choice.

use crate::dataset::Dataset;

use super::names::same;

/// All groups, levels and tasks of a dataset, in order of display.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Groups.
    pub groups: Vec<Facet>,
    /// Levels; empty where the data have none.
    pub levels: Vec<Facet>,
    /// Tasks.
    pub tasks: Vec<Facet>,
    /// All models of the dataset.
    pub models: usize,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// What is shown.
    pub label: String,
    /// Other names that mean the same in a filter.
    pub keys: Vec<String>,
    /// Models of the whole dataset that are in the group, or have a result at the level or on the
    /// task.
    pub models: usize,
}

impl Facets {
    /// The choices of `dataset`.
    pub fn of(dataset: &Dataset) -> Self {
        let has_level = dataset.levels.iter().any(|level| !level.label.is_empty());
        // For each level and task: which models have a cell there.
        let mut at_level = vec![vec![false; dataset.models.len()]; dataset.levels.len()];
        let mut on_task = vec![vec![false; dataset.models.len()]; dataset.tasks.len()];
        for (model, level, task) in dataset.cells.keys() {
            at_level[level.0][model.0] = true;
            on_task[task.0][model.0] = true;
        }
        let count = |models: &[bool]| models.iter().filter(|has| **has).count();
        let groups = dataset.groups().into_iter().map(|group| Facet {
            label: group.to_owned(),
            keys: Vec::new(),
            models: (dataset.models.iter())
                .filter(|model| model.groups.iter().any(|own| own == group))
                .count(),
        });
        let levels = dataset.levels.iter().zip(&at_level);
        let levels = levels.map(|(level, models)| Facet {
            label: level.label.clone(),
            keys: level.keys.clone(),
            models: count(models),
        });
        let tasks = dataset.tasks.iter().zip(&on_task);
        let tasks = tasks.map(|(task, models)| Facet {
            label: task.label.clone(),
            keys: vec![task.key.clone()],
            models: count(models),
        });
        Facets {
            groups: groups.collect(),
            levels: levels.filter(|_| has_level).collect(),
            tasks: tasks.collect(),
            models: dataset.models.len(),
        }
    }
}

impl Facet {
    /// Whether a filter's item means this choice.
    pub fn is(&self, item: &str) -> bool {
        same(&self.label, item) || self.keys.iter().any(|key| same(key, item))
    }
}
