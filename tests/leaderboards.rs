//! Small tables in the shapes of public leaderboards, as they are, without any option.

mod support;

use evalboard::internals::dataset::note_lines;
use evalboard::internals::input::TableOptions;
use support::cells::{cells_of, load_with};
use support::folder::Folder;

/// A file of `name` has these tasks, in any order, and these figures; what is said of it has these
/// words.
#[track_caller]
fn reads(name: &str, content: &str, tasks: &[&str], figures: &[(&str, &str, f64)], said: &[&str]) {
    let folder = Folder::new([(name, content)]);
    let file = folder.path(name);
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let cells = cells_of(&dataset);
    let mut found: Vec<&str> = cells.keys().map(|[_, _, task]| task.as_str()).collect();
    found.sort_unstable();
    found.dedup();
    let mut expected = tasks.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{name}");
    for (model, task, value) in figures {
        let names = [*model, "", *task].map(str::to_owned);
        let found = cells.get(&names);
        let is_close = found.is_some_and(|found| (found - value).abs() < 1e-12);
        assert!(
            is_close,
            "{name}: {model}, {task}: {found:?}; {:?}",
            cells.keys()
        );
    }
    let notes = note_lines(&dataset.notes).join("\n");
    for words in said {
        assert!(notes.contains(words), "{name}: no '{words}' in\n{notes}");
    }
}

/// An error that has these words.
#[track_caller]
fn refuses(name: &str, content: &str, words: &str) {
    let folder = Folder::new([(name, content)]);
    let error = load_with(folder.path(name).to_str().unwrap(), TableOptions::default());
    let error = error.unwrap_err().to_string();
    assert!(error.contains(words), "{name}: {error}");
}

/// Win rates with their errors, counts, and a word of length in the name of a share.
#[test]
fn alpaca_eval() {
    reads(
        "leaderboard.csv",
        ",win_rate,standard_error,n_wins,n_wins_base,n_draws,n_total,mode,avg_length,\
         length_controlled_winrate,lc_standard_error\n\
         m1,50.25,1.47,400,403,2,805,community,2049,57.46,0.02\n\
         m2,22.92,1.23,180,623,2,805,minimal,1232,30.01,0.02\n",
        &["win_rate", "length_controlled_winrate"],
        &[
            ("m1", "win_rate", 0.5025),
            ("m2", "length_controlled_winrate", 0.3001),
        ],
        &["standard_error is left out", "n_draws is left out"],
    );
}

/// Names as HTML links with a further link behind, raw figures beside the shown ones.
#[test]
fn open_llm_leaderboard_2() {
    let name = |name: &str| {
        format!(
            "\"<a target=\"\"_blank\"\" href=\"\"https://hf.co/{name}\"\">{name}</a>  \
             <a target=\"\"_blank\"\" href=\"\"https://hf.co/d/{name}\"\">📑</a>\""
        )
    };
    let content = format!(
        "eval_name,Precision,T,Model,Average ⬆️,Hub ❤️,#Params (B),CO₂ cost (kg),IFEval Raw,IFEval,\
         BBH Raw,BBH,Upload To Hub Date,Generation\n\
         a_bf16,bfloat16,💬,{},40.85,12,7.6,1.2,0.45,45.2,0.51,36.5,2024-06-01,1\n\
         b_bf16,bfloat16,💬,{},30.1,3,70.5,9.1,0.33,33.1,0.41,27.1,2024-07-01,0\n",
        name("o/a"),
        name("o/b"),
    );
    reads(
        "contents.csv",
        &content,
        &["IFEval", "BBH"],
        &[("o/a", "IFEval", 0.452), ("o/b", "BBH", 0.271)],
        &["CO₂ cost (kg) is left out"],
    );
}

/// Two figures with their errors in a cell, `?` where a model was not run.
#[test]
fn euro_eval() {
    reads(
        "danish.csv",
        "Rank,Model,Parameters,Vocabulary,Speed,Angry Tweets,ScaLA-da\n\
         1.2,<a href='https://hf.co/a'>a</a>,8030,128000,\"1,473 ± 11 / 450 ± 20\",\
         92.3 ± 1.2 / 91.0 ± 2.0,50.1 ± 1.0 / 60.0 ± 2.0\n\
         1.4,b (few-shot),unknown,32000,300 ± 12 / 450 ± 20,?,?\n\
         1.9,c,7000,32000,900 ± 12 / 450 ± 20,61.5 ± 0.7 / 60.1 ± 1.0,?\n",
        &["Angry Tweets", "ScaLA-da"],
        &[("a", "Angry Tweets", 0.923), ("c", "Angry Tweets", 0.615)],
        &["the first is read"],
    );
}

