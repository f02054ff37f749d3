use super::*;
use crate::dataset::Counts;

fn evidence(accuracy: f64, resolution: f64, n: Option<u64>, stderr: Option<f64>) -> Evidence {
    Stated {
        accuracy,
        resolution,
        n,
        stderr,
    }
    .evidence()
    .unwrap()
}

fn counts(n: u64, correct: u64) -> Evidence {
    Evidence::Counts(Counts::new(n, correct, None, None).unwrap())
}

#[test]
fn counts_where_the_figures_say_so() {
    let full = Stated::FULL;
    assert_eq!(
        evidence(0.45, full, Some(20), Some(0.11413288653790232)),
        counts(20, 9)
    );
    assert_eq!(
        evidence(0.4, full, Some(10), Some(0.16329931618554522)),
        counts(10, 4)
    );
    // By n in place of n - 1.
    assert_eq!(
        evidence(0.4, full, Some(10), Some(0.15491933384829668)),
        counts(10, 4)
    );
    assert_eq!(evidence(0.0, full, Some(5000), Some(0.0)), counts(5000, 0));
    assert_eq!(
        evidence(0.9265, 0.00005, Some(1319), None),
        counts(1319, 1222)
    );
    assert_eq!(evidence(1.0 / 3.0, full, Some(3), None), counts(3, 1));
}

#[test]
fn resolutions() {
    for (text, expected) in [
        ("0.87", 0.005),
        ("1", 0.5),
        ("92.65", 0.005),
        ("8.7e-1", 0.005),
        (" 12 ", 0.5),
    ] {
        assert!(
            (Stated::resolution(text) - expected).abs() < 1e-12,
            "{text}"
        );
    }
    assert_eq!(Stated::resolution("0.5558653654650468"), Stated::FULL);
}

#[test]
fn trials_from_an_error() {
    assert_eq!(
        implied_trials(0.5087187263078089, 0.013770390697002104),
        Some(1319)
    );
    assert_eq!(implied_trials(0.49, 0.02237859698923078), Some(500));
    assert_eq!(implied_trials(0.4725, 0.018052403678100952), None);
    assert_eq!(implied_trials(0.0, 0.0), None);
}
