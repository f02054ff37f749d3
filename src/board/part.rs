//! The part of a dataset that a selection keeps, as a dataset of its own.

use crate::dataset::{Dataset, LevelIx, ModelIx, TaskIx};
use crate::error::Result;

use super::selection::Selection;

impl Selection {
    /// What the lists of this selection keep of `dataset`: only those models, levels and tasks, and
    /// the groups of those models; where anything is left out, no names of input files.
    ///
    /// # Errors
    /// On an unknown name, with the known ones and the nearest.
    pub fn part_of(&self, dataset: &Dataset) -> Result<Dataset> {
        let resolved = self.resolve(dataset)?;
        let (models, model_at) = kept(&dataset.models, &resolved.models);
        let (levels, level_at) = kept(&dataset.levels, &resolved.levels);
        let (tasks, task_at) = kept(&dataset.tasks, &resolved.tasks);
        let place = |(model, level, task): &(ModelIx, LevelIx, TaskIx)| {
            let (model, level, task) = (model_at[model.0]?, level_at[level.0]?, task_at[task.0]?);
            Some((ModelIx(model), LevelIx(level), TaskIx(task)))
        };
        let cells = dataset.cells.iter();
        let cells = cells.filter_map(|(at, cell)| Some((place(at)?, cell.clone())));
        let provenance = dataset.provenance.iter();
        let provenance = provenance.filter_map(|(at, from)| Some((place(at)?, from.clone())));
        let tasks_of_levels = dataset.tasks_of_levels.as_ref().map(|pairs| {
            let pair = |(level, task): &(LevelIx, TaskIx)| {
                Some((LevelIx(level_at[level.0]?), TaskIx(task_at[task.0]?)))
            };
            pairs.iter().filter_map(pair).collect()
        });
        let is_whole = [&resolved.models, &resolved.levels, &resolved.tasks]
            .iter()
            .all(|mask| mask.iter().all(|kept| *kept));
        Ok(Dataset {
            title: dataset.title.clone(),
            cells: cells.collect(),
            provenance: provenance.collect(),
            models,
            levels,
            tasks,
            tasks_of_levels,
            // Files may be named after what is left out.
            inputs: match is_whole {
                true => dataset.inputs.clone(),
                false => Vec::new(),
            },
            notes: dataset.notes.clone(),
            warnings: dataset.warnings.clone(),
        })
    }

    /// This selection without its lists: what it chooses where nothing is to be left out.
    pub fn without_lists(&self) -> Selection {
        Selection {
            groups: Vec::new(),
            levels: Vec::new(),
            tasks: Vec::new(),
            models: Vec::new(),
            ..self.clone()
        }
    }
}

/// The items that `mask` keeps, and for each item where it is among them.
fn kept<T: Clone>(items: &[T], mask: &[bool]) -> (Vec<T>, Vec<Option<usize>>) {
    let mut of_these = Vec::new();
    let places = items.iter().zip(mask).map(|(item, kept)| {
        kept.then(|| {
            of_these.push(item.clone());
            of_these.len() - 1
        })
    });
    let places = places.collect();
    (of_these, places)
}