/// A section a board, each with its own models.
#[test]
fn swe_bench_sections() {
    reads(
        "leaderboards.json",
        r#"{"leaderboards": [
            {"name": "Verified", "results": [
                {"name": "A", "folder": "x", "resolved": 33.2, "logs": true, "cost": 12.5},
                {"name": "B", "folder": "y", "resolved": 26, "logs": true, "cost": null}]},
            {"name": "Lite", "results": [
                {"name": "A", "folder": "z", "resolved": 18.25, "logs": false, "cost": 3.1}]}]}"#,
        &["Verified", "Lite"],
        &[
            ("A", "Verified", 0.332),
            ("B", "Verified", 0.26),
            ("A", "Lite", 0.1825),
        ],
        &["each section of the file is a task", "taken as accuracy"],
    );
}

/// Scores under a key of each model, in an array under a key.
#[test]
fn objects_with_scores_within() {
    reads(
        "leaderboard.json",
        r#"{"updated": "2026-04-01", "models": [
            {"id": "a", "name": "A", "scores": {"tables": 71.5, "charts": 40.5}, "price": 0.2},
            {"id": "b", "name": "B", "scores": {"tables": 61.5, "charts": null}, "price": 1.2}]}"#,
        &["tables", "charts"],
        &[("A", "tables", 0.715), ("A", "charts", 0.405)],
        &["dropped"],
    );
}

/// What scripts write: names and rows of values, cells under models and tasks, results of a model.
#[test]
fn other_shapes_of_json() {
    let tasks = ["mmlu", "gsm8k"];
    let figures = [("a", "mmlu", 0.705), ("b", "gsm8k", 0.625)];
    for content in [
        r#"{"headers": ["Model", "mmlu", "gsm8k"], "data": [["a", 70.5, 80], ["b", 60.5, 62.5]]}"#,
        r#"{"columns": ["Model", "mmlu", "gsm8k"], "rows": [["a", 70.5, 80], ["b", 60.5, 62.5]]}"#,
        r#"{"features": [{"feature_idx": 0, "name": "model"}], "rows": [{"row_idx": 0, "row":
            {"model": "a", "mmlu": 70.5, "gsm8k": 80}, "truncated_cells": []}, {"row_idx": 1, "row":
            {"model": "b", "mmlu": 60.5, "gsm8k": 62.5}, "truncated_cells": []}]}"#,
        r#"{"data": [{"name": "a", "pricing": {"prompt": "0.01"}, "scores": {"mmlu": 0.705, "gsm8k":
            0.8}}, {"name": "b", "pricing": {"prompt": "0.02"}, "scores": {"mmlu": 0.605, "gsm8k":
            0.625}}]}"#,
        r#"[["Model", "mmlu", "gsm8k"], ["a", 70.5, 80], ["b", 60.5, 62.5]]"#,
        r#"{"benchmark": "X", "results": {"a": {"mmlu": 70.5, "gsm8k": 80},
            "b": {"mmlu": 60.5, "gsm8k": 62.5}}}"#,
        r#"[{"model": "a", "results": [{"task": "mmlu", "score": 70.5}, {"task": "gsm8k",
            "score": 80}]}, {"model": "b", "results": [{"task": "gsm8k", "score": 62.5}]}]"#,
        r#"{"a": {"mmlu": {"accuracy": 0.705, "n": 1000}, "gsm8k": {"accuracy": 0.8, "n": 1000}},
            "b": {"mmlu": {"accuracy": 0.6, "n": 1000}, "gsm8k": {"accuracy": 0.625, "n": 1000}}}"#,
    ] {
        reads("t.json", content, &tasks, &figures, &[]);
    }
}

/// An index that pandas named, differences, and the ends of intervals are no tasks.
#[test]
fn columns_beside_tasks() {
    reads(
        "table.csv",
        ",Unnamed: 0,model,mmlu,mmlu CI low,mmlu CI high,gsm8k,Δ gsm8k\n\
         0,0,a,70.1,68.0,72.0,80.1,+1.5\n1,1,b,60.1,57.5,62.5,70.0,-2.2\n\
         2,2,c,50.3,48.0,52.0,61.1,+0.1\n",
        &["mmlu", "gsm8k"],
        &[("c", "mmlu", 0.503)],
        &["mmlu CI low is left out"],
    );
}

