//! The worked examples, and properties that hold for any counts.

use crate::dataset::{Counts, Estimate, Evidence, MarginSource};
use crate::stats::{
    Band, CellScore, CellStatistics, NotEvaluated, ScoreKind, score_interval, score_of, wilson,
};
use proptest::prelude::*;

fn counts(trials: u64, correct: u64, truncated: Option<u64>, lucky: Option<f64>) -> Evidence {
    Evidence::Counts(Counts::new(trials, correct, truncated, lucky).unwrap())
}

fn statistics(
    trials: u64,
    correct: u64,
    truncated: Option<u64>,
    lucky: Option<f64>,
) -> CellStatistics {
    CellStatistics::of(&counts(trials, correct, truncated, lucky)).unwrap()
}

#[test]
fn a_published_cell() {
    let cell = statistics(888, 337, Some(8), Some(888.0 / 12.0));
    assert_eq!(cell.sample.unwrap().adjusted_trials(), 814.0);
    assert_eq!(cell.accuracy, 263.0 / 814.0);
    assert_eq!(cell.centre, 0.3239267848444002);
    assert_eq!(cell.truncation, Some(0.008928571428571428));
}

/// A row as a report prints it: `low-high` and truncation, in hundredths.
fn reported_row(cells: &[(u32, u32, u32)]) -> f64 {
    let scores: Vec<CellScore> = cells
        .iter()
        .map(|(low, high, truncation)| {
            let share = |hundredths: u32| f64::from(hundredths) / 100.0;
            let estimate = Estimate {
                accuracy: share(low + high) / 2.0,
                centre: share(low + high) / 2.0,
                margin: share(high - low) / 2.0,
                margin_source: MarginSource::Wilson,
                truncation: Some(share(*truncation)),
                responses: None,
            };
            let cell = CellStatistics::of(&Evidence::Estimate(estimate)).unwrap();
            CellScore::new(ScoreKind::Reason, &cell)
        })
        .collect();
    score_of(ScoreKind::Reason, scores.iter()).unwrap()
}

#[test]
fn published_rows() {
    let first = reported_row(&[
        (58, 62, 5),
        (67, 78, 19),
        (36, 54, 80),
        (79, 84, 20),
        (83, 89, 3),
        (70, 75, 4),
        (69, 78, 0),
        (88, 91, 6),
        (86, 93, 12),
        (77, 82, 9),
        (91, 95, 3),
        (52, 61, 13),
    ]);
    assert_eq!(format!("{first:.2}"), "497.07");
    let second = reported_row(&[
        (35, 39, 0),
        (79, 85, 0),
        (0, 2, 6),
        (67, 71, 0),
        (79, 85, 0),
        (11, 16, 0),
        (70, 79, 0),
        (82, 85, 0),
        (49, 55, 0),
        (61, 67, 0),
        (89, 93, 0),
        (37, 44, 0),
    ]);
    assert!((second - 424.0).abs() < 3.0, "{second}");
}

#[test]
fn what_is_not_evaluated() {
    let of = |evidence| CellStatistics::of(&evidence).unwrap_err();
    assert_eq!(of(counts(0, 0, None, None)), NotEvaluated::NoResponses);
    assert_eq!(
        of(counts(10, 5, Some(3), Some(10.0))),
        NotEvaluated::OnlyGuesses
    );
}

#[test]
fn everything_truncated_is_the_floor() {
    let cell = statistics(0, 0, Some(50), None);
    assert_eq!(cell.truncation, Some(1.0));
    for kind in ScoreKind::ALL {
        let score = CellScore::new(kind, &cell);
        let floor = if kind.is_geometric() { 0.01 } else { 0.0 };
        assert_eq!(score.value, floor);
        assert_eq!(score_of(kind, [score].iter()), Some(1000.0 * floor));
    }
}

#[test]
fn not_recorded_is_computed_as_zero_and_adds_no_uncertainty() {
    let recorded = statistics(100, 50, Some(0), Some(0.0));
    let not = statistics(100, 50, None, None);
    assert_eq!(recorded.centre, not.centre);
    assert_eq!((recorded.truncation, not.truncation), (Some(0.0), None));
    assert!(recorded.truncation_sd > 0.0);
    assert_eq!(not.truncation_sd, 0.0);
}

#[test]
fn an_unknown_interval_stays_unknown() {
    let estimate = Estimate {
        accuracy: 0.5,
        centre: 0.5,
        margin: 0.0,
        margin_source: MarginSource::Unknown,
        truncation: None,
        responses: None,
    };
    let cell = CellStatistics::of(&Evidence::Estimate(estimate)).unwrap();
    let score = CellScore::new(ScoreKind::Reason, &cell);
    assert_eq!(score.value, 0.5);
    assert_eq!(score_interval(ScoreKind::Reason, [score].iter()), None);
}

/// The usual standard error of an accuracy of 0 or 1 is 0: that says nothing.
#[test]
fn a_stated_error_of_nothing_at_the_ends_is_an_unknown_interval() {
    let estimate = |accuracy, margin| {
        let estimate = Estimate {
            accuracy,
            centre: accuracy,
            margin,
            margin_source: MarginSource::StandardError,
            truncation: None,
            responses: None,
        };
        CellStatistics::of(&Evidence::Estimate(estimate))
            .unwrap()
            .margin_source
    };
    assert_eq!(estimate(1.0, 0.0), MarginSource::Unknown);
    assert_eq!(estimate(0.0, 0.0), MarginSource::Unknown);
    assert_eq!(estimate(1.0, 0.01), MarginSource::StandardError);
    assert_eq!(estimate(0.5, 0.0), MarginSource::StandardError);
}

