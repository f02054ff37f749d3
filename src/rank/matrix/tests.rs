use super::super::compare;
use super::*;
use crate::dataset::{Clusters, Counts, Estimate, Evidence, MarginSource};
use crate::stats::{CellScore, CellStatistics};

const MODELS: usize = 2 * LANES + 5;
/// More than what running products hold.
const CELLS: usize = 70;

/// Contenders with few and many trials, with and without guessing, truncation and clusters, with
/// holes and with reported accuracies.
fn contenders(kind: ScoreKind) -> Vec<Contender<'static>> {
    let mut state = 7u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
        (state >> 33) % below
    };
    let mut cell = || {
        if random(10) == 0 {
            return None;
        }
        let trials = [0, 5, 50, 50, 50, 400, 2000][random(7) as usize];
        let correct = random(trials + 1);
        let truncated = [None, Some(0), Some(random(60) + 1)][random(3) as usize];
        let lucky = (random(2) == 0).then_some(trials as f64 / 4.0);
        let counts = Counts::new(trials, correct, truncated, lucky).unwrap();
        let evidence = match random(8) {
            0 => Evidence::Estimate(Estimate {
                accuracy: 0.5,
                centre: 0.5,
                margin: 0.01 * random(20) as f64,
                margin_source: MarginSource::StandardError,
                truncation: None,
                responses: None,
            }),
            1 => Evidence::Counts(counts.with_clusters(twice(&counts)).unwrap()),
            _ => Evidence::Counts(counts),
        };
        let statistics = CellStatistics::of(&evidence).ok()?;
        Some(CellScore::new(kind, &statistics))
    };
    let models = (0..MODELS).map(|_| (0..CELLS).map(|_| cell()).collect());
    models
        .map(|cells| Contender {
            label: "",
            key: "",
            cells,
        })
        .collect()
}

/// All answers twice over: half as many items.
fn twice(counts: &Counts) -> Clusters {
    let mut clusters = Clusters::default();
    (0..counts.correct() / 2).for_each(|_| clusters.add(2, 2));
    (0..counts.correct() % 2).for_each(|_| clusters.add(1, 1));
    let wrong = counts.trials() - counts.correct();
    (0..wrong / 2).for_each(|_| clusters.add(0, 2));
    (0..wrong % 2).for_each(|_| clusters.add(0, 1));
    clusters
}

/// Many at a time or one by one: the same to the last bit.
#[test]
fn a_matrix_holds_what_comparing_two_gives() {
    for kind in ScoreKind::ALL {
        let contenders = contenders(kind);
        let matrix = Matrix::new(kind, &contenders);
        for i in 0..MODELS {
            for j in i + 1..MODELS {
                let z = compare(kind, &contenders[i].cells, &contenders[j].cells).z(0.0);
                assert_eq!(matrix.z(i, j).to_bits(), z.to_bits(), "{kind} {i} {j}");
                assert_eq!(matrix.z(j, i), -z, "{kind} {i} {j}");
            }
        }
    }
}

/// Without any interval nothing is compared, and comparing two would tell nothing either.
#[test]
fn without_intervals_no_model_is_apart() {
    let kind = ScoreKind::Reason;
    let cell = |accuracy| {
        let evidence = Evidence::Estimate(Estimate {
            accuracy,
            centre: accuracy,
            margin: 0.0,
            margin_source: MarginSource::Unknown,
            truncation: None,
            responses: None,
        });
        CellScore::new(kind, &CellStatistics::of(&evidence).unwrap())
    };
    let contenders = [0.9, 0.1].map(|accuracy| Contender {
        label: "",
        key: "",
        cells: vec![Some(cell(accuracy))],
    });
    let matrix = Matrix::new(kind, &contenders);
    assert_eq!(matrix.z(0, 1), 0.0);
    assert_eq!(matrix.z(1, 0), 0.0);
    let alone = compare(kind, &contenders[0].cells, &contenders[1].cells);
    assert_eq!(alone.z(0.0), 0.0);
}
