use super::super::tests::{parsed, shown};
use super::*;

#[test]
fn old_new_and_base_only() {
    let old = r#"{"date": "2024-01-29 14:47", "hash": "h", "eval": {
            "HumanEval/0": {"nfiles": 1, "base": [["success", [1]]], "plus": [["failed", []]]},
            "HumanEval/1": {"nfiles": 1, "base": [["success", []]], "plus": [["success", []]]}}}"#;
    assert_eq!(
        shown(&parsed(
            read,
            "codet5_2b_samples_eval_results.json",
            old,
            &[]
        )),
        [
            "codet5_2b | HumanEval | pass@1, | 2/2",
            "codet5_2b | HumanEval+ | pass@1, | 1/2",
        ]
    );
    let new = r#"{"date": "2024-07-15 15:06", "hash": "h", "eval": {
            "Mbpp/2": [{"base_status": "pass", "plus_status": null},
                       {"base_status": "fail", "plus_status": null}]}}"#;
    let found = parsed(read, "Qwen--X_vllm_temp_0.0_eval_results.json", new, &[]);
    assert_eq!(shown(&found), ["Qwen/X | MBPP | pass@1, | 1/2"]);
    let Evidence::Counts(counts) = &found.runs[0].evidence else {
        panic!()
    };
    assert_eq!(counts.clusters().unwrap().items, 1);
    assert_eq!(
        parsed(read, "my-model/samples_eval_results.json", new, &[]).runs[0].model,
        "my-model"
    );
}

#[test]
fn lines_of_human_eval() {
    let text = "{\"task_id\": \"HumanEval/1\", \"completion\": \"\", \"result\": \"passed\", \
                \"passed\": true}\n\n{\"task_id\": \"HumanEval/2\", \"completion\": \"\", \
                \"result\": \"failed\", \"passed\": false}\n";
    assert_eq!(
        shown(&parsed(
            read_lines,
            "m/samples.jsonl_results.jsonl",
            text,
            &[]
        )),
        ["m | HumanEval | pass@1, | 1/2"]
    );
}
