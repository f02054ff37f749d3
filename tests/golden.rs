//! Every case of `golden/` through every output, compared with the files in its `expected/` folder.
//!
//! `BLESS=1 cargo test --test golden` rewrites the expected files, and then fails, so that a bless is never
//! taken for a pass. Look at each new or changed picture before you commit it.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use support::picture::{Picture, difference};
use support::{evalboard, root};

/// Folder in `golden/`, and what to read there.
const CASES: &[(&str, &str)] = &[
    ("reasonscape", "dataset.json"),
    ("helm_capabilities", "helm_capabilities.csv"),
    ("zeroeval", "zeroeval.csv"),
    ("one_cell", "one_cell.csv"),
    ("empty", "empty.csv"),
    ("hostile", "hostile.csv"),
];

/// An expected file, and the command that writes it: the data come after the first word.
const OUTPUTS: &[(&str, &[&str])] = &[
    ("board.svg", &["render", "-o", "{out}"]),
    (
        "board-dark.svg",
        &["render", "--theme", "dark", "-o", "{out}"],
    ),
    ("board.png", &["render", "-o", "{out}"]),
    (
        "board-dark.png",
        &["render", "--theme", "dark", "-o", "{out}"],
    ),
    ("board.pdf", &["render", "-o", "{out}"]),
    ("table.txt", &["table"]),
    ("report.md", &["report"]),
    ("board.csv", &["export", "-o", "{out}"]),
    ("board.jsonl", &["export", "-o", "{out}"]),
    ("board.json", &["export", "-o", "{out}"]),
    ("board.tex", &["export", "-o", "{out}"]),
    ("board.html", &["export", "-o", "{out}"]),
];

#[test]
fn every_case_through_every_output() {
    let bless = std::env::var_os("BLESS").is_some();
    assert!(
        !(bless && std::env::var_os("CI").is_some()),
        "expected files are not rewritten in CI"
    );
    let scratch = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    let mut written = BTreeSet::new();
    for (case, data) in CASES {
        for (file, arguments) in OUTPUTS {
            let expected = root().join("golden").join(case).join("expected").join(file);
            let actual = run(case, data, arguments, &scratch.path().join(file));
            written.insert(expected.clone());
            if bless {
                fs::create_dir_all(expected.parent().unwrap()).unwrap();
                if fs::read(&expected).ok().as_deref() != Some(&actual) {
                    fs::write(&expected, &actual).unwrap();
                }
            } else if let Err(problem) = compare(&expected, &actual) {
                wrong.push(format!("golden/{case}/expected/{file}: {problem}"));
            }
        }
    }
    wrong.extend(
        expected_files()
            .difference(&written)
            .map(|file| format!("{}: no case writes it", file.display())),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        !bless,
        "expected files rewritten: look at them, then run without BLESS"
    );
}

/// Runs one output of one case and returns what it wrote.
fn run(case: &str, data: &str, arguments: &[&str], out: &Path) -> Vec<u8> {
    let out_text = out.to_str().unwrap();
    let mut command = evalboard();
    command
        .arg(arguments[0])
        .arg(format!("golden/{case}/{data}"));
    command.args(
        arguments[1..]
            .iter()
            .map(|argument| argument.replace("{out}", out_text)),
    );
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{case} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    if arguments.contains(&"{out}") {
        fs::read(out).unwrap()
    } else {
        output.stdout
    }
}

/// Texts must be equal to the byte. Pictures must have the same size, and no channel off by more than 1.
fn compare(expected: &Path, actual: &[u8]) -> Result<(), String> {
    let Ok(bytes) = fs::read(expected) else {
        return Err("missing: run with BLESS=1".to_owned());
    };
    if bytes == actual {
        return Ok(());
    }
    let name = expected.file_name().unwrap().to_str().unwrap();
    if !name.ends_with(".png") {
        return Err(first_difference(&bytes, actual));
    }
    let (expected_picture, actual_picture) = (Picture::decode(&bytes), Picture::decode(actual));
    let Some(found) = difference(&expected_picture, &actual_picture, 1) else {
        return Ok(());
    };
    let case = expected
        .parent()
        .and_then(Path::parent)
        .and_then(Path::file_name)
        .unwrap();
    let shown = root()
        .join("target/golden-differences")
        .join(format!("{}-{name}", case.to_string_lossy()));
    fs::create_dir_all(shown.parent().unwrap()).unwrap();
    fs::write(&shown, found.side_by_side.encode()).unwrap();
    Err(format!("{}, see {}", found.words, shown.display()))
}

fn first_difference(expected: &[u8], actual: &[u8]) -> String {
    let (expected, actual) = (
        String::from_utf8_lossy(expected),
        String::from_utf8_lossy(actual),
    );
    let mut lines = expected.lines().zip(actual.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((ix, (a, b))) => format!("line {}:\n  expected {a:.200}\n  is       {b:.200}", ix + 1),
        None => format!(
            "{} lines expected, {} written",
            expected.lines().count(),
            actual.lines().count()
        ),
    }
}

fn expected_files() -> BTreeSet<PathBuf> {
    let pattern = root().join("golden/*/expected/*");
    let found = glob::glob(pattern.to_str().unwrap()).unwrap();
    found.map(Result::unwrap).collect()
}

#[test]
fn the_differ_sees_a_difference() {
    let plain = Picture {
        width: 4,
        height: 3,
        pixels: vec![200; 4 * 3 * 4],
    };
    assert!(difference(&plain, &plain, 1).is_none());
    let mut close = plain.clone();
    close.pixels[7] = 201;
    assert!(difference(&plain, &close, 1).is_none());
    let mut other = plain.clone();
    other.pixels[7] = 202;
    assert_eq!(difference(&plain, &other, 1).unwrap().pixels, 1);
    let narrow = Picture {
        width: 3,
        pixels: vec![200; 3 * 3 * 4],
        ..plain.clone()
    };
    assert!(difference(&plain, &narrow, 1).is_some());
    let decoded = Picture::decode(&plain.encode());
    assert!(difference(&plain, &decoded, 0).is_none());
}

/// Order of inputs, working directory and number of threads change no byte.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let draw = |folder: &Path, data: &[String], threads: &str, kind: &str| -> Vec<u8> {
        let output = evalboard()
            .current_dir(folder)
            .env("RAYON_NUM_THREADS", threads)
            .arg("render")
            .args(data)
            .args(["-o", "-", "--to", kind])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let golden = root().join("golden");
    let files = |from: &str| -> Vec<String> {
        [
            "helm_capabilities/helm_capabilities.csv",
            "one_cell/one_cell.csv",
            "zeroeval/zeroeval.csv",
        ]
        .iter()
        .map(|file| format!("{from}{file}"))
        .collect()
    };
    for kind in ["svg", "png", "pdf"] {
        let expected = draw(&golden, &files(""), "1", kind);
        assert!(!expected.is_empty());
        assert_eq!(
            draw(&golden, &files(""), "2", kind),
            expected,
            "{kind}: threads"
        );
        let mut shuffled = files("");
        shuffled.rotate_left(1);
        assert_eq!(
            draw(&golden, &shuffled, "2", kind),
            expected,
            "{kind}: order"
        );
        let elsewhere = tempfile::tempdir().unwrap();
        let absolute = files(&format!("{}/", golden.display()));
        assert_eq!(
            draw(elsewhere.path(), &absolute, "2", kind),
            expected,
            "{kind}: folder"
        );
    }
}