/// Every figure has an error and a percent sign.
#[test]
fn long_tables_of_figures_with_errors() {
    reads(
        "scores.csv",
        "Model,Benchmark,Score\na,x,70.5% ± 1.2%\na,y,60.5% ± 1.5%\nb,x,50.5% ± 1.9%\n",
        &["x", "y"],
        &[("b", "x", 0.505)],
        &[],
    );
}

/// All tasks are averages of their kind; the first is of all.
#[test]
fn mteb_averages_by_kind() {
    reads(
        "mteb.csv",
        "Rank,Model,\"Memory Usage (GB, fp32)\",Max Tokens,Average (56 datasets),\
         Classification Average (12 datasets),Retrieval Average (15 datasets)\n\
         1,[a](https://hf.co/a),26.45,32768,69.32,87.35,60.2\n\
         2,[b](https://hf.co/b),1.2,512,64.2,75.1,54.39\n",
        &[
            "Classification Average (12 datasets)",
            "Retrieval Average (15 datasets)",
        ],
        &[("a", "Retrieval Average (15 datasets)", 0.602)],
        &["Average (56 datasets) is left out"],
    );
}

/// A negative figure: the error says how to go without its column.
#[test]
fn figures_that_are_no_share() {
    let content = "Model,Retrieval,Instruction Retrieval\na,60.2,-2.9\nb,54.3,3.5\n";
    refuses("mteb.csv", content, "--tasks '!Instruction Retrieval'");
    let folder = Folder::new([("mteb.csv", content)]);
    let tasks = ["table", "mteb.csv", "--tasks", "!Instruction Retrieval"];
    let said = folder.run(&tasks);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(!said.stdout.contains("Instruction"), "{}", said.stdout);
}

/// `$` a task is no figure; an open place is none either.
#[test]
fn arc_prize_and_open_places() {
    reads(
        "evaluations.csv",
        "AI System,Organization,ARC-AGI-1,ARC-AGI-2,Cost/Task,Code / Paper\n\
         a,X,75.7%,4.0%,$200.00,📄\nb,Y,53.0%,TBD,$1.05,—\nc,Z,15.0%,0.0%,$0.08,\n",
        &["ARC-AGI-1", "ARC-AGI-2"],
        &[("a", "ARC-AGI-2", 0.04), ("b", "ARC-AGI-1", 0.53)],
        &[],
    );
}

/// Counts of right answers of all, with no other figure.
#[test]
fn fractions() {
    let content = "Model,AIME 2025,HMMT\na,24/30,15/30\nb,30/30,9/30\n";
    reads(
        "math.csv",
        content,
        &["AIME 2025", "HMMT"],
        &[("a", "AIME 2025", 0.8)],
        &[],
    );
}

/// Months and years are no counts.
#[test]
fn dates_are_no_fractions() {
    let content = "Model,Cutoff,Out,AIME\na,10/23,05/2024,24/30\nb,4/24,06/2024,30/30\n";
    reads("dates.csv", content, &["AIME"], &[("a", "AIME", 0.8)], &[]);
}

