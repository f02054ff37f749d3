//! What other files of the same harnesses hold that a board must not take for something else.

use serde_json::json;

use crate::archive;
use crate::data::{cells, load, load_with};
use crate::support::folder::Folder;

/// The cells of a folder of files: `model | level | task | figure`.
fn shown(files: &[(&str, String)]) -> Vec<String> {
    shown_with(files, &[])
}

fn folder(files: &[(&str, String)]) -> Folder {
    let files = files.iter();
    Folder::new(files.map(|(name, content)| (*name, content.as_str())))
}

fn shown_with(files: &[(&str, String)], metrics: &[&str]) -> Vec<String> {
    let folder = folder(files);
    let line = |(names, cell): ([String; 3], String)| {
        let [model, level, task] = names;
        format!("{model} | {level} | {task} | {cell}")
    };
    let dataset = load_with(&[folder.root()], metrics);
    cells(&dataset).into_iter().map(line).collect()
}

/// Early 0.4: the groups are told by nothing but their aliases; rows with their own n; an adapter.
#[test]
fn lm_eval_groups_by_alias() {
    // As text: the order of the rows counts.
    let file = r#"{"results": {
        "mmlu": {"acc,none": 0.5, "acc_stderr,none": 0.03, "alias": "mmlu"},
        "mmlu_stem": {"acc,none": 0.5, "acc_stderr,none": 0.04, "alias": " - stem"},
        "mmlu_physics": {"alias": "  - physics", "acc,none": 0.25, "acc_stderr,none": "N/A",
        "sample_len": 20},
        "mmlu_biology": {"alias": "  - biology", "acc,none": 0.75, "acc_stderr,none": "N/A",
        "sample_len": 20},
        "boolq": {"acc,none": 0.625, "alias": "boolq", "sample_len": 8},
        "squad": {"exact,none": 61.5, "f1,none": 70.2, "alias": "squad"}},
        "configs": {}, "config": {"model": "hf", "model_args": "pretrained=o/m,peft=o/adapter"}}"#;
    assert_eq!(
        shown(&[("results_2024-02-01T10-00-00.000000.json", file.to_owned())]),
        [
            "o/m + o/adapter |  | boolq | 5/8",
            "o/m + o/adapter |  | mmlu_biology | 15/20",
            "o/m + o/adapter |  | mmlu_physics | 5/20",
        ]
    );
}

/// The newest releases print the arguments as Python shows a map; older ones have no direction.
#[test]
fn lm_eval_tables_of_other_versions() {
    let new = "vllm ({'pretrained': 'o/new', 'dtype': 'auto'}), gen_kwargs: ({}), limit: None, \
     num_fewshot: None\n\
        |Tasks|Version|Filter|n-shot|Metric|   |Value|   |Stderr|\n\
         |-----|------:|------|-----:|------|---|----:|---|-----:|\n\
        |arc|1|none|0|acc|↑|0.5|±|0.05|\n|ppl_task|1|none|0|perplexity|↓|0.9|±|0.05|\n";
    let old = "hf-causal (pretrained=o/old), limit: None, provide_description: False\n\
        |Task|Version|Metric|Value|   |Stderr|\n|----|------:|------|----:|---|-----:|\n\
         |arc|0|acc|0.2500|±|0.0126|\n\
        | | |acc_norm|0.2750|±|0.0127|\n";
    assert_eq!(
        shown(&[("new.md", new.to_owned()), ("old.md", old.to_owned())]),
        [
            "o/new |  | arc | 0.500000 ±0.050000",
            "o/old |  | arc | 0.275000 ±0.012700",
        ]
    );
}

fn sample(id: u32, epoch: u32, scores: serde_json::Value) -> serde_json::Value {
    json!({"id": id, "epoch": epoch, "scores": scores,
        "output": {"choices": [{"stop_reason": "stop"}]}})
}

fn log(
    config: serde_json::Value,
    scores: serde_json::Value,
    samples: &[serde_json::Value],
) -> serde_json::Value {
    json!({
        "version": 2, "status": "success",
        "eval": {"model": "o/m", "task": "t", "task_id": "1", "config": config},
        "results": {"total_samples": samples.len(), "scores": scores},
        "samples": samples
    })
}

fn metric(name: &str, reducer: &str, value: f64) -> serde_json::Value {
    json!({"name": name, "reducer": reducer, "metrics": {"accuracy": {"value": value},
        "stderr": {"value": 0.1}}})
}

