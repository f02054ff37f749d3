//! The project file: it is found, its options are defaults, and what it says of names and figures
//! holds for every input.

#[path = "../support/mod.rs"]
mod support;

mod errors;
mod levels;

use serde_json::Value;
use support::folder::Folder;

const LONG: &str = "\
model,level,task,n,correct,groups
alpha,d0,math,100,90,top
alpha,d0,code,100,80,top
beta,d0,math,100,70,
beta,d0,code,100,60,
gamma,d0,math,100,50,
gamma,d0,code,100,40,
";

/// What the wide table means: less is better, a range, a chance of guessing.
const FIGURES: &str = "\
[map]
model = \"Model\"
[tasks.WER]
lower_is_better = true
n = 100
[tasks.Judge]
range = [1, 10]
[tasks.Math]
n = 50
choices = 4
";

const WIDE: &str = "\
Model,License,WER,Judge,Math
alpha,MIT,10.0,9,80.0
beta,GPL,20.0,7,70.0
gamma,MIT,30.0,4,60.0
";

/// The board as JSON, with what is said of it.
fn board(folder: &Folder, arguments: &[&str]) -> (Value, String) {
    let mut all = vec!["export", "--to", "json", "-v"];
    all.extend(arguments);
    let said = folder.run(&all);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    (serde_json::from_str(&said.stdout).unwrap(), said.stderr)
}

fn texts<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one[key].as_str().unwrap()).collect()
}

#[test]
fn models_tasks_and_levels_are_named_grouped_hidden_and_ordered() {
    let toml = r#"
title = "My board"
[models."*a"]
groups = ["all"]
[models.alpha]
label = "Alpha <1>"
groups = ["first"]
url = "https://example.org/alpha"
[models."g*"]
hide = true
[tasks.code]
label = "Coding"
order = 1
[tasks.math]
order = 2
[levels.d0]
label = "Beginners"
"#;
    let folder = Folder::new([("data.csv", LONG), ("evalboard.toml", toml)]);
    let (json, _) = board(&folder, &["data.csv"]);
    assert_eq!(json["title"], "My board");
    assert_eq!(texts(&json["models"], "label"), ["Alpha <1>", "beta"]);
    assert_eq!(
        json["models"][0]["groups"],
        serde_json::json!(["all", "first"])
    );
    assert_eq!(texts(&json["tasks"], "label"), ["Coding", "math"]);
    assert_eq!(texts(&json["levels"], "label"), ["Beginners"]);
    let cell = &json["models"][0]["rows"][0]["cells"][0];
    assert_eq!(cell["correct"], 80, "{json:#}");
    let (json, _) = board(&folder, &["data.csv", "--groups", "first"]);
    assert_eq!(texts(&json["models"], "key"), ["alpha"]);
}

#[test]
fn options_of_the_command_line_win() {
    let toml = "score = \"average\"\ncell = \"raw\"\ncolumns = [\"model\", \"score\"]\n\
                theme = \"dark\"\n\
                subtitle = \"sub\"\n";
    let folder = Folder::new([("data.csv", LONG), ("evalboard.toml", toml)]);
    let (json, _) = board(&folder, &["data.csv"]);
    assert_eq!(json["score"]["kind"], "average", "{json:#}");
    let (json, _) = board(&folder, &["data.csv", "--score", "point"]);
    assert_eq!(json["score"]["kind"], "point");
    let csv = folder.run(&["export", "data.csv", "--to", "csv"]);
    assert_eq!(csv.code, Some(0));
    let dark = folder.run(&["render", "data.csv", "-o", "-", "--to", "svg"]);
    let light = folder.run(&[
        "render", "data.csv", "-o", "-", "--to", "svg", "--theme", "light",
    ]);
    assert_eq!(
        (dark.code, light.code),
        (Some(0), Some(0)),
        "{}",
        dark.stderr
    );
    assert_ne!(dark.stdout, light.stdout);
    // What a picture bears is no fault where there is none.
    let report = folder.run(&["report", "data.csv", "-o", "-"]);
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let pair = folder.run(&["render", "data.csv", "-o", "b.svg", "--pair"]);
    assert_eq!(pair.code, Some(0), "{}", pair.stderr);
}

