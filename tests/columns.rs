//! The columns of a board, in every command and format.

mod support;

use support::folder::Folder;

/// Two models at two levels on two tasks, with tokens.
const CELLS: &str = "model,level,task,n,correct,truncated,tokens\n\
    A,easy,sum,100,90,2,1000\n\
    A,easy,sort,100,80,0,3000\n\
    A,hard,sum,100,70,10,5000\n\
    A,hard,sort,100,60,0,7000\n\
    B,easy,sum,100,50,0,100\n\
    B,easy,sort,100,40,0,300\n\
    B,hard,sum,100,30,0,500\n\
    B,hard,sort,100,20,0,700\n";

/// The same without levels, truncation and tokens.
const BARE: &str =
    "model,task,n,correct\nA,sum,100,90\nA,sort,100,80\nB,sum,100,50\nB,sort,100,40\n";

/// The commands that write a board as text, with the file that each writes; `-` is what it prints.
const COMMANDS: &[(&str, &[&str])] = &[
    ("-", &["table"]),
    ("-", &["table", "--width", "200"]),
    ("-", &["export", "--to", "csv"]),
    ("-", &["export", "--to", "jsonl"]),
    ("-", &["export", "--to", "html-table"]),
    ("-", &["export", "--to", "latex"]),
    ("-", &["report", "--sections", "performance"]),
    ("-", &["render", "--text", "live", "--to", "svg", "-o", "-"]),
    ("site/index.html", &["site", "-o", "site"]),
    ("README.md", &["inject", "README.md"]),
];

/// What each command writes of `cells` with these columns.
fn outputs(cells: &str, columns: &str) -> Vec<(String, String)> {
    let readme = "<!-- evalboard:start -->\n<!-- evalboard:end -->\n";
    let written = COMMANDS.iter().map(|(file, arguments)| {
        let folder = Folder::new([("cells.csv", cells), ("README.md", readme)]);
        let asked: &[&str] = match columns {
            "" => &[],
            columns => &["--columns", columns],
        };
        let all = [*arguments, &["cells.csv"], asked].concat();
        let said = folder.run(&all);
        assert_eq!(said.code, Some(0), "{all:?}: {}", said.stderr);
        let text = match *file {
            "-" => said.stdout,
            file => std::fs::read_to_string(folder.path(file)).unwrap(),
        };
        // Without it, LaTeX would join some characters.
        (arguments.join(" "), text.replace("\\kern0pt{}", ""))
    });
    written.collect()
}

/// `text` without what stands in tags, in comments above a LaTeX table, and in notes below others.
fn table_of(text: &str) -> String {
    let end = ["evalboard 0", "<details", "\\bottomrule", "ReasonScore:"]
        .iter()
        .filter_map(|end| text.rfind(end))
        .min();
    text[..end.unwrap_or(text.len())].to_owned()
}

#[test]
fn every_output_shows_every_column_that_is_asked_for() {
    // For each column: a value of the first row, as it may be written.
    let values: &[(&str, &[&str])] = &[
        (
            "rank",
            &[
                ">1<",
                "| 1 |",
                "1 &",
                "rank,rank_low",
                "\"rank\":1",
                "#  Rank 95 %",
                "\n1 \\\\",
                "\n1",
            ],
        ),
        (
            "model",
            &[
                ">A<",
                "{A}",
                "| A",
                "Model\nA",
                "─\nA",
                "model\nA",
                "\"model\":\"A\"",
            ],
        ),
        ("level", &["Easy"]),
        ("overall", &["Overall", "overall"]),
        ("band", &["Limited", "limited"]),
        ("score", &["ReasonScore", "score"]),
        ("tokens", &["1,990", "1990.0990099"]),
        ("efficiency", &["0.45", "0.4499"]),
        ("total_tokens", &["402,000", "402000"]),
        ("tests", &["202"]),
        ("tests_per_task", &["101"]),
        ("truncation", &["1.0 %", "1.0\\,", "0.0099"]),
        ("sum", &["sum"]),
    ];
    for (column, values) in values {
        for (command, text) in outputs(CELLS, column) {
            assert!(
                values.iter().any(|value| text.contains(value)),
                "{command} --columns {column}: {text}"
            );
        }
    }
}

