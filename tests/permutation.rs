//! The order of lines and files decides nothing: boards full of ties, shuffled.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use evalboard::{Board, Cell, Counts, DatasetBuilder, Evidence, Place, ScoreKind, Selection};
use proptest::prelude::*;
use support::random::Random;

/// Model, level, task, trials and correct answers.
type Line = (usize, usize, usize, u64, u64);

/// Counts that often give the same accuracy with other trials.
fn lines() -> impl Strategy<Value = Vec<Line>> {
    let trials = prop::sample::select(&[5u64, 6, 9, 10, 60, 61, 100][..]);
    let line = (0..7usize, 0..2usize, 0..4usize, trials, 0..5u64)
        .prop_map(|(model, level, task, n, quarter)| (model, level, task, n, n * quarter / 4));
    prop::collection::vec(line, 8..60).prop_map(|lines| {
        let unique: BTreeMap<_, _> = lines
            .into_iter()
            .map(|line| ((line.0, line.1, line.2), line))
            .collect();
        unique.into_values().collect()
    })
}

/// Everything that a board says of each model, level and task, whatever the order of its columns.
fn said(lines: &[Line], kind: ScoreKind) -> Vec<String> {
    let mut builder = DatasetBuilder::new();
    for (model, level, task, trials, correct) in lines {
        let cell = Cell {
            evidence: Evidence::Counts(Counts::new(*trials, *correct, None, None).unwrap()),
            tokens: Some(0.1 * *trials as f64),
            points: None,
        };
        let place = [format!("m{model}"), format!("l{level}"), format!("t{task}")];
        let place = [0, 1, 2].map(|ix| place[ix].as_str());
        let origin = (Path::new("x").into(), Place::Whole);
        builder.cell(place, cell, origin).unwrap();
    }
    let selection = Selection {
        score: kind,
        ..Selection::default()
    };
    let board = Board::new(&builder.finish(), &selection).unwrap();
    let entries = board.entries.iter().flat_map(|entry| {
        let mut rows: Vec<String> = entry
            .rows
            .iter()
            .map(|row| {
                let mut best: Vec<&str> = row
                    .cells
                    .iter()
                    .zip(&board.tasks)
                    .filter(|(cell, _)| cell.measured().is_some_and(|cell| cell.best))
                    .map(|(_, task)| task.key.as_str())
                    .collect();
                best.sort_unstable();
                let level = &board.levels[row.level].keys;
                format!(
                    "{level:?} {:?} {} {:?} {:?} {best:?}",
                    row.score, row.best_score, row.efficiency, row.efficiency_mark
                )
            })
            .collect();
        rows.sort();
        let head = format!(
            "{} {:?} {:?} {} {:?}",
            entry.key, entry.rank, entry.overall, entry.block, entry.test
        );
        [head].into_iter().chain(rows)
    });
    entries.collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn shuffled_lines_give_the_same_board(lines in lines(), seed in 0..u64::MAX) {
        let mut random = Random::new(seed);
        let mut shuffled = lines.clone();
        for ix in (1..shuffled.len()).rev() {
            shuffled.swap(ix, (random.next() % (ix as u64 + 1)) as usize);
        }
        for kind in ScoreKind::ALL {
            prop_assert_eq!(said(&lines, kind), said(&shuffled, kind));
        }
    }
}
