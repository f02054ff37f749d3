//! Cell tables as Parquet, through the binary.

mod support;

use std::fs;
use std::path::Path;

use parquet::basic::Compression;
use support::evalboard;

/// The cells of the tests, as CSV. Nulls are empty.
const CELLS: &str = "\
model,level,task,n,correct,truncated,tokens,guess_chance,groups
Alpha,easy,sums,100,90,5,321.5,0.25,x;y
Alpha,hard,sums,100,40,,400,,x;y
\"B, \"\"quoted\"\" | <b>\",easy,sums,50,50,0,,0,
";

/// Writes `cells` (CSV) with `types`, a type of Parquet for each column.
fn write(file: &Path, cells: &str, types: &[&str], compression: Compression) {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(cells.as_bytes());
    let fields = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| fields(record.unwrap()));
    let rows: Vec<Vec<String>> = rows.collect();
    fs::write(file, support::parquet::bytes(&rows, types, compression)).unwrap();
}

const TYPES: [&str; 9] = [
    "text", "text", "text", "int64", "int64", "int64", "double", "double", "text",
];

/// Exit code, standard output and standard error.
fn run(arguments: &[&str], folder: &Path) -> (Option<i32>, String, String) {
    let output = evalboard()
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn parquet_gives_the_board_of_the_csv() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cells.csv"), CELLS).unwrap();
    let export = |file: &str| run(&["export", file, "--to", "jsonl"], folder.path());
    let expected = export("cells.csv");
    assert_eq!(expected.0, Some(0), "{}", expected.2);
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
    ] {
        write(
            &folder.path().join("cells.parquet"),
            CELLS,
            &TYPES,
            compression,
        );
        assert_eq!(export("cells.parquet"), expected, "{compression:?}");
    }
    // Counts as an engine sums them.
    let doubles = [
        "text", "text", "text", "double", "double", "double", "double", "double", "text",
    ];
    write(
        &folder.path().join("cells.parquet"),
        CELLS,
        &doubles,
        Compression::SNAPPY,
    );
    assert_eq!(export("cells.parquet"), expected);
    // A folder of parts.
    let parts = folder.path().join("parts");
    fs::create_dir(&parts).unwrap();
    let lines: Vec<&str> = CELLS.lines().collect();
    for (ix, line) in lines[1..].iter().enumerate() {
        let part = format!("{}\n{line}\n", lines[0]);
        write(
            &parts.join(format!("part-{ix}.parquet")),
            &part,
            &TYPES,
            Compression::SNAPPY,
        );
    }
    assert_eq!(export("parts"), expected);
    assert_eq!(export("parts/part-*.parquet"), expected);
}

#[test]
fn what_cannot_be_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cells.parquet");
    let errors = || {
        let (code, _, errors) = run(&["check", "cells.parquet"], folder.path());
        assert_eq!(code, Some(2), "{errors}");
        errors
    };
    write(
        &file,
        "model,task,n,correct\na,t,100,50\na,u,100,101\n",
        &["text", "text", "int64", "int64"],
        Compression::SNAPPY,
    );
    let text = errors();
    assert!(
        text.contains("cells.parquet")
            && text.contains("[1]")
            && text.contains("correct cannot exceed n"),
        "{text}"
    );
    write(
        &file,
        "modell,task,n\na,t,100\n",
        &["text", "text", "int64"],
        Compression::SNAPPY,
    );
    assert!(errors().contains("no column is named `model`"));
}

#[test]
fn damaged_files_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cells.parquet");
    write(&file, CELLS, &TYPES, Compression::SNAPPY);
    let good = fs::read(&file).unwrap();
    let check = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        let (code, _, errors) = run(&["check", "cells.parquet"], folder.path());
        assert!(matches!(code, Some(0 | 2)), "{code:?} {errors}");
        assert!(!errors.contains("panicked"), "{errors}");
        code
    };
    for length in (4..good.len()).step_by(good.len() / 24) {
        assert_eq!(check(&good[..length]), Some(2), "{length} bytes");
    }
    for at in (4..good.len()).step_by(good.len() / 160) {
        let mut damaged = good.clone();
        damaged[at] ^= 0xff;
        check(&damaged);
    }
}
