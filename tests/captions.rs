//! What outputs say about the data at hand, through the binary.

mod support;

use serde_json::Value;
use support::evalboard;
use support::folder::Folder;

const REASONSCAPE: &str = "golden/reasonscape/dataset.json";

/// What a successful run writes to standard output.
fn said(arguments: &[&str]) -> String {
    let output = evalboard().args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Every text output of one table of cells.
fn texts(csv: &str, options: &[&str]) -> Vec<(&'static str, String)> {
    let folder = Folder::new([("cells.csv", csv)]);
    let run = |name: &'static str, arguments: &[&str]| {
        let said = folder.run(&[arguments, options].concat());
        assert_eq!(said.code, Some(0), "{name}: {}", said.stderr);
        (name, said.stdout)
    };
    let mut texts = vec![
        run("table", &["table", "--width", "200", "cells.csv"]),
        run("report", &["report", "cells.csv"]),
        run("latex", &["export", "--to", "latex", "cells.csv"]),
        run("html", &["export", "--to", "html-table", "cells.csv"]),
        run(
            "svg",
            &[
                "render",
                "--to",
                "svg",
                "--text",
                "live",
                "-o",
                "-",
                "cells.csv",
            ],
        ),
    ];
    let site = folder.path("site");
    let site = site.to_str().unwrap();
    let said = folder.run(&[&["site", "cells.csv", "-o", site], options].concat());
    assert_eq!(said.code, Some(0), "site: {}", said.stderr);
    let page = std::fs::read_to_string(folder.path("site/index.html")).unwrap();
    texts.push(("page", page));
    // Lines may break between any two words.
    for (_, text) in &mut texts {
        let latex = text.replace("\\kern0pt{}", "").replace("$-$", "−");
        let without_tags: Vec<&str> = latex
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
            .collect();
        let text_alone = without_tags.join(" ");
        *text = text_alone.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    texts
}

/// A share as tooltips write it: `.999+` and `&lt;.001` are those next to the ends.
fn share(text: &str) -> f64 {
    text.trim_start_matches("&lt;")
        .trim_end_matches('+')
        .parse()
        .unwrap_or_else(|_| panic!("{text:?} is no share"))
}

#[test]
fn an_interval_holds_the_accuracy_that_it_stands_beside() {
    for cell in ["adjusted", "raw"] {
        let json = said(&["export", "--to", "json", "--cell", cell, REASONSCAPE]);
        let board: Value = serde_json::from_str(&json).unwrap();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let mut measured = 0;
        for model in list(&board["models"]) {
            for row in list(&model["rows"]) {
                for cell in list(&row["cells"]) {
                    let figure = |name: &str| cell[name].as_f64();
                    if let (Some(low), Some(value), Some(high)) =
                        (figure("low"), figure("accuracy"), figure("high"))
                    {
                        measured += 1;
                        assert!(low <= value && value <= high, "{cell}");
                    }
                }
            }
        }
        assert!(measured > 400, "{measured}");

        let svg = said(&[
            "render",
            "--to",
            "svg",
            "--cell",
            cell,
            "-o",
            "-",
            REASONSCAPE,
        ]);
        let mut seen = 0;
        for tooltip in svg.split("<title>").skip(1) {
            let tooltip = tooltip.split("</title>").next().unwrap();
            let mut lines = tooltip.lines();
            let value = lines.find_map(|line| line.strip_prefix(&format!("{cell} accuracy: ")));
            let Some(value) = value else { continue };
            let interval = lines
                .next()
                .unwrap()
                .strip_prefix("95 % interval: ")
                .unwrap();
            let (low, high) = interval.split_once('–').unwrap();
            seen += 1;
            assert!(
                share(low) <= share(value) && share(value) <= share(high),
                "{tooltip}"
            );
        }
        assert_eq!(seen, measured, "{cell}");
    }
}

#[test]
fn a_reported_accuracy_is_neither_raw_nor_adjusted() {
    let csv = "model,task,accuracy,stderr\nA,t,0.7,0.02\nB,t,0.6,0.02\n";
    for (name, text) in texts(csv, &["--cell", "raw"]) {
        assert!(
            !text.to_lowercase().contains("raw accuracy"),
            "{name}: {text}"
        );
        assert!(text.contains("Accuracy: as reported"), "{name}: {text}");
        assert!(
            text.contains("from reported standard errors"),
            "{name}: {text}"
        );
    }
}

#[test]
fn without_intervals_nothing_speaks_of_them() {
    let csv = "model,task,accuracy\nA,t,0.7\nA,u,0.5\nB,t,0.6\nB,u,0.8\n";
    for (name, text) in texts(csv, &[]) {
        assert!(
            text.contains("geometric mean of accuracy"),
            "{name}: {text}"
        );
        assert!(!text.contains("− truncation"), "{name}: {text}");
        assert!(!text.contains("margin"), "{name}: {text}");
        assert!(!text.contains("rank 1–2"), "{name}: {text}");
        assert!(text.contains("Intervals: unknown"), "{name}: {text}");
    }
}

#[test]
fn the_order_is_explained_where_it_is_not_that_of_the_scores() {
    let order = "Ranked on the cells that models share; a starred score is over fewer cells and \
                 is not comparable with the others";
    let star =
        "model,task,n,correct\nA,a,100,80\nA,b,100,20\nB,a,100,50\nB,b,100,30\nstar,a,100,90\n";
    let plain = "model,task,n,correct\nA,a,100,80\nA,b,100,40\nB,a,100,50\nB,b,100,30\n";
    for (name, text) in texts(star, &[]) {
        assert!(text.contains(order), "{name}: {text}");
    }
    for (name, text) in texts(plain, &[]) {
        assert!(!text.contains("Ranked on"), "{name}: {text}");
    }
    // All lack the same, and some have fewer responses than asked for.
    let same = "model,task,n,correct\nA,a,100,80\nA,b,0,0\nB,a,100,50\nB,b,0,0\n";
    let few = "model,task,n,correct\nA,a,100,80\nA,b,100,40\nB,a,100,50\nB,b,10,3\n";
    // The models with a rank lack the same, the one without another task.
    let apart = "model,task,n,correct\nA,a,100,80\nB,a,100,50\nC,b,100,30\n";
    for (csv, options, expected) in [
        (
            same,
            &[][..],
            "incomplete like all others and is comparable with them",
        ),
        (
            few,
            &["--min-trials", "20"],
            "over fewer points or responses than expected and is not comparable with the others",
        ),
        (
            apart,
            &[],
            "over fewer cells and is not comparable with the others",
        ),
    ] {
        for (name, text) in texts(csv, options) {
            assert!(
                text.contains(&format!("a starred score is {expected}")),
                "{name}: {text}"
            );
        }
    }
}

#[test]
fn what_only_some_cells_record_is_said() {
    let csv = "model,task,n,correct,truncated,tokens\nA,a,100,50,50,10\nA,b,100,50,,10\n\
               B,a,100,50,0,10\nB,b,100,50,0,10\n";
    for (name, text) in texts(csv, &[]) {
        assert!(
            text.contains("Truncation is recorded in 3 of 4 cells, computed as 0 in the others"),
            "{name}: {text}"
        );
    }
    let folder = Folder::new([("cells.csv", csv)]);
    let svg = folder
        .run(&["render", "--to", "svg", "-o", "-", "cells.csv"])
        .stdout;
    assert!(svg.contains("truncated: 33 % (of 1 of 2)"), "{svg}");
    assert!(svg.contains("truncated: not recorded"), "{svg}");
    assert!(svg.contains("truncated: 0 %"), "{svg}");
    let report = folder.run(&["report", "cells.csv"]).stdout;
    assert!(report.contains("33 % (of 1 of 2)"), "{report}");
    let json = folder.run(&["export", "--to", "json", "cells.csv"]).stdout;
    let board: Value = serde_json::from_str(&json).unwrap();
    let usage = &board["models"]
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["key"] == "A")
        .unwrap()["usage"];
    assert_eq!(usage["cells_with_truncation"], 1);
    assert_eq!(usage["cells"], 2);
}

#[test]
fn filters_cannot_command_the_terminal() {
    let csv = "model,task,n,correct,groups\nA,a,10,5,\"red\u{1b}[31m\u{202e}\"\nB,a,10,5,blue\n";
    let folder = Folder::new([("cells.csv", csv)]);
    for groups in ["red\u{1b}[31m\u{202e}", "blue+red\u{1b}[31m\u{202e}"] {
        let text = folder
            .run(&["table", "--groups", groups, "cells.csv"])
            .stdout;
        assert!(text.contains("Filters: groups = "), "{text}");
        let odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(odd), "{text:?}");
    }
}
