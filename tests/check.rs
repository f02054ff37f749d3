//! `check`: what it says of data, and how it ends.

mod support;

use support::folder::{Folder, Said};
use unicode_width::UnicodeWidthStr;

/// Runs `check` on sample data in the project's folder.
fn check(arguments: &[&str]) -> Said {
    let output = support::evalboard()
        .arg("check")
        .args(arguments)
        .output()
        .unwrap();
    Said {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const DATASET: &str = "golden/reasonscape/dataset.json";

#[test]
fn what_was_found() {
    let said = check(&[DATASET]);
    assert_eq!(said.code, Some(0));
    assert_eq!(said.stderr, "");
    assert_eq!(
        said.stdout,
        "\
ReasonScape dataset config  golden/reasonscape/dataset.json
bucket file                 golden/reasonscape/results/aurora.json
bucket file                 golden/reasonscape/results/basalt.json
bucket file                 golden/reasonscape/results/cirrus.json
bucket file                 golden/reasonscape/results/others.json

models     14
levels     3 (Easy, Medium, Hard)
tasks      12 (Arithmetic, Boolean, Brackets, Cars, Dates, Letters, Movies,
           Objects, Sequence, Shapes, Shuffle, Sort)
rows       41
cells      489, and 3 not evaluated
responses  317,696
truncated  4.5 %
tokens     1,392 a response
first      Aurora Max with ReasonScore 849

incomplete (4)
  Delta Medium: Hard: no result
  Cirrus 8B: Medium: Letters: 8 of 24 points
  Fjord 7B: Easy: Movies missing
  Echo 3B: Hard: Cars missing, Shapes missing

ok
"
    );
}

#[test]
fn one_cell() {
    let said = check(&["golden/one_cell/one_cell.csv"]);
    let expected = "\
table (CSV)  golden/one_cell/one_cell.csv

models     1
tasks      1 (Arithmetic)
rows       1
cells      1
responses  896
truncated  0.9 %
tokens     213 a response
first      Only one with ReasonScore 347

ok
";
    assert_eq!((said.code, said.stdout.as_str()), (Some(0), expected));
}

/// 80 columns hold it, and no control or direction character reaches the terminal.
#[test]
fn fits_a_terminal() {
    for data in [
        DATASET,
        "golden/hostile/hostile.csv",
        "golden/zeroeval/zeroeval.csv",
    ] {
        for more in [&[][..], &["--verbose"]] {
            let said = check(&[&[data], more].concat());
            assert_eq!(said.code, Some(0), "{data}");
            for line in said.stdout.lines() {
                assert!(line.width() <= 80, "{data}: {line}");
                let is_hostile = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                assert!(!line.contains(is_hostile), "{data}: {line:?}");
            }
        }
    }
}

#[test]
fn long_lists_are_cut_unless_asked_for() {
    let lines: String = (0..30).map(|ix| format!("model {ix},sort,1,1\n")).collect();
    let folder = Folder::new([(
        "cells.csv",
        &format!("model,task,n,correct\n{lines}last,dates,1,1\n"),
    )]);
    let incomplete = |arguments: &[&str]| {
        let said = folder.run(&[&["check", "cells.csv"], arguments].concat());
        let (_, rest) = said.stdout.split_once("\nincomplete (31)\n").unwrap();
        rest.lines().take_while(|line| !line.is_empty()).count()
    };
    assert_eq!(incomplete(&[]), 13);
    assert_eq!(incomplete(&["-v"]), 31);
}

#[test]
fn scores_and_truncation_that_were_asked_for() {
    let failed = |arguments: &[&str]| {
        let said = check(&[&[DATASET, "--models", "Aurora*"], arguments].concat());
        let failures = said.stdout.split_once("\nfailed (");
        assert_eq!(said.code, Some(i32::from(failures.is_some())), "{said:?}");
        failures.map_or_else(Vec::new, |(_, rest)| {
            rest.lines().skip(1).map(str::to_owned).collect()
        })
    };
    let nothing: [String; 0] = [];
    assert_eq!(failed(&["--min-score", "1"]), nothing);
    assert_eq!(failed(&["--max-truncation", "100%"]), nothing);
    assert_eq!(
        failed(&["--min-score", "800"]),
        [
            "  Aurora Mid: score 555.4 is below --min-score 800",
            "  Aurora Nano: score 154.9 is below --min-score 800"
        ]
    );
    assert_eq!(
        failed(&["--max-truncation", "2%", "--levels", "easy,medium,hard"]),
        ["  Aurora Nano: 2.3 % truncated is above --max-truncation 2.0 %"]
    );
    assert_eq!(failed(&["--max-truncation", "0.02"]).len(), 1);
}

/// Warnings are said on standard output, and fail only with `--strict`.
#[test]
fn warnings() {
    let folder = Folder::new([(
        "cells.csv",
        "model,task,n,correct,truncatd\nA,sort,100,50,1\n",
    )]);
    let said = folder.run(&["check", "cells.csv"]);
    assert_eq!(said.code, Some(0));
    let warning = "
warnings (1)
  the column `truncatd` is ignored; did you mean `truncated`?: cells.csv:1
";
    assert!(
        said.stdout.ends_with(&format!("{warning}\nok\n")),
        "{}",
        said.stdout
    );
    let said = folder.run(&["check", "cells.csv", "--strict"]);
    assert_eq!(said.code, Some(1));
    let failed = "\nfailed (1)\n  1 warning with --strict\n";
    assert!(
        said.stdout.ends_with(&format!("{warning}{failed}")),
        "{}",
        said.stdout
    );
    assert_eq!(check(&[DATASET, "--strict"]).code, Some(0));
}

#[test]
fn bad_use() {
    for arguments in [
        &["--min-score", "NaN"][..],
        &["--min-score", "much"],
        &["--max-truncation", "101%"],
        &["--max-truncation", "1.5"],
        &["--models", "nobody at all"],
        &["--min-trials", "-1"],
        &["no such file"],
    ] {
        let said = check(&[&[DATASET], arguments].concat());
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert_eq!(said.stdout, "");
    }
}
