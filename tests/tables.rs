//! Tables as people publish them: real files beside a small independent reader, tables full of
//! traps.

mod support;

use std::fs;
use std::path::PathBuf;

use evalboard::dataset::{Dataset, Evidence, note_lines};
use evalboard::input::{self, Mapping, TableOptions};
use support::cells::{Cells, cells_of, load_with};
use support::folder::Folder;
use support::root;

/// The file at `path` beside the project, if it is there.
fn shared(path: &str) -> Option<PathBuf> {
    let file = root().join("../shared").join(path);
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return None;
    }
    Some(file)
}

/// The fields of a CSV text, read a character at a time.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let record = records.last_mut().unwrap();
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                record.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            c => record.last_mut().unwrap().push(c),
        }
    }
    records.retain(|record| record.iter().any(|field| !field.is_empty()));
    records
}

/// What an independent reader finds in `columns` of a CSV file; `share` makes a share of a figure's
/// text.
fn expected(
    text: &str,
    model: &[&str],
    columns: &[&str],
    share: impl Fn(&str) -> Option<f64>,
) -> Cells {
    let records = records(text);
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = |name: &str| {
        let found = records[0].iter().position(|head| tidy(head) == name);
        found.unwrap_or_else(|| panic!("no column {name}"))
    };
    let mut cells = Cells::new();
    for record in &records[1..] {
        let names: Vec<&str> = model.iter().map(|name| record[at(name)].trim()).collect();
        for column in columns {
            let Some(value) = record.get(at(column)).and_then(|text| share(text)) else {
                continue;
            };
            let key = [names.join(" · "), String::new(), (*column).to_owned()];
            assert!(cells.insert(key, value).is_none(), "{names:?} {column}");
        }
    }
    cells
}

/// A percentage as the number nearest to its share.
fn percent(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    text.parse::<f64>().ok()?;
    format!("{text}e-2").parse().ok()
}

fn assert_cells(dataset: &Dataset, expected: &Cells, tasks: usize) {
    let read = cells_of(dataset);
    assert_eq!(dataset.tasks.len(), tasks);
    assert_eq!(read.len(), expected.len());
    for (names, value) in expected {
        let found = read
            .get(names)
            .unwrap_or_else(|| panic!("{names:?} is missing"));
        assert!(
            (found - value).abs() < 1e-12,
            "{names:?}: {found} for {value}"
        );
    }
}

fn warnings(dataset: &Dataset) -> Vec<String> {
    dataset.warnings.lines(3)
}

fn notes(dataset: &Dataset) -> String {
    note_lines(&dataset.notes).join("\n")
}

