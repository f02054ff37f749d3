//! Own samples: repeats, provenance, a folder of all kinds.

use evalboard::Evidence;

use crate::data::{load, of_one_model};
use crate::support::folder::Folder;

const LM_EVAL: &str = r#"{"results": {"arc": {"acc,none": 0.5,
  "acc_stderr,none": 0.11470786693528087}}, "configs": {},
  "n-samples": {"arc": {"original": 100, "effective": 20}}, "model_name": "o/NAME", "date": DATE,
  "lm_eval_version": "0.4.9"}"#;

fn lm_eval(name: &str, date: u32, value: &str) -> String {
    LM_EVAL
        .replace("NAME", name)
        .replace("DATE", &date.to_string())
        .replace("0.5,", &format!("{value},"))
}

#[test]
fn of_several_runs_the_newest_counts() {
    let folder = Folder::new([
        ("a/results_1.json", &lm_eval("m", 200, "0.5")),
        ("b/results_2.json", &lm_eval("m", 100, "0.25")),
    ]);
    let dataset = load(&[folder.root()]);
    assert_eq!(of_one_model(&dataset)["arc"], "10/20");
    let detail = &dataset
        .notes
        .iter()
        .find(|note| note.detail.contains("newest"))
        .unwrap()
        .detail;
    assert!(
        detail.contains("o/m") && detail.contains("results_2.json"),
        "{detail}"
    );
    let provenance = dataset.provenance.values().next().unwrap();
    assert_eq!(provenance.metric.as_deref(), Some("acc"));
    assert_eq!(
        (provenance.n, provenance.version.as_deref()),
        (Some(20), Some("0.4.9"))
    );
    assert!(provenance.file.ends_with("a/results_1.json"));
}

