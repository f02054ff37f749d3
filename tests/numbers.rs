//! Small boards at the edges of ties, intervals and rounding, through the binary.

mod support;

use serde_json::Value;
use support::folder::Folder;

/// The board that these inputs make, as JSON.
fn board(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    let folder = Folder::new(files.iter().copied());
    let names = files.iter().map(|(name, _)| *name);
    let arguments: Vec<&str> = ["export"]
        .into_iter()
        .chain(names)
        .chain(["--to", "json"])
        .chain(arguments.iter().copied())
        .collect();
    let said = folder.run(&arguments);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    serde_json::from_str(&said.stdout).unwrap()
}

/// `A 1 1-2` for each model, with `†` where the rank lies outside its interval and `~` where it
/// takes none.
fn ranks(board: &Value) -> Vec<String> {
    let models = board["models"].as_array().unwrap().iter();
    let shown = models.map(|model| {
        let rank = &model["rank"];
        let sign = |name: &str, sign| if rank[name] == true { sign } else { "" };
        format!(
            "{} {}{}{} {}-{}",
            model["label"].as_str().unwrap(),
            sign("provisional", "~"),
            rank["place"],
            sign("outside", "†"),
            rank["low"],
            rank["high"]
        )
    });
    shown.collect()
}

/// Both have every answer right: 5 of 5 and 6 of 6 give the same score, but for rounding.
#[test]
fn equal_scores_tie_whatever_rounding_made_of_them() {
    let all_right = "model,task,n,correct\nA,t,5,5\nB,t,6,6\n";
    assert_eq!(
        ranks(&board(&[("a.csv", all_right)], &[])),
        ["A 1 1-2", "B 1 1-2"]
    );
    let of = |n: u32| {
        let text = format!(
            "model,task,n,correct\nA,t1,{n},{n}\nA,t2,10,5\nB,t1,5,5\nB,t2,10,1\nC,t1,9,9\n"
        );
        ranks(&board(&[("a.csv", &text)], &[]))
    };
    // C ties with both on the one task that it shares with them: its absence lifts it above
    // neither.
    assert_eq!(of(60), ["A 1 1-3", "B 2 1-3", "C 3 1-3"]);
    assert_eq!(of(61), of(60));
}

/// m1 did t1 alone, and is there significantly better than m2: it stands above it, although m0,
/// below m2, has more right on t1.
#[test]
fn significant_comparisons_decide_the_place_first() {
    let text = "model,task,n,correct\nm2,t0,100,56\nm2,t1,100,37\nm0,t0,100,4\n\
                m0,t1,100,73\nm1,t1,100,71\n";
    let found = ranks(&board(&[("a.csv", text)], &[]));
    assert_eq!(found, ["m1 1 1-2", "m2 2 2-2", "m0 3 2-3"]);
}

const STAR: &str = "model,level,task,n,correct,truncated,tokens\n\
    full,easy,a,100,90,0,500\nfull,easy,b,100,90,0,500\nother,easy,a,100,80,0,600\n\
    other,easy,b,100,80,0,600\nstar,easy,a,100,95,0,50\n";

#[test]
fn a_starred_row_takes_no_highlight() {
    let board = board(&[("a.csv", STAR)], &[]);
    assert_eq!(board["summary"]["best_efficiency"]["model"], "full");
    let star = &board["models"]
        .as_array()
        .unwrap()
        .iter()
        .find(|model| model["key"] == "star");
    let row = &star.unwrap()["rows"][0];
    assert_eq!(
        (&row["score"]["incomplete"], &row["efficiency_mark"]),
        (&true.into(), &Value::Null)
    );
    let folder = Folder::new([("a.csv", STAR)]);
    let report = folder.run(&["report", "a.csv"]).stdout;
    let line = report.lines().find(|line| line.starts_with("| star"));
    assert!(!line.unwrap().contains("**"), "{report}");
    assert!(report.contains("starred rows aside"), "{report}");
}

#[test]
fn halves_are_rounded_away_from_zero() {
    let text = "model,task,n,correct,truncated,tokens\nA,t,391,200,9,100\nB,t,1000,565,0,200\n\
        C,t,1000,575,0,300\nD,t,1000,145,0,400\n";
    let folder = Folder::new([("a.csv", text)]);
    let said = folder.run(&["table", "a.csv", "--cell", "raw"]);
    for figure in [".57", ".58", ".15"] {
        assert!(said.stdout.contains(figure), "{figure}: {}", said.stdout);
    }
    let page = folder.run(&["render", "a.csv", "-o", "a.svg"]);
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    let picture = std::fs::read_to_string(folder.path("a.svg")).unwrap();
    assert!(picture.contains("2.3 %"), "{picture:.2000}");
}

/// 50 trials a task give a higher ReasonScore, but the test at equal trials finds the other better.
#[test]
fn few_trials_are_placed_against_the_test() {
    let mut text = "model,task,n,correct\n".to_owned();
    for task in 0..12 {
        text += &format!("few,t{task:02},50,42\nmany,t{task:02},1000,890\n");
    }
    let found = ranks(&board(&[("a.csv", &text)], &[]));
    assert_eq!(found, ["few 1† 2-2", "many 2† 1-1"]);
}

