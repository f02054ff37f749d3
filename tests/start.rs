//! The first minute: a table to try with, DATA without a command, a project file from any data,
//! completions and man pages.

mod support;

use std::fs;

use serde_json::Value;
use support::folder::{Folder, Said};
use support::root;

fn json_of(said: &Said) -> Value {
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    serde_json::from_str(&said.stdout).unwrap()
}

/// A TOML text as JSON.
fn as_json(toml: &str) -> Value {
    let value: toml::Value = toml::from_str(toml).unwrap();
    serde_json::to_value(value).unwrap()
}

fn config_schema() -> jsonschema::Validator {
    let said = Folder::new([] as [(&str, &str); 0]).run(&["schema", "--of", "config"]);
    jsonschema::validator_for(&json_of(&said)).unwrap()
}

#[test]
fn demo_writes_a_table_that_reads_without_a_word_and_says_what_is_next() {
    let folder = Folder::new([("mine.csv", "x")]);
    let said = folder.run(&["demo"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    for command in ["evalboard demo.csv", "render demo.csv", "init demo.csv"] {
        assert!(said.stdout.contains(command), "{}", said.stdout);
    }
    let bare = folder.run(&["demo.csv"]);
    let table = folder.run(&["table", "demo.csv"]);
    assert_eq!(bare, table);
    assert_eq!((bare.code, bare.stderr.as_str()), (Some(0), ""));
    assert!(bare.stdout.contains("Cedar Pro"));
    let refused = folder.run(&["demo", "mine.csv"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(fs::read(folder.path("mine.csv")).unwrap(), b"x");
}

#[test]
fn data_without_a_command_is_a_table() {
    let csv = "model,task,n,correct\na,t,9,3\n";
    let folder = Folder::new([("d/data.csv", csv), ("rendr", csv)]);
    assert_eq!(folder.run(&["d"]).code, Some(0));
    assert_eq!(
        folder.run(&["-q", "d/data.csv", "--top", "1"]).code,
        Some(0)
    );
    let piped = folder.run_with(&["-"], csv.as_bytes());
    assert_eq!(piped.code, Some(0), "{}", piped.stderr);
    let slip = folder.run(&["tabel"]);
    assert_eq!(slip.code, Some(2));
    assert!(slip.stderr.contains("'table'"), "{}", slip.stderr);
    assert_eq!(folder.run(&["rendr"]).code, Some(0));
    assert_eq!(folder.run(&["d/*.csv"]).code, Some(0));
}

#[test]
fn a_slip_in_a_file_name_is_told_from_one_in_a_command() {
    let csv = "model,task,n,correct\na,t,9,3\n";
    let folder = Folder::new([("scores.csv", csv), ("results/a.csv", csv)]);
    let here = "is no command and no file here";
    for (word, hint) in [
        ("scoers.csv", "; did you mean scores.csv?"),
        ("missing.xlsx", ""),
        ("results/b.csv", "; did you mean results/a.csv?"),
        ("nowhere/at_all", ""),
        ("resluts", "; did you mean results?"),
    ] {
        let said = folder.run(&[word]);
        let expected = format!("error: {word} {here}{hint}\n");
        assert_eq!((said.code, said.stderr), (Some(2), expected));
    }
    let said = folder.run(&["xyzzy"]);
    assert!(said.stderr.contains("unrecognized subcommand"), "{said:?}");
}

#[test]
fn a_drafted_project_file_gives_the_same_board_and_is_what_the_schema_says() {
    let schema = config_schema();
    for (case, data) in [
        ("reasonscape", "dataset.json"),
        ("helm_capabilities", "helm_capabilities.csv"),
        ("zeroeval", "zeroeval.csv"),
        ("one_cell", "one_cell.csv"),
        ("hostile", "hostile.csv"),
    ] {
        let data = root().join("golden").join(case).join(data);
        let data = data.to_str().unwrap();
        let folder = Folder::new([] as [(&str, &str); 0]);
        let export = |more: &[&str]| {
            let mut all = vec!["export", "--to", "json"];
            all.extend(more);
            let mut json = json_of(&folder.run(&all));
            // The way to the files is another.
            json["inputs"] = Value::Null;
            json
        };
        let plain = export(&[data]);
        let said = folder.run(&["init", data]);
        assert_eq!(said.code, Some(0), "{case}: {}", said.stderr);
        assert_eq!(plain, export(&[]), "{case}");
        assert_eq!(plain, export(&[data]), "{case}");
        let toml = fs::read_to_string(folder.path("evalboard.toml")).unwrap();
        let json = as_json(&toml);
        assert!(schema.is_valid(&json), "{case}: {json:#}");
        // Every example in a comment is valid, too.
        let again = folder.run(&["init", data]);
        assert_eq!(again.code, Some(2));
        assert!(again.stderr.contains("--force"), "{}", again.stderr);
        let forced = folder.run(&["init", data, "--force"]);
        assert_eq!(forced.code, Some(0), "{}", forced.stderr);
    }
}

#[test]
fn what_a_draft_has_in_comments_is_valid_without_them() {
    let wide = "Model,License,A,B\n[x](https://e.org/x),MIT,81.5,70\ny,\"a \"\"b\"\" \\\",60,50\n";
    let folder = Folder::new([("data.csv", wide)]);
    let said = folder.run(&["init", "data.csv", "-o", "-", "--map", "model=Model"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let free: String = said
        .stdout
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest)
                if rest.contains(" = ") && !rest.contains(", hide") && !rest.contains("= 1.") =>
            {
                rest
            }
            Some(rest) if rest.starts_with('[') => rest,
            _ if line.starts_with('#') => "",
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(
        free.contains("\"License\" = \"a \\\"b\\\" \\\\\""),
        "{free}"
    );
    assert!(free.contains("model = \"Model\""), "{free}");
    let json = as_json(&free);
    let schema = config_schema();
    assert!(schema.is_valid(&json), "{json:#}");
    folder.write("evalboard.toml", &free);
    let said = folder.run(&["table"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = config_schema();
    let csv = "model,task,n,correct\na,t,9,3\n";
    for toml in [
        "titel = \"x\"",
        "[tasks.x]\nlable = \"x\"",
        "[tasks.x]\nn = 0",
        "[tasks.x]\nguess_chance = 25",
        "[tasks.x]\nchoices = 4\nguess_chance = 0.25",
        "[tasks.x]\nrange = [1]",
        "[models.x]\nurl = \"ftp://x\"",
        "[models.x]\nlabel = \" \"",
        "[models.x]\nsize = [1]",
        "[levels.x]\nhide = true",
        "score = \"mean\"",
        "theme = \"blue\"",
    ] {
        let folder = Folder::new([("data.csv", csv), ("evalboard.toml", toml)]);
        assert_eq!(folder.run(&["data.csv"]).code, Some(2), "{toml}");
        assert!(!schema.is_valid(&as_json(toml)), "{toml}");
    }
}

#[test]
fn the_example_of_the_manual_is_read_and_is_what_the_schema_says() {
    let page = fs::read_to_string(root().join("docs/project.md")).unwrap();
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let json = as_json(example);
    assert!(config_schema().is_valid(&json), "{json:#}");
    let wide = "System,MMLU hard,WER,MT-Bench,Code\nllama-3-8b-q4,60,10,7.5,55\nx-debug,1,2,3,4\n";
    let folder = Folder::new([("results/a.csv", wide), ("evalboard.toml", example)]);
    let said = folder.run(&["table", "-v"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stdout.contains("Llama 3 8B (4 bit)"),
        "{}",
        said.stdout
    );
    assert!(!said.stdout.contains("x-debug"), "{}", said.stdout);
}

#[test]
fn shells_have_completions_and_every_command_a_man_page() {
    let folder = Folder::new([] as [(&str, &str); 0]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = folder.run(&["completions", shell]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        assert!(said.stdout.contains("rank-intervals"), "{shell}");
    }
    let said = folder.run(&["man", "man/man1"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    for page in ["evalboard", "evalboard-table", "evalboard-init"] {
        let page = fs::read_to_string(folder.path(&format!("man/man1/{page}.1"))).unwrap();
        assert!(page.contains(".TH"), "{page}");
    }
}

#[test]
fn options_that_a_command_does_not_have_a_use_for_are_errors() {
    let csv = "model,task,n,correct\na,t,9,3\n";
    let readme = "<!-- evalboard:begin -->\n<!-- evalboard:end -->\n";
    let folder = Folder::new([("data.csv", csv), ("README.md", readme)]);
    let said = folder.run(&["table", "data.csv", "--scale", "2"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("size of a picture"), "{}", said.stderr);
    let said = folder.run(&["render", "data.csv", "-o", "x.svg", "--scale", "2"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let said = folder.run(&["table", "--table", "data.csv"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("needs the number"), "{}", said.stderr);
    let said = folder.run(&["inject", "--table", "README.md", "data.csv"]);
    assert!(!said.stderr.contains("invalid value"), "{}", said.stderr);
}

#[test]
fn what_is_said_of_models_becomes_columns_on_request() {
    let wide = "Model,License,Organization,A,B\n\
                [alpha](https://example.org/a(1)),MIT,=cmd|'x',81.5,70\n\
                beta,GPL <b>,,60,50\n";
    let toml = "[models.beta]\nparams = 8\nurl = \"https://www.example.org/b/\"\n";
    let folder = Folder::new([("data.csv", wide), ("evalboard.toml", toml)]);
    let columns = "model,license,params,url,score";
    let export = |to: &str| {
        let said = folder.run(&["export", "data.csv", "-q", "--columns", columns, "--to", to]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        said.stdout
    };
    let csv = export("csv");
    assert!(csv.starts_with("model,License,params,url,score"), "{csv}");
    assert!(
        csv.contains("beta,GPL <b>,8,https://www.example.org/b/,"),
        "{csv}"
    );
    let html = export("html-table");
    assert!(html.contains("GPL &lt;b&gt;"), "{html}");
    assert!(
        html.contains("href=\"https://www.example.org/b/\""),
        "{html}"
    );
    let latex = export("latex");
    assert!(
        latex.contains("License") && latex.contains("example.org/b"),
        "{latex}"
    );
    let jsonl = export("jsonl");
    assert!(jsonl.contains("\"License\":\"MIT\""), "{jsonl}");
    let json = json_of(&folder.run(&["export", "data.csv", "-q", "--to", "json"]));
    let beta = json["models"].as_array().unwrap().iter();
    let beta = beta.clone().find(|model| model["key"] == "beta").unwrap();
    assert_eq!(beta["attributes"]["params"], "8");
    let table = folder.run(&["table", "data.csv", "-q", "--columns", columns]);
    assert!(
        table.stdout.contains("License") && table.stdout.contains("MIT"),
        "{}",
        table.stdout
    );
    let svg = folder.run(&[
        "render",
        "data.csv",
        "-q",
        "-o",
        "-",
        "--to",
        "svg",
        "--text",
        "live",
        "--columns",
        columns,
    ]);
    assert!(svg.stdout.contains("GPL &lt;b&gt;"), "{}", svg.stdout);
    folder.write("R.md", "<!-- evalboard:begin -->\n<!-- evalboard:end -->\n");
    let unknown = folder.run(&["table", "data.csv", "-q", "--columns", "licens"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("'License'"), "{}", unknown.stderr);
}
