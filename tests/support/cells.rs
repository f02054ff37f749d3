//! What a file holds, by names.

use std::collections::BTreeMap;

use evalboard::internals::input::{self, Options, TableOptions};
use evalboard::{Dataset, Evidence};

/// Accuracies by model, level and task.
pub type Cells = BTreeMap<[String; 3], f64>;

/// Reads a file.
pub fn load_with(file: &str, tables: TableOptions) -> evalboard::Result<Dataset> {
    let options = Options {
        tables,
        ..Options::default()
    };
    input::load(&[file.to_owned()], &options)
}

/// The accuracies of a dataset.
pub fn cells_of(dataset: &Dataset) -> Cells {
    let cells = dataset.cells.iter();
    cells
        .map(|((model, level, task), cell)| {
            let names = [
                dataset.models[model.0].key.clone(),
                dataset.levels[level.0].label.clone(),
                dataset.tasks[task.0].key.clone(),
            ];
            let accuracy = match &cell.evidence {
                Evidence::Counts(counts) => counts.correct() as f64 / counts.trials() as f64,
                Evidence::Estimate(estimate) => estimate.accuracy,
            };
            (names, accuracy)
        })
        .collect()
}
