//! lm-evaluation-harness: results files.

use std::path::Path;

use serde_json::{Map, Value};

use crate::data::{Board, agree, board, cells, json, load, load_with, of_one_model, real, stated};
use crate::support::folder::Folder;

/// Metrics of the samples that are shares, the one of choice first.
const METRICS: [&str; 9] = [
    "acc_norm,none",
    "acc_norm",
    "acc,none",
    "acc",
    "exact_match,strict-match",
    "exact_match,none",
    "exact_match,xml-extract",
    "exact_match,flexible-extract",
    "prompt_level_strict_acc,none",
];

/// The rows that are tasks: with a metric, and no group.
fn tasks(file: &Value) -> Vec<(&String, &Map<String, Value>)> {
    let is_group = |task: &str| {
        let parts = file["group_subtasks"][task].as_array();
        parts.is_some_and(|parts| !parts.is_empty())
    };
    let rows = file["results"].as_object().unwrap().iter();
    rows.filter(|(task, _)| !is_group(task))
        .map(|(task, row)| (task, row.as_object().unwrap()))
        .collect()
}

/// The board of a results file.
fn reader(path: &Path, model: &str) -> Board {
    let file = json(path);
    let cells = tasks(&file).into_iter().filter_map(|(task, row)| {
        let metric = METRICS.iter().find(|metric| row.contains_key(**metric))?;
        let error = match metric.split_once(',') {
            Some((name, filter)) => &row[&format!("{name}_stderr,{filter}")],
            None => &row[&format!("{metric}_stderr")],
        };
        let n = file["n-samples"][task]["effective"].as_u64();
        let cell = stated(row[*metric].as_f64()?, n, error.as_f64(), 1e-9);
        Some((task.as_str(), cell))
    });
    board(model, cells)
}

const FILES: [(&str, &str, usize); 20] = [
    (
        "bare_NaN_mae_xml-extract_gpt-4o-mini.json",
        "gpt-4o-mini",
        10,
    ),
    (
        "gsm8k_two_filters_llama-3-8b-instruct.json",
        "meta-llama/Meta-Llama-3-8B-Instruct",
        1,
    ),
    (
        "leaderboard_deepseek-r1-distill-llama-8b.json",
        "deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
        40,
    ),
    (
        "limit100_no_nsamples_no_model_args.json",
        "limit100_no_nsamples_no_model_args",
        1,
    ),
    (
        "limit512_two_filters_llama-3-8b-instruct.json",
        "meta-llama/Meta-Llama-3-8B-Instruct",
        1,
    ),
    (
        "math_perturbed_zero_accuracy_0.4.10.json",
        "RylanSchaeffer/mem_Qwen3-93M_minerva_math_rep_0_sbst_1.0000_epch_1_ot_1",
        2,
    ),
    (
        "mmlu_groups_ppl_mcc_qwen2.5-1.5b.json",
        "Qwen/Qwen2.5-1.5B",
        72,
    ),
    (
        "new2026_sample_len_groups_qwen3-8b.json",
        "Qwen/Qwen3-8B",
        3,
    ),
    (
        "old_gsm8k_llama-3-8b_two_filters_no_nsamples.json",
        "meta-llama/Meta-Llama-3-8B",
        1,
    ),
    (
        "old_mmlu_llama-3-8b_no_nsamples.json",
        "meta-llama/Meta-Llama-3-8B",
        57,
    ),
    (
        "v03_lambada_ppl_bloom-560m.json",
        "bigscience/bloom-560m",
        2,
    ),
    (
        "../markdown/llm_autoeval_Nereus-7B_nous_agieval.json",
        "saucam/Nereus-7B",
        8,
    ),
    (
        "steer/Meta-Llama-3-8B-Instruct.json",
        "/data/public_models/huggingface/meta-llama/Meta-Llama-3-8B-Instruct",
        5,
    ),
    (
        "steer/Meta-Llama-3-8B.json",
        "/data/public_models/huggingface/meta-llama/Meta-Llama-3-8B",
        5,
    ),
    (
        "steer/Mistral-7B-v0.1.json",
        "/data/public_models/huggingface/mistralai/Mistral-7B-v0.1",
        5,
    ),
    (
        "steer/Qwen1.5-7B-Chat.json",
        "/data/public_models/huggingface/Qwen/Qwen1.5-7B-Chat",
        5,
    ),
    (
        "steer/Qwen1.5-7B.json",
        "/data/public_models/huggingface/Qwen/Qwen1.5-7B",
        5,
    ),
    (
        "steer/falcon-7b.json",
        "/data/public_models/huggingface/tiiuae/falcon-7b",
        5,
    ),
    (
        "steer/gemma-7b.json",
        "/data/public_models/huggingface/google/gemma-7b",
        5,
    ),
    (
        "steer/pythia-6.9b.json",
        "/data/public_models/huggingface/EleutherAI/pythia-6.9b-deduped",
        5,
    ),
];

