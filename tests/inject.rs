//! `evalboard inject`: tables and pictures in a block of a README, written once and checked.

mod support;

use std::fs;
use std::process::Output;

use support::evalboard;

const START: &str = "<!-- evalboard:start -->";
const END: &str = "<!-- evalboard:end -->";
const DATA: &str = "golden/one_cell/one_cell.csv";

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let file = folder.path().join("README.md");
    evalboard()
        .arg("inject")
        .arg(file)
        .arg(DATA)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn the_table_is_written_once_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("README.md");
    fs::write(&file, format!("# Mine\n\n{START}\n{END}\n\nThe rest.\n")).unwrap();
    assert_eq!(run(&folder, &["--check"]).status.code(), Some(1));
    assert!(
        !fs::read_to_string(&file).unwrap().contains('|'),
        "--check writes nothing"
    );
    assert_eq!(run(&folder, &[]).status.code(), Some(0));
    let first = fs::read_to_string(&file).unwrap();
    assert!(
        first.starts_with("# Mine\n\n") && first.ends_with("\n\nThe rest.\n"),
        "{first}"
    );
    assert!(
        first.contains("| 1 | Only one | **347** (311–385) |"),
        "{first}"
    );
    assert_eq!(run(&folder, &["--check"]).status.code(), Some(0));
    assert_eq!(run(&folder, &["--table"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), first);
    assert_eq!(
        run(&folder, &["--check", "--digits", "3"]).status.code(),
        Some(1)
    );
}

#[test]
fn the_line_that_a_message_gives_makes_a_block() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("README.md");
    for block in ["", "small"] {
        fs::write(&file, "# Mine\n").unwrap();
        let arguments = ["--block", block];
        let arguments = if block.is_empty() {
            &[][..]
        } else {
            &arguments
        };
        let said = run(&folder, arguments);
        assert_eq!(said.status.code(), Some(2));
        let said = String::from_utf8(said.stderr).unwrap();
        assert_eq!(said.lines().count(), 2, "{said}");
        let line = said.lines().last().unwrap();
        fs::write(&file, format!("# Mine\n\n{line}\n")).unwrap();
        assert_eq!(run(&folder, arguments).status.code(), Some(0));
    }
}

#[test]
fn that_a_table_takes_the_place_of_a_picture_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("README.md");
    fs::write(&file, format!("{START}\n{END}\n")).unwrap();
    for (arguments, is_said) in [
        (&["--image"][..], false),
        (&["--image"], false),
        (&["--check"], true),
        (&[], true),
        (&[], false),
    ] {
        let said = run(&folder, arguments);
        let said = String::from_utf8(said.stderr).unwrap();
        let expected = "warning: the block held a picture; --image keeps it";
        assert_eq!(said.contains(expected), is_said, "{arguments:?}: {said}");
    }
}

#[test]
fn the_picture_is_drawn_beside_the_file_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(
        at("README.md"),
        "<!-- evalboard:start my board --><!-- evalboard:end my board -->",
    )
    .unwrap();
    let arguments = ["--image", "--block", "my board"];
    assert_eq!(run(&folder, &arguments).status.code(), Some(0));
    let text = fs::read_to_string(at("README.md")).unwrap();
    assert!(text.contains("src=\"evalboard-my-board.svg\""), "{text}");
    assert!(
        text.contains("srcset=\"evalboard-my-board-dark.svg\""),
        "{text}"
    );
    let check = [&arguments[..], &["--check"]].concat();
    assert_eq!(run(&folder, &check).status.code(), Some(0));
    fs::write(at("evalboard-my-board-dark.svg"), "old").unwrap();
    assert_eq!(run(&folder, &check).status.code(), Some(1));
    let branded = [
        &arguments[..],
        &["--logo", "examples/logo.svg", "--footer", "Ours"],
    ]
    .concat();
    assert_eq!(run(&folder, &branded).status.code(), Some(0));
    let svg = fs::read_to_string(at("evalboard-my-board.svg")).unwrap();
    assert!(svg.contains("<linearGradient"), "the logo");
    let table = run(&folder, &["--block", "my board", "--footer", "Ours"]);
    assert_eq!(table.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&table.stderr).contains("--image"));
    let bad = run(&folder, &["--image=board.png", "--block", "my board"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bad.stderr).contains("must end in .svg"));
}

#[test]
fn an_address_stays_and_the_file_behind_it_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("README.md");
    fs::write(&file, format!("{START}\n{END}\n")).unwrap();
    let image = "--image=https://example.org/a/board.svg?raw=1";
    let alone = run(&folder, &[image]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&alone.stderr).contains("--image-file"));
    let local = folder.path().join("board.svg");
    let local_name = local.to_str().unwrap();
    let arguments = [image, "--image-file", local_name];
    assert_eq!(run(&folder, &arguments).status.code(), Some(0));
    let text = fs::read_to_string(&file).unwrap();
    for link in ["board.svg?raw=1", "board-dark.svg?raw=1"] {
        assert!(
            text.contains(&format!("=\"https://example.org/a/{link}\"")),
            "{text}"
        );
    }
    let check = [&arguments[..], &["--check"]].concat();
    assert_eq!(run(&folder, &check).status.code(), Some(0));
    fs::write(&local, "old").unwrap();
    assert_eq!(run(&folder, &check).status.code(), Some(1));
    for wrong in [
        &["--image-file", local_name][..],
        &["--image=b.svg", "--image-file", local_name],
    ] {
        assert_eq!(run(&folder, wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn errors_name_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("README.md");
    let document = format!("\n\n{START}\n");
    fs::write(&file, &document).unwrap();
    let output = run(&folder, &[]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("README.md:3: evalboard:start without"),
        "{stderr}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), document);
}