#[test]
fn it_is_found_beside_the_data_then_in_the_working_directory_or_named() {
    let folder = Folder::new([
        ("a/data.csv", LONG),
        ("a/evalboard.toml", "title = \"beside\""),
        ("b/data.csv", LONG),
        ("evalboard.toml", "title = \"here\"\ninputs = [\"b/*.csv\"]"),
        (
            "c/other.toml",
            "title = \"named\"\ninputs = \"../a/data.csv\"",
        ),
    ]);
    let title = |arguments: &[&str]| board(&folder, arguments).0["title"].clone();
    assert_eq!(title(&["a/data.csv"]), "beside");
    assert_eq!(title(&["a/*.csv"]), "beside");
    assert_eq!(title(&["a"]), "beside");
    assert_eq!(title(&["b/data.csv"]), "here");
    assert_eq!(title(&[]), "here");
    assert_eq!(title(&["--config", "c/other.toml"]), "named");
    assert_eq!(title(&["b", "--config", "c/other.toml"]), "named");
    folder.write("b/evalboard.toml", "title = \"b\"");
    let said = folder.run(&["table", "a", "b"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("--config FILE"), "{}", said.stderr);
    let said = folder.run(&["table", "a", "--config", "none.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("none.toml"), "{}", said.stderr);
}

#[test]
fn without_data_and_inputs_the_parser_says_what_is_missing() {
    let folder = Folder::new([("evalboard.toml", "title = \"x\"")]);
    let elsewhere = Folder::new([("README.md", "")]);
    for said in [folder.run(&["table"]), elsewhere.run(&["table"])] {
        assert_eq!(said.code, Some(2));
        let expected = "error: DATA is missing: name result files";
        assert!(said.stderr.starts_with(expected), "{}", said.stderr);
        let usage = "Usage: evalboard table [OPTIONS] [DATA]...";
        assert!(said.stderr.contains(usage), "{}", said.stderr);
    }
}

#[test]
fn figures_are_read_as_it_says() {
    let folder = Folder::new([("data.csv", WIDE), ("evalboard.toml", FIGURES)]);
    let (json, said) = board(&folder, &["data.csv"]);
    assert!(said.contains("1 - value"), "{said}");
    assert!(said.contains("Judge"), "{said}");
    let cells = &json["models"][0]["rows"][0]["cells"];
    assert_eq!(texts(&json["tasks"], "key"), ["WER", "Judge", "Math"]);
    assert_eq!(cells[0]["correct"], 90, "{cells:#}");
    assert_eq!(cells[0]["n"], 100);
    let judge = cells[1]["accuracy"].as_f64().unwrap();
    assert!((judge - 8.0 / 9.0).abs() < 1e-9, "{cells:#}");
    assert_eq!(cells[2]["correct"], 40);
    assert_eq!(cells[2]["lucky"], 12.5);
    let (json, _) = board(&folder, &["data.csv", "--trials", "200"]);
    let cells = &json["models"][0]["rows"][0]["cells"];
    assert_eq!((&cells[0]["n"], &cells[2]["n"]), (&200.into(), &200.into()));
}

#[test]
fn the_long_table_says_the_same_as_the_wide_one() {
    let long = "model,task,accuracy\n\
                alpha,WER,10\nbeta,WER,20\ngamma,WER,30\n\
                alpha,Judge,9\nbeta,Judge,7\ngamma,Judge,4\n\
                alpha,Math,80\nbeta,Math,70\ngamma,Math,60\n";
    let toml = FIGURES.replace("choices = 4", "guess_chance = 0.25");
    let toml = toml.replace("[map]\nmodel = \"Model\"\n", "");
    let folder = Folder::new([("l.csv", long), ("w.csv", WIDE), ("evalboard.toml", &toml)]);
    let rows = |file: &str| {
        let (json, _) = board(&folder, &[file]);
        let models = json["models"].as_array().unwrap().iter();
        models
            .map(|model| model["rows"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("l.csv"), rows("w.csv"));
}

/// Whoever sees the picture, report or page alone learns what was turned round or scaled.
#[test]
fn every_output_says_what_was_turned_round_or_scaled() {
    let folder = Folder::new([("data.csv", WIDE), ("evalboard.toml", FIGURES)]);
    let svg = [
        "render", "data.csv", "-o", "-", "--to", "svg", "--text", "live",
    ];
    for arguments in [
        &svg[..],
        &["report", "data.csv"],
        &["table", "data.csv"],
        &["export", "data.csv", "--to", "html-table"],
        &["export", "data.csv", "--to", "latex"],
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        let one_line = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in ["Less is better in WER", "Scaled from a range of their own"] {
            assert!(one_line.contains(words), "{arguments:?}: {one_line}");
        }
    }
    let plain = folder.run(&["report", "data.csv", "--tasks", "Math"]);
    assert!(!plain.stdout.contains("Less is better"), "{}", plain.stdout);
}

#[test]
fn bucket_files_are_turned_round_and_say_so() {
    let buckets = r#"{"buckets": {"k": {"btype": "scenario_base_task", "scenario": "m",
        "base_task": "slips", "total": 100, "correct": 30, "truncated": 0}}}"#;
    let toml = "[tasks.slips]\nlower_is_better = true\n";
    let folder = Folder::new([("b.json", buckets), ("evalboard.toml", toml)]);
    let (json, said) = board(&folder, &["b.json"]);
    assert_eq!(json["models"][0]["rows"][0]["cells"][0]["correct"], 70);
    assert!(said.contains("less is better in slips"), "{said}");
    let said = folder.run(&["table", "b.json"]).stderr;
    assert!(said.contains("1 - value in 1 task"), "{said}");
}

/// Links of models, from the project file and from the table, in Markdown and on pages.
#[test]
fn links_of_models() {
    let wide = "Model,Link,Math\nalpha,https://example.org/a?x=1&y=2,80.0\n\
                [beta](https://example.org/b),,70.0\ngamma,,60.0\n";
    let toml = "[models.gamma]\nurl = \"https://example.org/c_(d)\"\n";
    let folder = Folder::new([("data.csv", wide), ("evalboard.toml", toml)]);
    let columns = ["--columns", "rank,model,url,score"];
    let output = |format: &str| {
        let said = folder.run(&[&["export", "data.csv", "--to", format], &columns[..]].concat());
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        said.stdout
    };
    let markdown = output("markdown");
    for link in [
        "(https://example.org/a?x=1&amp;y=2)",
        "(https://example.org/b)",
    ] {
        assert!(markdown.contains(link), "{markdown}");
    }
    let links = ["a?x=1&amp;y=2", "b", "c_(d)"].map(|path| format!("https://example.org/{path}"));
    let html = output("html-table");
    let site = [&["site", "data.csv", "-o", "site"], &columns[..]].concat();
    let said = folder.run(&site);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let page = std::fs::read_to_string(folder.path("site/index.html")).unwrap();
    for content in [html, page] {
        for link in &links {
            assert!(
                content.contains(&format!("href=\"{link}\"")),
                "{link}: {content}"
            );
        }
    }
}

#[test]
fn names_that_are_not_in_the_data_are_said() {
    let toml = "[models.alpa]\nlabel = \"A\"\n[tasks.\"x*\"]\nn = 3\n[levels.d7]\nlabel = \"L\"\n";
    let folder = Folder::new([("data.csv", LONG), ("evalboard.toml", toml)]);
    let (_, said) = board(&folder, &["data.csv"]);
    for name in [
        "models.\"alpa\" (near: alpha)",
        "tasks.\"x*\"",
        "levels.\"d7\"",
    ] {
        assert!(said.contains(name), "{said}");
    }
    assert!(said.contains("without effect: "), "{said}");
}

#[test]
fn entries_of_names_that_became_another_task_are_said_to_have_no_effect() {
    let wide = "model,Math easy,Math hard\nalpha,.9,.7\nbeta,.8,.6\n";
    let toml = "[tasks.\"Math *\"]\ntask = \"Math\"\n[tasks.\"Math easy\"]\nlevel = \"easy\"\n\
                [tasks.\"Math hard\"]\n";
    let folder = Folder::new([("data.csv", wide), ("evalboard.toml", toml)]);
    let (_, said) = board(&folder, &["data.csv"]);
    assert!(!said.contains("effect"), "{said}");
    folder.write("evalboard.toml", format!("{toml}label = \"Hard\"\n"));
    let said = folder.run(&["table", "data.csv"]).stderr;
    let expected = "1 entry of evalboard.toml has no effect";
    assert!(said.contains(expected), "{said}");
    let (_, said) = board(&folder, &["data.csv"]);
    let expected = "without effect: tasks.\"Math hard\" (read as task Math)";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_folder_that_is_data_may_hold_it() {
    let folder = Folder::new([("d/data.csv", LONG), ("d/evalboard.toml", "title = \"t\"")]);
    let (json, said) = board(&folder, &["d"]);
    assert_eq!(json["title"], "t");
    assert!(!said.contains("left out"), "{said}");
}

#[test]
fn empty_marked_and_windows_files_are_read() {
    for toml in [
        "",
        "\u{feff}title = \"t\"",
        "# note\r\ntitle = \"t\"\r\n[models]\r\n",
    ] {
        let folder = Folder::new([("data.csv", LONG), ("evalboard.toml", toml)]);
        let (json, _) = board(&folder, &["data.csv"]);
        if !toml.is_empty() {
            assert_eq!(json["title"], "t", "{toml:?}");
        }
    }
}

#[test]
fn metrics_and_figures_of_harnesses() {
    let results = r#"{"results": {"t": {"alias": "t", "acc,none": 0.5, "exact_match,none": 0.75}},
        "n-samples": {"t": {"original": 100, "effective": 100}}, "configs": {},
        "model_name": "m"}"#;
    let toml = "[tasks.t]\nmetric = \"exact_match\"\nlabel = \"T\"\nguess_chance = 0.25\n";
    let folder = Folder::new([("results_1.json", results), ("evalboard.toml", toml)]);
    let (json, _) = board(&folder, &["results_1.json"]);
    let cell = |json: &Value| json["models"][0]["rows"][0]["cells"][0].clone();
    assert_eq!(cell(&json)["correct"], 75, "{json:#}");
    assert_eq!(cell(&json)["lucky"], 25.0);
    let (json, _) = board(&folder, &["results_1.json", "--metric", "acc"]);
    assert_eq!(cell(&json)["correct"], 50);
    folder.write(
        "evalboard.toml",
        "[tasks.t]\nlower_is_better = true\ntask = \"u\"\nlevel = \"hard\"",
    );
    let (json, said) = board(&folder, &["results_1.json"]);
    assert_eq!(cell(&json)["correct"], 50);
    assert_eq!(
        (
            json["tasks"][0]["key"].as_str(),
            json["levels"][0]["key"].as_str()
        ),
        (Some("u"), Some("hard"))
    );
    assert!(said.contains("1 - value"), "{said}");
}

#[test]
fn where_to_read_more_is_the_data_and_not_the_file_itself() {
    let toml = "[models.nobody]\nlabel = \"Nobody\"\n";
    let folder = Folder::new([("wide.csv", WIDE), ("evalboard.toml", toml)]);
    let said = folder.run(&["table", "wide.csv"]).stderr;
    let more = "1 entry of evalboard.toml has no effect; more: evalboard check wide.csv\n";
    assert!(said.contains(more), "{said}");
}
