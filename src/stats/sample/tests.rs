use super::*;

/// Ten items, each asked four times and always answered alike: four answers are worth one.
#[test]
fn answers_that_repeat_count_once() {
    let mut clusters = Clusters::default();
    for item in 0..10 {
        clusters.add(if item < 6 { 4 } else { 0 }, 4);
    }
    let counts = Counts::new(40, 24, None, None).unwrap();
    assert_eq!(Sample::new(&counts).design_effect, 1.0);
    let clustered = Sample::new(&counts.with_clusters(clusters).unwrap());
    assert!((clustered.design_effect - 4.0).abs() < 1e-12);
    let plain = Sample::new(&counts);
    let ratio = clustered.accuracy_variance_at(0.6) / plain.accuracy_variance_at(0.6);
    assert!((ratio - 4.0).abs() < 1e-12);
}

/// Items of which one answer of two is right each scatter less than independent answers: that
/// is no evidence.
#[test]
fn the_effect_is_at_least_one() {
    let mut clusters = Clusters::default();
    (0..20).for_each(|_| clusters.add(1, 2));
    let counts = Counts::new(40, 20, None, None).unwrap();
    let clustered = Sample::new(&counts.with_clusters(clusters).unwrap());
    assert_eq!(clustered.design_effect, 1.0);
}

/// 30 of 100 right with a chance of 1/4: the Wilson interval of the share, (.219, .396), less
/// the guesses.
#[test]
fn ends_are_those_of_the_raw_share() {
    let counts = Counts::new(100, 30, Some(0), Some(25.0)).unwrap();
    let ends = Sample::new(&counts).ends(5.0 / 75.0);
    assert_eq!(ends.accuracy.0, 0.0);
    assert!((ends.accuracy.1 - (0.395_849 - 0.25) * 100.0 / 75.0).abs() < 1e-5);
    assert!(ends.truncation.0.abs() < 1e-15 && ends.truncation.1 > 0.03);
}
