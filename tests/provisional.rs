//! Models that did few of the common cells take no rank: a real sparse board, by the binary.

mod support;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use support::folder::Folder;
use support::root;

/// Place, rank interval and whether it is provisional, by model.
type Ranks = BTreeMap<String, (u64, u64, u64, bool)>;

/// The ranks of a table.
fn ranks(table: &str) -> Ranks {
    let folder = Folder::new([("zeroeval.csv", table)]);
    let said = folder.run(&["export", "zeroeval.csv", "--to", "json"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let board: Value = serde_json::from_str(&said.stdout).unwrap();
    let models = board["models"].as_array().unwrap().iter();
    models
        .map(|model| {
            let rank = &model["rank"];
            let figure = |name: &str| rank[name].as_u64().unwrap();
            let figures = (
                figure("place"),
                figure("low"),
                figure("high"),
                rank["provisional"].as_bool().unwrap(),
            );
            (model["key"].as_str().unwrap().to_owned(), figures)
        })
        .collect()
}

fn provisional(ranks: &Ranks) -> Vec<&str> {
    let some = ranks.iter().filter(|(_, (.., provisional))| *provisional);
    some.map(|(model, _)| model.as_str()).collect()
}

/// Six tasks that one model alone has done beside those of the others are no common cells.
#[test]
fn tasks_of_one_model_change_no_rank_of_others() {
    let table = fs::read_to_string(root().join("golden/zeroeval/zeroeval.csv")).unwrap();
    let before = ranks(&table);
    assert_eq!((before.len(), provisional(&before).len()), (72, 17));
    let with = |lines: &[String]| ranks(&format!("{}\n{}", table.trim_end(), lines.concat()));
    let extra = |model: &str| -> Vec<String> {
        let line = |ix: u32| format!("{model},extra-{ix},500,{},0\n", 60 * ix);
        (1..=6).map(line).collect()
    };
    // Of one that stands there, whether first or last: no rank and no interval changes.
    for model in ["o1-mini-2024-09-12", "gemma-2-2b-it"] {
        assert_eq!(with(&extra(model)), before, "{model}");
    }
    // Of one that is added.
    let tasks = [
        ("zebra-grid", 1000),
        ("gsm", 1319),
        ("crux", 800),
        ("math-l5", 721),
    ];
    let line = |(task, n): (&str, u32)| format!("new,{task},{n},{},0\n", n / 2);
    let common = tasks.into_iter().chain([("mmlu-redux", 2778)]).map(line);
    let after = with(&[extra("new"), common.collect()].concat());
    assert_eq!(after.len(), 73);
    assert_eq!(provisional(&after), provisional(&before));
}
