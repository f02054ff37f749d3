//! The help text of every command, as a terminal of 80 columns shows it, compared with
//! `golden/help/`.
//!
//! `BLESS=1 cargo test --test help` rewrites the texts, and then fails. Read each that changed.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use support::{evalboard, root};

fn main() -> ExitCode {
    let bless = std::env::var_os("BLESS").is_some();
    if bless && std::env::var_os("CI").is_some() {
        eprintln!("expected files are not rewritten in CI");
        return ExitCode::FAILURE;
    }
    let commands = commands();
    let mut expected: BTreeSet<PathBuf> = commands.iter().map(|name| file(name)).collect();
    expected.insert(file("evalboard"));
    let mut trials: Vec<Trial> = commands
        .into_iter()
        .map(|name| {
            Trial::test(name.clone(), move || {
                compare(&name, &help(&[&name, "--help"]), bless)
            })
        })
        .collect();
    trials.push(Trial::test("evalboard", move || {
        compare("evalboard", &help(&["--help"]), bless)
    }));
    trials.push(Trial::test("no_text_is_left_over", move || {
        let kept = fs::read_dir(root().join("golden/help"))?;
        let kept: BTreeSet<PathBuf> = kept.map(|entry| entry.unwrap().path()).collect();
        let stray: Vec<_> = kept.difference(&expected).collect();
        match stray.is_empty() {
            true => Ok(()),
            false => Err(format!("no command has {stray:?}").into()),
        }
    }));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    match bless {
        true => {
            eprintln!("help texts rewritten: read what changed, then run without BLESS");
            ExitCode::FAILURE
        }
        false => conclusion.exit_code(),
    }
}

fn file(command: &str) -> PathBuf {
    root().join("golden/help").join(format!("{command}.txt"))
}

/// What the binary prints, without colours, at 80 columns.
fn help(arguments: &[&str]) -> String {
    let output = evalboard()
        .env("COLUMNS", "80")
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the short help lists.
fn commands() -> Vec<String> {
    let text = help(&["-h"]);
    let (_, list) = text.split_once("Commands:\n").unwrap();
    let names: Vec<String> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(names.len() >= 10, "{names:?}");
    names
}

fn compare(command: &str, actual: &str, bless: bool) -> Result<(), Failed> {
    let widest = actual.lines().map(|line| line.chars().count()).max();
    if widest > Some(80) {
        let line = actual.lines().find(|line| line.chars().count() > 80);
        return Err(format!("wider than 80 columns: {}", line.unwrap_or_default()).into());
    }
    let file = file(command);
    if bless {
        fs::create_dir_all(file.parent().unwrap())?;
        fs::write(&file, actual)?;
        return Ok(());
    }
    let expected = fs::read_to_string(&file).map_err(|_| "missing: run with BLESS=1")?;
    let lines = expected.lines().zip(actual.lines());
    match lines
        .into_iter()
        .find(|(expected, actual)| expected != actual)
    {
        Some((expected, actual)) => Err(format!("expected {expected}\nis       {actual}").into()),
        None if expected.len() == actual.len() => Ok(()),
        None => Err("the number of lines differs".into()),
    }
}