/// A column with texts among its figures is named, and read where it is asked for.
#[test]
fn columns_of_figures_and_texts() {
    let content = "Model,MMLU,Arena\na,70.1,won\nb,60.2,55.1\nc,50.3,44.2\n";
    let said = ["Arena is left out: more than a tenth of its fields are no figures ('won')"];
    reads("mixed.csv", content, &["MMLU"], &[], &said);
    let folder = Folder::new([("mixed.csv", content)]);
    let said = folder.run(&["table", "mixed.csv", "--tasks", "Arena"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("mixed.csv:2") && said.stderr.contains("'won'"),
        "{said:?}"
    );
}

/// Tables of papers: arrows, LaTeX, footnotes, emphasis, errors in brackets.
#[test]
fn markdown_of_readmes() {
    reads(
        "README.md",
        "| # | Model | Params | MMLU $\\uparrow$ | GSM8K↑ | ToxiGen ↓ | Avg. |\n\
         |--|:--|--:|--:|--:|--:|--:|\n\
         | 🥇 | **[Qwen2-72B](https://hf.co/q)**[^1] | 72B | **82.3** | 89.5 | 0.4 | 57.4 |\n\
         | 🥈 | [Llama-3-70B](https://hf.co/l) | 70B | 79.5 | <u>92.2</u> | 1.2 | 57.2 |\n\
         | 🥉 | Mixtral–8x22B | 141B | 77.8¹ | 83.7 | n/a | 80.7 |\n\
         | 4 | Phi-3 `mini` | 3.8B | ~68.8 | 82.5† | TBD | 75.6 |\n\n[^1]: note\n",
        &["MMLU ↑", "GSM8K↑", "ToxiGen ↓"],
        &[
            ("Qwen2-72B", "MMLU ↑", 0.823),
            ("Llama-3-70B", "GSM8K↑", 0.922),
            ("Phi-3 mini", "MMLU ↑", 0.688),
        ],
        &["footnotes", "--lower-is-better 'ToxiGen ↓'"],
    );
    reads(
        "errors.md",
        "| Model | MMLU | ARC-C |\n|:-|:-|:-|\n| A (7B) | 64.2 (±0.4) | 55.5 (±1.4) |\n\
         | B\\* | 68.1 (±0.4) | 59.0 (±1.4) |\n",
        &["MMLU", "ARC-C"],
        &[("A (7B)", "MMLU", 0.642)],
        &["± in MMLU"],
    );
    // Tasks as rows; a footnote must not hide a model.
    reads(
        "turned.md",
        "| **Benchmark** | **GPT-4o** | [Claude](https://x.org) | Llama-3<sup>†</sup> |\n\
         |:---|:---:|---:|---|\n| MMLU | **88.7** | 88.3 | 82.0¹ |\n| MATH | 76.6 | 71.1 | — |\n\
         | **Average** | 82.7 | 79.7 | 82.0 |\n",
        &["MMLU", "MATH"],
        &[
            ("GPT-4o", "MMLU", 0.887),
            ("Claude", "MATH", 0.711),
            ("Llama-3 †", "MMLU", 0.82),
        ],
        &["rows of averages are left out"],
    );
    // As model cards have them: shots, rows of text, metrics with an average in their names.
    reads(
        "card.md",
        "| | **Benchmark (Metric)** | **# Shots** | **V2** | **V3** |\n|---|---|---|---|---|\n\
         | | Architecture | - | MoE | Dense |\n| English | BBH (EM) | 3 | 78.8 | **87.5** |\n\
         | | MMLU (EM) | 5 | 78.4 | **87.1** |\n| Code | HumanEval | 0 | 43.3 | **65.2** |\n",
        &["BBH (EM)", "MMLU (EM)", "HumanEval"],
        &[("V2", "MMLU (EM)", 0.784), ("V3", "HumanEval", 0.652)],
        &[],
    );
    reads(
        "llama.md",
        "| **Benchmark** | **# Shots** | **Metric** | **8B** | **70B** |\n|--|--|--|--|--|\n\
         | MMLU | 5 | macro_avg/acc_char | 66.7 | 79.5 |\n\
         | ARC-C | 25 | acc_char | 79.7 | 93.0 |\n",
        &["MMLU", "ARC-C"],
        &[("8B", "MMLU", 0.667)],
        &[],
    );
    reads(
        "datasets.md",
        "| Datasets | A | B |\n|:--|:-:|:-:|\n| **General** | | |\n| MMLU | 84.2 | **86.1** |\n\
         | **Math** | | |\n| GSM8K | 89.0 | **91.5** |\n",
        &["MMLU", "GSM8K"],
        &[("B", "GSM8K", 0.915)],
        &[],
    );
    // Groups over the names of the columns.
    reads(
        "groups.md",
        "|  |  | Knowledge | | Maths | |\n|--|--|--|--|--|--|\n\
         | Model | Size | MMLU | GPQA | GSM8K | AIME |\n\
         | a | 7B | 50.1 | 30.2 | 60.1 | 5.5 |\n| b | 13B | 55.1 | 33.1 | 70.1 | 6.5 |\n",
        &["MMLU", "GPQA", "GSM8K", "AIME"],
        &[("a", "AIME", 0.055)],
        &[],
    );
}

/// Cells as a paper's source has them.
#[test]
fn latex_in_cells() {
    reads(
        "paper.csv",
        "Model,MMLU $\\uparrow$,\\textbf{GSM8K} (\\%),Toxicity $\\downarrow$\n\
         \\textsc{Foo}-7B,\\textbf{64.2},55.1,3.1\n\
         Bar$_{13B}$,68.2 $\\pm$ 0.4,\\underline{59.4},2.2\n",
        &["MMLU ↑", "GSM8K (%)", "Toxicity ↓"],
        &[("Foo-7B", "MMLU ↑", 0.642), ("Bar13B", "GSM8K (%)", 0.594)],
        &["--lower-is-better 'Toxicity ↓'"],
    );
}
