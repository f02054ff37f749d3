//! Tables as people publish them: real files beside a small independent reader, tables full of
//! traps.

#[path = "../support/mod.rs"]
mod support;

mod mistakes;
mod published;

use std::path::PathBuf;

use evalboard::internals::dataset::note_lines;
use evalboard::internals::input;
use evalboard::internals::input::TableOptions;
use evalboard::{Dataset, Evidence};
use support::cells::{cells_of, load_with};
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

fn warnings(dataset: &Dataset) -> Vec<String> {
    dataset.warnings.lines(3)
}

fn notes(dataset: &Dataset) -> String {
    note_lines(&dataset.notes).join("\n")
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
    let one = evalboard::internals::stats::wilson(55.0, 100.0);
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
