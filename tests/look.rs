//! How pictures look is asked for in the same words by every command that draws.

mod support;

use std::fs;

use support::folder::Folder;

const DATA: &str = "model,level,task,n,correct,truncated\n\
                    One,easy,sort,50,40,2\nOne,hard,sort,50,20,9\n\
                    Two,easy,sort,50,30,0\nTwo,hard,sort,50,10,0\n";

/// The ground of dark pictures.
const DARK: &str = "#0d1117";

fn folder() -> Folder {
    let readme = "<!-- evalboard:start -->\n<!-- evalboard:end -->\n";
    Folder::new([("data.csv", DATA), ("README.md", readme)])
}

/// Draws with a command and these options; the pictures by name, and what shows them.
fn drawn(command: &str, options: &[&str]) -> (Vec<(String, String)>, String) {
    let folder = folder();
    let (arguments, shown) = match command {
        "render" => (&["render", "data.csv", "-o", "out/board.svg"][..], None),
        "report" => (
            &["report", "data.csv", "-o", "report.md", "--images", "out"][..],
            Some("report.md"),
        ),
        "inject" => (
            &["inject", "README.md", "data.csv", "--image=out/board.svg"][..],
            Some("README.md"),
        ),
        _ => (
            &["site", "data.csv", "-o", "out"][..],
            Some("out/index.html"),
        ),
    };
    if command != "site" {
        fs::create_dir(folder.path("out")).unwrap();
    }
    let said = folder.run(&[arguments, options].concat());
    assert_eq!(said.code, Some(0), "{command}: {}", said.stderr);
    let mut pictures = Vec::new();
    let root = folder.path("out");
    let files = walk(&root).into_iter();
    for file in files.filter(|file| file.extension().is_some_and(|ending| ending == "svg")) {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        if !name.starts_with("icon") {
            pictures.push((name, fs::read_to_string(&file).unwrap()));
        }
    }
    pictures.sort();
    let shown = shown.map(|file| fs::read_to_string(folder.path(file)).unwrap());
    (pictures, shown.unwrap_or_default())
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => walk(&path),
            false => vec![path],
        })
        .collect()
}

/// The height of the board's picture.
fn height(pictures: &[(String, String)], name: &str) -> f64 {
    let (_, svg) = pictures.iter().find(|(known, _)| known == name).unwrap();
    let (_, after) = svg.split_once(" height=\"").unwrap();
    after.split_once('"').unwrap().0.parse().unwrap()
}

#[test]
fn rows_are_low_where_they_are_asked_to_be() {
    for command in ["render", "report", "inject", "site"] {
        let name = if command == "site" {
            "index.svg"
        } else {
            "board.svg"
        };
        let (normal, _) = drawn(command, &[]);
        let (compact, _) = drawn(command, &["--density", "compact"]);
        let (normal, compact) = (height(&normal, name), height(&compact, name));
        // Two rows of 22 px in place of four of 29 px.
        assert!(compact <= normal - 50.0, "{command}: {normal} {compact}");
        let (turned, _) = drawn(command, &["--layout", "transpose"]);
        assert_ne!(height(&turned, name), normal, "{command}");
    }
}

#[test]
fn a_theme_is_that_of_all_pictures() {
    for command in ["report", "inject", "site"] {
        let (both, shown) = drawn(command, &[]);
        let is_dark = |name: &str| name.contains("-dark.") || name.starts_with("plot/dark/");
        assert!(both.iter().any(|(name, _)| is_dark(name)), "{command}");
        for (name, svg) in &both {
            assert_eq!(svg.contains(DARK), is_dark(name), "{command}: {name}");
        }
        assert!(shown.contains("prefers-color-scheme: dark"), "{command}");
        for (theme, dark) in [("light", false), ("dark", true)] {
            let (one, shown) = drawn(command, &["--theme", theme]);
            assert!(!one.is_empty());
            for (name, svg) in &one {
                assert!(!is_dark(name), "{command}: {name}");
                assert_eq!(svg.contains(DARK), dark, "{command} {theme}: {name}");
            }
            assert!(!shown.contains("prefers-color-scheme"), "{shown}");
            if command == "site" {
                assert!(
                    shown.contains(&format!("data-theme=\"{theme}\"")),
                    "{shown}"
                );
                assert!(!shown.contains("data-theme-choice"), "{shown}");
            }
        }
    }
    let (auto, _) = drawn("render", &["--theme", "auto"]);
    assert!(!auto[0].1.contains(DARK));
}

#[test]
fn a_project_file_names_the_theme() {
    let folder = folder();
    folder.write("evalboard.toml", "theme = \"dark\"\n");
    let inject = ["inject", "README.md", "data.csv", "--image=board.svg"];
    assert_eq!(folder.run(&inject).code, Some(0));
    assert!(!folder.path("board-dark.svg").exists());
    let auto = [&inject[..], &["--theme", "auto"]].concat();
    assert_eq!(folder.run(&auto).code, Some(0));
    assert!(folder.path("board-dark.svg").exists());
}

#[test]
fn a_project_file_names_layout_and_density() {
    let folder = folder();
    let draw = |options: &[&str]| {
        let render = ["render", "data.csv", "-o", "-", "--to", "svg"];
        let said = folder.run(&[&render[..], options].concat());
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        said.stdout
    };
    let usual = draw(&[]);
    for key in ["layout", "density"] {
        let value = if key == "layout" {
            "transpose"
        } else {
            "compact"
        };
        let asked = draw(&[&format!("--{key}={value}")]);
        assert_ne!(asked, usual, "{key}");
        folder.write("evalboard.toml", format!("{key} = \"{value}\"\n"));
        assert_eq!(draw(&[]), asked, "{key}");
        let back = if key == "layout" { "table" } else { "normal" };
        assert_eq!(draw(&[&format!("--{key}={back}")]), usual, "{key}");
        folder.write("evalboard.toml", format!("{key} = \"{value}x\"\n"));
        let wrong = folder.run(&["render", "data.csv", "-o", "-", "--to", "svg"]);
        assert_eq!(wrong.code, Some(2));
        assert!(wrong.stderr.contains(value), "{}", wrong.stderr);
        folder.write("evalboard.toml", "");
    }
}