/// Two items of two epochs, of which one is right once and one never.
#[test]
fn inspect_reducers() {
    let samples: Vec<_> = [(1, 1, "C"), (1, 2, "I"), (2, 1, "I"), (2, 2, "I")]
        .map(|(id, epoch, value)| sample(id, epoch, json!({"match": {"value": value}})))
        .to_vec();
    for (reducers, header, expected) in [
        (json!(null), 0.25, "1/4 +0"),
        (json!(["max", "mean"]), 0.5, "1/2 +0"),
        (json!(["pass_at_2"]), 0.5, "1/2 +0"),
        (json!(["at_least_2"]), 0.0, "0/2 +0"),
        (json!(["mode"]), 0.0, "0/2 +0"),
        // Somebody's own: the header has the figure.
        (json!(["my_reducer"]), 0.125, "0.125000 ±0.100000"),
    ] {
        let scores = json!([
            metric("match", "first", header),
            metric("match", "other", 0.9)
        ]);
        let config = json!({"epochs": 2, "epochs_reducer": reducers});
        let file = log(config, scores, &samples).to_string();
        let line = format!("o/m |  | t | {expected}");
        assert_eq!(shown(&[("log.json", file)]), [line], "{reducers}");
    }
}

#[test]
fn inspect_scorers() {
    let scores = |right: &str| {
        json!({"length": {"value": 812}, "match": {"value": right},
        "judge": {"value": "C"}})
    };
    let failed = json!({"id": 3, "epoch": 1, "scores": {}, "error": {"message": "x"},
        "output": {"choices": []}});
    let samples = [sample(1, 1, scores("C")), sample(2, 1, scores("I")), failed];
    let header = json!([
        {"name": "length", "metrics": {"mean": {"value": 812.0}}},
        metric("match", "", 0.5), metric("judge", "", 1.0)
    ]);
    let file = log(json!({}), header, &samples).to_string();
    // A count of characters is no share; what failed has no score.
    let files = [("log.json", file)];
    assert_eq!(shown(&files), ["o/m |  | t | 1/2 +0"]);
    assert_eq!(shown_with(&files, &["judge"]), ["o/m |  | t | 2/2 +0"]);
    let notes = load(&[folder(&files).root()]).notes;
    let says = |words: &str| notes.iter().any(|note| note.detail.contains(words));
    assert!(
        says("1 answers have no score") && says("not by length, judge"),
        "{notes:?}"
    );
}

/// Version 1 names the scorer in the header alone.
#[test]
fn inspect_version_1() {
    let sample = |id: u32, value: &str| {
        json!({"id": id, "epoch": 1, "score": {"value": value},
        "output": {"choices": [{"stop_reason": "length"}]}})
    };
    let file = json!({
        "version": 1, "status": "success", "eval": {"model": "o/m", "task": "t", "config": {}},
        "results": {"scorer": {"name": "match"}, "metrics": {"accuracy": {"value": 0.5}}},
        "samples": [sample(1, "C"), sample(2, "I")]
    });
    assert_eq!(
        shown(&[("log.json", file.to_string())]),
        ["o/m |  | t | 0/0 +2"]
    );
}

/// What a status means, in an archive; an entry outside of it is refused.
#[test]
fn inspect_archives() {
    let header = |status: &str| {
        let mut header = log(json!({}), json!([metric("match", "", 1.0)]), &[]);
        header["status"] = status.into();
        header["results"]["total_samples"] = 1.into();
        header.as_object_mut().unwrap().remove("samples");
        header.to_string()
    };
    let answer = sample(1, 1, json!({"match": {"value": "C"}})).to_string();
    let said = |entries: &[(&str, &str)]| {
        let folder = Folder::new::<[u8]>([("a.eval", &archive::of(entries)[..])]);
        folder.run(&["export", "a.eval", "--to", "csv"])
    };
    let good = said(&[
        ("samples/1_epoch_1.json", &answer),
        ("header.json", &header("success")),
    ]);
    assert!(good.stdout.contains("o/m,,t,1,1,0"), "{good:?}");
    for status in ["started", "cancelled", "error"] {
        let bad = said(&[
            ("samples/1_epoch_1.json", &answer),
            ("header.json", &header(status)),
        ]);
        assert_eq!(bad.code, Some(2));
        assert!(bad.stderr.contains(status), "{}", bad.stderr);
    }
    let odd = said(&[("../header.json", &header("success"))]);
    assert_eq!(odd.code, Some(2));
    assert!(odd.stderr.contains("../header.json"), "{}", odd.stderr);
    let killed = said(&[("samples/1_epoch_1.json", &answer)]);
    assert!(killed.stderr.contains("eval-retry"), "{}", killed.stderr);
}