#[test]
fn every_task_of_every_file() {
    let Some(folder) = real("lm_eval") else {
        return;
    };
    for (name, model, tasks) in FILES {
        let expected = reader(&folder.join(name), model);
        assert_eq!(expected.len(), tasks, "{name}");
        agree(&folder.join(name), &expected);
    }
}

/// The harness's own figures of groups are those of our counts.
#[test]
fn groups_are_the_sums_of_their_tasks() {
    let Some(folder) = real("lm_eval") else {
        return;
    };
    for (name, metric, count) in [
        ("mmlu_groups_ppl_mcc_qwen2.5-1.5b.json", "acc,none", 5),
        (
            "new2026_sample_len_groups_qwen3-8b.json",
            "exact_match,none",
            1,
        ),
    ] {
        let path = folder.join(name);
        let file = json(&path);
        let own = of_one_model(&load(&[&path]));
        let mut compared = 0;
        for (group, row) in file["results"].as_object().unwrap() {
            let leaves = leaves(&file, group);
            let Some(figure) = row[metric].as_f64().filter(|_| leaves.len() > 1) else {
                continue;
            };
            let of_metric = leaves
                .iter()
                .filter(|task| file["results"][**task][metric].is_number());
            let sums = of_metric.fold((0.0, 0.0), |sum, task| {
                let (k, n) = own[*task].split_once('/').unwrap();
                (
                    sum.0 + k.parse::<f64>().unwrap(),
                    sum.1 + n.parse::<f64>().unwrap(),
                )
            });
            assert!((sums.0 / sums.1 - figure).abs() < 1e-9, "{name}: {group}");
            compared += 1;
        }
        assert_eq!(compared, count, "{name}");
    }
}

fn leaves<'a>(file: &'a Value, group: &'a str) -> Vec<&'a str> {
    let parts = file["group_subtasks"][group].as_array();
    match parts.filter(|parts| !parts.is_empty()) {
        Some(parts) => parts
            .iter()
            .flat_map(|part| leaves(file, part.as_str().unwrap()))
            .collect(),
        None => vec![group],
    }
}

#[test]
fn what_is_no_share_is_named() {
    let Some(folder) = real("lm_eval") else {
        return;
    };
    let path = folder.join("perplexity_only_NA_stderr_empty_model_name.json");
    let said = Folder::new::<str>([]).run(&["table", path.to_str().unwrap()]);
    assert_eq!(said.code, Some(2), "{}", said.stderr);
    assert!(said.stderr.contains("word_perplexity"), "{}", said.stderr);
    let mixed = load(&[&folder.join("mmlu_groups_ppl_mcc_qwen2.5-1.5b.json")]);
    let said = |word: &str| mixed.notes.iter().any(|note| note.detail.contains(word));
    assert!(said("cola (mcc)"), "{:?}", mixed.notes);
    let asked = load_with(
        &[&folder.join("gsm8k_two_filters_llama-3-8b-instruct.json")],
        &["exact_match,flexible-extract"],
    );
    assert_eq!(of_one_model(&asked)["gsm8k_cot_llama"], "1026/1319");
}

#[test]
fn a_file_a_model_makes_a_board() {
    let Some(folder) = real("lm_eval/steer") else {
        return;
    };
    let steer = load(&[&folder]);
    assert_eq!(
        (steer.models.len(), steer.tasks.len(), cells(&steer).len()),
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
}
