use super::super::tests::{parsed, shown};
use super::*;

fn report(subsets: &str) -> String {
    format!(
        r#"{{"name": "x", "dataset_name": "d", "dataset_pretty_name": "D", "model_name": "m",
           "score": 0.9265,
                "metrics": [{{"name": "mean_acc", "num": 1319, "score": 0.9265,
                "categories": [{{"name": ["default"], "subsets": [{subsets}]}}]}}]}}"#
    )
}

#[test]
fn one_figure_or_levels() {
    let one = report(
        r#"{"name": "main", "score": 0.9265, "num": 1319}, {"name": "OVERALL", "score": 0.9265,
           "num": 1319}"#,
    );
    assert_eq!(
        shown(&parsed(read, "d.json", one, &[])),
        ["m | D | mean_acc, | 1222/1319"]
    );
    let levels = report(
        r#"{"name": "Level 1", "score": 0.5, "num": 4}, {"name": "Level 2", "score": 0.3333,
           "num": 3}"#,
    );
    assert_eq!(
        shown(&parsed(read, "d.json", levels, &[])),
        [
            "m | D [Level 1] | mean_acc, | 2/4",
            "m | D [Level 2] | mean_acc, | 1/3"
        ]
    );
}
