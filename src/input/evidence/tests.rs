use super::*;

fn stated(accuracy: &str, n: u64, stderr: Option<f64>) -> Evidence {
    let decimals = accuracy.split_once('.').map_or(0, |(_, rest)| rest.len());
    let statement = Statement {
        n: Some(n),
        accuracy: Some(Share::rounded(accuracy.parse().unwrap(), decimals as i32)),
        stderr,
        ..Statement::default()
    };
    statement.evidence().unwrap().unwrap()
}

#[test]
fn accuracy_times_n_is_a_count_within_its_digits() {
    for (accuracy, n, count) in [
        ("0.6", 100, Some(60)),
        ("0.6000000238418579", 100, Some(60)),
        ("0.601", 100, None),
        ("0.333", 3, Some(1)),
        ("0.3333333333333333", 3, Some(1)),
        ("0.8733", 1319, None),
        ("0.87338893", 1319, Some(1152)),
    ] {
        let evidence = stated(accuracy, n, None);
        let counted = match evidence {
            Evidence::Counts(counts) => Some(counts.correct()),
            Evidence::Estimate(_) => None,
        };
        assert_eq!(counted, count, "{accuracy} of {n}");
    }
}

#[test]
fn a_stated_error_that_is_not_of_single_answers_counts() {
    for stderr in [0.05, 0.0503] {
        let evidence = stated("0.5", 100, Some(stderr));
        assert!(matches!(evidence, Evidence::Counts(_)), "{stderr}");
    }
    let Evidence::Estimate(estimate) = stated("0.5", 100, Some(0.15)) else {
        panic!("the stated error is dropped");
    };
    assert_eq!(estimate.margin, Z * 0.15);
    assert_eq!(estimate.margin_source, MarginSource::StandardError);
}

#[test]
fn an_accuracy_that_contradicts_its_counts_is_named() {
    let statement = |accuracy: f64| Statement {
        n: Some(200),
        correct: Some(174),
        accuracy: Some(Share::rounded(accuracy, 2)),
        ..Statement::default()
    };
    assert_eq!(statement(0.87).contradiction(), None);
    assert_eq!(
        statement(0.2).contradiction().unwrap(),
        "the accuracy 0.2 contradicts 174 of 200; the counts are taken"
    );
}
