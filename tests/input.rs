//! What each format says, and which files DATA stands for.

mod support;

use std::io::Write;

use evalboard::internals::input::{self, FormatId, Options};
use evalboard::{Cell, Counts, Dataset, Estimate, Evidence, MarginSource};
use support::folder::Folder;

const CELLS: &str = "\
model,level,task,n,correct,truncated,tokens,guess_chance,groups
Llama,easy,sort,100,80,5,200.5,0.25,open;family:llama
Llama,hard,sort,90,40,,,,open
Mistral,easy,sort,50,0,0,10,0,
";

/// Reads `data`, names relative to `folder`.
fn load(folder: &Folder, data: &[&str]) -> Dataset {
    load_as(folder, data, &Options::default()).unwrap()
}

fn load_as(folder: &Folder, data: &[&str], options: &Options) -> evalboard::Result<Dataset> {
    let data: Vec<String> = data
        .iter()
        .map(|item| folder.path(item).to_str().unwrap().to_owned())
        .collect();
    input::load(&data, options)
}

/// The cells by the names that are shown.
fn cells(dataset: &Dataset) -> Vec<([&str; 3], &Cell)> {
    let cells = dataset.cells.iter();
    cells
        .map(|((model, level, task), cell)| {
            let names = [
                dataset.models[model.0].label.as_str(),
                dataset.levels[level.0].label.as_str(),
                dataset.tasks[task.0].label.as_str(),
            ];
            (names, cell)
        })
        .collect()
}

fn only_cell(dataset: &Dataset) -> &Cell {
    assert_eq!(dataset.cells.len(), 1);
    dataset.cells.values().next().unwrap()
}

fn counts(n: u64, correct: u64, truncated: Option<u64>, lucky: Option<f64>) -> Evidence {
    Evidence::Counts(Counts::new(n, correct, truncated, lucky).unwrap())
}

fn warnings(dataset: &Dataset) -> Vec<String> {
    dataset.warnings.lines(5)
}

#[test]
fn cell_table() {
    let folder = Folder::new([("cells.csv", CELLS)]);
    let dataset = load(&folder, &["cells.csv"]);
    let cell = |evidence, tokens| Cell {
        evidence,
        tokens,
        points: None,
    };
    assert_eq!(
        cells(&dataset),
        [
            (
                ["Llama", "Easy", "sort"],
                &cell(counts(100, 80, Some(5), Some(25.0)), Some(200.5))
            ),
            (
                ["Llama", "Hard", "sort"],
                &cell(counts(90, 40, None, None), None)
            ),
            (
                ["Mistral", "Easy", "sort"],
                &cell(counts(50, 0, Some(0), Some(0.0)), Some(10.0))
            ),
        ]
    );
    assert_eq!(dataset.models[0].groups, ["open", "family:llama"]);
    assert_eq!(dataset.inputs[0].kind, "table (CSV)");
    assert_eq!(warnings(&dataset), [""; 0]);
}

/// Spelled otherwise, with the same meaning.
#[test]
fn spellings_of_a_cell_table() {
    let quoted = CELLS.replace("Llama", "\"Llama\"");
    let reordered = "\
n,task,correct,model,note,level,groups,truncated,tokens,guess_chance
100,sort,80,Llama,x,easy,open;family:llama,5,200.5,0.25
90,sort,40,Llama,,hard,open,,,
50,sort,0,Mistral,\"two
lines\",easy,,0,10,0
";
    let lines = concat!(
        r#"{"model": "Llama", "level": "easy", "task": "sort", "n": 100, "correct": 80, "#,
        r#""truncated": 5, "tokens": 200.5, "guess_chance": 0.25, "#,
        r#""groups": ["open", "family:llama"]}"#,
        "\n\n",
        r#"{"model": "Llama", "level": "hard", "task": "sort", "n": "90", "correct": "40", "#,
        r#""truncated": null, "groups": ["open"], "deep": [[{"x": [1]}]]}"#,
        "\n",
        r#"{"model": "Mistral", "level": "easy", "task": "sort", "n": 50.0, "correct": 0, "#,
        r#""truncated": 0, "tokens": 1e1, "guess_chance": 0}"#,
    );
    let array = format!(
        "[{}]",
        lines.replace("\n\n", "\n").replace("\n", ",\n").as_str()
    );
    let spellings: &[(&str, String)] = &[
        ("mark.csv", format!("\u{feff}{CELLS}")),
        ("crlf.csv", CELLS.replace('\n', "\r\n")),
        ("cr.csv", CELLS.replace('\n', "\r")),
        (
            "blank.csv",
            format!("\n\n{}\n\n", CELLS.replace('\n', "\n\n")),
        ),
        ("spaced.csv", CELLS.replace(',', " , ")),
        ("tabs.tsv", CELLS.replace(',', "\t")),
        (
            "semicolons.csv",
            CELLS
                .replace(";family", "+family")
                .replace(',', ";")
                .replace("open+family:llama", "\"open;family:llama\""),
        ),
        (
            "capitals.csv",
            CELLS.replacen("model,level", "Model, LEVEL", 1),
        ),
        ("quoted.csv", quoted),
        ("no_line_end.csv", CELLS.trim_end().to_owned()),
        ("reordered.csv", reordered.to_owned()),
        ("lines.jsonl", lines.to_owned()),
        ("crlf.jsonl", lines.replace('\n', "\r\n")),
        ("array.json", array),
    ];
    let folder = Folder::new([("cells.csv", CELLS)]);
    let expected = load(&folder, &["cells.csv"]);
    for (name, content) in spellings {
        folder.write(name, content);
        let dataset = load(&folder, &[name]);
        assert_eq!(cells(&dataset), cells(&expected), "{name}");
        assert_eq!(dataset.models, expected.models, "{name}");
        assert_eq!(warnings(&dataset), [""; 0], "{name}");
    }
}

