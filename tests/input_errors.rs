//! Bad input through the binary: what is said, where, and what would be right; and never a panic.

mod support;

use proptest::prelude::*;
use proptest::sample::Index;
use support::folder::{Folder, Said};

/// What `check` says about a file of this content: the error alone.
fn error_of(name: &str, content: &[u8]) -> String {
    let folder = Folder::new([(name, content)]);
    error(&folder.run(&["check", name]))
}

fn error(said: &Said) -> String {
    assert_eq!(said.code, Some(2), "{said:?}");
    assert_eq!(said.stdout, "");
    let error = said.stderr.strip_prefix("error: ").unwrap();
    error.strip_suffix('\n').unwrap().to_owned()
}

fn assert_errors(name: &str, cases: &[(&str, &str)]) {
    for (content, expected) in cases {
        let error = error_of(name, content.as_bytes());
        assert_eq!(error, format!("{name}{expected}"), "{content}");
    }
}

#[test]
fn cell_tables_as_csv() {
    let line = |columns: &str, fields: &str| format!("model,task,{columns}\nA,sort,{fields}\n");
    let cases = [
        (
            "n,correct",
            "1,2",
            ":2: 2 correct of 1 responses: correct cannot exceed n",
        ),
        (
            "n,correct",
            "-1,0",
            ":2: n is -1: a count cannot be negative",
        ),
        (
            "n,correct",
            "1.5,0",
            ":2: n is 1.5: a count must be a whole number",
        ),
        (
            "n,correct",
            "1e300,0",
            &format!(":2: n is 1{}: too large for a count", "0".repeat(300)),
        ),
        (
            "n,correct",
            "99999999999999999999,0",
            ":2: n is 100000000000000000000: too large for a count",
        ),
        (
            "n,correct",
            "1e999,0",
            ":2: n is '1e999': too large for a number",
        ),
        ("n,correct", "NaN,0", ":2: correct is given without n"),
        (
            "n,correct",
            "\u{202e}1,0",
            ":2: n is '\\u{202e}1': not a number; leave it empty where it is not recorded",
        ),
        (
            "accuracy",
            "1470",
            ":2: accuracy is 1470: it is no accuracy on any scale, 0 to 1 or 0 to 100 percent",
        ),
        (
            "accuracy,stderr",
            ".87,-2",
            ":2: stderr is -2: it cannot be negative",
        ),
        (
            "n,correct,guess_chance",
            "9,1,1.5",
            ":2: guess_chance is 1.5: it must lie between 0 and 1",
        ),
        (
            "n,correct,tokens",
            "9,1,-3",
            ":2: tokens is -3: it cannot be negative",
        ),
        ("correct", "1", ":2: correct is given without n"),
        (
            "truncated",
            "1",
            ": no column holds results: `correct` with `n`, or `accuracy`; the columns are model, \
             task, truncated; --map accuracy=COLUMN says which",
        ),
        ("n,correct,N", "1,1,1", ": the column `n` occurs twice"),
        (
            "n,correct",
            "1,1\nA,sort,2,2",
            ":3: a second cell of model A, task sort (the first: cells.csv:2); each may occur once",
        ),
        (
            "n,correct",
            "1,1\n,sort,2,2",
            ":3: model is empty; give it a name",
        ),
        (
            "n,correct",
            "1,1\nB, ,2,2",
            ":3: task is empty; give it a name",
        ),
    ];
    for (columns, fields, expected) in cases {
        assert_errors("cells.csv", &[(&line(columns, fields), expected)]);
    }
    let long = format!("model,task,n,correct\n{},sort,1,1", "x".repeat(10_000_000));
    let expected = format!(
        "cells.csv:2: model is longer than 1000 characters: {}…",
        "x".repeat(40)
    );
    assert_eq!(error_of("cells.csv", long.as_bytes()), expected);
    let latin1 = b"model,task,n,correct\nA,sort,1,1\nGr\xf6\xdfe,sort,1,1\n";
    assert_eq!(
        error_of("cells.csv", latin1),
        "cells.csv:3: not text in UTF-8"
    );
}