#[test]
fn a_folder_of_all_kinds_is_one_board() {
    let folder = Folder::new([
        ("lm/results_1.json", lm_eval("m", 1, "0.5").as_str()),
        ("cells.csv", "model,task,n,correct\nx,sort,10,5\n"),
        (
            "aider/edit_leaderboard.yml",
            "- {dirname: d, test_cases: 133, model: m, edit_format: diff, pass_rate_1: 5, \
             pass_rate_2: 68.4}\n",
        ),
        (
            "swe/m.run.json",
            r#"{"total_instances": 300, "submitted_instances": 300, "resolved_instances": 100,
              "resolved_ids": [], "schema_version": 2}"#,
        ),
        ("notes.md", "# Notes\n\n| a | b |\n|---|---|\n| x | 1 |\n"),
        ("other.yml", "a: b\n"),
    ]);
    let said = folder.run(&["check", "."]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    for kind in [
        "lm-evaluation-harness results",
        "table (CSV)",
        "Aider leaderboard",
        "SWE-bench report",
    ] {
        assert!(said.stdout.contains(kind), "{kind}: {}", said.stdout);
    }
    assert!(
        !said.stdout.contains("other.yml") && !said.stdout.contains("notes.md"),
        "{}",
        said.stdout
    );
    folder.write(
        "lm/results_2.json",
        "{\"results\": {\"arc\": {\"acc,none\": 0.5}, \"versions\": {",
    );
    let said = folder.run(&["table", "."]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("results_2.json"), "{}", said.stderr);
    let said = folder.run(&["table", ".", "--keep-going"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("results_2.json") && said.stdout.contains("o/m"),
        "{}{}",
        said.stderr,
        said.stdout
    );
}

#[test]
fn guess_chance_from_the_answers_beside() {
    let results = LM_EVAL.replace("NAME", "m").replace("DATE", "1").replace(
        r#""configs": {}"#,
        r#""configs": {"arc": {"output_type": "multiple_choice"}}"#,
    );
    let mut answers = String::new();
    for ix in 0..20 {
        let choices = if ix < 10 {
            "[[[-1.0, false]], [[-2.0, false]]]"
        } else {
            "[[[-1, false]], [[-2, false]], [[-1, false]], [[-2, false]]]"
        };
        answers += &format!(
            "{{\"doc_id\": {ix}, \"arguments\": {{}}, \"resps\": {choices}, \"acc\": 1.0}}\n"
        );
    }
    let folder = Folder::new([
        ("results_x.json", results.as_str()),
        ("samples_arc_x.jsonl", &answers),
    ]);
    let dataset = load(&[folder.root()]);
    let Evidence::Counts(counts) = &dataset.cells.values().next().unwrap().evidence else {
        panic!()
    };
    assert_eq!((counts.correct(), counts.lucky()), (10, Some(7.5)));
}

#[test]
fn provenance_of_each_cell() {
    let folder = Folder::new([
        ("results_1.json", lm_eval("m", 1, "0.5").as_str()),
        ("cells.csv", "model,task,n,correct\nx,sort,10,5\n"),
    ]);
    let said = folder.run(&["check", ".", "--provenance"]);
    let lines: Vec<&str> = said
        .stdout
        .lines()
        .filter(|line| line.contains('\t'))
        .collect();
    assert_eq!(lines.len(), 3, "{}{}", said.stdout, said.stderr);
    assert_eq!(
        lines[0],
        "model\tlevel\ttask\tfile\tmetric\tfilter\tn\tharness\tversion"
    );
    let own = lines.iter().find(|line| line.starts_with("o/m")).unwrap();
    let fields: Vec<&str> = own.split('\t').collect();
    assert!(fields[3].ends_with("results_1.json"), "{own}");
    assert_eq!(
        fields[4..],
        ["acc", "-", "20", "lm-evaluation-harness", "0.4.9"]
    );
    let said = folder.run(&["export", "results_1.json", "--to", "json"]);
    let board: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let from = &board["models"][0]["rows"][0]["cells"][0]["provenance"];
    assert_eq!(from["file"], "results_1.json");
    assert_eq!(
        (&from["metric"], &from["n"], &from["filter"]),
        (&"acc".into(), &20.into(), &serde_json::Value::Null)
    );
}

/// Three runs of one model: by default the newest, else as `--repeats` says.
#[test]
fn several_runs_as_asked() {
    let error = r#""acc_stderr,none": 0.11470786693528087"#;
    let none = r#""acc_stderr,none": "N/A""#;
    let run = |date, value| lm_eval("m", date, value).replace(error, none);
    let folder = Folder::new([
        ("a/results_1.json", &run(300, "0.5")),
        ("b/results_2.json", &run(100, "0.25")),
        ("c/results_3.json", &run(200, "0.75")),
    ]);
    for (how, figures, said) in [
        (&[][..], "20,10", "of several runs the newest"),
        (
            &["--repeats", "last"],
            "20,10",
            "of several runs the newest",
        ),
        (&["--repeats", "first"], "20,5", "of several runs the first"),
        (&["--repeats", "pool"], "60,30", "several runs together"),
        (&["--repeats", "mean"], ",", "the mean of several runs"),
    ] {
        let arguments = [&["export", ".", "--to", "csv"], how].concat();
        let out = folder.run(&arguments);
        assert_eq!(out.code, Some(0), "{}", out.stderr);
        let row = out.stdout.lines().nth(1).unwrap();
        assert!(
            row.starts_with(&format!("o/m,,arc,{figures},")),
            "{how:?}: {row}"
        );
        assert!(out.stderr.contains(said), "{how:?}: {}", out.stderr);
    }
    // 1/4, 1/2, 3/4: mean 1/2, deviation 1/4, error 1/4 / sqrt(3).
    let out = folder.run(&["export", ".", "--to", "csv", "--repeats", "mean"]);
    let mut rows = out
        .stdout
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let (head, row) = (rows.next().unwrap(), rows.next().unwrap());
    let field = |name: &str| {
        let at = head.iter().position(|head| *head == name).unwrap();
        row[at].parse::<f64>().unwrap()
    };
    assert_eq!(field("accuracy"), 0.5);
    assert!((field("stderr") - 0.25 / 3_f64.sqrt()).abs() < 1e-9);
}

/// What was read stands in a line, also where nothing was left to decide.
#[test]
fn the_line_that_says_what_was_read() {
    let folder = Folder::new([("results_1.json", lm_eval("m", 1, "0.5").as_str())]);
    let said = folder.run(&["table", "results_1.json"]);
    let line = "note: read as: lm-evaluation-harness 0.4.9 (1 file; acc); more: evalboard check \
     results_1.json\n";
    assert_eq!(said.stderr, line);
    let said = folder.run(&["table", "results_1.json", "--metric", "em"]);
    let warning = "warning: --metric em: no task has it as a share; tasks count by acc\n";
    assert!(said.stderr.ends_with(warning), "{}", said.stderr);
}

/// The project file makes a task and a level of several tasks: their answers add up, while of
/// several runs of each the newest counts.
#[test]
fn tasks_become_one_task_with_levels() {
    let file = |date: u32, easy: u32| {
        format!(
            r#"{{"results": {{"m_1": {{"acc,none": 0.{easy}}}, "m_2": {{"acc,none": 0.5}},
            "m_3": {{"acc,none": 0.25}}}}, "configs": {{}}, "model_name": "o/m", "date": {date},
            "n-samples": {{"m_1": {{"effective": 20}}, "m_2": {{"effective": 40}}, "m_3":
            {{"effective": 8}}}}}}"#
        )
    };
    let project = "[tasks.\"m_[1-2]\"]\ntask = \"M\"\nlevel = \"easy\"\n[tasks.m_3]\ntask = \"M\"\n\
        level = \"hard\"\n";
    let folder = Folder::new([
        ("r/results_1.json", file(1, 10).as_str()),
        ("r/results_2.json", &file(2, 75)),
        ("evalboard.toml", project),
    ]);
    let said = folder.run(&["export", "r", "--config", "evalboard.toml", "--to", "csv"]);
    let rows: Vec<&str> = said.stdout.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{}{}", said.stdout, said.stderr);
    assert!(rows[0].starts_with("o/m,easy,M,60,35,"), "{}", rows[0]);
    assert!(rows[1].starts_with("o/m,hard,M,8,2,"), "{}", rows[1]);
}