#[test]
fn reported_accuracies() {
    let row = |columns: &str, figures: &str| {
        let folder = Folder::new([(
            "cells.csv",
            &format!("model,task,{columns}\nLlama,sort,{figures}\n"),
        )]);
        only_cell(&load(&folder, &["cells.csv"])).evidence.clone()
    };
    let estimate = |accuracy: f64, margin: f64, margin_source, responses| {
        Evidence::Estimate(Estimate {
            accuracy,
            centre: accuracy,
            margin,
            margin_source,
            truncation: None,
            responses,
        })
    };
    assert_eq!(
        row("accuracy", "0.87"),
        estimate(0.87, 0.0, MarginSource::Unknown, None)
    );
    assert_eq!(
        row("accuracy,stderr", "0.87,0.01"),
        estimate(0.87, 1.96 * 0.01, MarginSource::StandardError, None)
    );
    // 0.87 of 200 is a count; the accuracy is not needed where there is one.
    let exact = counts(200, 174, None, None);
    assert_eq!(row("accuracy,n", "0.87,200"), exact);
    assert_eq!(row("accuracy,n,correct,stderr", "0.2,200,174,.1"), exact);
    // 0.8721 of 200 is none: the interval is that of 200 trials.
    let Evidence::Estimate(fractional) = row("accuracy,n,truncated", "0.8721,200,50") else {
        panic!("counts out of nothing");
    };
    let interval = evalboard::internals::stats::wilson(0.8721 * 200.0, 200.0);
    assert_eq!(fractional.accuracy, 0.8721);
    assert_eq!(fractional.centre, interval.centre);
    assert_eq!(fractional.margin, interval.margin);
    assert_eq!(fractional.margin_source, MarginSource::Wilson);
    assert_eq!(fractional.truncation, Some(0.2));
    assert_eq!(fractional.responses, Some(250));
}

#[test]
fn a_line_without_figures_is_not_evaluated() {
    let folder = Folder::new([("cells.csv", "model,task,n,correct\nA,sort,1,1\nB,dates,,\n")]);
    let dataset = load(&folder, &["cells.csv"]);
    assert_eq!(dataset.models.len(), 2);
    assert_eq!(dataset.tasks.len(), 2);
    assert_eq!(dataset.cells.len(), 1);
}

/// Exports put a `'` before what a spreadsheet would take for a formula.
#[test]
fn names_like_formulas() {
    let folder = Folder::new([(
        "cells.csv",
        "model,task,n,correct\n'=1+1,'@sort,1,1\n''=1+1,'-sort,1,1\n'quoted',it's,1,1\n\
         =2,'\"x,1,1\n",
    )]);
    let dataset = load(&folder, &["cells.csv"]);
    let models: Vec<&str> = dataset.models.iter().map(|m| m.key.as_str()).collect();
    let tasks: Vec<&str> = dataset.tasks.iter().map(|t| t.key.as_str()).collect();
    assert_eq!(models, ["=1+1", "'=1+1", "'quoted'", "=2"]);
    assert_eq!(tasks, ["@sort", "-sort", "it's", "'\"x"]);
}

