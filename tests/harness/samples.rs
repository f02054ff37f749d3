//! The own samples of `golden/harness`, a file a format: every cell, reckoned by hand.

use std::path::{Path, PathBuf};

use crate::data::{Board, agree, load};
use crate::support::folder::Folder;
use crate::support::root;

/// File or folder, and its cells: `model | level | task | figure`.
const SAMPLES: [(&str, &str); 20] = [
    // acc_norm before acc, the strictest filter, no group, no perplexity; of two runs the newer.
    (
        "lm_eval/acme__atlas-8b",
        "acme/atlas-8b || arc_easy | 15/20
         acme/atlas-8b || gsm8k | 121/200
         acme/atlas-8b || mmlu_anatomy | 39/60
         acme/atlas-8b || mmlu_law | 48/80",
    ),
    (
        "lm_eval/acme__atlas-70b",
        "acme/atlas-70b || arc_easy | 19/20
         acme/atlas-70b || gsm8k | 182/200
         acme/atlas-70b || mmlu_anatomy | 51/60
         acme/atlas-70b || mmlu_law | 70/80",
    ),
    // Version 0.3: no filters, no n, a bare NaN as error.
    (
        "lm_eval/birch-7b",
        "birch/birch-7b || openbookqa | 0.642000 ±0.021461
         birch/birch-7b || piqa | 0.540000",
    ),
    (
        "lm_eval/birch-7b.md",
        "birch/birch-7b || arc_easy | 0.583000 ±0.010200
         birch/birch-7b || gsm8k | 0.244900 ±0.011800
         birch/birch-7b || mmlu_anatomy | 0.450000 ±0.064200
         birch/birch-7b || mmlu_law | 0.412500 ±0.055000",
    ),
    // Two epochs, of which one item is cut twice; then a half score; a cancelled run is none.
    (
        "inspect",
        "acme/atlas-8b || riddles | 7/10 +2
         acme/atlas-70b || riddles | 0.850000 ±0.100000",
    ),
    // Levels, percent with an interval, one of two metrics; no sums, ratings, rates of wins.
    (
        "every_eval_ever",
        "acme/atlas-8b | Level 1 | Puzzles | 30/40
         acme/atlas-8b | Level 2 | Puzzles | 18/40
         acme/atlas-8b | no level | Trivia | 0.713000 ±0.015000",
    ),
    // Neither perturbed figures nor those of a part or of the split valid.
    (
        "helm/runs",
        "acme/atlas-8b || boolq:only_contrast=False | 25/40 +0",
    ),
    // n stands in another table of the page.
    (
        "helm/groups",
        "Atlas 8B || BoolQ | 124/200
         Birch 7B || BoolQ | 100/200",
    ),
    (
        "aider",
        "acme/atlas-8b (diff) || aider-polyglot | 61/225
         acme/atlas-8b (whole) || aider-polyglot | 45/224
         birch/birch-7b || aider-polyglot | 10/225",
    ),
    // n stated, and n as the error implies it; no `all`, no average; a mean of samples is no count.
    (
        "lighteval",
        "acme/atlas-70b || math_500 | 375/500
         acme/atlas-70b || mmlu:anatomy | 42/60
         acme/atlas-70b || mmlu:law | 52/80
         acme/atlas-70b || code | 0.400000 ±0.025100",
    ),
    (
        "opencompass",
        "atlas-8b-hf || ceval-law | 0.473700
         atlas-8b-hf || ceval-physics | 7/8
         birch-7b-hf || ceval-law | 0.421100",
    ),
    // 200 answers are 40 tasks of five samples: sqrt(.6 x .4 / 40), sqrt(.2 x .8 / 40).
    (
        "bigcode",
        "birch/birch-7b | no level | mbpp | 0.400000
         birch/birch-7b | Easy | mercury | 0.600000 ±0.077460
         birch/birch-7b | Hard | mercury | 0.200000 ±0.063246",
    ),
    (
        "evalplus",
        "acme/atlas-8b || HumanEval | 18/20
         acme/atlas-8b || HumanEval+ | 6/20",
    ),
    ("human_eval", "birch-7b || HumanEval | 3/12"),
    (
        "swe_bench",
        "acme/atlas-70b || SWE-bench Verified | 150/500",
    ),
    // One of the right answers was cut, and one of the wrong ones.
    ("promptfoo", "acme/atlas-8b || support answers | 2/3 +2"),
    ("openai_evals", "birch/birch-7b || crosswords.dev.v0 | 4/10"),
    (
        "evalscope",
        "acme/atlas-8b | Level 1 | Logic | 16/20
         acme/atlas-8b | Level 2 | Logic | 16/40",
    ),
    ("nemo", "acme/atlas-8b || gpqa_diamond | 4/10"),
    ("mteb", "acme/atlas-embed || NFCorpus | 0.300000"),
];