#[test]
fn livebench() {
    let Some(file) = shared("data/tables/livebench_2026.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let heads = records(&text)[0].clone();
    let tasks: Vec<&str> = heads[1..].iter().map(String::as_str).collect();
    assert_cells(&dataset, &expected(&text, &["model"], &tasks, percent), 23);
    let said = warnings(&dataset);
    assert!(
        said.iter()
            .any(|line| line.contains("a short line: 21 fields of 24") && line.contains(":110")),
        "{said:?}"
    );
}

#[test]
fn bfcl() {
    let Some(file) = shared("data/tables/bfcl_overall.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let heads = records(&text)[0].clone();
    let averages = ["Non-Live AST Acc", "Non-Live Exec Acc", "Multi Turn Acc"];
    let tasks = heads[8..30].iter().map(String::as_str);
    let tasks: Vec<&str> = tasks.filter(|task| !averages.contains(task)).collect();
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    assert_cells(&dataset, &expected(&text, &["Model"], &tasks, percent), 19);
    let said = notes(&dataset);
    for column in averages {
        assert!(
            said.contains(&format!(
                "{column} is left out: it equals the mean of its neighbours"
            )),
            "{said}"
        );
    }
    let first = &dataset.models[0];
    assert_eq!(
        first.url.as_deref(),
        Some("https://huggingface.co/watt-ai/watt-tool-70B/")
    );
    assert_eq!(first.attributes["License"], "Apache-2.0");
    let tasks = |choice: &str| {
        let mut command = support::evalboard();
        let output = command
            .args(["check", "--tasks", choice])
            .arg(&file)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let line = text.lines().find(|line| line.starts_with("tasks")).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    assert_eq!(tasks("!* Acc"), "18");
    assert_eq!(tasks("Overall Acc"), "1");
    assert_eq!(tasks("live*,overall  acc"), "6");
}

#[test]
fn open_llm() {
    let Some(file) = shared("data/tables/open_llm_v1_first249.csv") else {
        return;
    };
    let file_name = file.to_str().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let error = load_with(file_name, TableOptions::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("they differ in precision"), "{error}");
    assert!(error.contains("--map 'model=model+precision'"), "{error}");
    let mapped = TableOptions {
        map: Mapping::parse_list("model=model+precision").unwrap(),
        ..TableOptions::default()
    };
    let tasks = [
        "arc",
        "hellaswag",
        "mmlu",
        "truthfulqa",
        "winogrande",
        "gsm8k",
    ];
    let cells = expected(&text, &["model", "precision"], &tasks, percent);
    let dataset = load_with(file_name, mapped).unwrap();
    assert_cells(&dataset, &cells, 6);
    assert_eq!(dataset.models[0].attributes["hub_license"], "apache-2.0");
    assert_eq!(dataset.models[0].attributes["merged"], "FALSE");
}

#[test]
fn word_error_rates() {
    let Some(file) = shared("data/tables/open_asr_wer.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let heads = records(&text)[0].clone();
    let tasks: Vec<&str> = heads[5..].iter().map(String::as_str).collect();
    let lower = TableOptions {
        lower_is_better: vec!["*".to_owned()],
        ..TableOptions::default()
    };
    let dataset = load_with(file.to_str().unwrap(), lower).unwrap();
    let share = |text: &str| {
        percent(text)
            .filter(|share| *share >= 0.0)
            .map(|share| 1.0 - share.min(1.0))
    };
    assert_cells(&dataset, &expected(&text, &["model"], &tasks, share), 8);
    let plain = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    assert!(notes(&plain).contains("--lower-is-better"));
}

#[test]
fn boards_that_are_no_shares() {
    let Some(file) = shared("data/tables/lmarena_vision_elo.csv") else {
        return;
    };
    let error = load_with(file.to_str().unwrap(), TableOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("arena_score")
            && error.contains("is no share")
            && error.contains("range = "),
        "{error}"
    );
    let Some(file) = shared("data/tables/alpaca_benchmarks_newline_heads.csv") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let tasks = ["ARC-C (25-shot)", "HellaSwag (10-shot)", "MMLU (5-shot)"];
    let chosen = TableOptions {
        tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
        ..TableOptions::default()
    };
    let read = cells_of(&load_with(file.to_str().unwrap(), chosen).unwrap());
    for (names, value) in expected(&text, &["Model"], &tasks, percent) {
        assert_eq!(read[&names], value, "{names:?}");
    }
    let all = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let said = warnings(&all);
    for column in ["MT-bench (multi-turn)", "HELM Lite"] {
        assert!(said.iter().any(|line| line.contains(column)), "{said:?}");
    }
}

#[test]
fn markdown_of_a_readme() {
    let Some(file) = shared("data/tables/vectara_hallucination_README.md") else {
        return;
    };
    let text = fs::read_to_string(&file).unwrap();
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let tasks = [
        "Hallucination Rate",
        "Factual Consistency Rate",
        "Answer Rate",
    ];
    let mut cells = Cells::new();
    let lines = text.lines().filter(|line| line.starts_with('|')).skip(2);
    for line in lines {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        for (task, field) in tasks.iter().zip(&fields[2..]) {
            let key = [fields[1].to_owned(), String::new(), (*task).to_owned()];
            cells.insert(key, percent(field).unwrap());
        }
    }
    assert_cells(&dataset, &cells, 3);
    let said = notes(&dataset);
    assert!(
        said.contains("--lower-is-better 'Hallucination Rate'"),
        "{said}"
    );
    assert!(
        said.contains("Average Summary Length (Words) is left out"),
        "{said}"
    );
}

#[test]
fn nested_json() {
    for (path, tasks) in [
        ("data/evalplus/leaderboard_results.json", 4),
        ("data/bigcodebench/cut_results-hard.json", 2),
    ] {
        let Some(file) = shared(path) else { continue };
        let json: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let mut cells = Cells::new();
        for (model, facts) in json.as_object().unwrap() {
            for (task, value) in facts["pass@1"].as_object().unwrap() {
                if let Some(value) = percent(&value.to_string()) {
                    cells.insert(
                        [model.trim().to_owned(), String::new(), task.clone()],
                        value,
                    );
                }
            }
        }
        let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
        assert_cells(&dataset, &cells, tasks);
        assert!(notes(&dataset).contains("\"pass@1\", which is dropped"));
    }
}

/// What `check` says about a file of this content.
fn check(name: &str, content: &str, options: &[&str]) -> support::folder::Said {
    let folder = Folder::new([(name, content)]);
    folder.run(&[&["check", name], options].concat())
}

/// Average by name and by value, units, -1, ±, a short row, links, text, spanners.
#[test]
fn a_table_with_every_trap() {
    let table = "\
Results of spring,,,,,,,,,
Rank,Model,Cost ($),Acc A,Acc B,Both,Speed,Miss,Err ±,License
1,\"<a href=\"\"https://x.org/a\"\">alpha</a>\",1.5,61.1,40.3,50.7,7,12,70 ± 1.5,MIT
2,beta,2.5,50.9,30.1,40.5,8,-1,60 ± 2,Apache
3,gamma,0.5,91.7,10.9,51.3,9,44,50 ± 3
";
    let folder = Folder::new([("t.csv", table)]);
    let file = folder.path("t.csv");
    let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
    let tasks: Vec<&str> = dataset.tasks.iter().map(|task| task.key.as_str()).collect();
    assert_eq!(tasks, ["Acc A", "Acc B", "Miss", "Err ±"]);
    let cells = cells_of(&dataset);
    assert_eq!(cells.len(), 11);
    assert_eq!(
        cells[&["alpha".to_owned(), String::new(), "Acc A".to_owned()]],
        0.611
    );
    assert_eq!(dataset.models[0].url.as_deref(), Some("https://x.org/a"));
    assert_eq!(dataset.models[1].attributes["License"], "Apache");
    let said = notes(&dataset);
    for part in [
        "passed over: Results of spring",
        "Both is left out: it equals the mean of its neighbours",
        "-1 in Miss is taken as missing",
        "± in Err ± is taken as the standard error",
        "all are percent",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(warnings(&dataset)[0].contains("a short line: 9 fields of 10"));
}

#[test]
fn spanners_are_levels_where_names_repeat() {
    let table = ",easy,,hard,\nmodel,arith,sort,arith,sort\nA,.9,.8,.5,.4\nB,.7,.6,.3,.2\n";
    let folder = Folder::new([("t.csv", table)]);
    let dataset = load_with(
        folder.path("t.csv").to_str().unwrap(),
        TableOptions::default(),
    )
    .unwrap();
    let cells = cells_of(&dataset);
    assert_eq!(dataset.tasks.len(), 2);
    assert_eq!(cells.len(), 8);
    assert_eq!(
        cells[&["B".to_owned(), "Hard".to_owned(), "sort".to_owned()]],
        0.2
    );
    let table = ",Maths,,Code,\nmodel,arith,geometry,python,rust\nA,.9,.8,.5,.4\nB,.7,.6,.3,.2\n";
    folder.write("t.csv", table);
    let dataset = load_with(
        folder.path("t.csv").to_str().unwrap(),
        TableOptions::default(),
    )
    .unwrap();
    assert_eq!((dataset.levels.len(), dataset.tasks.len()), (1, 4));
}

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

/// Lines of objects longer than the beginning of a file that is looked at.
#[test]
fn json_lines_of_any_length() {
    let line = |model: &str, pad: usize| {
        let pad = "x".repeat(pad);
        format!("{{\"model\": \"{model}\", \"a\": 0.5, \"b\": 0.25, \"notes\": \"{pad}\"}}\n")
    };
    let models = |content: String| {
        let folder = Folder::new([("t.jsonl", content.as_bytes())]);
        let file = folder.path("t.jsonl");
        let dataset = load_with(file.to_str().unwrap(), TableOptions::default()).unwrap();
        assert_eq!(dataset.cells.len(), 2 * dataset.models.len());
        dataset
            .models
            .into_iter()
            .map(|model| model.key)
            .collect::<Vec<_>>()
    };
    let long = 300 << 10;
    assert_eq!(models(line("A", long) + &line("B", 1)), ["A", "B"]);
    assert_eq!(
        models(line("A", long) + "\n\n" + &line("B", long)),
        ["A", "B"]
    );
    assert_eq!(models(line("A", long)), ["A"]);
    // A line in full, then what is cut off.
    let folder = Folder::new([(
        "t.jsonl",
        (line("A", long) + "{\"model\": \"B\",").as_bytes(),
    )]);
    let error = load_with(
        folder.path("t.jsonl").to_str().unwrap(),
        TableOptions::default(),
    );
    assert!(error.unwrap_err().to_string().contains("t.jsonl:2:"));
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

/// No guess is silent, and where nothing was guessed nothing is said.
#[test]
fn what_was_decided_stands_on_one_line() {
    let said = |content: &str| {
        let folder = Folder::new([("t.csv", content)]);
        folder.run(&["table", "t.csv"]).stderr
    };
    assert_eq!(said("model,task,n,correct\nA,x,10,5\n"), "");
    assert_eq!(said("Model,Task,N,Accuracy\nA,x,10,.5\n"), "");
    let line = said("Model,Rank,a,b\nA,1,50,60\nB,2,40,30\n");
    assert_eq!(
        line,
        "note: read as: model \"Model\", 2 tasks in percent, left out Rank; more: evalboard check \
         t.csv\n"
    );
    assert_eq!(
        said("System,Test,Score\nA,x,.5\n"),
        "note: read as: model \"System\", 1 task; more: evalboard check t.csv\n"
    );
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
fn cells_that_stand_several_times() {
    let table = "model,task,n,correct,seed\nA,x,100,50,1\nA,x,100,60,2\n";
    let evidence = |options: TableOptions| {
        let folder = Folder::new([("t.csv", table)]);
        let dataset = load_with(folder.path("t.csv").to_str().unwrap(), options).unwrap();
        dataset.cells.values().next().unwrap().evidence.clone()
    };
    // Runs: the interval is that of one.
    let Evidence::Estimate(runs) = evidence(TableOptions::default()) else {
        panic!()
    };
    let one = evalboard::stats::wilson(55.0, 100.0);
    assert_eq!(
        (runs.accuracy, runs.margin, runs.responses),
        (0.55, one.margin, Some(200))
    );
    let pooled = TableOptions {
        repeats: Some(input::Repeats::Pool),
        ..TableOptions::default()
    };
    let Evidence::Counts(counts) = evidence(pooled) else {
        panic!()
    };
    assert_eq!((counts.trials(), counts.correct()), (200, 110));
    let last = TableOptions {
        repeats: Some(input::Repeats::Last),
        ..TableOptions::default()
    };
    let Evidence::Counts(counts) = evidence(last) else {
        panic!()
    };
    assert_eq!(counts.correct(), 60);
    let twice = check(
        "t.csv",
        "model,task,accuracy,effort\nA,x,.5,low\nA,x,.6,high\n",
        &[],
    );
    assert!(
        twice.stderr.contains("t.csv:3: a second cell") && twice.stderr.contains("t.csv:2"),
        "{twice:?}"
    );
    assert!(twice.stderr.contains("they differ in effort"), "{twice:?}");
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
