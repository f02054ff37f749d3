//! Exports: they are read back as the same board, are safe to open, and are what the schema says.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use evalboard::Family;
use proptest::prelude::*;
use serde_json::{Value, json};

use support::{evalboard, root};

/// What `evalboard export` with these arguments writes to standard output.
fn export(data: &Path, arguments: &[&str]) -> String {
    let output = evalboard()
        .args(["export", "--quiet"])
        .arg(data)
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", data.display());
    String::from_utf8(output.stdout).unwrap()
}

/// Everything that the board says, but for the files it came from and its title, for which a cell
/// table has no column.
fn board(data: &Path, arguments: &[&str]) -> Value {
    let text = export(data, &[&["--to", "json"], arguments].concat());
    let mut board: Value = serde_json::from_str(&text).unwrap();
    let members = board.as_object_mut().unwrap();
    members.remove("inputs").unwrap();
    members.remove("title").unwrap();
    board
}

/// Exports `data` in both forms of the cell table and asserts that each is read as the same board.
fn assert_round_trip(data: &Path) {
    let scratch = tempfile::tempdir().unwrap();
    for kind in ["csv", "jsonl"] {
        let again = scratch.path().join("export").with_extension(kind);
        let text = export(data, &["--to", kind]);
        fs::write(&again, text).unwrap();
        for arguments in [
            &[][..],
            &["--score", "lower", "--cell", "raw"],
            &["--min-trials", "40"],
        ] {
            let (first, second) = (board(data, arguments), board(&again, arguments));
            assert!(
                first == second,
                "{kind} {arguments:?}: {}",
                first_difference(&first, &second, "")
            );
        }
        let once_more = export(&again, &["--to", kind]);
        assert!(
            once_more == fs::read_to_string(&again).unwrap(),
            "{kind} changes when written again"
        );
    }
}

/// Where two documents first differ.
fn first_difference(a: &Value, b: &Value, at: &str) -> String {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => a
            .iter()
            .find(|(key, value)| b[*key] != **value)
            .map(|(key, value)| first_difference(value, &b[key], &format!("{at}.{key}")))
            .unwrap(),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let ix = (0..a.len()).find(|ix| a[*ix] != b[*ix]).unwrap();
            first_difference(&a[ix], &b[ix], &format!("{at}[{ix}]"))
        }
        _ => format!("{at}: {a} and {b}"),
    }
}

/// The samples in `golden/`.
fn samples() -> Vec<PathBuf> {
    let found = ["golden/*/*.csv", "golden/*/dataset.json"].map(|pattern| {
        glob::glob(root().join(pattern).to_str().unwrap())
            .unwrap()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
    });
    assert!(found.iter().all(|files| !files.is_empty()));
    found.concat()
}

#[test]
fn samples_are_read_back_as_the_same_board() {
    for sample in samples() {
        println!("{}", sample.display());
        assert_round_trip(&sample);
    }
}

/// A name: plain, or one that spreadsheets, CSV, markup and terminals trip over.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,4}",
        "[=+@\t'\"-]{1,3}[a-z;,|<&\\\\]{1,3}",
        Just("中文\u{202e}\r\nname".to_owned()),
        Just("'=1".to_owned()),
        Just(" padded ".to_owned()),
    ]
}

fn group() -> impl Strategy<Value = String> {
    "[a-z=+'][a-z;\\\\:, ]{0,3}[a-z\\\\;]"
}

/// What is known of a cell: counts, an accuracy with or without an interval, or nothing.
fn evidence() -> impl Strategy<Value = Value> {
    let counts = (
        0..200u64,
        0.0..1.0f64,
        prop::option::of(0..50u64),
        prop::option::of(0.0..0.6f64),
    )
        .prop_map(|(n, share, truncated, chance)| {
            let correct = (n as f64 * share) as u64;
            json!({"n": n, "correct": correct, "truncated": truncated, "guess_chance": chance})
        });
    let share = 0.0..=1.0f64;
    let estimate = (
        share.clone(),
        share,
        0.0..0.3f64,
        0..4,
        prop::option::of(1..900u64),
    )
        .prop_map(|(accuracy, centre, error, kind, responses)| match kind {
            0 => json!({"accuracy": accuracy}),
            1 => json!({"accuracy": accuracy, "stderr": error, "responses": responses}),
            2 => json!({"accuracy": accuracy, "centre": centre, "margin": error}),
            _ => json!({"accuracy": accuracy, "centre": centre, "margin": error,
                        "truncation": error, "responses": responses}),
        });
    prop_oneof![4 => counts, 2 => estimate, 1 => Just(json!({}))]
}

