//! lm-evaluation-harness: printed tables.

use std::collections::BTreeSet;

use crate::data::{agree, board, half_unit, pipe_rows, real, share, text};

/// Each printed figure of the new table, as it stands there.
#[test]
fn the_printed_table() {
    let Some(path) = real("markdown/lm_eval_printed_table_Qwen1.5-MoE-A2.7B.md") else {
        return;
    };
    let text = text(&path);
    let (first, _) = text.split_once("Groups").unwrap();
    let groups = [
        "mmlu",
        "- humanities",
        "- other",
        "- social sciences",
        "- stem",
    ];
    let mut task = String::new();
    let mut expected = Vec::new();
    for row in pipe_rows(first).into_iter().filter(|row| row.len() == 9) {
        if !row[0].is_empty() {
            task = row[0].clone();
        }
        // `acc_norm` stands below `acc`, and counts in its place.
        if row[4].starts_with("acc") && !groups.contains(&task.as_str()) {
            let [value, error] = [6, 8].map(|at| row[at].parse().unwrap());
            let name = task.trim_start_matches("- ").to_owned();
            expected.retain(|(known, _): &(String, String)| *known != name);
            expected.push((name, share(value, Some(error))));
        }
    }
    assert_eq!(expected.len(), 60);
    agree(&path, &board("Qwen/Qwen1.5-MoE-A2.7B", expected));
}

/// Percent in six columns, then rows of `acc,none` and `acc_stderr,none`: each figure, and the
/// averages that are printed below.
#[test]
fn tables_of_llm_autoeval() {
    let Some(path) = real("markdown/llm_autoeval_Nereus-7B_README.md") else {
        return;
    };
    let text = text(&path);
    let mut expected = Vec::new();
    let mut known = BTreeSet::new();
    let mut compared = 0;
    for section in text.split("\n### ").skip(1) {
        let (heading, content) = section.split_once('\n').unwrap();
        let mut tasks: Vec<(String, Vec<(String, f64)>)> = Vec::new();
        let mut is_group = BTreeSet::new();
        for row in pipe_rows(content).into_iter().filter(|row| row.len() == 6) {
            if row[0] == "Task" {
                continue;
            }
            if !row[0].is_empty() {
                tasks.push((row[0].clone(), Vec::new()));
                is_group.extend((row[1] == "N/A").then(|| row[0].clone()));
            }
            let figures = &mut tasks.last_mut().unwrap().1;
            let Ok(value) = row[3].parse::<f64>() else {
                continue;
            };
            figures.push((row[2].clone(), value));
            if let Ok(error) = row[5].parse::<f64>() {
                figures.push((format!("{}_stderr", row[2]), error));
            }
        }
        let mut shown = Vec::new();
        tasks.retain(|(task, _)| !is_group.contains(task));
        for (task, figures) in tasks {
            let of = |name: &str| {
                let found = figures.iter().find(|(known, _)| known == name);
                found.map(|(_, value)| *value)
            };
            let metric = [
                "acc_norm",
                "acc",
                "acc_norm,none",
                "acc,none",
                "exact_match,strict-match",
                "multiple_choice_grade",
                "mc1",
            ];
            let Some((metric, value)) = metric.iter().find_map(|name| Some((name, of(name)?)))
            else {
                continue;
            };
            let error = match metric.split_once(',') {
                Some((name, filter)) => of(&format!("{name}_stderr,{filter}")),
                None => of(&format!("{metric}_stderr")),
            };
            let scale = if value > 1.0 { 100.0 } else { 1.0 };
            let error = error
                .filter(|error| *error > 0.0)
                .map(|error| error / scale);
            let name = match known.insert(task.clone()) {
                true => task.clone(),
                false => format!("{task} ({heading})"),
            };
            expected.push((name, share(value / scale, error)));
            shown.push(value);
        }
        let average = content
            .lines()
            .find_map(|line| line.strip_prefix("Average: "));
        let average: f64 = average.unwrap().trim_end_matches('%').parse().unwrap();
        let mean = shown.iter().sum::<f64>() / shown.len() as f64;
        if ["agieval", "bigbench", "gpt4all"].contains(&heading) {
            assert!(
                (mean - average).abs() <= half_unit("0.00") + 1e-9,
                "{heading}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 3);
    agree(&path, &board("saucam/Nereus-7B", expected));
}
