//! Inspect logs.

use evalboard::dataset::Evidence;

use crate::data::{cells, load, of_one_model, real};
use crate::support::folder::Folder;

#[test]
fn inspect_logs() {
    let Some(folder) = real("inspect") else {
        return;
    };
    for (name, model, task, cell, tokens) in [
        (
            "derived/truncated_gpt-5_epochs5.eval",
            "openai/gpt-5",
            "popularity",
            "28/45 +5",
            Some(12766.0 / 50.0),
        ),
        (
            "derived/zstd93_multiframe_gemini-2.5-pro_epochs5.eval",
            "google/gemini-2.5-pro",
            "popularity",
            "35/50",
            Some(1.0),
        ),
        (
            "log_formats.eval",
            "ollama/llama3.1",
            "popularity",
            "0/1",
            Some(2.0),
        ),
        (
            "log_formats.json",
            "ollama/llama3.1",
            "popularity",
            "0/1",
            Some(2.0),
        ),
        (
            "log_length_stop_reason.json",
            "anthropic/claude-3-5-sonnet-20240620",
            "hello_world",
            "0/0 +1",
            Some(1.0),
        ),
        (
            "log_read_sample.json",
            "ollama/gemma3",
            "popularity",
            "1/1",
            Some(3.0),
        ),
        (
            "popularity_gemini-2.5-flash-lite_100.eval",
            "google/gemini-2.5-flash-lite",
            "popularity",
            "70/100",
            Some(1.0),
        ),
        (
            "popularity_gemini-2.5-pro_epochs5.eval",
            "google/gemini-2.5-pro",
            "popularity",
            "35/50",
            Some(1.0),
        ),
        (
            "popularity_gpt-4o-mini_100.eval",
            "openai/gpt-4o-mini",
            "popularity",
            "63/100",
            Some(1.0),
        ),
        (
            "popularity_gpt-5_epochs5.eval",
            "openai/gpt-5",
            "popularity",
            "30/50",
            Some(12766.0 / 50.0),
        ),
        (
            "popularity_scored.eval",
            "openai/gpt-4o-mini",
            "popularity",
            "8/10",
            Some(2.0),
        ),
        (
            "security_guide_gpt-4o-mini_model_graded.eval",
            "openai/gpt-4o-mini",
            "security_guide",
            "11/16",
            Some(283.0 / 16.0),
        ),
    ] {
        let dataset = load(&[&folder.join(name)]);
        let found: Vec<_> = cells(&dataset).into_iter().collect();
        let expected = (
            (model.to_owned(), String::new(), task.to_owned()),
            cell.to_owned(),
        );
        assert_eq!(found, [expected], "{name}");
        assert_eq!(
            dataset.cells.values().next().unwrap().tokens,
            tokens,
            "{name}"
        );
    }
    let dataset = load(&[&folder.join("popularity_gpt-5_epochs5.eval")]);
    let Evidence::Counts(counts) = &dataset.cells.values().next().unwrap().evidence else {
        panic!()
    };
    assert_eq!(
        (counts.clusters().unwrap().items, counts.truncated()),
        (10, Some(0))
    );
    // 1 of 2340 answers is in the log: the header's mean, its deviation over 585 items.
    let fractions = load(&[&folder.join("fractional_scores_epochs4_trimmed_samples.json")]);
    assert_eq!(
        of_one_model(&fractions)["inspect_evals/cyse2_vulnerability_exploit"],
        "0.3811 ±0.0129"
    );
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
