//! lm-evaluation-harness: results and printed tables.

use crate::data::{json, load, load_with, of_one_model, real};
use crate::support::folder::Folder;

/// lm-eval: of each leaf with a count, the metric of choice is accuracy x n, the harness's own
/// figure.
#[test]
fn lm_eval_counts() {
    for (name, model, groups, metric, cells_of_file) in [
        (
            "bare_NaN_mae_xml-extract_gpt-4o-mini.json",
            "gpt-4o-mini",
            0,
            "exact_match,xml-extract",
            10,
        ),
        (
            "gsm8k_two_filters_llama-3-8b-instruct.json",
            "meta-llama/Meta-Llama-3-8B-Instruct",
            0,
            "exact_match,strict-match",
            1,
        ),
        (
            "leaderboard_deepseek-r1-distill-llama-8b.json",
            "deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
            4,
            "acc_norm,none",
            40,
        ),
        (
            "limit512_two_filters_llama-3-8b-instruct.json",
            "meta-llama/Meta-Llama-3-8B-Instruct",
            0,
            "exact_match,strict-match",
            1,
        ),
        (
            "math_perturbed_zero_accuracy_0.4.10.json",
            "RylanSchaeffer/mem_Qwen3-93M_minerva_math_rep_0_sbst_1.0000_epch_1_ot_1",
            0,
            "exact_match,none",
            2,
        ),
        (
            "mmlu_groups_ppl_mcc_qwen2.5-1.5b.json",
            "Qwen/Qwen2.5-1.5B",
            5,
            "acc_norm,none",
            72,
        ),
        (
            "new2026_sample_len_groups_qwen3-8b.json",
            "Qwen/Qwen3-8B",
            1,
            "acc,none",
            3,
        ),
        (
            "steer/gemma-7b.json",
            "/data/public_models/huggingface/google/gemma-7b",
            1,
            "acc,none",
            5,
        ),
    ] {
        let Some(path) = real(&format!("lm_eval/{name}")) else {
            return;
        };
        let dataset = load(&[&path]);
        let found = of_one_model(&dataset);
        assert_eq!(dataset.models[0].key, model, "{name}");
        assert_eq!(found.len(), cells_of_file, "{name}");
        let file = json(&path);
        let results = file["results"].as_object().unwrap();
        let is_group = |task: &str| {
            file["group_subtasks"][task]
                .as_array()
                .is_some_and(|parts| !parts.is_empty())
        };
        assert_eq!(
            results.keys().filter(|task| is_group(task)).count(),
            groups,
            "{name}"
        );
        let mut compared = 0;
        for (task, cell) in &found {
            assert!(!is_group(task), "{name}: {task}");
            let n = file["n-samples"][task]["effective"].as_u64().unwrap();
            let preferred = [metric, "acc_norm,none", "acc,none", "exact_match,none"];
            let Some(value) = preferred
                .iter()
                .find_map(|metric| results[task][*metric].as_f64())
            else {
                continue;
            };
            let correct = (value * n as f64).round();
            if (value * n as f64 - correct).abs() < 1e-6 {
                assert_eq!(cell, &format!("{correct}/{n}"), "{name}: {task}");
                compared += 1;
            }
        }
        assert!(compared >= cells_of_file - 1, "{name}: {compared}");
    }
}

#[test]
fn lm_eval_figures_of_note() {
    let Some(folder) = real("lm_eval") else {
        return;
    };
    let one = |name: &str| of_one_model(&load(&[&folder.join(name)]));
    // No n in the file: the stated error.
    assert_eq!(
        one("old_gsm8k_llama-3-8b_two_filters_no_nsamples.json")["gsm8k"],
        "0.5087 ±0.0138"
    );
    assert_eq!(
        one("v03_lambada_ppl_bloom-560m.json")["lambada_openai"],
        "0.3540 ±0.0067"
    );
    assert_eq!(
        one("limit100_no_nsamples_no_model_args.json")["massive-de"],
        "0.0800 ±0.0273"
    );
    assert_eq!(one("old_mmlu_llama-3-8b_no_nsamples.json").len(), 57);
    assert_eq!(
        one("leaderboard_deepseek-r1-distill-llama-8b.json")["hellaswag"],
        "7467/10042"
    );
    assert_eq!(
        one("new2026_sample_len_groups_qwen3-8b.json")["negotiationtom_intention"],
        "4/20"
    );
    assert_eq!(
        one("math_perturbed_zero_accuracy_0.4.10.json")["math_perturbed_full"],
        "0/5000"
    );
    let asked = load_with(
        &[&folder.join("gsm8k_two_filters_llama-3-8b-instruct.json")],
        &["exact_match,flexible-extract"],
    );
    assert_eq!(of_one_model(&asked)["gsm8k_cot_llama"], "1026/1319");
    let steer = load(&[&folder.join("steer")]);
    assert_eq!(
        (steer.models.len(), steer.tasks.len(), steer.cells.len()),
        (8, 5, 40)
    );
    let labels: Vec<&str> = steer
        .models
        .iter()
        .map(|model| model.label.as_str())
        .collect();
    assert!(
        labels.contains(&"Meta-Llama-3-8B-Instruct") && labels.contains(&"pythia-6.9b-deduped"),
        "{labels:?}"
    );
    let said = Folder::new::<str>([]).run(&[
        "table",
        folder
            .join("perplexity_only_NA_stderr_empty_model_name.json")
            .to_str()
            .unwrap(),
    ]);
    assert_eq!(said.code, Some(2), "{}", said.stderr);
    assert!(said.stderr.contains("word_perplexity"), "{}", said.stderr);
}

#[test]
fn lm_eval_printed_tables() {
    let Some(folder) = real("markdown") else {
        return;
    };
    let new = of_one_model(&load(&[
        &folder.join("lm_eval_printed_table_Qwen1.5-MoE-A2.7B.md")
    ]));
    assert_eq!(new.len(), 60);
    assert_eq!(new["arc_challenge"], "0.4390 ±0.0157");
    assert_eq!(new["formal_logic"], "0.3175 ±0.0416");
    let old = of_one_model(&load(&[&folder.join("llm_autoeval_Nereus-7B_README.md")]));
    assert_eq!(old["agieval_aqua_rat"], "0.2008 ±0.0252");
    assert_eq!(old["bigbench_geometric_shapes"], "0.1309 ±0.0178");
    assert_eq!(old["gsm8k"], "0.4600 ±0.0100");
    assert!(!old.contains_key("mmlu"));
}
