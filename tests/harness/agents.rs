//! promptfoo, OpenAI evals, EvalScope, NeMo Evaluator, MMLU-Pro and BFCL.

use std::collections::BTreeMap;

use crate::data::{agree, board, counts, json, json_lines, load, real, stated, text};

#[test]
fn promptfoo_totals() {
    let name = "promptfoo/cut_gemini-2.5-pro_tool_calls_promptfoo-results.json";
    let Some(path) = real(name) else { return };
    let file = json(&path);
    // Two of the four answers were cut out of the file; its totals are of all.
    let stats = &file["results"]["stats"];
    let of = |key: &str| stats[key].as_u64().unwrap();
    let n = of("successes") + of("failures") + of("errors");
    assert_eq!(n, 4);
    let task = file["config"]["description"].as_str().unwrap();
    let cell = counts(of("successes"), n, None);
    agree(&path, &board("google:gemini-2.5-pro", [(task, cell)]));
    let usage = &stats["tokenUsage"];
    let parts = [
        &usage["completion"],
        &usage["completionDetails"]["reasoning"],
    ];
    let tokens: f64 = parts.iter().map(|part| part.as_f64().unwrap()).sum();
    let dataset = load(&[&path]);
    let own = dataset.cells.values().next().unwrap().tokens;
    assert_eq!(own, Some(tokens / 4.0));
}

#[test]
fn openai_evals_events() {
    for (name, model) in [
        ("crossword-turbo.jsonl", "gpt-3.5-turbo"),
        ("crossword-turbo-0301.jsonl", "gpt-3.5-turbo-0301"),
    ] {
        let Some(path) = real(&format!("openai_evals/{name}")) else {
            return;
        };
        let events = json_lines(&path);
        let matches: Vec<_> = events
            .iter()
            .filter(|event| event["type"] == "match")
            .collect();
        let right = matches
            .iter()
            .filter(|event| event["data"]["correct"] == true);
        let (right, n) = (right.count() as u64, matches.len() as u64);
        let report = events
            .iter()
            .find_map(|event| event["final_report"]["accuracy"].as_f64());
        assert_eq!(report, Some(right as f64 / n as f64), "{name}");
        let task = events[0]["spec"]["eval_name"].as_str().unwrap();
        agree(&path, &board(model, [(task, counts(right, n, None))]));
    }
}

#[test]
fn evalscope_report() {
    let Some(path) = real("evalscope/llada21-fa4-tp4-ep4-4shot/gsm8k.json") else {
        return;
    };
    let report = json(&path);
    let subset = &report["metrics"][0]["categories"][0]["subsets"][0];
    let score = subset["score"].as_f64().unwrap();
    assert_eq!(report["score"].as_f64(), Some(score));
    let cell = stated(score, subset["num"].as_u64(), None, 0.00005);
    let model = report["model_name"].as_str().unwrap();
    agree(&path, &board(model, [("GSM8K", cell)]));
}

#[test]
fn nemo_results() {
    let Some(path) = real("nemo_evaluator/results_gpqa_diamond_llama-3.2-3b.yaml") else {
        return;
    };
    let text = text(&path);
    // The last of equal keys: those of `tasks`, not of `groups`.
    let field = |key: &str| {
        let lines = text.lines().rev();
        let mut values = lines.filter_map(|line| line.trim().strip_prefix(key)?.strip_prefix(": "));
        values.next().unwrap()
    };
    let number = |key: &str| field(key).parse::<f64>().unwrap();
    let n = number("limit_samples") as u64;
    let cell = stated(number("value"), Some(n), Some(number("stderr")), 1e-9);
    let task = text.lines().find_map(|line| line.strip_prefix("  type: "));
    agree(&path, &board(field("model_id"), [(task.unwrap(), cell)]));
}

#[test]
fn mmlu_pro_categories() {
    let Some(path) = real("mmlu_pro/model_outputs_Qwen1.5-7B-Chat_5shots.json") else {
        return;
    };
    let answers = json(&path);
    let mut categories: BTreeMap<String, (u64, u64, f64)> = BTreeMap::new();
    for answer in answers.as_array().unwrap() {
        let name = format!("mmlu_pro {}", answer["category"].as_str().unwrap());
        let tally = categories.entry(name).or_default();
        tally.0 += u64::from(answer["pred"] == answer["answer"]);
        tally.1 += 1;
        tally.2 += 1.0 / answer["options"].as_array().unwrap().len() as f64;
    }
    let all = categories.values().fold(0, |all, tally| all + tally.1);
    assert_eq!((categories.len(), all), (14, 60));
    let cell = |(k, n, _): &(u64, u64, f64)| counts(*k, *n, None);
    let expected = categories.iter().map(|(name, tally)| (name, cell(tally)));
    agree(&path, &board("Qwen1.5-7B-Chat", expected));
    let dataset = load(&[&path]);
    for ((_, _, task), cell) in &dataset.cells {
        let evalboard::Evidence::Counts(counts) = &cell.evidence else {
            panic!()
        };
        let (_, _, lucky) = categories[&dataset.tasks[task.0].key];
        assert!((counts.lucky().unwrap() - lucky).abs() < 1e-9);
    }
}

#[test]
fn bfcl_scores() {
    for model in ["Qwen_Qwen3-0.6B", "ibm-granite_granite-3.1-8b-instruct"] {
        let name = format!("bfcl/score/{model}/non_live/BFCL_v4_multiple_score.json");
        let Some(path) = real(&name) else { return };
        let lines = json_lines(&path);
        let of = |key: &str| lines[0][key].as_u64().unwrap();
        let (k, n) = (of("correct_count"), of("total_count"));
        assert_eq!(lines[0]["accuracy"].as_f64(), Some(k as f64 / n as f64));
        // The other lines are the wrong answers.
        assert_eq!(lines.len() as u64 - 1, n - k, "{model}");
        agree(&path, &board(model, [("multiple", counts(k, n, None))]));
    }
}
