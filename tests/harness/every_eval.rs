//! Every Eval Ever.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::data::{Board, agree, counts, json, real, share, stated};

/// The rows of a file that are results of their own: without those named, which sum up others.
fn reader(path: &Path, sums: &[&str]) -> Board {
    let file = json(path);
    let info = &file["model_info"];
    let model = match info["additional_details"]["agent_scaffold"].as_str() {
        Some(scaffold) => format!("{} [{scaffold}]", info["name"].as_str().unwrap()),
        None => info["id"].as_str().unwrap().to_owned(),
    };
    let mut board = Board::new();
    for result in file["evaluation_results"].as_array().unwrap() {
        let name = result["evaluation_name"].as_str().unwrap();
        if sums.contains(&name) {
            continue;
        }
        let details = &result["score_details"];
        let score = details["score"].as_f64().unwrap();
        let bound = |key: &str, other: f64| result["metric_config"][key].as_f64().unwrap_or(other);
        assert_eq!(
            (bound("min_score", 0.0), bound("max_score", 1.0)),
            (0.0, 1.0)
        );
        let interval = &details["uncertainty"]["confidence_interval"];
        let error = details["uncertainty"]["standard_error"]["value"].as_f64();
        // Offsets in these files, with a lower bound below 0.
        let error = error.or_else(|| {
            let upper = interval["upper"].as_f64()?;
            assert!(interval["lower"].as_f64()? < 0.0, "{name}");
            Some(upper / 1.96)
        });
        let n = details["details"][format!("{name} - # eval")]["score"].as_f64();
        let cell = match n {
            // Published with three digits.
            Some(n) => stated(score, Some(n as u64), error, 0.0005),
            None => share(score, error),
        };
        let names = match name.split_once(" - GAIA ") {
            Some((task, level)) => [model.clone(), level.to_owned(), task.to_owned()],
            None => [model.clone(), String::new(), name.to_owned()],
        };
        board.insert(names, cell);
    }
    board
}

#[test]
fn every_row_of_every_source() {
    let Some(folder) = real("every_eval_ever") else {
        return;
    };
    for (source, sums, each) in [
        (
            "global-mmlu-lite",
            &[
                "Global MMLU Lite",
                "Culturally Sensitive",
                "Culturally Agnostic",
            ][..],
            16,
        ),
        ("hal-gaia", &["GAIA"], 3),
        ("hal-taubench-airline", &[], 1),
        ("helm_mmlu", &["MMLU All Subjects", "Mean win rate"], 34),
        ("hfopenllm_v2", &[], 6),
    ] {
        let mut whole = Board::new();
        for file in fs::read_dir(folder.join(source)).unwrap() {
            let path = file.unwrap().path();
            let own = reader(&path, sums);
            assert_eq!(own.len(), each, "{}", path.display());
            agree(&path, &own);
            whole.extend(own);
        }
        // No two files are one system.
        let files = fs::read_dir(folder.join(source)).unwrap().count();
        assert_eq!(whole.len(), files * each, "{source}");
        agree(&folder.join(source), &whole);
    }
}

/// The parts have the mean that the file states of the whole.
#[test]
fn overall_rows_are_the_means_of_their_parts() {
    let Some(folder) = real("every_eval_ever") else {
        return;
    };
    let path =
        folder.join("global-mmlu-lite/alibaba__qwen3-235b-a22b-instruct-2507--c8ab4e94.json");
    let score = |value: &Value| value["score_details"]["score"].as_f64().unwrap();
    let file = json(&path);
    let rows = file["evaluation_results"].as_array().unwrap();
    let own = reader(
        &path,
        &[
            "Global MMLU Lite",
            "Culturally Sensitive",
            "Culturally Agnostic",
        ],
    );
    let figures = own.values().map(|cell| cell.split(' ').next().unwrap());
    let sum: f64 = figures.map(|figure| figure.parse::<f64>().unwrap()).sum();
    assert!((sum / own.len() as f64 - score(&rows[0])).abs() < 1e-3);
}

#[test]
fn single_files() {
    let Some(folder) = real("every_eval_ever") else {
        return;
    };
    // 3 of a data set of 2376 were run.
    let path = folder.join("v020_arc_samples_number_is_dataset_size.json");
    let ids = json(&path)["evaluation_results"][0]["source_data"]["sample_ids"].clone();
    assert_eq!(ids.as_array().unwrap().len(), 3);
    let names = ["ollama/qwen2.5-0.5b", "", "choice"].map(str::to_owned);
    agree(&path, &[(names, counts(1, 3, None))].into());
    let path = folder.join("v022_mmlu_pro_overall_and_subjects.json");
    let own = reader(&path, &["MMLU-Pro (overall)"]);
    assert_eq!(own.len(), 14);
    agree(&path, &own);
    let path = folder.join("v030_demo.json");
    agree(&path, &reader(&path, &[]));
}
