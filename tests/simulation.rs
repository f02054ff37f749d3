//! A short part of the simulation whose tables stand in `docs/statistics.md`; `cargo bench --bench
//! coverage` runs the whole. Bounds leave room for chance: three standard errors of a share among
//! so few runs.

#[path = "support/random.rs"]
mod random;
#[path = "support/simulation.rs"]
mod simulation;

use evalboard::{RankIntervals, ScoreKind};
use simulation::{Model, Repeated, Truncation, ranks, spread};

fn settings() -> impl Iterator<Item = (f64, Truncation)> {
    let chances = [0.0, 0.25, 0.5].into_iter();
    chances.flat_map(|chance| Truncation::ALL.map(|truncation| (chance, truncation)))
}

#[test]
fn intervals_hold_the_mean_score_of_repeated_evaluations() {
    for (chance, truncation) in settings() {
        for (accuracies, runs, least) in [
            (spread(12), 600, 0.94),
            (vec![0.6; 12], 600, 0.91),
            (vec![0.6], 1500, 0.92),
        ] {
            let model = Model {
                accuracies,
                chance,
                truncation,
            };
            let coverage = model.coverage(100, runs, 1);
            let room = 3.0 * f64::sqrt(least * (1.0 - least) / runs as f64);
            for (kind, coverage) in ScoreKind::ALL.into_iter().zip(coverage) {
                assert!(
                    coverage >= least - room,
                    "{kind}, {} cells, chance {chance}, truncation {}: {coverage}",
                    model.accuracies.len(),
                    truncation.label()
                );
            }
        }
    }
}

#[test]
fn equal_models_are_rarely_called_different() {
    for (responses, runs) in [((100, 1000), 500), ((50, 50), 500), ((30, 120), 500)] {
        for (chance, truncation) in settings() {
            let model = Model {
                accuracies: spread(12),
                chance,
                truncation,
            };
            let room = 3.0 * f64::sqrt(0.06 * 0.94 / runs as f64);
            let different = model.called_different(responses, runs, 2);
            for (kind, different) in ScoreKind::ALL.into_iter().zip(different) {
                assert!(
                    different <= 0.06 + room,
                    "{kind}, {responses:?}, chance {chance}, truncation {}: {different}",
                    truncation.label()
                );
            }
        }
    }
}

/// 60 items with 16 answers each, which go together: taken as 960 independent answers, they claim
/// far too much.
#[test]
fn clustered_intervals_hold_what_repeated_items_give() {
    let repeated = Repeated {
        items: 60,
        answers: 16,
        correlation: 0.8,
    };
    let several = (0..12).map(|cell| 0.3 + 0.04 * f64::from(cell)).collect();
    for accuracies in [vec![0.6], several] {
        let [independent, clustered] = repeated.coverage(&accuracies, 600, 4);
        for (kind, (independent, clustered)) in ScoreKind::ALL
            .into_iter()
            .zip(independent.into_iter().zip(clustered))
        {
            let cells = accuracies.len();
            assert!(independent < 0.6, "{kind}, {cells} cells: {independent}");
            assert!(clustered >= 0.9, "{kind}, {cells} cells: {clustered}");
        }
    }
}

#[test]
fn rank_intervals_hold_the_true_ranks() {
    let clusters: Vec<f64> = (0..10)
        .map(|ix| if ix % 2 == 0 { 0.45 } else { 0.6 })
        .collect();
    let mixed: fn(usize) -> u64 = |ix| if ix % 4 < 2 { 50 } else { 1000 };
    for skills in [vec![0.5; 10], clusters] {
        for responses in [(|_| 100) as fn(usize) -> u64, mixed] {
            let found = ranks(&skills, 12, responses, RankIntervals::Each, 150, 3);
            assert!(
                found.each >= 0.94,
                "{} models: {}",
                skills.len(),
                found.each
            );
            assert!(
                found.width < 10.5,
                "{} models: {}",
                skills.len(),
                found.width
            );
            let all = ranks(&skills, 12, responses, RankIntervals::All, 150, 3).all;
            assert!(
                all >= 0.94 - 3.0 * f64::sqrt(0.05 * 0.95 / 150.0),
                "at once: {all}"
            );
        }
    }
}
