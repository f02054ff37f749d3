//! HELM: runs and tables.

use std::fs;

use crate::data::{Board, agree, json, real, stated};

/// The mean of a statistic of the whole split, without perturbation.
fn mean(stats: &serde_json::Value, wanted: &str, split: &str) -> Option<f64> {
    let mut stats = stats.as_array().unwrap().iter();
    let found = stats.find(|stat| {
        let name = &stat["name"];
        name["name"] == wanted
            && name["split"] == split
            && name["perturbation"].is_null()
            && name["sub_split"].is_null()
    })?;
    found["mean"].as_f64()
}

#[test]
fn every_run() {
    let Some(folder) = real("helm/runs") else {
        return;
    };
    let mut expected = Board::new();
    for run in fs::read_dir(&folder).unwrap() {
        let run = run.unwrap().path();
        let spec = json(&run.join("run_spec.json"));
        let stats = json(&run.join("stats.json"));
        let split = match mean(&stats, "num_instances", "test") {
            Some(_) => "test",
            None => "valid",
        };
        let n = mean(&stats, "num_instances", split).unwrap() as u64;
        let mut cell = stated(
            mean(&stats, "exact_match", split).unwrap(),
            Some(n),
            None,
            1e-9,
        );
        // All are choices, where a reached limit says nothing, but its absence does.
        let is_choice = spec["adapter_spec"]["method"]
            .as_str()
            .unwrap()
            .starts_with("multiple");
        assert!(is_choice);
        if !is_choice {
            cell += " +0";
        }
        let name = spec["name"].as_str().unwrap();
        let kept: Vec<&str> = name.split([':', ',']).collect();
        let task = format!("{}:{}", kept[0], kept[1]);
        let model = spec["adapter_spec"]["model"].as_str().unwrap();
        let names = [model.to_owned(), String::new(), task];
        let own = [(names, cell)].into();
        agree(&run, &own);
        expected.extend(own);
    }
    assert_eq!(expected.len(), 4);
    agree(&folder, &expected);
}

#[test]
fn every_row_of_a_table() {
    let Some(path) = real("helm/groups_bbq.json") else {
        return;
    };
    let tables = json(&path);
    let rows = tables[0]["rows"].as_array().unwrap();
    let row = |row: &serde_json::Value| {
        let value = |at: usize| row[at]["value"].clone();
        let n = value(2).as_f64().unwrap() as u64;
        let cell = stated(value(1).as_f64().unwrap(), Some(n), None, 1e-9);
        let model = value(0).as_str().unwrap().to_owned();
        ([model, String::new(), "BBQ".to_owned()], cell)
    };
    let expected: Board = rows.iter().map(row).collect();
    assert_eq!(expected.len(), 9);
    agree(&path, &expected);
}