#[test]
fn misspelt_columns_give_a_warning() {
    let content = "model,task,n,corect,accuracy,truncatd,my_note\nA,sort,10,5,0.5,1,x\n";
    let folder = Folder::new([("cells.csv", content)]);
    let dataset = load(&folder, &["cells.csv"]);
    let said: Vec<String> = warnings(&dataset)
        .iter()
        .map(|line| line.split(": /").next().unwrap().to_owned())
        .collect();
    assert_eq!(
        said,
        [
            "the column `corect` is ignored; did you mean `correct`?",
            "the column `truncatd` is ignored; did you mean `truncated`?"
        ]
    );
}

fn gzip(content: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(content.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn zstd(content: &str) -> Vec<u8> {
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    ruzstd::encoding::compress_to_vec(content.as_bytes(), level)
}

#[test]
fn compressed_files_and_parts() {
    let (header, lines) = CELLS.split_at(CELLS.find('\n').unwrap() + 1);
    let (first, rest) = lines.split_at(lines.find('\n').unwrap() + 1);
    let (one, two) = (format!("{header}{first}"), format!("{header}{rest}"));
    let folder = Folder::new([("cells.csv", CELLS)]);
    folder.write("cells.csv.gz", gzip(CELLS));
    folder.write("cells.csv.zst", zstd(CELLS));
    folder.write("members.gz", [gzip(header), gzip(lines)].concat());
    folder.write("frames.zst", [zstd(header), zstd(""), zstd(lines)].concat());
    folder.write("parts/part-00000.csv.gz", gzip(&one));
    folder.write("parts/part-00001.csv.gz", gzip(header));
    folder.write("parts/part-00002.csv.zst", zstd(&two));
    folder.write("parts/_SUCCESS", "");
    folder.write("parts/.part-00000.csv.gz.crc", "crc");
    let expected = load(&folder, &["cells.csv"]);
    for data in [
        "cells.csv.gz",
        "cells.csv.zst",
        "members.gz",
        "frames.zst",
        "parts",
        "parts/part-*",
    ] {
        let dataset = load(&folder, &[data]);
        assert_eq!(cells(&dataset), cells(&expected), "{data}");
        assert_eq!(warnings(&dataset), [""; 0], "{data}");
    }
    assert_eq!(load(&folder, &["parts"]).inputs.len(), 3);
    // An engine may write empty parts too.
    folder.write("parts/part-00003.csv.gz", gzip(""));
    for data in ["parts", "parts/part-*"] {
        let dataset = load(&folder, &[data]);
        assert_eq!(cells(&dataset), cells(&expected), "{data}");
        let said = warnings(&dataset);
        assert!(
            said[0].starts_with("left out: the file is empty"),
            "{said:?}"
        );
    }
    assert!(load_as(&folder, &["parts/part-00003.csv.gz"], &Options::default()).is_err());
}

fn row(model: &str) -> String {
    format!("model,task,n,correct\n{model},sort,10,5\n")
}

fn model_names(dataset: &Dataset) -> Vec<&str> {
    let models = dataset.models.iter();
    models.map(|model| model.label.as_str()).collect()
}

#[test]
fn folders_and_globs() {
    let folder = Folder::new([
        ("data/b.csv", &row("B")),
        ("data/a.csv", &row("A")),
        (
            "data/sub/c.jsonl",
            &r#"{"model": "C", "task": "sort", "n": 1, "correct": 1}"#.to_owned(),
        ),
        ("data/.hidden.csv", &row("Hidden")),
        ("data/.git/x.csv", &row("Hidden")),
        ("data/readme.md", &"text".to_owned()),
        ("data/other.json", &"{\"a\": 1}".to_owned()),
        ("data/[x].csv", &row("X")),
    ]);
    let dataset = load(&folder, &["data"]);
    assert_eq!(model_names(&dataset), ["X", "A", "B", "C"]);
    let left_out = warnings(&dataset);
    assert_eq!(left_out.len(), 1, "{left_out:?}");
    assert!(left_out[0].starts_with("left out: JSON of an unknown kind"));
    assert!(left_out[0].ends_with("data/other.json"));
    assert_eq!(model_names(&load(&folder, &["data/?.csv"])), ["A", "B"]);
    assert_eq!(model_names(&load(&folder, &["data/**/[bc].*"])), ["B", "C"]);
    // A name that is there is no pattern.
    assert_eq!(model_names(&load(&folder, &["data/[x].csv"])), ["X"]);
}

#[test]
fn each_file_is_read_once_and_in_the_order_of_paths() {
    let folder = Folder::new([("a.csv", &row("A")), ("b.csv", &row("B"))]);
    folder.write("sub/c.csv", row("C"));
    let expected = load(&folder, &["a.csv", "b.csv", "sub/c.csv"]);
    for data in [
        &["sub/c.csv", "b.csv", "a.csv"][..],
        &["b.csv", "*.csv", "sub", "sub/../a.csv", "b.csv"],
        &["."],
    ] {
        assert_eq!(cells(&load(&folder, data)), cells(&expected), "{data:?}");
        assert_eq!(model_names(&load(&folder, data)), ["A", "B", "C"]);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path("a.csv"), folder.path("link.csv")).unwrap();
        let dataset = load(&folder, &["link.csv", "a.csv"]);
        assert_eq!(model_names(&dataset), ["A"]);
    }
}

#[test]
fn standard_input() {
    let folder = Folder::new([("b.csv", &row("B"))]);
    let gzipped = gzip(&row("A"));
    let inputs: [&[u8]; 2] = [row("A").leak().as_bytes(), &gzipped];
    for input in inputs {
        let said = folder.run_with(&["check", "-", "b.csv"], input);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.stdout.contains("\nmodels     2\n"), "{}", said.stdout);
    }
}

