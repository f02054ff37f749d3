//! Datasets made up for tests.

use std::path::Path;

use evalboard::{Cell, Counts, Dataset, DatasetBuilder, Evidence, Place};

use super::random::Random;

/// The tasks of ReasonScape's m12x.
pub const TASKS: [&str; 12] = [
    "arithmetic",
    "boolean",
    "brackets",
    "cars",
    "dates",
    "letters",
    "movies",
    "objects",
    "sequence",
    "shapes",
    "shuffle",
    "sort",
];

/// The usual levels.
pub const LEVELS: [&str; 3] = ["easy", "medium", "hard"];

/// A complete board with names, levels and tasks as given; accuracies fall with the model and the
/// level.
pub fn dataset(names: &[&str], levels: &[&str], tasks: &[&str]) -> Dataset {
    let mut random = Random::new(7);
    let mut builder = DatasetBuilder::new();
    builder.title("ReasonScape M12X");
    for (m, model) in names.iter().enumerate() {
        for (l, level) in levels.iter().enumerate() {
            for task in tasks {
                let skill = 0.97 - 0.8 * m as f64 / names.len() as f64 - 0.06 * l as f64;
                let noise = (random.next() % 1000) as f64 / 1000.0 - 0.5;
                let accuracy = (skill + 0.25 * noise).clamp(0.0, 1.0);
                let trials = 300 + random.next() % 700;
                let truncated = match random.next() % 4 {
                    0 => random.next() % trials * (m as u64 + 1) / names.len() as u64,
                    _ => random.next() % 9,
                };
                let counts = Counts::new(
                    trials,
                    random.binomial(trials, accuracy),
                    Some(truncated),
                    Some(trials as f64 * 0.02),
                );
                let cell = Cell {
                    evidence: Evidence::Counts(counts.unwrap()),
                    tokens: Some(900.0 + (random.next() % 4000) as f64),
                    points: None,
                };
                let place = [*model, *level, *task];
                let origin = (Path::new("made up").into(), Place::Whole);
                builder.cell(place, cell, origin).unwrap();
            }
        }
    }
    builder.finish()
}

/// `dataset` without the cells of which `drop` says so, by the indices of model, level and task.
pub fn without(mut dataset: Dataset, drop: impl Fn(usize, usize, usize) -> bool) -> Dataset {
    dataset
        .cells
        .retain(|(model, level, task), _| !drop(model.0, level.0, task.0));
    dataset
}
