//! The table in the terminal, through the binary.

mod support;

use std::io::Read;
use std::process::{Command, Stdio};

use support::evalboard;
use support::folder::Folder;
use unicode_width::UnicodeWidthStr;

const REASONSCAPE: &str = "golden/reasonscape/dataset.json";
const HOSTILE: &str = "golden/hostile/hostile.csv";

fn table(arguments: &[&str]) -> Command {
    let mut command = evalboard();
    command.arg("table").args(arguments);
    command
}

fn output(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn fits_the_width() {
    for data in [
        REASONSCAPE,
        HOSTILE,
        "golden/helm_capabilities/helm_capabilities.csv",
    ] {
        for width in [40, 60, 80, 81, 100, 133, 200] {
            let text = output(table(&[
                data,
                "--color",
                "always",
                "--width",
                &width.to_string(),
            ]));
            for line in plain(&text).lines() {
                assert!(
                    line.width() <= width,
                    "{data} at {width}: {} in\n{line}",
                    line.width()
                );
            }
        }
    }
}

#[test]
fn no_two_names_read_alike() {
    for (data, title) in [
        ("golden/helm_capabilities/helm_capabilities.csv", "Model"),
        ("golden/zeroeval/zeroeval.csv", "Model"),
    ] {
        for width in ["60", "80", "120"] {
            let text = output(table(&[data, "--width", width]));
            let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
            let head = lines
                .iter()
                .find(|line| String::from_iter(*line).contains(title));
            let head = String::from_iter(head.unwrap());
            let from = head.chars().count() - head.split(title).last().unwrap().chars().count();
            let (from, until) = (from - title.len(), head.find("Score").unwrap());
            let until = head[..until].trim_end_matches("Reason").chars().count();
            let mut names: Vec<String> = lines
                .iter()
                .skip_while(|line| line.first() != Some(&'─'))
                .skip(1)
                .take_while(|line| line.first() != Some(&'─'))
                .map(|line| String::from_iter(&line[from..until]).trim().to_owned())
                .collect();
            assert!(names.len() > 20, "{text}");
            names.sort();
            for pair in names.windows(2) {
                assert_ne!(pair[0], pair[1], "{data} at {width}:\n{text}");
            }
        }
    }
}

#[test]
fn truncation_is_seen_without_colour() {
    for width in ["80", "120"] {
        let text = output(table(&[REASONSCAPE, "--width", width, "--color", "never"]));
        let hatched = text.lines().filter(|line| line.contains('╳')).count();
        assert!(hatched > 10, "{text}");
    }
}

#[test]
fn what_all_tasks_begin_with_goes_first() {
    let tasks = ["bbh", "gpqa", "ifeval", "math_hard", "mmlu_pro", "musr"];
    let rows: String = tasks
        .iter()
        .flat_map(|task| {
            ["Ada", "Bob"].map(|model| format!("{model},leaderboard_{task},900,450\n"))
        })
        .collect();
    let folder = Folder::new([("suite.csv", &*format!("model,task,n,correct\n{rows}"))]);
    let data = folder.path("suite.csv");
    let text = output(table(&[data.to_str().unwrap(), "--width", "80"]));
    let head: Vec<&str> = text.lines().next().unwrap().split_whitespace().collect();
    for short in ["bbh", "gpqa", "musr"] {
        assert!(head.contains(&short), "{text}");
    }
    assert!(text.contains("bbh leaderboard_bbh · "), "{text}");
}

#[test]
fn numbers_are_never_cut_to_others() {
    let folder = Folder::new([(
        "tiny.csv",
        "model,task,n,correct,truncated\na,t,900,2,0\na,u,900,2,90\na,v,900,898,0\n",
    )]);
    for color in ["never", "always"] {
        for width in 20..60 {
            let width = width.to_string();
            let said = folder.run(&["table", "tiny.csv", "--width", &width, "--color", color]);
            assert_eq!(said.code, Some(0), "{}", said.stderr);
            let shown = said.stdout.replace("<.01", "");
            assert!(!shown.contains('<'), "at {width}:\n{shown}");
        }
    }
}

#[test]
fn says_what_is_left_out() {
    let narrow = output(table(&[REASONSCAPE, "--width", "80"]));
    assert!(narrow.contains("Left out to fit 80 columns: "), "{narrow}");
    assert!(narrow.contains("Sort"), "all tasks are there:\n{narrow}");
    let narrower = output(table(&[REASONSCAPE, "--width", "50"]));
    assert!(narrower.contains("of 12 tasks"), "{narrower}");
    let wide = output(table(&[REASONSCAPE, "--width", "220"]));
    assert!(!wide.contains("Left out"), "{wide}");
}

#[test]
fn a_pipe_gets_every_column_and_no_colour() {
    let text = output(table(&[REASONSCAPE]));
    assert_eq!(text, plain(&text));
    let header = text.lines().nth(1).unwrap();
    for title in [
        "#",
        "Rank 95 %",
        "Model",
        "Level",
        "Overall",
        "ReasonScore",
        "95 %",
        "Tokens",
        "/token",
        "Arithmetic",
        "Sort",
    ] {
        assert!(header.contains(title), "{title} in {header}");
    }
    let of_model = text.lines().filter(|line| line.contains("Aurora Nano"));
    assert_eq!(of_model.count(), 3, "each line names its model");
}

#[test]
fn colours_as_the_terminal_has_them() {
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = table(&[REASONSCAPE, "--top", "1", "--width", "120"]);
        command.env_remove("TERM").envs(variables.iter().copied());
        output(command)
    };
    let all = coloured(&[("CLICOLOR_FORCE", "1"), ("COLORTERM", "truecolor")]);
    assert!(all.contains("48;2;"), "{all}");
    let some = coloured(&[("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color")]);
    assert!(some.contains("48;5;") && !some.contains("48;2;"), "{some}");
    let few = coloured(&[("CLICOLOR_FORCE", "1"), ("TERM", "xterm")]);
    assert!(few.contains("\u{1b}[") && !few.contains("48;"), "{few}");
    let none = coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
    assert!(!none.contains('\u{1b}'), "{none}");
}