/// One model has done one task of five, another all of easy.
#[test]
fn too_few_of_the_common_cells_give_no_rank() {
    let mut text = "model,task,n,correct\n".to_owned();
    for (model, correct) in [("a", 80), ("b", 60), ("c", 40)] {
        for task in 0..5 {
            text += &format!("{model},t{task},100,{}\n", correct + 4 * task);
        }
    }
    text += "one,t0,100,99\n";
    let board = board(&[("a.csv", &text)], &[]);
    let found = ranks(&board);
    assert!(found[0].starts_with("one ~1 1-"), "{found:?}");
    assert!(found[1].starts_with("a 1 1-1"), "{found:?}");
    assert_eq!(board["summary"]["best_models"], serde_json::json!(["a"]));
}

/// Ten items with four answers each, always alike: the 40 answers of a cell are worth ten.
const CLUSTERED: &str = "model,task,n,correct,items,sum_k2,sum_kn,sum_n2\n\
    A,t,40,24,10,96,96,160\nA,u,40,24,,,,\nB,t,40,28,10,112,112,160\nB,u,40,20,10,80,80,160\n";

#[test]
fn repeated_items_widen_intervals_and_survive_exports() {
    let folder = Folder::new([("a.csv", CLUSTERED)]);
    let first = board(&[("a.csv", CLUSTERED)], &[]);
    let cells = first["models"][0]["rows"][0]["cells"].as_array().unwrap();
    assert_eq!(cells[0]["items"], 10);
    assert!((cells[0]["design_effect"].as_f64().unwrap() - 4.0).abs() < 1e-9);
    assert_eq!(cells[1]["items"], Value::Null);
    for kind in ["csv", "jsonl"] {
        let written = folder.run(&["export", "a.csv", "--to", kind]).stdout;
        let name = format!("again.{kind}");
        let again = Folder::new([(name.as_str(), written.as_str())]);
        let twice = again.run(&["export", &name, "--to", kind]).stdout;
        assert_eq!(written, twice);
        let mut read = board(&[(&name, &written)], &[]);
        read["inputs"] = first["inputs"].clone();
        assert_eq!(read, first, "{kind}");
    }
    let said = folder.run(&["check", "a.csv"]).stdout;
    assert!(
        said.contains("taken as a cluster for 3 of 4 cells"),
        "{said}"
    );
}

/// A column that is only called like one of the sums says nothing.
#[test]
fn a_column_of_items_alone_is_passed_over() {
    let text = "model,task,n,correct,items\nA,t,40,24,some words\nB,t,40,12,\n";
    let lines = "{\"model\":\"A\",\"task\":\"t\",\"n\":40,\"correct\":24,\"items\":[1,2]}\n\
        {\"model\":\"B\",\"task\":\"t\",\"n\":40,\"correct\":12,\"items\":3}\n";
    for file in [("a.csv", text), ("a.jsonl", lines)] {
        let board = board(&[file], &[]);
        assert_eq!(ranks(&board), ["A 1 1-1", "B 2 2-2"]);
    }
}

#[test]
fn exports_say_which_ranks_are_provisional_or_outside() {
    let mut text = "model,task,n,correct\n".to_owned();
    for task in 0..12 {
        text += &format!("few,t{task},50,42\nmany,t{task},1000,890\nlast,t{task},1000,300\n");
    }
    text += "one,t0,100,99\n";
    let folder = Folder::new([("a.csv", text.as_str())]);
    for columns in [&[][..], &["--columns", "rank,model"]] {
        let said = folder.run(&[&["export", "a.csv", "--to", "jsonl"], columns].concat());
        let flags = |label: &str| {
            let mut lines = said
                .stdout
                .lines()
                .map(|line| serde_json::from_str(line).unwrap());
            let line: Value = lines
                .find(|line: &Value| line["model"] == label)
                .unwrap_or_default();
            [
                line["rank_provisional"].clone(),
                line["rank_outside"].clone(),
            ]
        };
        assert_eq!(flags("one"), [true, false], "{}", said.stdout);
        assert_eq!(flags("few"), [false, true], "{}", said.stdout);
        assert_eq!(flags("last"), [false, false], "{}", said.stdout);
    }
}

/// Its page says what its rank interval counts, and lists the models without a rank.
#[test]
fn a_page_of_a_model_says_its_family_of_comparisons() {
    let mut text = "model,task,n,correct\n".to_owned();
    for task in 0..5 {
        text += &format!("a,t{task},100,90\nb,t{task},100,50\n");
    }
    text += "one,t0,100,99\n";
    let folder = Folder::new([("a.csv", text.as_str())]);
    for (option, family) in [
        ("each", "corrected for all comparisons of this model (Holm)"),
        ("all", "corrected for all pairs of models (Holm)"),
    ] {
        let said = folder.run(&["site", "a.csv", "-o", option, "--rank-intervals", option]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        let pages = std::fs::read_dir(folder.path(option).join("model")).unwrap();
        let pages: Vec<String> = pages
            .map(|page| std::fs::read_to_string(page.unwrap().path()).unwrap())
            .collect();
        assert_eq!(pages.len(), 3);
        for page in &pages {
            assert!(page.contains(family), "{page}");
        }
        let lists = |page: &&String| page.contains("Provisional, counted in nobody");
        assert_eq!(pages.iter().filter(lists).count(), 2);
    }
}

#[test]
fn the_old_word_for_a_score_names_the_new_ones() {
    let folder = Folder::new([("a.csv", STAR)]);
    let said = folder.run(&["table", "a.csv", "--score", "mean"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("'average'") && said.stderr.contains("'point'"),
        "{}",
        said.stderr
    );
}