/// Those whose model is told by the folder, and lists of answers.
const MORE: [(&str, &str); 3] = [
    (
        "hugging_face",
        "birch-7b || HellaSwag (10-Shot) | 0.715000
         birch-7b || gsm8k | 0.251000",
    ),
    (
        "mmlu_pro",
        "birch-7b || mmlu_pro law | 2/6
         birch-7b || mmlu_pro math | 2/6",
    ),
    ("bfcl", "acme/atlas-8b || multiple | 184/200"),
];

fn folder() -> PathBuf {
    root().join("golden/harness/results")
}

fn board(lines: &str) -> Board {
    let cell = |line: &str| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let names = [parts[0], parts[1], parts[2]].map(str::to_owned);
        (names, parts[3].to_owned())
    };
    lines.lines().map(cell).collect()
}

#[test]
fn every_cell_of_every_sample() {
    let mut all = Board::new();
    for (path, lines) in SAMPLES.iter().chain(&MORE) {
        let own = board(lines);
        agree(&folder().join(path), &own);
        all.extend(own);
    }
    // All in one folder: the same cells on one board.
    agree(&folder(), &with_known_levels(all));
}

/// Levels of several harnesses are one axis: of `Easy` and `Hard` nothing changes.
fn with_known_levels(board: Board) -> Board {
    let unlevelled = |mut names: [String; 3]| {
        if names[1].is_empty() {
            names[1] = "no level".to_owned();
        }
        names
    };
    board
        .into_iter()
        .map(|(names, cell)| (unlevelled(names), cell))
        .collect()
}

#[test]
fn a_broken_file_among_them_is_named() {
    let folder = Folder::new::<str>([]);
    copy(&self::folder(), &folder);
    let whole = folder.run(&["export", ".", "--to", "csv"]).stdout;
    folder.write(
        "lm_eval/cut_off/results_1.json",
        "{\"results\": {\"arc\": {\"acc,none\"",
    );
    let said = folder.run(&["table", "."]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("cut_off/results_1.json"),
        "{}",
        said.stderr
    );
    let said = folder.run(&["export", ".", "--to", "csv", "--keep-going"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("cut_off/results_1.json"),
        "{}",
        said.stderr
    );
    assert!(whole.lines().count() > 50, "{whole}");
    assert_eq!(said.stdout, whole);
}

/// Copies the samples below `from`.
fn copy(from: &Path, to: &Folder) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            copy(&path, to);
        } else {
            let name = path.strip_prefix(self::folder()).unwrap();
            to.write(name.to_str().unwrap(), std::fs::read(&path).unwrap());
        }
    }
}

/// The guess chance of the choices that stand beside the results: 15 x 1/4 + 5 x 1/5.
#[test]
fn choices_beside_the_results() {
    let dataset = load(&[&folder().join("lm_eval/acme__atlas-8b")]);
    let lucky: f64 = dataset
        .cells
        .values()
        .filter_map(|cell| match &cell.evidence {
            evalboard::Evidence::Counts(counts) => counts.lucky(),
            other => panic!("{other:?}"),
        })
        .sum();
    assert!((lucky - 4.75).abs() < 1e-9, "{lucky}");
}