#[test]
fn cell_tables_as_json() {
    let cell = r#"{"model": "A", "task": "sort", "n": 10, "correct": 5}"#;
    let twice = format!("{cell}\n\n{cell}\n");
    let cut = format!("{cell}\n{}\n", &cell[..40]);
    assert_errors(
        "cells.jsonl",
        &[
            (
                &cell.replace('5', "11"),
                ":1: 11 correct of 10 responses: correct cannot exceed n",
            ),
            (
                &cell.replace('5', "[5]"),
                ":1: correct is a list, not a name or a number",
            ),
            (
                &cell.replace('5', "\"many\""),
                ":1: correct is 'many': not a number; leave it empty where it is not recorded",
            ),
            (&cell.replace('5', "1e999"), ":1:56: number out of range"),
            (
                &twice,
                ":3: a second cell of model A, task sort (the first: cells.jsonl:1); each may \
                 occur once",
            ),
            (&cut, ":2:39: EOF while parsing a value"),
            (
                &format!("[{cell}, {}]", cell.replace('5', "11")),
                ": [1]: 11 correct of 10 responses: correct cannot exceed n",
            ),
            (
                &format!("[{cell}"),
                ":1:54: EOF while parsing a list: the file is cut off here",
            ),
        ],
    );
}

#[test]
fn bucket_files() {
    let bucket = |fields: &str| {
        format!(
            "{{\"buckets\": {{\"k\": {{\"btype\": \"point\", \"scenario\": \"a\", \
             \"base_task\": \"sort\", {fields}}}}}}}"
        )
    };
    assert_errors(
        "b.json",
        &[
            (
                &bucket(r#""total": 1, "correct": 2"#),
                ": buckets.k: 2 correct of 1 responses: correct cannot exceed n",
            ),
            (
                &bucket(r#""total": 1, "correct": 1, "truncated": -1"#),
                ": buckets.k: truncated is -1: a count cannot be negative",
            ),
            (
                &bucket(r#""total": 10, "correct": 1, "adjusted_trials": 11"#),
                ": buckets.k: -1 expected lucky guesses of 10 responses: it must lie between 0 \
                 and n",
            ),
            (
                &bucket(r#""adjusted_successes": 2, "adjusted_trials": 1"#),
                ": buckets.k: adjusted_successes is 2: it cannot exceed adjusted_trials, 1",
            ),
            (
                &bucket(r#""total": 10"#),
                ": buckets.k: no figures: `total` and `correct`, or `adjusted_center` and \
                 `adjusted_margin`, are needed",
            ),
            (
                &bucket(r#""total": {}"#),
                ": buckets.k: invalid type: map, expected a number (line 1, column 86)",
            ),
            (&bucket(r#""total": 1e999"#), ":1:90: number out of range"),
            (
                r#"{"buckets": {"k": {"scenario": "a"}}}"#,
                ": buckets.k: `btype` is missing: scenario_base_task or point",
            ),
            (
                r#"{"buckets": {"k": {"btype": "point", "scenario": "a"}}}"#,
                ": buckets.k: `base_task` is missing: which task it is",
            ),
            (
                r#"{"buckets": {"k": {"btype": "point", "base_task": "sort"}}}"#,
                ": buckets.k: `scenario` is missing: model+template+sampler, and /level where \
                 there is one",
            ),
            (
                r#"{"buckets": []}"#,
                ":1:13: invalid type: sequence, expected an object of buckets by key",
            ),
            (r#"{"buckets": {}} x"#, ":1:17: trailing characters"),
            ("{\"buckets\": {}\n", ":2:1: EOF while parsing an object"),
        ],
    );
    // Points of 2^53 each: together more than can be counted.
    let most = 1_u64 << 53;
    let points: Vec<String> = (0..3000)
        .map(|ix| {
            format!(
                r#""{ix}": {{"btype": "point", "scenario": "a", "base_task": "s",
                             "total": {most}, "correct": 0, "bcount": {most}}}"#
            )
        })
        .collect();
    let points = format!("{{\"buckets\": {{{}}}}}", points.join(","));
    assert_errors(
        "b.json",
        &[(
            &points,
            ": buckets.0: the points add up to more than can be counted",
        )],
    );
}

#[test]
fn dataset_configs() {
    assert_errors(
        "dataset.json",
        &[
            (
                r#"{"evals": [], "scenarios": {}}"#,
                ": a dataset of the later kind (`evals` in place of `inputs`): its results lie in \
                 a DuckDB database; export a cell table from it \
                 (model,level,task,n,correct,truncated,tokens,guess_chance) and give that",
            ),
            (
                r#"{"scenarios": {}}"#,
                r#": `inputs` is missing: the list of bucket files, such as ["results/*.json"]"#,
            ),
            (
                r#"{"inputs": ["no/*.json"]}"#,
                ": inputs: no file matches no/*.json, neither beside the config nor in the \
                 working directory",
            ),
            (
                r#"{"inputs": ["x[*.json"]}"#,
                ": inputs: x[*.json: not a valid path pattern: invalid range pattern",
            ),
            (
                r#"{"inputs": "no/*.json"}"#,
                ":1:22: invalid type: string \"no/*.json\", expected a list of strings, \
                 such as [\"a\", \"b\"]",
            ),
            (
                r#"{"inputs": [], "scenarios": {"a": {}, "a": {}}}"#,
                ":1:46: the key `a` occurs twice",
            ),
            (
                r#"{"inputs": [], "scenarios": {" ": {}}}"#,
                ": scenarios.: the scenario's key is empty; give it a name",
            ),
            (
                r#"{"inputs": [], "scenarios": {"a": {"groups": [""]}}}"#,
                ": scenarios.a: a group is empty; give it a name",
            ),
            (
                r#"{"inputs": [], "basetasks": {"sort": {"points": 2.5}}}"#,
                ": basetasks.sort: points is 2.5: a count must be a whole number",
            ),
        ],
    );
}

#[test]
fn files_of_no_known_kind() {
    let known = "a bucket file has `buckets`, a dataset config `inputs` and `scenarios`, a cell \
                 table `model`, `task` and `n` in each object";
    let columns = "unknown format; a cell table names its columns first (model,task,n,correct,…)";
    for (content, expected) in [
        (
            &b""[..],
            "the file is empty; a cell table begins with a line that names its columns: \
                    model,task,n,correct,…"
                .to_owned(),
        ),
        (
            b"\xef\xbb\xbf \n",
            "the file is empty; a cell table begins with a line that names its \
                              columns: model,task,n,correct,…"
                .to_owned(),
        ),
        (
            b"\xff\xfem\0o\0d\0",
            format!("{columns}: its first line is: mod"),
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0",
            "not text in UTF-8, and neither gzip, zstd nor Parquet".to_owned(),
        ),
        (
            br#"{"model": "m", "base_task": "sort", "is_correct": true}"#,
            "raw interviews: `evalboard evaluate --interview FILE -o analysis.json` turns them \
             into a bucket file"
                .to_owned(),
        ),
        (
            br#"{"bucket": {}}"#,
            format!(
                "JSON of an unknown kind (`bucket`: did you mean \
                                        `buckets`?): {known}"
            ),
        ),
        (b"[1, 2]", format!("JSON of an unknown kind: {known}")),
        (b"[[[[[[[[", format!("JSON of an unknown kind: {known}")),
        (
            b"modle,task,n,correct\nA,sort,1,1\n",
            "no column is named `model` (`modle`: did you mean `model`?); the columns are modle, \
             task, n, correct; --map model=COLUMN says which"
                .to_owned(),
        ),
        (
            b"# Results\n",
            format!("{columns}: its first line is: # Results"),
        ),
    ] {
        let name = "data.txt";
        assert_eq!(error_of(name, content), format!("{name}: {expected}"));
    }
}

#[test]
fn paths_that_are_not_there() {
    let folder = Folder::new([
        ("cells.csv", "model,task,n,correct\n"),
        ("sub/notes.rst", ""),
    ]);
    let said = |argument| error(&folder.run(&["check", argument]));
    assert_eq!(
        said("cell.csv"),
        "cannot read cell.csv: no such file or folder; did you mean cells.csv?"
    );
    assert_eq!(said("zzz"), "cannot read zzz: no such file or folder");
    assert_eq!(
        said("no/such/x.csv"),
        "cannot read no/such/x.csv: no such file or folder"
    );
    assert_eq!(said("*.json"), "*.json: no file matches this pattern");
    assert_eq!(
        said("x[*.json"),
        "x[*.json: not a valid path pattern: invalid range pattern"
    );
    assert_eq!(
        said("sub"),
        "sub: no file in this folder ends in .json, .jsonl, .eval, .yaml, .yml, .md, .csv, .txt, \
         .tsv, .ndjson, .parquet"
    );
    assert_eq!(
        error(&folder.run(&["check", "-"])),
        "-: the file is empty; a cell table begins with a line that names its columns: \
         model,task,n,correct,…"
    );
}

#[test]
fn damaged_compression() {
    let folder = Folder::new([("cells.csv", "")]);
    folder.write("bad.gz", b"\x1f\x8b\x08\0not gzip at all");
    folder.write("bad.zst", b"\x28\xb5\x2f\xfdnot zstd at all");
    for name in ["bad.gz", "bad.zst"] {
        let said = error(&folder.run(&["check", name]));
        let start = format!("cannot read {name}: the compressed content is damaged or cut off (");
        assert!(said.starts_with(&start), "{said}");
    }
}

/// A small file that unpacks to far more than is real.
#[test]
fn a_bomb_is_refused() {
    use std::io::Write;
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(br#"{"buckets": {}, "x": ""#).unwrap();
    for _ in 0..300 {
        bomb.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let folder = Folder::new([("bomb.json.gz", &bomb.finish().unwrap())]);
    let said = error(&folder.run(&["check", "bomb.json.gz"]));
    assert_eq!(
        said,
        "cannot read bomb.json.gz: it unpacks to more than 500 times its size; unpack it by hand \
         if it is what it should be"
    );
}

/// Nested as deep as it likes, where it is skipped and where it is read.
#[test]
fn deep_nesting() {
    let deep = "[".repeat(500_000);
    let closed = deep.clone() + &"]".repeat(500_000);
    let bucket = |value: &str| {
        format!(
            "{{\"buckets\": {{\"k\": {{\"btype\": \"point\", \"scenario\": \"a\", \
             \"base_task\": \"s\", \"total\": 1, \"correct\": 1, {value}}}}}}}"
        )
    };
    let cell =
        |value: &str| format!(r#"{{"model": "A", "task": "s", "n": 1, "correct": 1, {value}}}"#);
    let folder = Folder::new([
        ("b.json", &bucket(&format!("\"samples\": {closed}"))),
        ("c.jsonl", &cell(&format!("\"samples\": {closed}"))),
    ]);
    for name in ["b.json", "c.jsonl"] {
        let said = folder.run(&["check", name]);
        assert_eq!(said.code, Some(0), "{name}: {}", said.stderr);
    }
    for (name, content) in [
        ("b.json", bucket(&format!("\"samples\": {deep}"))),
        ("b.json", bucket(&format!("\"truncated\": {deep}"))),
        ("c.jsonl", cell(&format!("\"samples\": {deep}"))),
        ("c.jsonl", cell(&format!("\"groups\": {deep}"))),
        ("d.json", format!("{{\"inputs\": [], \"scenarios\": {deep}")),
        ("d.json", format!("{{\"inputs\": {deep}")),
        ("x.json", deep),
    ] {
        let said = error_of(name, content.as_bytes());
        assert!(said.starts_with(name), "{said}");
        assert!(said.len() < 300, "{said}");
    }
}

/// Small files of each format, from which hostile ones are made.
const SAMPLES: &[(&str, &str)] = &[
    (
        "cells.csv",
        "model,level,task,n,correct,truncated,tokens,guess_chance,groups\n\
         Llama,easy,sort,100,80,5,200.5,0.25,open;family:llama\n\
         \"Mis, tral\",+1,sort,50,0,0,10,0,\n",
    ),
    (
        "cells.jsonl",
        "{\"model\": \"A\", \"task\": \"s\", \"n\": 10, \"correct\": 5, \"groups\": [\"x\"]}\n\
         {\"model\": \"B\", \"task\": \"s\", \"accuracy\": 0.25, \"stderr\": 1e-2}\n",
    ),
    (
        "array.json",
        "[{\"model\": \"A\", \"task\": \"s\", \"n\": 10, \"correct\": 5, \"level\": \"d1\"}]",
    ),
    (
        "buckets.json",
        "{\"buckets\": {\"k\": {\"btype\": \"point\", \"scenario\": \"a/+0\", \"base_task\": \
         \"s\", \"total\": 10, \"correct\": 5, \"truncated\": 1, \"adjusted_trials\": 7.5, \"x\": \
         [1, {}]}}}",
    ),
    (
        "dataset.json",
        "{\"title\": \"T\", \"inputs\": [\"buckets.json\"], \"scenarios\": {\"a\": {\"label\": \
         \"A\", \"groups\": [\"g\"]}}, \"basetasks\": {\"s\": {\"points\": 2}}, \"manifolds\": \
         {\"+0\": {\"label\": \"E\"}}}",
    ),
];

/// What is put in somewhere.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\"",
    b",",
    b"{",
    b"}",
    b"[",
    b"]",
    b"NaN",
    b"-",
    b"1e999",
    b"99999999999999999999",
    b"\xe2\x80\xae",
    b"null",
    b"\\",
    b"\\ud800",
    b":",
    b" ",
    b"\x1b[31m",
    b"<b>",
    b"/",
    b"+2",
    b"\n\n",
    b"[[[[[[[[[[[[",
];

#[derive(Debug, Clone)]
enum Damage {
    Cut(Index),
    Flip(Index, u8),
    Insert(Index, usize),
    Remove(Index, Index),
    Repeat(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        at().prop_map(Damage::Cut),
        (at(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        (at(), 0..PIECES.len()).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        (at(), at()).prop_map(|(a, b)| Damage::Remove(a, b)),
        (at(), at()).prop_map(|(a, b)| Damage::Repeat(a, b)),
    ]
}

fn apply(damage: &Damage, bytes: &mut Vec<u8>) {
    let within = |at: &Index, bytes: &Vec<u8>| at.index(bytes.len() + 1);
    let range = |a: &Index, b: &Index, bytes: &Vec<u8>| {
        let (a, b) = (within(a, bytes), within(b, bytes));
        a.min(b)..a.max(b)
    };
    match damage {
        Damage::Cut(at) => bytes.truncate(within(at, bytes)),
        Damage::Flip(at, bit) => {
            let at = within(at, bytes);
            bytes
                .get_mut(at)
                .into_iter()
                .for_each(|byte| *byte ^= 1 << bit);
        }
        Damage::Insert(at, piece) => {
            let at = within(at, bytes);
            bytes.splice(at..at, PIECES[*piece].iter().copied());
        }
        Damage::Remove(a, b) => drop(bytes.drain(range(a, b, bytes))),
        Damage::Repeat(a, b) => {
            let range = range(a, b, bytes);
            let part = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, part);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever is done to a file: it is read, or an error of one or two lines names it.
    #[test]
    fn damaged_files(sample in 0..SAMPLES.len(), damages in prop::collection::vec(damage(), 1..5)) {
        let folder = Folder::new(SAMPLES.iter().copied());
        let (name, content) = SAMPLES[sample];
        let mut bytes = content.as_bytes().to_vec();
        for damage in &damages {
            apply(damage, &mut bytes);
        }
        folder.write(name, &bytes);
        let said = folder.run(&["check", name]);
        match said.code {
            Some(0) => {
                let begins = said.stdout.starts_with(|c: char| c.is_alphabetic());
                prop_assert!(begins, "{said:?}");
            }
            Some(2) => {
                prop_assert!(said.stderr.starts_with("error: "), "{said:?}");
                let names = [name, "buckets.json"];
                let is_named = names.iter().any(|name| said.stderr.contains(name));
                prop_assert!(is_named, "{said:?}");
                prop_assert!(said.stderr.lines().count() <= 2, "{said:?}");
                let is_odd = |c: char| c.is_control() && c != '\n';
                prop_assert!(!said.stderr.contains(is_odd), "{said:?}");
                prop_assert!(said.stderr.len() < 1000, "{said:?}");
            }
            _ => prop_assert!(false, "{said:?}"),
        }
    }
}