#[test]
fn names_cannot_command_the_terminal() {
    let text = output(table(&[HOSTILE]));
    for c in text.chars().filter(|c| *c != '\n') {
        assert!(
            !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c),
            "{c:?}"
        );
    }
}

#[test]
fn an_empty_board_says_so() {
    let text = output(table(&[REASONSCAPE, "--groups", "size:small+size:large"]));
    assert!(
        text.contains("No model to show: none passes the filters.\nFilters: groups = "),
        "{text}"
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = table(&["golden/zeroeval/zeroeval.csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let status = child.wait().unwrap();
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    assert_eq!((status.code(), errors.as_str()), (Some(0), ""));
}

/// The table of models with names of 26 characters in `tasks` tasks, at a width.
fn with_long_names(tasks: &[String], width: &str) -> String {
    let rows: String = tasks
        .iter()
        .flat_map(|task| {
            ["one", "two"].map(|end| format!("a-model-with-a-longer-{end},{task},.5\n"))
        })
        .collect();
    let folder = Folder::new([("board.csv", &*format!("model,task,accuracy\n{rows}"))]);
    let data = folder.path("board.csv");
    output(table(&[data.to_str().unwrap(), "--width", width]))
}

#[test]
fn names_keep_a_quarter_where_tasks_are_left_out_anyway() {
    let tasks: Vec<String> = (0..40).map(|ix| format!("task {ix}")).collect();
    for (width, expected) in [("80", 20), ("96", 24), ("120", 25)] {
        let text = with_long_names(&tasks, width);
        assert!(text.contains("of 40 tasks"), "{text}");
        let row = text.lines().nth(2).unwrap();
        let name = row.split_whitespace().nth(1).unwrap();
        assert_eq!(name.width(), expected, "{text}");
    }
}

#[test]
fn heads_that_begin_alike_are_initials_and_stand_closer_before_cells_get_narrow() {
    let tasks = ["Simple", "Multiple", "Parallel"].map(|one| format!("Not Live {one} Exec"));
    let others = (0..15).map(|ix| format!("{ix} other"));
    let tasks: Vec<String> = tasks.into_iter().chain(others).collect();
    let text = with_long_names(&tasks, "145");
    assert!(text.contains(" Score NLSE  NLME  NLPE  0 oth "), "{text}");
}

#[test]
fn only_heads_that_are_shown_are_explained() {
    let name = |ix| match ix % 2 {
        0 => format!("q{ix}"),
        _ => format!("question {ix}"),
    };
    let tasks: Vec<String> = (0..40).map(name).collect();
    let text = with_long_names(&tasks, "80");
    assert!(text.contains("the last 28 of 40 tasks"), "{text}");
    assert!(text.contains("q11 question 11"), "{text}");
    assert!(!text.contains("question 13"), "{text}");
}
