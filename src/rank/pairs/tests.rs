use super::super::{beyond, compare};
use super::*;
use crate::dataset::{Clusters, Counts, Estimate, Evidence, MarginSource};
use crate::stats::{CellScore, CellStatistics};

const MODELS: usize = 2 * LANES + 5;
/// More than what running products hold.
const CELLS: usize = 70;

/// Contenders with few and many trials, with and without guessing, truncation and clusters, with
/// holes and with reported accuracies.
fn rows(kind: ScoreKind) -> Vec<Vec<Option<CellScore>>> {
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
    let row = |_| (0..CELLS).map(|_| cell()).collect();
    (0..MODELS).map(row).collect()
}

fn contender(cells: &[Option<CellScore>]) -> Contender<'_> {
    Contender {
        label: "",
        key: "",
        cells: cells.iter().map(Option::as_ref).collect(),
    }
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

/// Many at a time or one by one: the same to within rounding.
#[test]
fn all_pairs_hold_what_comparing_two_gives() {
    for kind in ScoreKind::ALL {
        let mut rows = rows(kind);
        // One measured as the first, with other results.
        let mut twin = rows[0].clone();
        twin.iter_mut().flatten().for_each(|cell| cell.term += 0.1);
        rows.push(twin);
        let contenders: Vec<Contender<'_>> = rows.iter().map(|row| contender(row)).collect();
        let models = contenders.len();
        let of = |i: usize| &contenders[i].cells;
        let row = |i: usize| (0..models).map(move |j| compare(kind, of(i), of(j)).z(0.0));
        let z: Vec<Vec<f64>> = (0..models).map(|i| row(i).collect()).collect();
        let field = Field::new(kind, &contenders);
        let mut seen = 0;
        for start in (0..models).step_by(LANES) {
            field.compare(start, |i, j, found| {
                let (i, j) = (field.order[i], field.order[j]);
                for alone in [z[i][j], -z[j][i]] {
                    assert!((found - alone).abs() < 1e-9, "{kind} {i} {j}");
                }
                seen += 1;
            });
        }
        assert_eq!(seen, models * (models - 1) / 2);
        let ranked: Vec<bool> = (0..models).map(|i| i % 3 > 0).collect();
        let pairs = Pairs::new(kind, &contenders, &ranked, 3.0, None);
        for i in 0..models {
            let others: Vec<usize> = (0..models).filter(|j| *j != i).collect();
            for j in &others {
                let sign = beyond(z[i][*j], Z).map_or(0, |ordering| ordering as i32);
                assert_eq!(pairs.sign(i, *j), sign, "{kind} {i} {j}");
            }
            let family = others.iter().filter(|j| ranked[**j]).map(|j| z[i][*j]);
            for limit in [Z, 2.5, 3.0] {
                let count = |wanted: fn(f64, f64) -> bool| {
                    family.clone().filter(|z| wanted(*z, limit)).count()
                };
                let expected = (count(|z, limit| z < -limit), count(|z, limit| z > limit));
                assert_eq!(
                    pairs.tallies[i].beyond(limit),
                    expected,
                    "{kind} {i} {limit}"
                );
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
    let rows = [0.9, 0.1].map(|accuracy| [Some(cell(accuracy))]);
    let contenders = rows.each_ref().map(|row| contender(row));
    let pairs = Pairs::new(kind, &contenders, &[true; 2], Z, None);
    assert_eq!((pairs.sign(0, 1), pairs.sign(1, 0)), (0, 0));
    let alone = compare(kind, &contenders[0].cells, &contenders[1].cells);
    assert_eq!(alone.z(0.0), 0.0);
}