/// `--from` overrides what the content looks like.
#[test]
fn the_kind_can_be_given() {
    let buckets = r#""buckets": {"x": {"btype": "scenario_base_task", "scenario": "s",
        "base_task": "t", "total": 3, "correct": 2}}"#;
    let folder = Folder::new([
        (
            "buckets.json",
            &format!(r#"{{"inputs": ["other.json"], {buckets}}}"#),
        ),
        ("other.json", &format!("{{{buckets}}}")),
    ]);
    let read = |from: &str| {
        let options = Options {
            from: FormatId::named(from),
            ..Options::default()
        };
        load_as(&folder, &["buckets.json"], &options)
    };
    assert_eq!(read("").unwrap().inputs[0].kind, "bucket file");
    let dataset = read("dataset").unwrap();
    assert_eq!(dataset.inputs[0].kind, "ReasonScape dataset config");
    assert!(read("csv").is_err());
    let said = folder.run(&["check", "buckets.json", "--from", "xlsx"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("csv, jsonl, parquet, markdown"));
}

/// The working directory decides nothing but how relative names are found.
#[test]
fn the_same_dataset_from_anywhere() {
    let folder = Folder::new([("data/b.csv", &row("B")), ("data/a.csv", &row("A"))]);
    let here = folder.run(&["check", "data/b.csv", "data/a.csv"]);
    assert_eq!(here.code, Some(0), "{here:?}");
    let elsewhere = support::evalboard()
        .current_dir(folder.path("data"))
        .args(["check", "a.csv", "b.csv"])
        .output()
        .unwrap();
    let there = String::from_utf8(elsewhere.stdout).unwrap();
    assert_eq!(here.stdout.replace("data/", ""), there);
}

/// The examples of the manual are what they say they are.
#[test]
fn examples_of_the_manual() {
    let section = std::fs::read_to_string(support::root().join("docs/formats.md")).unwrap();
    let examples = |kind: &str| -> Vec<&str> {
        let fence = format!("```{kind}\n");
        let blocks = section.split(fence.as_str()).skip(1);
        blocks
            .map(|block| block.split("```").next().unwrap())
            .collect()
    };
    let [csv] = examples("csv")[..] else {
        panic!("docs/formats.md: one block of csv is expected");
    };
    let [jsonl] = examples("jsonl")[..] else {
        panic!("docs/formats.md: one block of jsonl is expected");
    };
    let [nested, config, buckets] = examples("json")[..] else {
        panic!("docs/formats.md: three blocks of json are expected");
    };
    let [_, wide, turned, markdown] = examples("text")[..] else {
        panic!("docs/formats.md: four blocks of text are expected, of which three are tables");
    };
    let folder = Folder::new([
        ("cells.csv", csv),
        ("cells.jsonl", jsonl),
        ("nested.json", nested),
        ("wide.csv", wide),
        ("turned.csv", turned),
        ("table.md", markdown),
        ("set/dataset.json", config),
        ("set/results/llama.json", buckets),
    ]);
    let table = load(&folder, &["cells.csv"]);
    assert_eq!(cells(&table).len(), 2);
    assert_eq!(cells(&load(&folder, &["cells.jsonl"])), cells(&table));
    for (data, count) in [
        ("wide.csv", 4),
        ("nested.json", 4),
        ("table.md", 4),
        ("turned.csv", 2),
    ] {
        assert_eq!(load(&folder, &[data]).cells.len(), count, "{data}");
    }
    let dataset = load(&folder, &["set"]);
    let names: Vec<_> = cells(&dataset).iter().map(|(names, _)| *names).collect();
    assert_eq!(names, [["Llama 3 8B", "Easy", "Arithmetic"]]);
    for data in ["cells.csv", "set", "set/results/llama.json"] {
        assert_eq!(warnings(&load(&folder, &[data])), [""; 0], "{data}");
    }
}

/// Published figures, as cell tables.
#[test]
fn real_boards() {
    let pattern = support::root().join("../shared/data/boards/*.csv");
    let boards: Vec<_> = glob::glob(pattern.to_str().unwrap()).unwrap().collect();
    if boards.is_empty() {
        println!("skipped: there are no boards at {}", pattern.display());
    }
    for board in boards {
        let board = board.unwrap();
        let lines = std::fs::read_to_string(&board).unwrap().lines().count();
        let dataset =
            input::load(&[board.to_str().unwrap().to_owned()], &Options::default()).unwrap();
        assert_eq!(dataset.cells.len(), lines - 1, "{}", board.display());
        assert_eq!(warnings(&dataset), [""; 0], "{}", board.display());
    }
}

/// A broken file among good ones: an error, or with `--keep-going` a warning that names it.
#[test]
fn a_broken_file_among_good_ones() {
    let half = "model,task,n,correct\nHalf,sort,10,5\nHalf,dates,10,11\n";
    let folder = Folder::new([
        ("a.csv", &*row("A")),
        ("b.csv", half),
        ("c.csv", &*row("C")),
    ]);
    assert!(load_as(&folder, &["."], &Options::default()).is_err());
    let options = Options {
        keep_going: true,
        ..Options::default()
    };
    let dataset = load_as(&folder, &["."], &options).unwrap();
    assert_eq!(model_names(&dataset), ["A", "C"]);
    let said = warnings(&dataset);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("left out: 3: 11 correct of 10 responses"),
        "{said:?}"
    );
    assert!(said[0].ends_with("b.csv"), "{said:?}");
    assert!(load_as(&folder, &["b.csv"], &options).is_err());
    let said = folder.run_with(
        &["table", "--keep-going", "-", "b.csv"],
        row("S").as_bytes(),
    );
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stdout.contains(" S "), "{said:?}");
}