/// The lines of a cell table. The first cell of each model, and that of the first model at each
/// level, has counts: models and levels at which nothing was evaluated are no part of a board.
fn table() -> impl Strategy<Value = Vec<Value>> {
    let names = |count| prop::collection::btree_map(name(), prop::option::of(name()), 1..count);
    let models = prop::collection::btree_map(
        name(),
        (
            prop::option::of(name()),
            prop::collection::vec(group(), 0..3),
        ),
        1..5,
    );
    let cell = (
        evidence(),
        prop::option::of(0.0..5000.0f64),
        prop::option::of(1..9u64),
        prop::option::of(1..9u64),
    );
    let cells = prop::collection::vec(cell, 64);
    (models, names(4), names(4), cells).prop_map(|(models, levels, tasks, cells)| {
        let mut cells = cells.into_iter().cycle();
        let mut lines = Vec::new();
        for (model_ix, (model, (model_label, groups))) in models.iter().enumerate() {
            for (level_ix, (level, level_label)) in levels.iter().enumerate() {
                for (task_ix, (task, task_label)) in tasks.iter().enumerate() {
                    let (mut line, tokens, points, expected) = cells.next().unwrap();
                    if task_ix == 0 && (level_ix == 0 || model_ix == 0) {
                        line = json!({"n": 50 + model_ix, "correct": 20 + level_ix});
                    }
                    let more = json!({
                        "model": model, "model_label": model_label, "groups": groups,
                        "level": level, "level_label": level_label,
                        "task": task, "task_label": task_label,
                        "tokens": tokens, "points": points,
                        "points_expected": expected.filter(|_| model_ix == 0 && level_ix == 0),
                    });
                    line.as_object_mut()
                        .unwrap()
                        .extend(more.as_object().unwrap().clone());
                    lines.push(line);
                }
            }
        }
        lines
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_read_back_as_the_same_board(lines in table()) {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("table.jsonl");
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&file, text).unwrap();
        assert_round_trip(&file);
    }
}

/// The schema with every object closed: a member that it does not describe is an error.
fn closed_schema() -> Value {
    fn close(schema: &mut Value) {
        match schema {
            Value::Object(members) => {
                members.values_mut().for_each(close);
                if members.contains_key("properties") && members.contains_key("required") {
                    members.insert("additionalProperties".to_owned(), json!(false));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    let output = evalboard().arg("schema").output().unwrap();
    let mut schema = serde_json::from_slice(&output.stdout).unwrap();
    close(&mut schema);
    schema
}

#[test]
fn every_sample_is_what_the_schema_says() {
    let schema = closed_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    for sample in samples() {
        for arguments in [
            &["--to", "json"][..],
            &["--to", "json", "--score", "point", "--top", "1"],
            &[
                "--to",
                "json",
                "--score",
                "average",
                "--rank-intervals",
                "all",
            ],
        ] {
            let document: Value = serde_json::from_str(&export(&sample, arguments)).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&document)
                .map(|error| format!("{}: {error:.300}", error.instance_path()))
                .collect();
            assert!(
                errors.is_empty(),
                "{}:\n{}",
                sample.display(),
                errors.join("\n")
            );
        }
    }
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let validator = jsonschema::validator_for(&closed_schema()).unwrap();
    let sample = root().join("golden/reasonscape/dataset.json");
    let document: Value = serde_json::from_str(&export(&sample, &["--to", "json"])).unwrap();
    let wrong = |change: fn(&mut Value)| {
        let mut document = document.clone();
        change(&mut document);
        !validator.is_valid(&document)
    };
    assert!(!wrong(|_| {}));
    assert!(wrong(|document| document["version"] = json!(2)));
    assert!(wrong(|document| document["unknown"] = json!(1)));
    assert!(wrong(
        |document| document["models"][0]["rank"]["place"] = json!(0)
    ));
    assert!(wrong(
        |document| document["models"][0]["rows"][0]["cells"][0]["accuracy"] = json!(1.5)
    ));
    assert!(wrong(
        |document| document["models"][0]["rows"][0]["cells"][0]["status"] = json!("no_result")
    ));
}

#[test]
fn no_field_of_a_csv_is_a_formula() {
    let text = export(&root().join("golden/hostile/hostile.csv"), &["--to", "csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut quoted = 0;
    for record in reader.records() {
        for field in &record.unwrap() {
            assert!(
                !field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']),
                "{field:?}"
            );
            quoted += usize::from(field.starts_with('\''));
        }
    }
    assert!(quoted > 0, "the hostile sample has no formula in it");
}

/// Model rows of a sample, from its JSON.
fn rows(sample: &Path) -> usize {
    let board = board(sample, &[]);
    let models = board["models"].as_array().unwrap();
    models
        .iter()
        .map(|model| model["rows"].as_array().unwrap().len())
        .sum()
}

/// Pieces of a LaTeX line between signs that no backslash stands before.
fn latex_split(line: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if c == sign && !escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts
}

#[test]
fn latex_has_the_same_number_of_cells_in_every_row() {
    for sample in samples() {
        let text = export(&sample, &["--to", "latex"]);
        let balance = latex_split(&text, '{').len() - latex_split(&text, '}').len();
        assert_eq!(balance, 0, "braces of {}", sample.display());
        let (_, after) = text.split_once("\\toprule\n").unwrap();
        let (table, _) = after.split_once("\\bottomrule").unwrap();
        let lines: Vec<&str> = table.lines().filter(|line| *line != "\\midrule").collect();
        assert_eq!(lines.len(), rows(&sample) + 1, "{}", sample.display());
        let cells = |line: &str| latex_split(line, '&').len();
        for line in &lines {
            assert!(line.ends_with(" \\\\"), "{line}");
            assert_eq!(cells(line), cells(lines[0]), "{line}");
            // Nothing of a name is taken for a comment, a parameter or a formula.
            assert_eq!(latex_split(line, '%').len(), 1, "{line}");
            assert_eq!(latex_split(line, '#').len(), 1, "{line}");
            assert_eq!(
                latex_split(&line.replace("$-$", ""), '$').len(),
                1,
                "{line}"
            );
            assert!(
                !line.contains("\\input") && !line.contains("\\write"),
                "{line}"
            );
        }
    }
}

#[test]
fn long_names_stay_on_the_latex_page() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("long.csv");
    let name = |c: &str| c.repeat(200);
    let text = format!(
        "model,task,n,correct\n{},{},9,7\nshort,{},9,5\n",
        name("m"),
        name("t"),
        name("u")
    );
    fs::write(&file, text).unwrap();
    let text = export(&file, &["--to", "latex"]);
    assert!(text.contains(
        "\\parbox[t]{48mm}{\\raggedright\\textbf{mmmmmmmm\\hspace{0pt}mmmmmmmm\\hspace{0pt}"
    ));
    assert!(text.contains("…"));
    assert!(text.contains("& \\textbf{short} &"));
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        assert!(word.len() <= 32, "{word} may end nowhere");
    }
}

#[test]
fn long_names_stay_apart_in_latex() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("long.csv");
    let mut text = "model,level,task,n,correct\n".to_owned();
    for (model, level, task) in (0..27).map(|ix| (ix / 9, ix / 3 % 3, ix % 3)) {
        let name = |of: &str, length: usize, ix: usize| format!("{}-{ix}", of.repeat(length));
        let (model, task) = (name("m", 400, model), name("t", 40, task));
        text += &format!("{model},{},{task},9,7\n", name("l", 40, level));
    }
    fs::write(&file, text).unwrap();
    let text = export(&file, &["--to", "latex"]).replace("\\hspace{0pt}", "");
    for of in ["m", "t", "l"] {
        for ix in 0..3 {
            let ending = format!("{of}-\\kern0pt{{}}{ix}");
            assert!(text.contains(&ending), "{ending} in {text}");
        }
    }
    assert!(!text.contains(&"m".repeat(300)) && !text.contains(&"t".repeat(32)));
}

/// An HTML export as XML, which holds it to more than HTML would: each element closed, each
/// attribute quoted.
fn html_table(sample: &Path) -> String {
    export(sample, &["--to", "html-table"]).replace("<br>", "<br/>")
}

#[test]
fn an_html_table_has_the_same_number_of_cells_in_every_row() {
    for sample in samples() {
        let text = html_table(&sample);
        let document = resvg::usvg::roxmltree::Document::parse(&text).unwrap();
        let table = document.root_element();
        assert_eq!(table.tag_name().name(), "table");
        let named = |name: &str| -> Vec<_> {
            table
                .descendants()
                .filter(|node| node.has_tag_name(name))
                .collect()
        };
        assert_eq!(named("caption").len(), 1);
        if named("thead").is_empty() {
            // Nothing to show has no columns.
            assert_eq!((named("tr").len(), named("td").len()), (1, 1));
            continue;
        }
        assert_eq!(named("thead").len(), 1);
        assert!(named("th").iter().all(|head| head.has_attribute("scope")));
        let mut lines = named("tr").into_iter();
        let span = |node: &resvg::usvg::roxmltree::Node<'_, '_>, name: &str| -> usize {
            node.attribute(name).map_or(1, |span| span.parse().unwrap())
        };
        let columns = lines
            .next()
            .unwrap()
            .children()
            .filter(|node| node.is_element())
            .count();
        let lines: Vec<_> = lines.collect();
        assert_eq!(lines.len(), rows(&sample).max(1), "{}", sample.display());
        let mut from_above = vec![0; lines.len()];
        for (ix, line) in lines.iter().enumerate() {
            let mut count = from_above[ix];
            for cell in line.children().filter(|node| node.is_element()) {
                count += span(&cell, "colspan");
                for below in from_above
                    .iter_mut()
                    .skip(ix + 1)
                    .take(span(&cell, "rowspan") - 1)
                {
                    *below += 1;
                }
            }
            assert_eq!(count, columns, "row {ix} of {}", sample.display());
        }
    }
}

#[test]
fn an_html_table_is_safe_to_paste() {
    let sample = root().join("golden/hostile/hostile.csv");
    let text = html_table(&sample);
    let document = resvg::usvg::roxmltree::Document::parse(&text).unwrap();
    let mut words = String::new();
    for node in document.descendants() {
        words.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
        if node.is_element() {
            let name = node.tag_name().name();
            let known = [
                "table", "caption", "thead", "tbody", "tr", "th", "td", "strong", "small", "bdi",
                "span", "br",
            ];
            assert!(known.contains(&name), "<{name}>");
        }
        for attribute in node.attributes() {
            let known = ["class", "style", "scope", "rowspan", "colspan", "title"];
            assert!(known.contains(&attribute.name()), "{}", attribute.name());
            assert!(!attribute.value().contains("url("));
        }
    }
    assert!(
        words.contains("<script>alert(1)</script>")
            && words.contains("\"><img src=x onerror=alert(1)>")
    );
    assert!(!text.contains('\u{202e}') && !words.contains('\u{7}'));
}

#[test]
fn an_html_table_is_filled_by_accuracy_and_hatched_by_truncation() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("two.csv");
    fs::write(
        &file,
        "model,task,n,correct,truncated\na,t,80,60,20\na,u,10,10,0\nb,t,5,5,\n",
    )
    .unwrap();
    let text = export(&file, &["--to", "html-table"]);
    assert!(text.contains(" 0/20% 100% no-repeat"));
    assert!(text.contains(" 75%,#e4e8ed 0)") && text.contains(" 100%,#e4e8ed 0)"));
    assert_eq!(text.matches("repeating-linear-gradient").count(), 4);
    assert!(text.contains("correct: 60 of 80") && text.contains("truncated: 20 % (20 of 100)"));
    assert!(text.contains(">N/A</td>"));
}

#[test]
fn the_help_explains_every_kind_and_fits_a_terminal() {
    let output = evalboard()
        .env("COLUMNS", "80")
        .args(["export", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let (about, _) = help.split_once("Usage:").unwrap();
    for format in Family::Texts.formats() {
        let explained = about
            .lines()
            .any(|line| line.split(' ').next() == Some(format.id));
        assert!(explained, "{format:?} is not explained");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn an_export_names_no_folder() {
    let text = export(
        &root().join("golden/one_cell/one_cell.csv"),
        &["--to", "json"],
    );
    assert!(text.contains("\"one_cell.csv\""));
    assert!(!text.contains(root().to_str().unwrap()));
}

#[test]
fn the_kind_is_told_by_the_ending_or_asked_for() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("board.JSON");
    let run = |output: &str| {
        let arguments = ["export", "golden/one_cell/one_cell.csv", "-o", output];
        evalboard().args(arguments).output().unwrap()
    };
    assert!(run(file.to_str().unwrap()).status.success());
    let document: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(document["format"], "evalboard");
    for output in ["-", "board.txt", "board"] {
        let refused = run(output);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            String::from_utf8_lossy(&refused.stderr).contains("add --to with one of csv, json")
        );
    }
}
