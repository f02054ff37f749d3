//! Hugging Face cards and results, and MTEB.

use crate::data::{Board, agree, board, json, pipe_rows, real, share, text};

/// The values of a key, in the order of the lines.
fn values<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '-']));
    lines
        .filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
        .collect()
}

#[test]
fn an_index_in_a_model_card() {
    let Some(path) = real("hf_model_card/Tiny-Vicuna-1B_README.md") else {
        return;
    };
    let text = text(&path);
    let front = text.split("\n---").next().unwrap();
    let datasets: Vec<&str> = front
        .split("dataset:")
        .skip(1)
        .map(|entry| values(entry, "name")[0])
        .collect();
    let percent = values(front, "value").into_iter();
    let shares = percent.map(|value| share(value.parse::<f64>().unwrap() / 100.0, None));
    let cells: Vec<_> = datasets.into_iter().zip(shares).collect();
    assert_eq!(cells.len(), 6);
    agree(&path, &board("Tiny-Vicuna-1B", cells));
}

#[test]
fn a_leaderboard_table_in_a_model_card() {
    let Some(path) = real("hf_model_card/Hercules-3.1-Mistral-7B_section.md") else {
        return;
    };
    let rows = pipe_rows(&text(&path));
    let figures: Vec<(String, f64)> = rows[1..]
        .iter()
        .filter(|row| row.len() == 2)
        .map(|row| (row[0].clone(), row[1].parse().unwrap()))
        .collect();
    let mean = figures[1..].iter().map(|(_, value)| value).sum::<f64>() / 6.0;
    assert!(
        (mean - figures[0].1).abs() < 0.006,
        "the average is no task"
    );
    let cells = figures[1..]
        .iter()
        .map(|(task, value)| (task.clone(), share(value / 100.0, None)));
    agree(&path, &board("Locutusque/Hercules-3.1-Mistral-7B", cells));
}

#[test]
fn hidden_results_of_a_repository() {
    let Some(folder) = real("hf_eval_results") else {
        return;
    };
    let hidden = folder.join("ternary-bonsai-27b/.eval_results");
    let mut expected = Board::new();
    for file in std::fs::read_dir(hidden).unwrap() {
        let text = text(&file.unwrap().path());
        let tasks = values(&text, "task_id");
        for (task, value) in tasks.iter().zip(values(&text, "value")) {
            let share = share(value.parse::<f64>().unwrap() / 100.0, None);
            expected.extend(board("ternary-bonsai-27b", [(*task, share)]));
        }
    }
    assert_eq!(expected.len(), 3);
    agree(&folder, &expected);
}

#[test]
fn mteb_means_over_subsets() {
    let name = "mteb/intfloat__multilingual-e5-small/fd1525a9fd15316a2d503bf26ab031a61d056e98";
    let Some(folder) = real(name) else { return };
    let mut expected = Board::new();
    for (task, subsets) in [
        ("AmazonCounterfactualClassification", 2),
        ("NFCorpus", 1),
        ("STS22", 18),
    ] {
        let path = folder.join(format!("{task}.json"));
        let file = json(&path);
        let scores = file["scores"]["test"].as_array().unwrap();
        assert_eq!(scores.len(), subsets, "{task}");
        let sum: f64 = scores
            .iter()
            .map(|score| score["main_score"].as_f64().unwrap())
            .sum();
        let cell = share(sum / subsets as f64, None);
        let own = board("intfloat/multilingual-e5-small", [(task, cell)]);
        agree(&path, &own);
        expected.extend(own);
    }
    agree(&folder, &expected);
}
