//! Data without a single result: every command ends with an error, says why, and writes nothing.

mod support;

use std::fs;

use support::folder::{Folder, Said};

const README: &str =
    "# A board\n\n<!-- evalboard:start -->\n\n| a good board |\n\n<!-- evalboard:end -->\n";

/// A folder with nothing usable in it, and the README that would be written to.
fn folder() -> Folder {
    let folder = Folder::new([
        ("README.md", README),
        ("unknown/results_2026.json", r#"{"foo": 1, "bar": [2]}"#),
        ("head.csv", "model,level,task,n,correct\n"),
        ("blank.csv", "\n\n"),
        ("no-buckets.json", r#"{"buckets": {}}"#),
        (
            "no-points.json",
            r#"{"interviews": {"files": 0, "lines": 0, "answers": 0, "without_answer": 0,
                "broken": 0, "repeated": 0}, "buckets": {}}"#,
        ),
        ("other.ndjson", "{\"a\": 1}\n"),
        ("none.csv", "model,task,n,correct\nA,t,0,0\n"),
        (
            "config.json",
            r#"{"inputs": ["none-of-it.json"], "scenarios": {"a": {}}}"#,
        ),
        (
            "none-of-it.json",
            r#"{"buckets": {"x": {"btype": "scenario_base_task", "scenario": "b", "base_task": "t",
                "total": 3, "correct": 2}}}"#,
        ),
    ]);
    fs::create_dir(folder.path("empty")).unwrap();
    folder
}

const COMMANDS: [&[&str]; 11] = [
    &["table"],
    &["check"],
    &["render", "-o", "out.svg"],
    &["report", "-o", "out.md", "--images", "images"],
    &["export", "-o", "out.json"],
    &["site", "-o", "site"],
    &["serve", "--port", "0"],
    &["plot", "ranks", "-o", "out.svg"],
    &["inject", "README.md"],
    &["inject", "README.md", "--image=out.svg"],
    &["inject", "README.md", "--check"],
];

#[test]
fn every_command_ends_with_an_error_and_writes_nothing() {
    for (data, reason) in [
        ("unknown", "unknown/results_2026.json"),
        ("unknown", "a bucket file has `buckets`"),
        ("head.csv", "nothing usable: no result in head.csv"),
        ("blank.csv", "blank.csv"),
        (
            "no-buckets.json",
            "nothing usable: no result in no-buckets.json",
        ),
        ("empty", "no file in this folder"),
        ("none.csv", "nothing usable: no result in none.csv"),
        (
            "config.json",
            "scenario that the dataset config does not name are left out: b (1)",
        ),
    ] {
        for command in COMMANDS {
            let folder = folder();
            let before = names(&folder);
            let Said {
                code,
                stdout,
                stderr,
            } = folder.run(&[command, &[data]].concat());
            let what = format!("{command:?} {data}: {stderr}");
            assert_eq!((code, stdout.as_str()), (Some(2), ""), "{what}");
            assert!(stderr.contains(reason), "{what}");
            assert_eq!(stderr.lines().count(), 1, "{what}");
            assert_eq!(names(&folder), before, "{what}");
            assert_eq!(
                fs::read_to_string(folder.path("README.md")).unwrap(),
                README
            );
        }
    }
}

#[test]
fn bucket_files_are_not_made_of_nothing() {
    for (command, reason) in [
        ("evaluate -i empty", "no file in this folder"),
        (
            "evaluate -i unknown",
            "nothing usable: left out: no interviews: unknown/results_2026.json",
        ),
        ("evaluate -i other.ndjson", "no answer in 1 lines"),
        ("evaluate -i blank.csv", "nothing but blank lines"),
        ("merge empty", "no file in this folder"),
        ("merge unknown", "not a bucket file"),
        ("merge no-buckets.json", "it has no `interviews`"),
        (
            "merge no-points.json",
            "nothing usable: no result in no-points.json",
        ),
        (
            "init no-buckets.json",
            "nothing usable: no result in no-buckets.json",
        ),
        ("init empty", "no file in this folder"),
    ] {
        let folder = folder();
        let before = names(&folder);
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.extend(["-o", "out.json"]);
        let said = folder.run(&arguments);
        assert_eq!(said.code, Some(2), "{command}: {}", said.stderr);
        assert!(said.stderr.contains(reason), "{command}: {}", said.stderr);
        assert_eq!(said.stderr.lines().count(), 1, "{command}: {}", said.stderr);
        assert_eq!(names(&folder), before, "{command}");
    }
}

#[test]
fn what_is_usable_is_shown_and_the_rest_is_named() {
    let folder = folder();
    folder.write("unknown/good.csv", "model,task,n,correct\nA,t,9,6\n");
    let said = folder.run(&["table", "unknown"]);
    assert_eq!(said.code, Some(0));
    assert!(
        said.stderr.contains("unknown/results_2026.json"),
        "{}",
        said.stderr
    );
}

#[test]
fn filters_that_leave_nothing_are_no_error() {
    let folder = folder();
    folder.write(
        "good.csv",
        "model,task,n,correct,groups\nA,t,9,6,one\nB,t,9,6,two\n",
    );
    let said = folder.run(&["table", "good.csv", "--groups", "one+two"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stdout.contains("none passes the filters"),
        "{}",
        said.stdout
    );
}

/// All files and folders, sorted.
fn names(folder: &Folder) -> Vec<String> {
    let pattern = folder.path("**/*");
    glob::glob(pattern.to_str().unwrap())
        .unwrap()
        .map(|path| path.unwrap().display().to_string())
        .collect()
}
