use super::*;

#[test]
fn counts_where_the_figures_say_so() {
    for (accuracy, resolution, n, stderr, correct) in [
        (0.45, FULL, 20, Some(0.11413288653790232), 9),
        (0.4, FULL, 10, Some(0.16329931618554522), 4),
        // By n in place of n - 1.
        (0.4, FULL, 10, Some(0.15491933384829668), 4),
        (0.0, FULL, 5000, Some(0.0), 0),
        (0.9265, 0.00005, 1319, None, 1222),
        (1.0 / 3.0, FULL, 3, None, 1),
    ] {
        let evidence = stated_within(resolution, accuracy, Some(n), stderr);
        assert_eq!(evidence, counted(n, correct, None), "{accuracy}");
    }
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
        assert!((resolution(text) - expected).abs() < 1e-12, "{text}");
    }
    assert_eq!(resolution("0.5558653654650468"), FULL);
}

#[test]
fn trials_from_an_error() {
    for (accuracy, stderr, n) in [
        (0.5087187263078089, 0.013770390697002104, Some(1319)),
        (0.49, 0.02237859698923078, Some(500)),
        (0.4725, 0.018052403678100952, None),
        (0.0, 0.0, None),
    ] {
        assert_eq!(implied_trials(accuracy, stderr), n, "{accuracy}");
    }
}
