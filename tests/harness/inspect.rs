//! Inspect logs.

use std::collections::BTreeMap;
use std::path::Path;

use evalboard::Evidence;
use serde_json::Value;

use crate::archive;
use crate::data::{agree, board, counts, json, load, real, share};
use crate::support::folder::Folder;

/// Header and samples of a log, JSON or archive.
fn log(path: &Path) -> (Value, Vec<Value>) {
    if path.extension().unwrap() == "json" {
        let mut log = json(path);
        let samples = log["samples"].take();
        return (log, samples.as_array().cloned().unwrap_or_default());
    }
    let entries = archive::entries(path);
    let parse = |content: &Vec<u8>| {
        let text = String::from_utf8(content.clone()).unwrap();
        serde_json::from_str(&text.replace("NaN", "null")).unwrap()
    };
    let samples = entries
        .iter()
        .filter(|(name, _)| name.starts_with("samples/"));
    let samples = samples.map(|(_, content)| parse(content)).collect();
    (parse(&entries["header.json"]), samples)
}

/// What a scored log holds: answers right, not cut, and cut; and mean tokens.
struct Tally {
    correct: u64,
    n: u64,
    truncated: u64,
    /// Of all answers, cut or not, as the harness counts them.
    right_of_all: u64,
    tokens: f64,
    items: usize,
}

fn tally(samples: &[Value], scorer: &str) -> Tally {
    let mut tally = Tally {
        correct: 0,
        n: 0,
        truncated: 0,
        right_of_all: 0,
        tokens: 0.0,
        items: 0,
    };
    let mut items = BTreeMap::new();
    for sample in samples {
        let right = match sample["scores"][scorer]["value"].as_str().unwrap() {
            "C" => 1,
            "I" | "N" => 0,
            other => panic!("{other}"),
        };
        let cut = ["max_tokens", "length", "model_length"].contains(
            &sample["output"]["choices"][0]["stop_reason"]
                .as_str()
                .unwrap(),
        );
        tally.truncated += u64::from(cut);
        tally.n += u64::from(!cut);
        tally.correct += if cut { 0 } else { right };
        tally.right_of_all += right;
        tally.tokens += sample["output"]["usage"]["output_tokens"].as_f64().unwrap();
        items.insert(sample["id"].to_string(), ());
    }
    tally.tokens /= samples.len() as f64;
    tally.items = items.len();
    tally
}

#[test]
fn every_answer_of_every_scored_log() {
    let Some(folder) = real("inspect") else {
        return;
    };
    for (name, scorer, samples, items) in [
        ("derived/truncated_gpt-5_epochs5.eval", "match", 50, 10),
        (
            "derived/zstd93_multiframe_gemini-2.5-pro_epochs5.eval",
            "match",
            50,
            10,
        ),
        ("log_formats.eval", "match", 1, 1),
        ("log_formats.json", "match", 1, 1),
        ("log_length_stop_reason.json", "exact", 1, 1),
        ("log_read_sample.json", "match", 1, 1),
        (
            "popularity_gemini-2.5-flash-lite_100.eval",
            "match",
            100,
            100,
        ),
        ("popularity_gemini-2.5-pro_epochs5.eval", "match", 50, 10),
        ("popularity_gpt-4o-mini_100.eval", "match", 100, 100),
        ("popularity_gpt-5_epochs5.eval", "match", 50, 10),
        ("popularity_scored.eval", "match", 10, 10),
        (
            "security_guide_gpt-4o-mini_model_graded.eval",
            "model_graded_fact",
            16,
            16,
        ),
    ] {
        let path = folder.join(name);
        let (header, answers) = log(&path);
        let tally = tally(&answers, scorer);
        assert_eq!((answers.len(), tally.items), (samples, items), "{name}");
        let cell = counts(tally.correct, tally.n, Some(tally.truncated));
        let [model, task] = ["model", "task"].map(|key| header["eval"][key].as_str().unwrap());
        agree(&path, &board(model, [(task, cell)]));
        let dataset = load(&[&path]);
        let cell = dataset.cells.values().next().unwrap();
        assert!((cell.tokens.unwrap() - tally.tokens).abs() < 1e-9, "{name}");
        // The harness's own figure, which counts cut answers like others.
        let stated = match &header["results"]["scores"] {
            Value::Null => &header["results"]["metrics"],
            scores => &scores[0]["metrics"],
        };
        let figure = |name: &str| stated[name]["value"].as_f64();
        let stated = figure("accuracy").or(figure("mean"));
        let ours = tally.right_of_all as f64 / answers.len() as f64;
        assert!((stated.unwrap() - ours).abs() < 1e-9, "{name}: {stated:?}");
        let Evidence::Counts(counts) = &cell.evidence else {
            panic!("{name}")
        };
        let clusters = counts.clusters().map(|clusters| clusters.items);
        assert_eq!(clusters, (items < samples).then_some(10), "{name}");
    }
}

/// 1 of 2340 answers is in the log: the header's mean, with its deviation over 585 items.
#[test]
fn a_log_without_its_answers_gives_its_header() {
    let Some(path) = real("inspect/fractional_scores_epochs4_trimmed_samples.json") else {
        return;
    };
    let (header, _) = log(&path);
    let metrics = &header["results"]["scores"][0]["metrics"];
    let [mean, deviation] = ["mean", "std"].map(|name| metrics[name]["value"].as_f64());
    let error = deviation.unwrap() / 585_f64.sqrt();
    let cell = share(mean.unwrap(), Some(error));
    let task = "inspect_evals/cyse2_vulnerability_exploit";
    agree(
        &path,
        &board("mistral/mistral-large-latest", [(task, cell)]),
    );
}

#[test]
fn logs_without_figures_are_named() {
    let Some(folder) = real("inspect") else {
        return;
    };
    for (name, reason) in [
        ("cancelled_popularity.json", "`cancelled`"),
        ("error_popularity.json", "`error`"),
        ("log_with_nan.json", "no scores"),
        ("popularity_unscored.eval", "no scores"),
        ("zstd93_retry_unscored.eval", "no scores"),
        (
            "derived/no_header_no_summaries_gpt-4o-mini.eval",
            "no header.json",
        ),
    ] {
        let said = Folder::new::<str>([]).run(&["table", folder.join(name).to_str().unwrap()]);
        assert_eq!(said.code, Some(2), "{name}: {}", said.stderr);
        assert!(said.stderr.contains(reason), "{name}: {}", said.stderr);
    }
}
