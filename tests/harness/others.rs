//! Every Eval Ever, HELM and Aider.

use std::fs;

use evalboard::dataset::Evidence;

use crate::data::{cells, load, of_one_model, real};

#[test]
fn every_eval_ever() {
    let Some(folder) = real("every_eval_ever") else {
        return;
    };
    let gaia = load(&[&folder.join("hal-gaia")]);
    assert_eq!(
        (
            gaia.models.len(),
            gaia.levels.len(),
            gaia.tasks.len(),
            gaia.cells.len()
        ),
        (6, 3, 1, 18)
    );
    let at = |level: &str| {
        (
            "Claude-3.7 Sonnet High (February 2025) [HAL Generalist Agent]".to_owned(),
            level.to_owned(),
            "GAIA".to_owned(),
        )
    };
    assert_eq!(cells(&gaia)[&at("Level 1")], "0.6792");
    let mmlu = load(&[&folder.join("global-mmlu-lite")]);
    assert_eq!((mmlu.models.len(), mmlu.tasks.len()), (3, 16));
    let found = cells(&mmlu);
    let english = (
        "anthropic/claude-3-5-haiku-20241022".to_owned(),
        String::new(),
        "English".to_owned(),
    );
    assert_eq!(found[&english], "0.4850 ±0.0250");
    let helm = load(&[&folder.join("helm_mmlu")]);
    assert_eq!((helm.models.len(), helm.tasks.len()), (2, 34));
    let yi = |task: &str| {
        cells(&helm)[&("01-ai/yi-34b".to_owned(), String::new(), task.to_owned())].clone()
    };
    assert_eq!(
        (yi("Abstract Algebra"), yi("Anatomy")),
        ("40/100".to_owned(), "101/135".to_owned())
    );
    assert_eq!(load(&[&folder.join("hfopenllm_v2")]).cells.len(), 36);
    assert_eq!(load(&[&folder.join("hal-taubench-airline")]).cells.len(), 4);
    // 3 of a data set of 2376 were run; the interval says so too.
    let arc = of_one_model(&load(&[
        &folder.join("v020_arc_samples_number_is_dataset_size.json")
    ]));
    assert_eq!(arc["choice"], "1/3");
    let pro = of_one_model(&load(&[
        &folder.join("v022_mmlu_pro_overall_and_subjects.json")
    ]));
    assert_eq!(
        (pro.len(), pro["MMLU-Pro (Biology)"].as_str()),
        (14, "0.7141")
    );
    assert_eq!(
        of_one_model(&load(&[&folder.join("v030_demo.json")]))["demo-source.demo_bench"],
        "0.7500"
    );
}

#[test]
fn helm_runs_and_tables() {
    let Some(folder) = real("helm") else { return };
    let table = load(&[&folder.join("groups_bbq.json")]);
    let found: Vec<String> = cells(&table).into_values().collect();
    assert_eq!(found.len(), 9);
    assert_eq!(
        cells(&table)[&("Llama 3 (8B)".to_owned(), String::new(), "BBQ".to_owned())],
        "1/2"
    );
    let runs = cells(&load(&[&folder.join("runs")]));
    let runs: Vec<(&str, &str, &str)> = runs
        .iter()
        .map(|((model, _, task), cell)| (model.as_str(), task.as_str(), cell.as_str()))
        .collect();
    assert_eq!(
        runs,
        [
            ("anthropic/claude-3-opus-20240229", "bbq:subject=all", "2/2"),
            (
                "eleutherai/pythia-1b-v0",
                "commonsense:dataset=hellaswag",
                "3/10"
            ),
            ("meta/llama-3-8b", "bbq:subject=all", "1/2"),
            ("qwen/qwen2-72b-instruct", "bbq:subject=all", "2/2"),
        ]
    );
}

/// Aider: every rate, as printed, is that of the counts.
#[test]
fn aider_boards() {
    for (name, field, count) in [
        ("edit_leaderboard.yml", "pass_rate_2", 98),
        ("refactor_leaderboard.yml", "pass_rate_1", 14),
    ] {
        let Some(path) = real(&format!("aider/{name}")) else {
            return;
        };
        let dataset = load(&[&path]);
        assert_eq!(dataset.cells.len(), count, "{name}");
        let text = fs::read_to_string(&path).unwrap();
        let value = |entry: &str, key: &str| {
            let line = entry
                .lines()
                .find_map(|line| line.trim_start_matches([' ', '-']).strip_prefix(key));
            line.and_then(|rest| rest.strip_prefix(": "))
                .map(|value| value.trim().to_owned())
        };
        let mut compared = 0;
        for entry in text.split("- dirname:").skip(1) {
            let (Some(model), Some(rate)) = (value(entry, "model"), value(entry, field)) else {
                continue;
            };
            let rate: f64 = rate.parse().unwrap();
            let at = dataset
                .models
                .iter()
                .position(|known| known.key == model)
                .unwrap_or_else(|| panic!("{model}"));
            let own = dataset
                .cells
                .iter()
                .filter(|((known, _, _), _)| known.0 == at);
            let rates: Vec<f64> = own
                .map(|(_, cell)| match &cell.evidence {
                    Evidence::Counts(counts) => {
                        100.0 * counts.correct() as f64 / counts.trials() as f64
                    }
                    other => panic!("{other:?}"),
                })
                .collect();
            // One rate of the file fits no number of tests.
            let slack = if rate == 21.4 { 0.06 } else { 0.0501 };
            assert!(
                rates.iter().any(|own| (own - rate).abs() <= slack),
                "{model}: {rate} {rates:?}"
            );
            compared += 1;
        }
        assert_eq!(compared, count, "{name}");
    }
}
