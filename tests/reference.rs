//! Against figures of other hands: `tests/reference/reference.py` computes them with statsmodels
//! and scipy, and orders a real board by a plain program.

use std::cmp::Ordering;

use evalboard::internals::board::Entry;
use evalboard::internals::input::{Options, load};
use evalboard::internals::rank::{beyond, compare};
use evalboard::internals::stats::{
    CellScore, CellStatistics, Sample, Z, bonferroni_limit, holm_limit,
};
use evalboard::{Board, Clusters, Counts, Evidence, ScoreKind, Selection};
use serde_json::Value;

fn figures(of: &str) -> Vec<Value> {
    let mut figures: Value = serde_json::from_str(include_str!("reference/figures.json")).unwrap();
    serde_json::from_value(figures[of].take()).unwrap()
}

#[test]
fn limits_are_quantiles_of_the_normal_distribution() {
    for case in figures("quantiles") {
        let limit = bonferroni_limit(case[0].as_u64().unwrap() as usize);
        assert!((limit - case[1].as_f64().unwrap()).abs() < 1e-9, "{case}");
    }
}

#[test]
fn holm_rejects_as_many() {
    for case in figures("holm") {
        let z: Vec<f64> = serde_json::from_value(case["z"].clone()).unwrap();
        let limit = holm_limit(z.iter().copied(), z.len());
        let rejected = z.iter().filter(|z| **z > limit).count() as u64;
        assert_eq!(
            Some(rejected),
            case["rejected"].as_u64(),
            "{} tests",
            z.len()
        );
    }
}

#[test]
fn clustered_errors_are_those_of_a_regression() {
    for case in figures("clustered") {
        let items: Vec<(u64, u64)> = serde_json::from_value(case["items"].clone()).unwrap();
        let mut clusters = Clusters::default();
        items
            .iter()
            .for_each(|(correct, trials)| clusters.add(*correct, *trials));
        let correct = items.iter().map(|(correct, _)| correct).sum();
        let trials = items.iter().map(|(_, trials)| trials).sum();
        let counts = Counts::new(trials, correct, None, None).unwrap();
        let sample = Sample::new(&counts.with_clusters(clusters).unwrap());
        let expected = case["design_effect"].as_f64().unwrap();
        assert!((sample.design_effect - expected).abs() < 1e-9, "{case}");
    }
}

/// The correction is a three-point quadrature of the expectation of a logarithm, with the figure
/// taken as straight: for `point` it is. The bend of the upper end leaves a part of the bias, that
/// of the lower end makes it take off too much, by up to half of the bias.
#[test]
fn the_bias_of_logarithms_is_taken_off() {
    for case in figures("bias") {
        let figure = |name: &str| case[name].as_f64().unwrap();
        let kind = ScoreKind::named(case["kind"].as_str().unwrap()).unwrap();
        // So that both have the accuracy to the last digit, whatever their trials.
        let cell = |trials: f64| {
            let counts = Counts::new(
                trials as u64,
                (trials * figure("accuracy")).round() as u64,
                None,
                None,
            );
            let cell = CellStatistics::of(&Evidence::Counts(counts.unwrap())).unwrap();
            CellScore::new(kind, &cell)
        };
        let [few, many] = [figure("few"), figure("many")].map(cell);
        let verdict = compare(kind, &[Some(&few)], &[Some(&many)]);
        let taken_off = -verdict.difference;
        assert!(
            (taken_off - figure("correction")).abs() < 1e-9,
            "{case}: {taken_off}"
        );
        let exact = figure("exact");
        let holds = match kind {
            ScoreKind::Reason => exact < taken_off && taken_off < 0.0,
            ScoreKind::Point => (exact - taken_off).abs() < 0.1 * exact.abs(),
            _ => taken_off < exact && exact - taken_off < 0.5 * exact.abs() + 2e-3,
        };
        assert!(holds, "{case}: {taken_off}");
    }
}

/// A real board with many holes: order, ranks and intervals of all its models.
#[test]
fn a_real_sparse_board_in_full() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/zeroeval/zeroeval.csv");
    let dataset = load(&[file.to_owned()], &Options::default()).unwrap();
    let board = Board::new(&dataset, &Selection::default()).unwrap();
    let found = board.entries.iter().map(|entry| {
        let rank = entry.rank.unwrap();
        let sign = if rank.provisional { "~" } else { "" };
        format!(
            "{} {sign}{} {}-{}",
            entry.label, rank.place, rank.low, rank.high
        )
    });
    let found: Vec<String> = found.collect();
    let expected: Vec<&str> = include_str!("reference/zeroeval.txt").lines().collect();
    assert_eq!(found, expected);
    assert_eq!(found.iter().filter(|line| line.contains('~')).count(), 17);
    // Of the pairs in which one is significantly better, those that stand the other way round.
    fn scores(entry: &Entry) -> Vec<Option<&CellScore>> {
        let cells = entry.rows[0].cells.iter();
        cells.map(|cell| Some(&cell.measured()?.score)).collect()
    }
    let cells: Vec<_> = board.entries.iter().map(scores).collect();
    let beaten = |above: usize| {
        let below = cells[above + 1..].iter();
        let verdicts = below.map(|below| compare(board.score, &cells[above], below));
        verdicts
            .filter(|verdict| beyond(verdict.z(0.0), Z) == Some(Ordering::Less))
            .count()
    };
    assert_eq!((0..cells.len()).map(beaten).sum::<usize>(), 3);
}