fn result(
    name: &str,
    dataset: &str,
    config: serde_json::Value,
    details: serde_json::Value,
) -> serde_json::Value {
    json!({
        "evaluation_name": name, "source_data": {"dataset_name": dataset},
        "metric_config": config, "score_details": details
    })
}

#[test]
fn every_eval_ever_scales_and_metrics() {
    let accuracy = json!({"metric_name": "accuracy", "lower_is_better": false});
    let results = [
        // One name, two data sets; one data set, two metrics.
        result("accuracy", "gsm8k", accuracy.clone(), json!({"score": 0.5})),
        result("accuracy", "mmlu", accuracy, json!({"score": 0.25})),
        result(
            "QA",
            "qa",
            json!({"metric_name": "f1"}),
            json!({"score": 0.9}),
        ),
        result(
            "QA",
            "qa",
            json!({"metric_name": "exact_match"}),
            json!({"score": 0.8}),
        ),
        // 1 to 5; a binary score with the deviation of its answers; an interval of 90 %.
        result(
            "judge",
            "j",
            json!({"score_type": "continuous", "min_score": 1, "max_score": 5}),
            json!({"score": 4}),
        ),
        result(
            "binary",
            "b",
            json!({"score_type": "binary"}),
            json!({"score": 0.3, "uncertainty": {"standard_deviation": 0.5, "num_samples": 100}}),
        ),
        result(
            "ninety",
            "n",
            json!({}),
            json!({"score": 0.5, "uncertainty": {"confidence_interval": {"lower": 0.4671,
                "upper": 0.5329, "confidence_level": 0.9}}}),
        ),
        // No shares: a level's number, a rate of errors, an unbounded rating, points without a
        // bound.
        result(
            "level",
            "l",
            json!({"score_type": "levels", "level_names": ["low", "high"],
                "has_unknown_level": false}),
            json!({"score": 1}),
        ),
        result(
            "wer",
            "w",
            json!({"lower_is_better": true}),
            json!({"score": 0.1}),
        ),
        result(
            "elo",
            "e",
            json!({"max_score": "Infinity"}),
            json!({"score": 1200}),
        ),
        result(
            "points",
            "p",
            json!({"max_score": null}),
            json!({"score": 37.5}),
        ),
    ];
    let file = json!({"schema_version": "0.2.1", "model_info": {"id": "o/m"},
        "evaluation_results": results});
    assert_eq!(
        shown(&[("m.json", file.to_string())]),
        [
            "o/m |  | QA | 0.800000",
            "o/m |  | binary | 0.300000 ±0.050000",
            "o/m |  | gsm8k | 0.500000",
            "o/m |  | judge | 0.750000",
            "o/m |  | mmlu | 0.250000",
            "o/m |  | ninety | 0.500000 ±0.020000",
        ]
    );
}

/// `groups/json` holds one table a file; an accuracy of a subject is a task of its own.
#[test]
fn helm_tables_of_other_shapes() {
    let head = |metric: &str| {
        json!({"value": format!("MMLU - {metric}"),
        "metadata": {"run_group": "MMLU", "metric": metric}})
    };
    let table = |title: &str, share: f64| {
        json!({
            "title": title, "header": [{"value": "Model"}, head("EM"), head("# eval"), head("ECE \
             (10-bin)")],
            "rows": [[{"value": "m"}, {"value": share}, {"value": 4.0}, {"value": 0.1}]],
                "links": []
        })
    };
    assert_eq!(
        shown(&[("groups/json/mmlu.json", table("Accuracy", 0.5).to_string())]),
        ["m |  | MMLU | 2/4"]
    );
    let several = json!([table("subject: law", 0.25), table("subject: math", 0.75)]);
    assert_eq!(
        shown(&[("groups/mmlu.json", several.to_string())]),
        [
            "m |  | MMLU subject: law | 1/4",
            "m |  | MMLU subject: math | 3/4"
        ]
    );
}
