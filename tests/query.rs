//! The SQL for engines. That it counts as `evaluate` does is shown on the engines themselves, see
//! `.ci/engines`.

mod support;

use support::evalboard;

fn query(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = evalboard().arg("query").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn prints_one_statement_for_each_engine() {
    for arguments in [
        ["--engine", "duckdb", "--input", "results/*.ndjson"],
        ["--engine", "duckdb", "--table", "interviews"],
        ["--engine", "spark", "--input", "results/*.ndjson"],
        ["--engine", "spark", "--table", "interviews"],
        ["--engine", "bigquery", "--table", "project.set.interviews"],
    ] {
        let (code, sql, errors) = query(&arguments);
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(sql.contains(arguments[3]), "{sql}");
        assert_eq!(sql.matches(';').count(), 1, "one statement: {sql}");
    }
}

#[test]
fn names_of_files_are_quoted() {
    let (_, sql, _) = query(&["--engine", "duckdb", "--input", "it's'; DROP TABLE x; --"]);
    assert!(
        sql.contains("read_ndjson('it''s''; DROP TABLE x; --',"),
        "{sql}"
    );
    let (_, sql, _) = query(&["--engine", "spark", "--input", "a`b"]);
    assert!(sql.contains("text.`a``b`"), "{sql}");
}

#[test]
fn bigquery_needs_a_table() {
    let (code, _, errors) = query(&["--engine", "bigquery", "--input", "gs://bucket/*.ndjson"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("name the table by --table"), "{errors}");
    let (code, _, errors) = query(&["--engine", "duckdb"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("--input"), "{errors}");
}
