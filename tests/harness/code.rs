//! Harnesses of code: bigcode, EvalPlus, HumanEval, SWE-bench.

use crate::data::{Board, agree, board, counts, json, json_lines, load, real, share};

#[test]
fn bigcode_levels() {
    let Some(folder) = real("bigcode") else {
        return;
    };
    for (name, counted) in [
        ("deepseek-coder-6.7b-base-DPO_mercury.json", true),
        ("deepseek-coder-6.7b-base_evaluation_results.json", false),
    ] {
        let path = folder.join(name);
        let file = json(&path);
        let row = &file["mercury"];
        let model = file["config"]["model"].as_str().unwrap();
        let samples = file["config"]["n_samples"].as_f64().unwrap();
        let mut expected = Board::new();
        let mut mean = [0.0, 0.0];
        for level in ["Easy", "Medium", "Hard"] {
            let accuracy = row[format!("{level}_pass@1")].as_f64().unwrap();
            let error = counted.then(|| {
                let outcomes = row[level].as_object().unwrap();
                let answers: f64 = outcomes.values().map(|n| n.as_f64().unwrap()).sum();
                let passed = outcomes["passed"].as_f64().unwrap();
                assert!((passed / answers - accuracy).abs() < 1e-9, "{level}");
                mean[0] += passed;
                mean[1] += answers;
                (accuracy * (1.0 - accuracy) / (answers / samples)).sqrt()
            });
            let names = [model, level, "mercury"].map(str::to_owned);
            expected.insert(names, share(accuracy, error));
        }
        if counted {
            // The harness's own average, which is left out.
            let stated = row["Average_pass@1"].as_f64().unwrap();
            assert!((mean[0] / mean[1] - stated).abs() < 1e-9);
        }
        agree(&path, &expected);
    }
}

#[test]
fn evalplus_problems() {
    let Some(folder) = real("evalplus") else {
        return;
    };
    for (name, model, problems) in [
        ("codet5_2b_samples_eval_results.json", "codet5_2b", 164),
        ("samples_eval_results.json", "evalplus", 164),
    ] {
        let path = folder.join(name);
        let file = json(&path);
        let eval = file["eval"].as_object().unwrap();
        let passed = |problem: &serde_json::Value, tests: &str| {
            assert_eq!(problem["nfiles"], 1);
            problem[tests][0][0] == "success"
        };
        let base = eval.values().filter(|problem| passed(problem, "base"));
        let both =
            |problem: &&serde_json::Value| passed(problem, "base") && passed(problem, "plus");
        let plus = eval.values().filter(both).count() as u64;
        let cells = [
            ("HumanEval", counts(base.count() as u64, problems, None)),
            ("HumanEval+", counts(plus, problems, None)),
        ];
        agree(&path, &board(model, cells));
    }
    // Only the base tests ran, in the newer layout.
    let path = folder.join("cut_v0.3_base_only_samples_eval_results.json");
    let file = json(&path);
    let eval = file["eval"].as_object().unwrap();
    let passed = eval
        .values()
        .filter(|problem| problem[0]["base_status"] == "pass")
        .count();
    assert!(
        eval.values()
            .all(|problem| problem[0]["plus_status"].is_null())
    );
    let cell = counts(passed as u64, eval.len() as u64, None);
    agree(&path, &board("cut_v0.3_base_only", [("HumanEval", cell)]));
}

#[test]
fn human_eval_lines() {
    let Some(path) = real("human_eval/cut_samples.jsonl_results.jsonl") else {
        return;
    };
    let lines = json_lines(&path);
    let passed = lines.iter().filter(|line| line["passed"] == true).count();
    let cell = counts(passed as u64, lines.len() as u64, None);
    agree(&path, &board("cut", [("HumanEval", cell)]));
}

#[test]
fn swe_bench_reports() {
    let Some(folder) = real("swe_bench") else {
        return;
    };
    let mut all = Board::new();
    for (name, model, task) in [
        (
            "claude-sonnet-4-5.claude-sonnet-4-5-test.json",
            "claude-sonnet-4-5",
            "SWE-bench Lite",
        ),
        (
            "enhanced_live_swe_agent.iteration3.json",
            "enhanced_live_swe_agent",
            "SWE-bench",
        ),
    ] {
        let path = folder.join(name);
        let report = json(&path);
        let length = |key: &str| report[key].as_array().unwrap().len() as u64;
        let cell = counts(length("resolved_ids"), length("submitted_ids"), None);
        assert_eq!(report["resolved_instances"], length("resolved_ids"));
        let own = board(model, [(task, cell)]);
        agree(&path, &own);
        all.extend(own);
    }
    // The reference patches are no model.
    agree(&folder, &all);
    assert_eq!(load(&[&folder]).models.len(), 2);
}
