use super::super::tests::{parsed, shown};
use super::*;

const NESTED: &str = r#"{
        "results": {
            "suite": {" ": " ", "alias": "suite"},
            "suite_a": {"alias": " - suite_a", "acc,none": 0.5,
            "acc_stderr,none": 0.11470786693528087, "acc_norm,none": 0.25,
                        "acc_norm_stderr,none": 0.09933992677987828, "sample_len": 20,
                        "name": "suite_a"},
            "suite_b": {"exact_match,flexible-extract": 0.6,
            "exact_match_stderr,flexible-extract": NaN,
                        "exact_match,strict-match": 0.4, "exact_match_stderr,strict-match": "N/A"},
            "alone": {"perplexity,none": 5.5, "perplexity_stderr,none": "N/A", "mae,none": 0.4}
        },
        "group_subtasks": {"suite": ["suite_a", "suite_b"], "alone": []},
        "higher_is_better": {"alone": {"perplexity": false, "mae": false}},
        "n-samples": {"suite_a": {"original": 500, "effective": 20}, "suite_b": {"original": 10,
        "effective": 10}},
        "config": {"model": "hf", "model_args": {"pretrained": "org/base", "peft": "./tuned"}},
        "model_name": "", "date": 1700000000.5, "lm_eval_version": "0.4.9"
    }"#;

#[test]
fn groups_metrics_and_counts() {
    let parsed = parsed(read, "results_x.json", NESTED, &[]);
    assert_eq!(
        shown(&parsed),
        [
            "org/base + ./tuned | suite_a | acc_norm,none | 5/20",
            "org/base + ./tuned | suite_b | exact_match,strict-match | 4/10",
        ]
    );
    assert_eq!(parsed.runs[0].category.as_deref(), Some("suite"));
    assert_eq!(parsed.runs[0].date, Some(1700000000.5));
    assert!(
        parsed.notes[0].detail.contains("alone (perplexity, mae)"),
        "{:?}",
        parsed.notes
    );
    let asked = super::super::tests::parsed(
        read,
        "results_x.json",
        NESTED,
        &["acc", "exact_match,flexible-extract"],
    );
    assert_eq!(
        shown(&asked),
        [
            "org/base + ./tuned | suite_a | acc,none | 10/20",
            "org/base + ./tuned | suite_b | exact_match,flexible-extract | 6/10",
        ]
    );
}

#[test]
fn old_files_and_models_without_a_name() {
    let old = r#"{"results": {"t": {"acc": 0.35396856200271687,
      "acc_stderr": 0.006662254900290991}}, "versions": {"t": 0},
                      "config": {"model_args": ""}}"#;
    assert_eq!(
        shown(&parsed(read, "my_model.json", old, &[])),
        ["my_model | t | acc, | 0.353969 ±0.006662"]
    );
    assert_eq!(
        parsed(read, "org__model/results.json", old, &[]).runs[0].model,
        "org/model"
    );
    assert_eq!(
        in_arguments("pretrained=a/b,dtype=auto,x=", "pretrained"),
        Some("a/b")
    );
    assert_eq!(in_arguments("pretrained=a/b,x=", "x"), None);
}
