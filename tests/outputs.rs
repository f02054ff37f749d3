//! Where outputs go: never over an input, and what is not a regular file is not waited for.

mod support;

use std::fs;
use std::process::Command;

use support::folder::Folder;

const CELLS: &str = "model,task,n,correct\nA,t,9,6\nB,t,9,7\n";
const BUCKETS: &str = r#"{"buckets": {"x": {"btype": "scenario_base_task", "scenario": "a",
    "base_task": "t", "total": 3, "correct": 2}}}"#;
const README: &str = "<!-- evalboard:start -->\n<!-- evalboard:end -->\n";
const RUNS: &str = "{\"model\": \"a\", \"task\": \"t\", \"correct\": true}\n";

/// Runs in a folder of inputs, each of which has other names, and asserts that no file has changed.
fn refused(arguments: &[&str]) {
    let folder = Folder::new([
        ("cells.csv", CELLS),
        ("set/config.json", r#"{"inputs": ["buckets.json"]}"#),
        ("set/buckets.json", BUCKETS),
        ("images/board-dark.svg", CELLS),
        ("runs/1.ndjson", RUNS),
        ("project.toml", "title = \"A board\"\n"),
        ("README.md", README),
        (
            "table.md",
            &format!("| Model | MMLU |\n| - | - |\n| A | 0.5 |\n| B | 0.75 |\n\n{README}"),
        ),
        (
            "logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 \
             0H9V9Z\"/></svg>",
        ),
        ("public/index.csv", CELLS),
        ("public/.evalboard-site", "index.csv\n"),
    ]);
    fs::hard_link(folder.path("cells.csv"), folder.path("hard.svg")).unwrap();
    fs::hard_link(folder.path("README.md"), folder.path("README.svg")).unwrap();
    let part = folder.run(&["evaluate", "-i", "runs", "-o", "part.json"]);
    assert_eq!(part.code, Some(0), "{}", part.stderr);
    fs::hard_link(folder.path("runs/1.ndjson"), folder.path("hard.ndjson")).unwrap();
    fs::hard_link(folder.path("part.json"), folder.path("hard.json")).unwrap();
    #[cfg(unix)]
    for (file, link) in [
        ("cells.csv", "link.svg"),
        ("runs/1.ndjson", "link.ndjson"),
        ("part.json", "link.json"),
    ] {
        std::os::unix::fs::symlink(file, folder.path(link)).unwrap();
    }
    let contents = |folder: &Folder| -> Vec<(String, Vec<u8>)> {
        glob::glob(folder.path("**/*").to_str().unwrap())
            .unwrap()
            .map(Result::unwrap)
            .filter(|path| path.is_file())
            .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
            .collect()
    };
    let before = contents(&folder);
    let said = folder.run(arguments);
    assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.stderr);
    let expected = "one of the inputs";
    assert!(
        said.stderr.contains(expected),
        "{arguments:?}: {}",
        said.stderr
    );
    assert!(
        contents(&folder) == before,
        "{arguments:?}: files have changed"
    );
}

#[test]
fn no_input_is_written_over() {
    for arguments in [
        "render cells.csv -o cells.csv --to svg",
        "render cells.csv -o ./set/../cells.csv --to svg",
        "render cells.csv -o hard.svg",
        "render cells.csv -o link.svg",
        "render images/board-dark.svg --from csv -o images/board.svg --pair",
        "render cells.csv --logo logo.svg -o logo.svg",
        "render set -o set/buckets.json --to svg",
        "export set/config.json -o set/buckets.json",
        "export set/buckets.json -o set/buckets.json",
        "export cells.csv -o cells.csv",
        "export cells.csv --config project.toml -o project.toml --to csv",
        "report cells.csv --config project.toml -o set/../project.toml",
        "render cells.csv --config project.toml -o project.toml --to svg",
        "report cells.csv -o cells.csv",
        "report images/board-dark.svg --from csv -o report.md --images images",
        "inject README.md cells.csv --image=link.svg",
        "inject README.md cells.csv --image=README.svg",
        "inject README.md images/board-dark.svg --from csv --image=images/board.svg",
        "inject table.md table.md",
        "inject table.md ./set/../table.md",
        "init set/buckets.json -o set/buckets.json --force",
        "init part.json -o hard.json --force",
        "init part.json -o link.json --force",
        "evaluate -i runs/1.ndjson -o runs/1.ndjson",
        "evaluate -i runs -o ./set/../runs/1.ndjson",
        "evaluate -i runs -o hard.ndjson",
        "evaluate -i runs -o link.ndjson",
        "merge part.json -o part.json",
        "merge part.json -o set/../part.json",
        "merge part.json -o hard.json",
        "merge part.json -o link.json",
        "plot profile cells.csv -o link.svg",
        "export cells.csv -o hard.svg --to csv",
        "report cells.csv -o link.svg",
        "site public/index.csv -o public",
    ] {
        if cfg!(unix) || !arguments.contains("link") {
            refused(&arguments.split(' ').collect::<Vec<_>>());
        }
    }
}

/// A pipe that nobody writes to would block for good.
#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let folder = Folder::new([("cells.csv", CELLS)]);
    let made = Command::new("mkfifo").arg(folder.path("pipe.csv")).status();
    assert!(made.unwrap().success());
    for arguments in [
        &["table", "*.csv"][..],
        &["table", "pipe.csv"],
        &["serve", "pipe.csv", "--port", "0"],
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(
            said.stderr.contains("pipe.csv: not a regular file"),
            "{arguments:?}: {}",
            said.stderr
        );
    }
    assert_eq!(
        folder.run(&["table", "."]).code,
        Some(0),
        "a folder's files are looked at first"
    );
}

/// Several pictures stand inline in one page: no id of one is an id of another, and the same data
/// give the same ids.
#[test]
fn ids_of_pictures_differ() {
    let other = CELLS.replace("B,t,9,7", "Z,t,9,7");
    let folder = Folder::new([
        ("a.csv", CELLS),
        ("b.csv", other.as_str()),
        (
            "logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><linearGradient \
          id=\"g\"><stop stop-color=\"red\"/><stop offset=\"1\"/></linearGradient><path \
          fill=\"url(#g)\" d=\"M0 0H9V9Z\"/></svg>",
        ),
    ]);
    let ids = |arguments: &[&str]| -> Vec<String> {
        let svg = folder.run(
            &[
                &["render", "-o", "-", "--to", "svg", "--logo", "logo.svg"],
                arguments,
            ]
            .concat(),
        );
        assert_eq!(svg.code, Some(0), "{}", svg.stderr);
        let ids = svg.stdout.split(" id=\"").skip(1);
        let ids: Vec<String> = ids
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert!(ids.len() > 10, "{ids:?}");
        let referred = svg
            .stdout
            .split("#")
            .filter(|rest| ids.iter().any(|id| rest.starts_with(id.as_str())));
        assert!(referred.count() > 10);
        ids
    };
    let first = ids(&["a.csv"]);
    assert_eq!(first, ids(&["a.csv"]));
    for other in [
        ids(&["b.csv"]),
        ids(&["a.csv", "--theme", "dark"]),
        ids(&["a.csv", "--footer", "x"]),
    ] {
        assert!(
            other.iter().all(|id| !first.contains(id)),
            "{first:?} {other:?}"
        );
    }
}
