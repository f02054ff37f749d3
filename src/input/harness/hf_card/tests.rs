use super::super::tests::{parsed, shown};
use super::*;

#[test]
fn cards_and_result_files() {
    let card = "---\nlanguage:\n- en\nmodel-index:\n- name: M\n  results:\n  - dataset:\n      \
                name: ARC\n    metrics:\n    - type: acc_norm\n      value: 33.45\n      \
                name: x\n  - dataset: {name: TQA}\n    metrics:\n    \
                - {type: mc2, value: '1.52'}\n---\n# M\n";
    assert_eq!(
        shown(&parsed(read_card, "README.md", card, &[])),
        [
            "M | ARC | acc_norm, | 0.334500",
            "M | TQA | mc2, | 0.015200"
        ]
    );
    let table = "# Model Card: M\n[open_llm_leaderboard](x) [here](https://y/details_o__M)\n\n\
                 |Metric|Value|\n|--|--:|\n|Avg. |62.09|\n|ARC (25-Shot)|61.18|\n";
    assert_eq!(
        shown(&parsed(read_card, "README.md", table, &[])),
        ["o/M | ARC (25-Shot) | leaderboard, | 0.611800"]
    );
    let results = "- dataset:\n    id: openai/gsm8k\n    task_id: gsm8k\n  value: 96.06\n\
                   - dataset: {id: a/b}\n  value: 0.5\n  notes: high\n";
    assert_eq!(
        shown(&parsed(
            read_eval_results,
            "my-model/.eval_results/g.yaml",
            results,
            &[]
        )),
        [
            "my-model | gsm8k | value, | 0.960600",
            "my-model | a/b (high) | value, | 0.500000",
        ]
    );
}
