//! Fair ranking on cases small enough to check by hand.

use std::cmp::Ordering;

use crate::dataset::{Counts, Estimate, Evidence, MarginSource};
use crate::rank::{Comparisons, Contender, RankIntervals, Standing, beyond, compare, rank};
use crate::stats::{CellScore, CellStatistics, ScoreKind, Z, wilson};
use proptest::prelude::*;

/// A cell with `percent` correct of `trials`.
fn cell(percent: u64, trials: u64) -> Option<CellScore> {
    let counts = Counts::new(trials, trials * percent / 100, None, None).unwrap();
    let statistics = CellStatistics::of(&Evidence::Counts(counts)).unwrap();
    Some(CellScore::new(ScoreKind::Reason, &statistics))
}

/// A row of cells with 1,000 trials each; `-` stands for a missing one.
fn cells(text: &str) -> Vec<Option<CellScore>> {
    text.split_whitespace()
        .map(|percent| match percent {
            "-" => None,
            percent => cell(percent.parse().unwrap(), 1000),
        })
        .collect()
}

fn borrowed(cells: &[Option<CellScore>]) -> Vec<Option<&CellScore>> {
    cells.iter().map(Option::as_ref).collect()
}

/// Each cell is a level of its own.
fn standings(models: &[(&'static str, &str)]) -> Vec<(&'static str, Standing)> {
    let rows: Vec<_> = models.iter().map(|(_, text)| cells(text)).collect();
    let contenders: Vec<Contender<'_>> = std::iter::zip(models, &rows)
        .map(|((label, _), row)| Contender {
            label,
            key: label,
            cells: borrowed(row),
        })
        .collect();
    rank(ScoreKind::Reason, &contenders, 1, RankIntervals::Each, None)
        .into_iter()
        .map(|standing| (models[standing.contender].0, standing))
        .collect()
}

/// `label place`, `label ~place` where it is provisional, or `label -block` where it cannot be
/// compared, from top to bottom.
fn order(models: &[(&'static str, &str)]) -> String {
    let shown: Vec<String> = standings(models)
        .iter()
        .map(|(label, standing)| match standing.rank {
            Some(rank) if rank.provisional => format!("{label} ~{}", rank.place),
            Some(rank) => format!("{label} {}", rank.place),
            None => format!("{label} -{}", standing.block),
        })
        .collect();
    shown.join(", ")
}

#[test]
fn equal_sets_are_sorted_by_score() {
    let models = [("low", "50 50"), ("high", "90 90"), ("mid", "90 50")];
    assert_eq!(order(&models), "high 1, mid 2, low 3");
}

#[test]
fn exact_ties_share_a_rank() {
    let models = [
        ("b", "80 60"),
        ("c", "50 50"),
        ("a", "80 60"),
        ("top", "90 90"),
    ];
    assert_eq!(order(&models), "top 1, a 2, b 2, c 4");
}

#[test]
fn equal_scores_on_other_cells_do_not_tie() {
    let models = [("all", "80 80"), ("half", "80 -")];
    assert_eq!(order(&models), "all 1, half 2");
}

/// It has 92 on easy, where the others have 95 and 90: it stands between them, although its overall
/// score is the highest.
#[test]
fn a_model_with_only_easy_is_compared_on_easy() {
    let models = [
        ("first", "95 80 60"),
        ("second", "90 70 50"),
        ("easy only", "92 - -"),
    ];
    assert_eq!(order(&models), "first 1, easy only 2, second 3");
}

/// It beats all on what it was evaluated on.
#[test]
fn evidence_lifts_a_model() {
    let models = [("a", "60 60"), ("b", "50 50"), ("new", "99 -")];
    assert_eq!(order(&models), "new 1, a 2, b 3");
}

/// It met only the worst of the board and beat it: nothing says that it is better than the others.
#[test]
fn beating_only_the_worst_lifts_above_the_worst_alone() {
    let models = [
        ("a", "90 90 - -"),
        ("b", "80 80 - -"),
        ("worst", "20 20 20 20"),
        ("c", "70 70 - -"),
        ("newcomer", "- - 95 -"),
    ];
    // Most cells: worst. Then a, b, c are lifted above it; the newcomer met only the worst.
    assert_eq!(order(&models), "a 1, b 2, c 3, newcomer 4, worst 5");
}

/// Rock, paper, scissors: each beats the next on the one cell that the two share.
#[test]
fn a_circle_is_broken_at_fewest_contradictions() {
    let models = [
        ("rock", "90 - 10"),
        ("paper", "10 90 -"),
        ("scissors", "- 10 90"),
    ];
    // All sets are different and equally frequent, all scores equal: the base is the first by
    // label, paper. Rock beats paper on the first cell: above it. Scissors loses to paper, and
    // beats rock: of the positions with one contradiction (top: loses to paper below; bottom: beats
    // rock above) the lowest.
    assert_eq!(order(&models), "rock 1, paper 2, scissors 3");
}

#[test]
fn what_shares_no_cell_waits_for_a_link() {
    // `far` shares cells only with `link`, which comes later by number of cells.
    let models = [
        ("base", "90 90 90 - - -"),
        ("far", "- - - 80 80 -"),
        ("link", "50 - - 50 - -"),
    ];
    // link loses to base; far beats link and never met base: it has none of the common cells, and
    // takes no rank.
    assert_eq!(order(&models), "base 1, far ~2, link 2");
}

#[test]
fn islands_form_blocks_without_ranks() {
    let models = [
        ("a", "90 90 90 - -"),
        ("b", "80 80 80 - -"),
        ("c", "- - - 99 -"),
        ("d", "- - - 98 -"),
        ("e", "- - - - 50"),
    ];
    assert_eq!(order(&models), "a 1, b 2, c -1, d -1, e -2");
}

#[test]
fn the_base_is_the_most_frequent_set_of_the_largest() {
    // Three sets of two cells: {1,2} twice, {2,3} once with the best model.
    let models = [("best", "- 99 99"), ("a", "60 60 -"), ("b", "50 50 -")];
    // Base a, b; best is inserted above both, which it beats on cell 2.
    assert_eq!(order(&models), "best 1, a 2, b 3");
    // Of equally frequent sets the one with the best model is the base: scissors paper alone
    // decides nothing.
    let models = [("x", "70 70 -"), ("y", "- 60 90")];
    assert_eq!(order(&models), "x 1, y 2");
}

#[test]
fn one_model_and_none() {
    assert_eq!(order(&[("only", "50")]), "only 1");
    assert_eq!(order(&[]), "");
}

#[test]
fn rank_intervals_hold_the_rank_and_tell_what_the_data_can_tell() {
    let models = [
        ("a", "90 90"),
        ("b", "89 90"),
        ("c", "50 50"),
        ("d", "10 10"),
    ];
    let intervals: Vec<_> = standings(&models)
        .iter()
        .map(|(label, standing)| {
            let rank = standing.rank.unwrap();
            (*label, rank.low, rank.place, rank.high)
        })
        .collect();
    assert_eq!(
        intervals,
        [
            ("a", 1, 1, 2),
            ("b", 1, 2, 2),
            ("c", 3, 3, 3),
            ("d", 4, 4, 4)
        ]
    );
}

#[test]
fn fewer_trials_do_not_make_a_model_better() {
    let few = [cell(60, 50)];
    let many = [cell(60, 5000)];
    let verdict = compare(ScoreKind::Reason, &borrowed(&few), &borrowed(&many));
    assert_eq!(beyond(verdict.z(0.0), Z), None);
    // Not 0: the logarithm of fewer trials' noise lies lower, and is set right by that.
    assert!(
        (verdict.difference - 0.003_314_788).abs() < 1e-9,
        "{}",
        verdict.difference
    );
    assert!(few[0].unwrap().value > many[0].unwrap().value);
}

#[test]
fn verdicts_are_mirrored() {
    for (a, b) in [("90 80", "50 60"), ("50", "51"), ("90 - 20", "20 90 20")] {
        let (first, second) = (cells(a), cells(b));
        let (first, second) = (borrowed(&first), borrowed(&second));
        let forth = compare(ScoreKind::Reason, &first, &second);
        let back = compare(ScoreKind::Reason, &second, &first);
        assert_eq!(
            beyond(forth.z(0.0), Z).map(Ordering::reverse),
            beyond(back.z(0.0), Z),
            "{a} {b}"
        );
        assert!((forth.difference + back.difference).abs() < 1e-12);
        assert_eq!(forth.shared, back.shared);
    }
}

#[test]
fn the_order_of_the_input_decides_nothing() {
    let models = [
        ("a", "90 90 - 10"),
        ("b", "80 - 70 20"),
        ("c", "- 70 70 -"),
        ("d", "60 60 - 95"),
        ("e", "- - 70 -"),
        ("f", "90 90 - 10"),
    ];
    let expected = order(&models);
    let mut turned = models;
    for _ in 0..models.len() {
        turned.rotate_left(1);
        assert_eq!(order(&turned), expected);
        let mut reversed = turned;
        reversed.reverse();
        assert_eq!(order(&reversed), expected);
    }
}

/// Any cell: counts of few or many trials, estimates with and without an interval, none at all.
fn any_cell(kind: ScoreKind) -> impl Strategy<Value = Option<CellScore>> {
    let counts = (1..2000u64, 0.0..=1.0f64, 0..50u64).prop_map(|(n, share, truncated)| {
        let correct = (n as f64 * share).round() as u64;
        Evidence::Counts(Counts::new(n, correct, Some(truncated), None).unwrap())
    });
    let estimate = (0.3..0.7, 0.0..0.3, 0..20).prop_map(|(accuracy, margin, known)| {
        Evidence::Estimate(Estimate {
            accuracy,
            centre: accuracy,
            margin,
            margin_source: match known {
                0 => MarginSource::Unknown,
                _ => MarginSource::StandardError,
            },
            truncation: None,
            responses: None,
        })
    });
    let evidence =
        prop_oneof![8 => counts.prop_map(Some), 1 => estimate.prop_map(Some), 1 => Just(None)];
    evidence.prop_map(move |evidence| {
        let statistics = CellStatistics::of(&evidence?).unwrap();
        Some(CellScore::new(kind, &statistics))
    })
}

fn any_board() -> impl Strategy<Value = (ScoreKind, Vec<Vec<Option<CellScore>>>)> {
    prop::sample::select(&ScoreKind::ALL[..]).prop_flat_map(|kind| {
        let row = || prop::collection::vec(any_cell(kind), 3);
        let like_it = (row(), prop::collection::vec(row(), 1..12));
        // Half of the models have their cells where the first has them, so that sets recur.
        let board = like_it.prop_map(|(mask, mut rows)| {
            for row in rows.iter_mut().step_by(2) {
                for (cell, mask) in row.iter_mut().zip(&mask) {
                    *cell = mask.and(cell.or(*mask));
                }
            }
            rows
        });
        (Just(kind), board)
    })
}

/// Trials, correct, truncated and lucky ones of a cell.
type Plain = (u64, u64, Option<u64>, f64);

/// The difference of two models by the formulas as they are written, cell by cell, with a logarithm
/// for each value.
fn plain_difference(kind: ScoreKind, pairs: &[(Plain, Plain)]) -> f64 {
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let figure = |accuracy: f64, trials: f64| {
        let interval = wilson(accuracy * trials, trials);
        match kind {
            ScoreKind::Reason => (interval.centre + interval.margin).min(1.0),
            ScoreKind::Lower => (interval.centre - interval.margin).max(0.0),
            _ => accuracy,
        }
    };
    let slope = |accuracy: f64, m: f64| {
        let c = wilson(accuracy * m, m).centre;
        let root = (c * (1.0 - c) / m + Z * Z / (4.0 * m * m)).sqrt();
        let bend = Z * (1.0 - 2.0 * c) / (2.0 * m * root);
        match kind {
            ScoreKind::Reason => (1.0 + bend) / (1.0 + Z * Z / m),
            ScoreKind::Lower => (1.0 - bend) / (1.0 + Z * Z / m),
            _ => 1.0,
        }
    };
    let difference = |(first, second): &(Plain, Plain)| {
        let own = |(n, k, t, g): &Plain| {
            let (n, k, t) = (*n as f64, *k as f64, t.unwrap_or(0) as f64);
            let accuracy = share((k - g).clamp(0.0, n - g), n - g);
            (n, k, t, *g, accuracy, share(t, n + t))
        };
        let (a, b) = (own(first), own(second));
        if kind == ScoreKind::Average {
            return a.4 * (1.0 - a.5) - b.4 * (1.0 - b.5);
        }
        let m = (a.0 - a.3).min(b.0 - b.3);
        let log = |one: (f64, f64, f64, f64, f64, f64)| (figure(one.4, m) - one.5).max(0.01).ln();
        let alike = (a.0, a.2, a.3) == (b.0, b.2, b.3) && first.2.is_some() == second.2.is_some();
        if alike {
            return log(a) - log(b);
        }
        let accuracy = share(a.1 + b.1 - a.3 - b.3, a.0 + b.0 - a.3 - b.3).clamp(0.0, 1.0);
        let truncation = share(a.2 + b.2, a.0 + b.0 + a.2 + b.2);
        let value = figure(accuracy, m) - truncation;
        let bias = |one: (f64, f64, f64, f64, f64, f64), recorded: bool| {
            let raw = accuracy + (1.0 - accuracy) * one.3 / one.0;
            let error = one.0 / (one.0 - one.3) * wilson(raw * one.0, one.0).margin / Z;
            let all = one.0 + one.2;
            let cut = match recorded {
                true => wilson(truncation * all, all).margin / Z,
                false => 0.0,
            };
            let reach = (3.0 * ((error * slope(accuracy, m)).powi(2) + cut * cut)).sqrt();
            let ends = [value + reach, value - reach].map(|end| end.clamp(0.01, 1.0).ln());
            (ends[0] + ends[1]) / 6.0
        };
        log(a) - bias(a, first.2.is_some()) - log(b) + bias(b, second.2.is_some())
    };
    pairs.iter().map(difference).sum::<f64>() / pairs.len() as f64
}

fn any_plain() -> impl Strategy<Value = Plain> {
    let trials = prop::sample::select(vec![1u64, 7, 50, 100, 2000]);
    let truncated = prop::option::of(prop::sample::select(vec![0u64, 3, 40]));
    (trials, 0.0..=1.0f64, truncated, prop::bool::ANY).prop_map(|(n, share, truncated, guessed)| {
        let lucky = if guessed { n as f64 / 4.0 } else { 0.0 };
        (n, (n as f64 * share).round() as u64, truncated, lucky)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn rank_intervals_count_the_verdicts_of_all_pairs((kind, rows) in any_board()) {
        let keys: Vec<String> = (0..rows.len()).map(|ix| ix.to_string()).collect();
        let contenders: Vec<Contender<'_>> = std::iter::zip(&rows, &keys)
            .map(|(cells, key)| Contender {
                label: "",
                key,
                cells: borrowed(cells),
            })
            .collect();
        let ranked_with = |kept| rank(kind, &contenders, 3, RankIntervals::Each, kept);
        let standings = ranked_with(None);
        let kept = Comparisons::new(kind, &contenders);
        prop_assert_eq!(&standings, &ranked_with(Some(&kept)));
        let ranked: Vec<&Standing> = standings
            .iter()
            .filter(|standing| standing.rank.is_some_and(|rank| !rank.provisional))
            .collect();
        for standing in standings.iter().filter(|standing| standing.rank.is_some()) {
            let own = &contenders[standing.contender].cells;
            let others: Vec<_> = ranked
                .iter()
                .filter(|other| other.contender != standing.contender)
                .map(|other| compare(kind, own, &contenders[other.contender].cells))
                .collect();
            let count = |wanted: Ordering| {
                others.iter().filter(|verdict| standing.test.of(verdict) == Some(wanted)).count()
            };
            let rank = standing.rank.unwrap();
            prop_assert_eq!(rank.low, 1 + count(Ordering::Less));
            prop_assert_eq!(rank.high, others.len() + 1 - count(Ordering::Greater));
        }
    }

    #[test]
    fn comparisons_follow_the_formulas_as_they_are_written(
        pairs in prop::collection::vec((any_plain(), any_plain()), 1..6)
    ) {
        for kind in ScoreKind::ALL {
            let cell = |(n, k, t, g): &Plain| {
                let counts = Counts::new(*n, *k, *t, Some(*g)).unwrap();
                let statistics = CellStatistics::of(&Evidence::Counts(counts)).unwrap();
                Some(CellScore::new(kind, &statistics))
            };
            let first: Vec<_> = pairs.iter().map(|(first, _)| cell(first)).collect();
            let second: Vec<_> = pairs.iter().map(|(_, second)| cell(second)).collect();
            let found = compare(kind, &borrowed(&first), &borrowed(&second)).difference;
            let plain = plain_difference(kind, &pairs);
            prop_assert!((found - plain).abs() < 1e-9, "{kind}: {found} {plain} {pairs:?}");
        }
    }
}
