//! The other harnesses: read, or recognised by name.

use evalboard::dataset::Evidence;

use crate::data::{json, load, of_one_model, real};
use crate::support::folder::Folder;

#[test]
fn further_harnesses() {
    let one = |path: &str| real(path).map(|path| of_one_model(&load(&[&path])));
    for (path, task, cell) in [
        (
            "lighteval/Neelectric/Llama-3.1-8B-Instruct_SFT_MoT_mathv00.04/results_2025-10-10T09-09-10.005324.json",
            "math_500_n1",
            "261/500",
        ),
        (
            "lighteval/Neelectric/Llama-3.1-8B-Instruct_SFT_MoT_codev00.03/results_2025-10-10T04-30-07.367941.json",
            "lcb:codegeneration",
            "0.0578 ±0.0102",
        ),
        (
            "lighteval/meta-llama/Llama-3.1-8B-Instruct/results_2025-10-04T23-43-38.682911.json",
            "math_500",
            "245/500",
        ),
        (
            "lighteval/meta-llama/Llama-3.1-8B-Instruct/results_2025-10-06T17-24-25.015556.json",
            "math_500",
            "228/500",
        ),
        (
            "opencompass/summary_internlm2-1.8b-hf_ceval.csv",
            "ceval-computer_network",
            "0.4737",
        ),
        ("opencompass/NPHardEval_README.md", "cmp_GCP_D", "0.4382"),
        (
            "evalplus/codet5_2b_samples_eval_results.json",
            "HumanEval",
            "40/164",
        ),
        (
            "evalplus/codet5_2b_samples_eval_results.json",
            "HumanEval+",
            "36/164",
        ),
        ("evalplus/samples_eval_results.json", "HumanEval", "0/164"),
        (
            "evalplus/cut_v0.3_base_only_samples_eval_results.json",
            "HumanEval",
            "3/4",
        ),
        (
            "swe_bench/claude-sonnet-4-5.claude-sonnet-4-5-test.json",
            "SWE-bench Lite",
            "1/1",
        ),
        (
            "swe_bench/enhanced_live_swe_agent.iteration3.json",
            "SWE-bench",
            "0/10",
        ),
        (
            "promptfoo/cut_gemini-2.5-pro_tool_calls_promptfoo-results.json",
            "MCP Server RHOAI - Tool Selection Evaluation",
            "2/4",
        ),
        (
            "openai_evals/crossword-turbo.jsonl",
            "partially_solved_crossword_clues.dev.v0",
            "37/100",
        ),
        (
            "openai_evals/crossword-turbo-0301.jsonl",
            "partially_solved_crossword_clues.dev.v0",
            "37/100",
        ),
        (
            "evalscope/llada21-fa4-tp4-ep4-4shot/gsm8k.json",
            "GSM8K",
            "1222/1319",
        ),
        (
            "nemo_evaluator/results_gpqa_diamond_llama-3.2-3b.yaml",
            "gpqa_diamond",
            "4/10",
        ),
        (
            "bfcl/score/Qwen_Qwen3-0.6B/non_live/BFCL_v4_multiple_score.json",
            "multiple",
            "150/200",
        ),
        (
            "bfcl/score/ibm-granite_granite-3.1-8b-instruct/non_live/BFCL_v4_multiple_score.json",
            "multiple",
            "184/200",
        ),
        (
            "hf_model_card/Tiny-Vicuna-1B_README.md",
            "GSM8k (5-shot)",
            "0.0152",
        ),
        (
            "hf_model_card/Hercules-3.1-Mistral-7B_section.md",
            "HellaSwag (10-Shot)",
            "0.8355",
        ),
        (
            "hf_eval_results/ternary-bonsai-27b/.eval_results/gsm8k.yaml",
            "gsm8k",
            "0.9606",
        ),
        (
            "human_eval/cut_samples.jsonl_results.jsonl",
            "HumanEval",
            "",
        ),
        (
            "mteb/intfloat__multilingual-e5-small/fd1525a9fd15316a2d503bf26ab031a61d056e98/NFCorpus.json",
            "NFCorpus",
            "0.3110",
        ),
    ] {
        let Some(found) = one(path) else { return };
        let own = found
            .get(task)
            .unwrap_or_else(|| panic!("{path}: {found:?}"));
        assert!(cell.is_empty() || own == cell, "{path}: {own}, not {cell}");
    }
    let Some(path) = real("mmlu_pro/model_outputs_Qwen1.5-7B-Chat_5shots.json") else {
        return;
    };
    let answers = json(&path);
    let right = answers
        .as_array()
        .unwrap()
        .iter()
        .filter(|answer| answer["pred"] == answer["answer"])
        .count();
    let dataset = load(&[&path]);
    let counts = dataset.cells.values().map(|cell| match &cell.evidence {
        Evidence::Counts(counts) => (counts.correct(), counts.trials()),
        other => panic!("{other:?}"),
    });
    assert_eq!(
        counts.fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1)),
        (right as u64, 60)
    );
    let mercury = load(&[&real("bigcode/deepseek-coder-6.7b-base-DPO_mercury.json").unwrap()]);
    assert_eq!((mercury.levels.len(), mercury.tasks.len()), (3, 1));
    let hidden = load(&[&real("hf_eval_results").unwrap()]);
    assert_eq!(
        (hidden.models[0].key.as_str(), hidden.cells.len()),
        ("ternary-bonsai-27b", 3)
    );
    let columns = load(&[&real("opencompass/musr_README.md").unwrap()]);
    assert_eq!((columns.models.len(), columns.tasks.len()), (10, 3));
}

#[test]
fn recognised_and_not_read() {
    for (path, name) in [
        ("deepeval/cut_rag_latest_test_run.json", "DeepEval"),
        ("deepeval/link_only_latest_test_run.json", "DeepEval"),
        ("arc_agi/random-baseline-sample/results.json", "ARC-AGI"),
        ("arc_agi/submissions/example_model/66e6c45b.json", "ARC-AGI"),
        (
            "livecodebench/Synodic-AI-Sovereign-70M/Scenario.codegeneration_eval_all.json",
            "LiveCodeBench",
        ),
        ("vlmevalkit/vila_8b/vila_8b_MMStar_acc.csv", "VLMEvalKit"),
        ("swe_bench/gold.validate-gold.json", "reference patches"),
        (
            "swe_bench/logs/run_evaluation/enhanced_openhands/enhanced_openhands/koxudaxi__datamodel-code-generator-2334/report.json",
            "one instance",
        ),
        (
            "opencompass/subjective_20231208_194351/predictions/qwen-7b-chat-hf/COREV2_6A_.json",
            "OpenCompass",
        ),
    ] {
        let Some(path) = real(path) else { return };
        let said = Folder::new::<str>([]).run(&["table", path.to_str().unwrap()]);
        assert_eq!(said.code, Some(2), "{}", said.stderr);
        assert!(said.stderr.contains(name), "{name}: {}", said.stderr);
    }
}