/// 80 of 100 with 20 truncated, and 30 of 50 with none: (.8 x 100/120 + .6) / 2.
#[test]
fn an_average_is_the_share_of_all_responses_that_were_right() {
    let cells = [(100, 80, 20), (50, 30, 0)].map(|(trials, correct, truncated)| {
        let cell = statistics(trials, correct, Some(truncated), None);
        CellScore::new(ScoreKind::Average, &cell)
    });
    let average = score_of(ScoreKind::Average, cells.iter()).unwrap();
    assert!((average - 190.0 / 3.0).abs() < 1e-12, "{average}");
}

#[test]
fn bands() {
    for (score, band) in [
        (1000.0, Band::Saturated),
        (900.0, Band::Saturated),
        (899.9, Band::Excellent),
        (500.0, Band::Good),
        (300.0, Band::Limited),
        (10.0, Band::Severe),
    ] {
        assert_eq!(Band::of(score), band, "{score}");
    }
}

#[test]
fn impossible_counts_cannot_be_built() {
    assert!(Counts::new(10, 11, None, None).is_err());
    assert!(Counts::new(10, 5, None, Some(10.1)).is_err());
    assert!(Counts::new(10, 5, None, Some(-0.1)).is_err());
    assert!(Counts::new(10, 5, None, Some(f64::NAN)).is_err());
    assert!(Counts::new(u64::MAX, 0, None, None).is_err());
}

/// Trials, correct ones, truncated ones and the chance to be right by guessing.
fn any_counts() -> impl Strategy<Value = (u64, u64, u64, f64)> {
    (1u64..5000, 0.0..=1.0, 0u64..2000, 0.0..0.9)
        .prop_map(|(n, share, t, chance)| ((n), (n as f64 * share) as u64, t, chance))
}

proptest! {
    #[test]
    fn wilson_interval_holds_the_share((n, k, ..) in any_counts()) {
        let (k, n) = (k as f64, n as f64);
        let interval = wilson(k, n);
        prop_assert!(interval.centre - interval.margin <= k / n + 1e-12);
        prop_assert!(interval.centre + interval.margin >= k / n - 1e-12);
        prop_assert!(interval.centre - interval.margin >= -1e-12);
        prop_assert!(interval.centre + interval.margin <= 1.0 + 1e-12);
    }

    #[test]
    fn wilson_interval_narrows_with_trials((n, k, ..) in any_counts(), times in 2u64..10) {
        let (k, n) = (k as f64, n as f64);
        let times = times as f64;
        prop_assert!(wilson(k * times, n * times).margin < wilson(k, n).margin);
    }

    #[test]
    fn one_more_right_answer_never_lowers_a_score((n, k, t, chance) in any_counts()) {
        prop_assume!(k < n);
        let lucky = n as f64 * chance;
        for kind in ScoreKind::ALL {
            let score = |k| CellScore::new(kind, &statistics(n, k, Some(t), Some(lucky))).value;
            prop_assert!(score(k + 1) >= score(k) - 1e-12, "{kind}: {} {}", score(k), score(k + 1));
        }
    }

    #[test]
    fn truncation_never_raises_a_score((n, k, t, chance) in any_counts()) {
        let lucky = n as f64 * chance;
        for kind in ScoreKind::ALL {
            let score = |t| CellScore::new(kind, &statistics(n, k, Some(t), Some(lucky))).value;
            prop_assert!(score(t + 1) <= score(t), "{kind}: {} {}", score(t), score(t + 1));
        }
    }

    #[test]
    fn scores_lie_within_their_intervals(cells in prop::collection::vec(any_counts(), 1..30)) {
        for kind in ScoreKind::ALL {
            let scores: Vec<CellScore> = cells
                .iter()
                .map(|(n, k, t, chance)| {
                    let cell = statistics(*n, *k, Some(*t), Some(*n as f64 * chance));
                    CellScore::new(kind, &cell)
                })
                .collect();
            let value = score_of(kind, scores.iter()).unwrap();
            let (low, high) = score_interval(kind, scores.iter()).unwrap();
            let least = if kind.is_geometric() { 10.0 } else { 0.0 };
            let most = if kind.is_geometric() { 1000.0 } else { 100.0 };
            prop_assert!((least..=most).contains(&value));
            prop_assert!(low <= value + 1e-9 && value <= high + 1e-9, "{low} {value} {high}");
        }
    }

    #[test]
    fn pooling_does_not_depend_on_the_order(
        (n1, k1, t1, c1) in any_counts(),
        (n2, k2, t2, c2) in any_counts(),
    ) {
        let first = Counts::new(n1, k1, Some(t1), Some(n1 as f64 * c1)).unwrap();
        let second = Counts::new(n2, k2, Some(t2), Some(n2 as f64 * c2)).unwrap();
        prop_assert_eq!(first.pool(&second), second.pool(&first));
        prop_assert_eq!(first.pool(&second).responses(), n1 + t1 + n2 + t2);
    }
}