/// Results that harnesses hide, and files that mostly hold something else.
#[test]
fn hidden_results_and_other_files() {
    let folder = Folder::new([
        ("a.csv", &*row("A")),
        (".eval_results/b.csv", &*row("B")),
        (".deepeval/.c.csv", &*row("C")),
        (".cache/d.csv", &*row("D")),
        ("README.md", "# Results\n"),
    ]);
    let dataset = load(&folder, &["."]);
    assert_eq!(model_names(&dataset), ["C", "B", "A"]);
    assert_eq!(warnings(&dataset), [""; 0]);
}

/// A pipe that nobody writes to must not be waited for.
#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let folder = Folder::new([("a.csv", &row("A"))]);
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path("pipe.csv"))
        .status();
    assert!(made.unwrap().success());
    for data in ["pipe.csv", "*.csv", "/dev/null"] {
        let said = folder.run(&["table", data]);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.stderr.contains("not a regular file"), "{said:?}");
    }
    let dataset = load(&folder, &["."]);
    assert_eq!(model_names(&dataset), ["A"]);
}

/// The board as JSON is known: it is no input, and harms none that stands beside it.
#[test]
fn an_exported_board_is_named() {
    let data = "model,task,n,correct\na,x,100,50\n";
    let folder = Folder::new([("data.csv", data)]);
    let said = folder.run(&["export", "data.csv", "-o", "board.json"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let said = folder.run(&["table", "board.json"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("board exported as JSON"),
        "{}",
        said.stderr
    );
    let said = folder.run(&["table", "."]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("export --to csv or jsonl"),
        "{}",
        said.stderr
    );
}
