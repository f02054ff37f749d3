//! Tables that go wrong, and what is said of them.

use evalboard::Evidence;
use evalboard::internals::input::TableOptions;

use super::{check, shared};
use crate::support;
use crate::support::cells::load_with;
use crate::support::folder::Folder;

#[test]
fn two_scales_are_an_error_that_names_one_of_each() {
    let table = "model,a,b\nA,0.5,0.6\nB,0.4,1.2\nC,0.3,0.7\n";
    let said = check("t.csv", table, &[]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr
            .contains("1.2 of b is above 1, but 0.5 of a a share"),
        "{}",
        said.stderr
    );
    assert!(said.stderr.contains("--scale"), "{}", said.stderr);
    assert_eq!(
        check("t.csv", table, &["--scale", "b=percent"]).code,
        Some(0)
    );
    assert_eq!(check("t.csv", table, &["--scale", "percent"]).code, Some(0));
}

/// Options of tables that change nothing say so.
#[test]
fn options_without_a_table_are_said() {
    let folder = support::root().join("golden/harness/results/nemo");
    let folder = folder.to_str().unwrap();
    let options = ["table", folder, "--trials", "9", "--scale", "share"];
    let said = support::evalboard().args(options).output().unwrap();
    let said = String::from_utf8(said.stderr).unwrap();
    assert!(
        said.contains("warning: --scale, --trials: passed over"),
        "{said}"
    );
    let plain = support::evalboard()
        .args(["table", folder])
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&plain.stderr).contains("passed over"));
}

/// Each mistake is said once, with the name that was meant.
#[test]
fn names_that_are_nearly_right() {
    let table = "model,task,n,acuracy\nA,x,10,.5\n";
    let folder = Folder::new([("t.csv", table)]);
    for (options, line) in [
        (
            &["t.csv"][..],
            "error: nothing usable: no result in t.csv; the column `acuracy` is ignored; did you \
             mean `accuracy`?\n",
        ),
        (
            &["t.csv", "--map", "acuracy=acuracy"],
            "'acuracy=acuracy' is no ROLE=COLUMN; did you mean `accuracy`? roles are model, task,",
        ),
    ] {
        let said = folder.run(&[&["table"], options].concat());
        assert_eq!(said.code, Some(2));
        assert!(said.stderr.contains(line), "{}", said.stderr);
    }
}

#[test]
fn files_that_are_no_tables_are_named() {
    for (name, content, expected) in [
        (
            "a.csv",
            "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n",
            "Git LFS",
        ),
        ("a.db", "SQLite format 3\0\0", "SQLite"),
        ("a.pdf", "%PDF-1.7\n", "PDF"),
        ("a.xlsx", "PK\u{3}\u{4}\u{14}\0[Content_Types].xml", "Excel"),
        ("a.zip", "PK\u{3}\u{4}\u{14}\0a.csv", "ZIP"),
        (
            "a.json",
            "[{\"model\": \"A\", \"task\": \"x\", \"accuracy\": 0.5}, {\"mod",
            "cut off",
        ),
    ] {
        let said = check(name, content, &[]);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.stderr.contains(expected), "{said:?}");
    }
    let folder = Folder::new([("x", "")]);
    let said = folder.run(&["table", "https://example.org/board.csv"]);
    assert!(said.stderr.contains("not fetched"), "{said:?}");
}

#[test]
fn small_inputs_that_go_wrong() {
    let Some(cases) = shared("cases") else { return };
    let run = |name: &str| {
        let mut command = support::evalboard();
        let output = command
            .current_dir(&cases)
            .args(["check", name])
            .output()
            .unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (
            output.status.code(),
            text.split_whitespace().collect::<Vec<_>>().join(" "),
        )
    };
    for (name, code, expected) in [
        (
            "F02_no_figure_column_score.csv",
            0,
            "the column \"score\" is taken as accuracy",
        ),
        (
            "F02_no_figure_key.jsonl",
            0,
            "the column \"score\" is taken as accuracy",
        ),
        (
            "F03_crlf_line_numbers.csv",
            2,
            "csv:4: accuracy is 1470: it is no accuracy on any scale",
        ),
        (
            "F04_blank_lines.csv",
            2,
            "csv:6: accuracy is 1470: it is no accuracy on any scale",
        ),
        ("F05_newline_in_quoted_header.csv", 0, "cells 1"),
        ("F09_stderr_in_points.csv", 2, "cannot exceed .5"),
        ("F09_stderr_ignored_beside_n.csv", 0, "cells 2"),
        ("F12_missing_strings.csv", 0, "cells 1"),
        ("F12_n_given_accuracy_empty.csv", 0, "cells 1"),
        ("F12_pandas_records_null.json", 0, "cells 1"),
        ("F13_bare_nan_array.json", 0, "cells 1"),
        ("F14_line_of_spaces.csv", 0, "cells 2"),
        ("F14_rows_of_commas.csv", 0, "cells 2"),
        ("F15_sep_line.csv", 0, "cells 1"),
        ("F15_utf16.csv", 0, "cells 1"),
        (
            "F15_title_line_first.csv",
            0,
            "passed over: Results of spring",
        ),
        ("F16_polars_default_zstd.parquet", 0, "cells 2"),
        ("F17_capital_keys.json", 0, "cells 2"),
        ("F18_pandas_to_json_default.json", 0, "cells 2"),
        (
            "F21_case.csv",
            0,
            "two models look alike: gpt-4o and GPT-4o",
        ),
        ("F21_nfc_nfd.csv", 0, "two models look alike"),
        (
            "F22_levl.csv",
            2,
            "the ignored column `levl` is nearly `level`",
        ),
    ] {
        let (found, text) = run(name);
        assert_eq!(found, Some(code), "{name}: {text}");
        assert!(text.contains(expected), "{name}: {text}");
    }
    let single = |name: &str| {
        let dataset =
            load_with(cases.join(name).to_str().unwrap(), TableOptions::default()).unwrap();
        let cells = dataset.cells.values();
        cells
            .map(|cell| matches!(cell.evidence, Evidence::Counts(_)))
            .collect::<Vec<_>>()
    };
    let whole = single("F19_accuracy_times_n_almost_whole.csv");
    assert_eq!(whole, [true, true, false, true, true, false, true]);
    assert!(single("F19_float32.parquet").iter().all(|counted| *counted));
}
