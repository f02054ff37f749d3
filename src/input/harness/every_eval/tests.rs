use super::super::tests::{parsed, shown};
use super::*;

fn file(results: &[&str]) -> String {
    format!(
        r#"{{"schema_version": "0.2.2", "model_info": {{"id": "org/m", "name": "M"}},
           "retrieved_timestamp": "1700000000",
            "evaluation_results": [{}]}}"#,
        results.join(",")
    )
}

fn result(name: &str, config: &str, details: &str) -> String {
    format!(
        r#"{{"evaluation_name": "{name}", "source_data": {{"dataset_name": "D",
           "samples_number": 500}},
            "metric_config": {config}, "score_details": {details}}}"#
    )
}

fn shown_of(results: &[String]) -> Vec<String> {
    let results: Vec<&str> = results.iter().map(String::as_str).collect();
    shown(&parsed(read, "f.json", file(&results), &[]))
}

#[test]
fn scales_intervals_and_counts() {
    assert_eq!(
        shown_of(&[
            result(
                "a",
                r#"{"min_score": 0, "max_score": 1}"#,
                r#"{"score": 0.5, "uncertainty": {"num_samples": 4}}"#
            ),
            result(
                "b",
                r#"{"metric_unit": "percent"}"#,
                r#"{"score": 50.0, "uncertainty": {"standard_error": {"value": 2.0}}}"#
            ),
            result(
                "c",
                "{}",
                r#"{"score": 0.5, "uncertainty": {"confidence_interval": {"lower": -0.049,
                   "upper": 0.049}}}"#
            ),
            result(
                "dd",
                "{}",
                r#"{"score": 0.9, "confidence_interval": {"lower": 0.704, "upper": 1.0}}"#
            ),
            result("e", r#"{"max_score": "Infinity"}"#, r#"{"score": 0.9}"#),
            result("f", r#"{"lower_is_better": true}"#, r#"{"score": 0.9}"#),
        ]),
        [
            "org/m | a | score, | 2/4",
            "org/m | b | score, | 0.500000 ±0.020000",
            "org/m | c | score, | 0.500000 ±0.025000",
            "org/m | dd | score, | 0.900000 ±0.100000",
        ]
    );
}

#[test]
fn sums_are_left_out_and_levels_found() {
    let score = |name: &str, score: f64| result(name, "{}", &format!(r#"{{"score": {score}}}"#));
    assert_eq!(
        shown_of(&[
            score("G", 0.5),
            score("G - G Level 1", 0.75),
            score("G - G Level 2", 0.25)
        ]),
        [
            "org/m | G [Level 1] | score, | 0.750000",
            "org/m | G [Level 2] | score, | 0.250000"
        ]
    );
    let whole = [
        score("D", 0.5),
        score("x", 0.4),
        score("y", 0.6),
        score("p", 0.45),
        score("q", 0.55),
        score("r", 0.5),
    ];
    assert_eq!(shown_of(&whole).len(), 3);
    assert_eq!(
        shown_of(&[
            score("M (overall)", 0.5),
            score("M (a)", 0.5),
            score("Mean win rate", 0.2)
        ])
        .len(),
        1
    );
    assert_eq!(shown_of(&[score("overall", 0.5)]).len(), 1);
}