#[test]
fn counts_are_whole_numbers_in_json_lines() {
    let written = outputs(CELLS, "tests,tokens,efficiency");
    let (_, lines) = written
        .iter()
        .find(|(command, _)| command.ends_with("jsonl"))
        .unwrap();
    let first = "{\"tokens\":1990.0990099,\"efficiency\":";
    assert!(lines.starts_with(first), "{lines}");
    assert!(lines.contains("\"tests\":202}"), "{lines}");
    assert!(lines.contains("\"tokens\":200,"), "{lines}");
}

#[test]
fn signs_of_cells_are_explained_where_cells_are_shown() {
    for (command, text) in outputs(CELLS, "model,score") {
        for sign in [
            "truncated share",
            "hatched",
            "of the accuracy",
            "class=\"scale\"",
        ] {
            assert!(!text.contains(sign), "{command}: {sign}: {text}");
        }
    }
}

#[test]
fn a_column_without_values_is_left_out_everywhere() {
    for columns in [
        "",
        "rank,model,level,overall,score,tokens,efficiency,truncation,tasks",
    ] {
        for (command, text) in outputs(BARE, columns) {
            let cell_table = columns.is_empty() && command.contains("export --to");
            if cell_table && (command.ends_with("csv") || command.ends_with("jsonl")) {
                // The cell table has all its columns, so that it is read back.
                continue;
            }
            for absent in [
                ">Level<",
                ">Tokens<",
                "| Level",
                "| Tokens",
                " Level ",
                " Tokens ",
                ">Truncated<",
                "| Truncated",
                " Truncated ",
            ] {
                assert!(
                    !table_of(&text).contains(absent),
                    "{command}: {absent}: {text}"
                );
            }
            assert!(!table_of(&text).contains("/tok"), "{command}: {text}");
        }
    }
}

#[test]
fn records_hold_the_values_of_the_columns_asked_for() {
    let folder = Folder::new([("cells.csv", CELLS)]);
    let said = folder.run(&[
        "export",
        "cells.csv",
        "--to",
        "csv",
        "--levels",
        "hard",
        "--columns",
        "tokens,model,tasks",
    ]);
    assert_eq!(
        said.stdout,
        "model,tokens,sum,sort\nA,5952.38095238,0.7,0.6\nB,600,0.3,0.2\n"
    );
    let said = folder.run(&[
        "export",
        "cells.csv",
        "--to",
        "jsonl",
        "--top",
        "1",
        "--levels",
        "easy",
        "--columns",
        "rank,score",
    ]);
    let line: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "rank",
            "rank_high",
            "rank_low",
            "score",
            "score_high",
            "score_low"
        ]
    );
    assert_eq!(line["rank"], 1);
}

#[test]
fn an_unknown_column_is_an_error_in_every_command() {
    let folder = Folder::new([("cells.csv", CELLS), ("README.md", "")]);
    for command in [
        &["table"][..],
        &["export", "--to", "csv"],
        &["report"],
        &["render", "-o", "x.svg"],
        &["serve", "--port", "0"],
        &["site", "-o", "site"],
    ] {
        let all = [command, &["cells.csv", "--columns", "model,tokns"]].concat();
        let said = folder.run(&all);
        assert_eq!(said.code, Some(2), "{command:?}");
        let expected = "error: unknown column 'tokns'; did you mean 'tokens'?\n\
             known columns: rank, model, attributes, url, level, overall, band, score, ";
        assert!(
            said.stderr.contains(expected),
            "{command:?}: {}",
            said.stderr
        );
    }
}

#[test]
fn an_unknown_column_may_be_a_slip_of_a_task() {
    let folder = Folder::new([("data.csv", "Model,MMLU,GSM8K\na,81,70\nb,60,50\n")]);
    let said = folder.run(&["table", "data.csv", "--columns", "model,MMLUU"]);
    let expected = "unknown column 'MMLUU'; did you mean 'MMLU'?";
    assert!(said.stderr.contains(expected), "{}", said.stderr);
    let said = folder.run(&["table", "data.csv", "--map", "model=Modell"]);
    let expected = "error: --map model=Modell: no table has this column; columns: Model, MMLU, \
                    GSM8K; did you mean Model?\n";
    assert_eq!((said.code, said.stderr.as_str()), (Some(2), expected));
}

#[test]
fn help_names_every_column() {
    for command in ["table", "export", "report", "render", "serve", "site"] {
        let folder = Folder::new([("cells.csv", CELLS)]);
        let help = folder.run(&[command, "--help"]).stdout;
        for column in evalboard::internals::board::COLUMNS {
            assert!(help.contains(column.about), "{command}: {}", column.id);
        }
    }
}
