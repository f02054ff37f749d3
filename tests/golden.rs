//! Every case of `golden/` through every output, one test a file: `cargo test --test golden
//! zeroeval`.
//!
//! `BLESS=1 cargo test --test golden` rewrites the expected files, and then fails, so that a bless
//! is never taken for a pass. Look at each new or changed picture before you commit it.
//!
//! PNG and PDF are kept for two cases. Of the others, the PNG is compared with what resvg paints of
//! the expected SVG.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use evalboard::{FORMATS, Family, Format};
use libtest_mimic::{Arguments, Failed, Trial};
use support::picture::{Picture, difference};
use support::{evalboard, root};

/// Folder in `golden/`, and what to read there.
const CASES: &[(&str, &str)] = &[
    ("reasonscape", "dataset.json"),
    ("helm_capabilities", "helm_capabilities.csv"),
    ("zeroeval", "zeroeval.csv"),
    ("harness", "results"),
    ("one_cell", "one_cell.csv"),
    ("hostile", "hostile.csv"),
];

/// Plots that a case's data allow.
const PLOTS: &[(&str, &[&str])] = &[
    (
        "reasonscape",
        &["tradeoff", "scaling", "ranks", "profile", "correlation"],
    ),
    (
        "helm_capabilities",
        &["tradeoff", "ranks", "profile", "correlation"],
    ),
    ("zeroeval", &["ranks", "profile", "correlation"]),
    ("hostile", &["ranks", "profile"]),
];

/// Cases of which only these outputs are made: they are there for what is read.
const NARROW_CASES: [(&str, [&str; 2]); 1] = [("harness", ["board.json", "table.txt"])];

/// Cases whose PNG and PDF are kept.
const BINARY_CASES: [&str; 2] = ["reasonscape", "one_cell"];

/// Expected files, and the commands that write them, the data coming last: every output format as
/// its command writes it, and what is no file or has options.
fn outputs() -> Vec<(String, Vec<&'static str>)> {
    let of_format = |format: &Format| {
        let file = format!(
            "{}.{}",
            format.page_file.unwrap_or("board"),
            format.ending()
        );
        let command = match format.family() {
            Family::Pictures => "render",
            Family::Texts => "export",
        };
        let mut arguments = vec![command, "-o", "{out}"];
        if format.ending() == "png" {
            arguments.extend(["--scale", "1"]);
        }
        (file, arguments)
    };
    let more = [
        (
            "board-dark.svg",
            &["render", "--theme", "dark", "-o", "{out}"][..],
        ),
        ("table.txt", &["table"]),
    ];
    let more = more.map(|(file, arguments)| (file.to_owned(), arguments.to_vec()));
    FORMATS.iter().map(of_format).chain(more).collect()
}

/// Expected files of a case's plots, and the commands that write them.
fn plots(case: &str) -> Vec<(String, Vec<&'static str>)> {
    let plots = PLOTS.iter().find(|(of, _)| *of == case);
    let files = |plot: &&'static str| {
        let formats = Family::Pictures.formats();
        let of_format = |format: &Format| {
            let options = match format.ending() {
                "png" => vec!["--scale", "1"],
                _ => Vec::new(),
            };
            (format!("plot-{plot}.{}", format.ending()), options)
        };
        let dark = (
            format!("plot-{plot}-dark.svg"),
            vec!["--theme", "dark", "--palette", "cvd"],
        );
        let mut files: Vec<_> = formats.map(of_format).chain([dark]).collect();
        if *plot == "scaling" {
            files.push(("plot-scaling-task.svg".to_owned(), vec!["--by", "task"]));
        }
        let with_command = |(file, options): (String, Vec<&'static str>)| {
            let command = ["plot", plot, "-o", "{out}"];
            (file, command.into_iter().chain(options).collect())
        };
        files.into_iter().map(with_command).collect::<Vec<_>>()
    };
    plots
        .map_or(&[][..], |(_, plots)| plots)
        .iter()
        .flat_map(files)
        .collect()
}

/// Cases whose tables are kept as a terminal shows them.
const TERMINAL_CASES: [&str; 2] = ["reasonscape", "helm_capabilities"];

/// Widths of a terminal, and what it says of its colours in `TERM`, by name.
const WIDTHS: [&str; 3] = ["80", "120", "160"];
const TERMINALS: [(&str, &str); 4] = [
    ("plain", "dumb"),
    ("16", "xterm"),
    ("256", "xterm-256color"),
    ("true", "xterm-direct"),
];

/// The first models of a table, in a terminal of each width and number of colours.
fn terminals() -> Vec<(String, Vec<&'static str>)> {
    let mut outputs = Vec::new();
    for width in WIDTHS {
        for (name, _) in TERMINALS {
            let color = if name == "plain" { "never" } else { "always" };
            let arguments = vec!["table", "--top", "8", "--width", width, "--color", color];
            outputs.push((format!("table-{width}-{name}.txt"), arguments));
        }
    }
    outputs
}

/// Share of the pixels in which resvg's picture and ours may differ, by more than 32 of 255.
const DIFFERING_SHARE: f64 = 0.003;

/// One case through one output.
struct Golden {
    case: &'static str,
    data: &'static str,
    file: String,
    arguments: Vec<&'static str>,
}

fn main() -> ExitCode {
    let bless = std::env::var_os("BLESS").is_some();
    if bless && std::env::var_os("CI").is_some() {
        eprintln!("expected files are not rewritten in CI");
        return ExitCode::FAILURE;
    }
    let mut trials = Vec::new();
    let mut written = BTreeSet::new();
    for &(case, data) in CASES {
        let narrow = NARROW_CASES.iter().find(|(name, _)| *name == case);
        let is_made = |file: &str| narrow.is_none_or(|(_, files)| files.contains(&file));
        let of_terminals = match TERMINAL_CASES.contains(&case) {
            true => terminals(),
            false => Vec::new(),
        };
        let all = outputs().into_iter().chain(plots(case));
        for (file, arguments) in all.chain(of_terminals) {
            if !is_made(&file) {
                continue;
            }
            let golden = Golden {
                case,
                data,
                file,
                arguments,
            };
            if golden.is_kept() {
                written.insert(golden.expected());
            }
            // Without a kept file, only the PNG has something to be compared with.
            if golden.is_kept() || golden.file.ends_with(".png") {
                let name = format!("{case}/{}", golden.file);
                trials.push(Trial::test(name, move || golden.check(bless)));
            }
        }
    }
    trials.push(Trial::test("every_expected_file_is_written", move || {
        let stray: Vec<_> = expected_files().difference(&written).cloned().collect();
        match stray.is_empty() {
            true => Ok(()),
            false => Err(format!("no case writes {stray:?}").into()),
        }
    }));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    if bless {
        eprintln!("expected files rewritten: look at them, then run without BLESS");
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

impl Golden {
    fn is_kept(&self) -> bool {
        let binary = self.file.ends_with(".png") || self.file.ends_with(".pdf");
        !binary || BINARY_CASES.contains(&self.case)
    }

    fn expected(&self) -> PathBuf {
        self.sibling(&self.file)
    }

    fn sibling(&self, file: &str) -> PathBuf {
        root()
            .join("golden")
            .join(self.case)
            .join("expected")
            .join(file)
    }

    fn check(&self, bless: bool) -> Result<(), Failed> {
        let actual = self.run()?;
        if !self.is_kept() {
            return self.compare_with_svg(&actual);
        }
        let expected = self.expected();
        let kept = fs::read(&expected).ok();
        if bless {
            if kept.as_deref() != Some(&actual) {
                fs::create_dir_all(expected.parent().unwrap())?;
                fs::write(&expected, &actual)?;
            }
            return Ok(());
        }
        let kept = kept.ok_or("missing: run with BLESS=1")?;
        self.compare(&kept, &actual)
    }

    /// Runs the command and returns what it wrote.
    fn run(&self) -> Result<Vec<u8>, Failed> {
        let folder = tempfile::tempdir()?;
        let out = folder.path().join(&self.file);
        let mut command = evalboard();
        let filled = |argument: &&str| argument.replace("{out}", &out.to_string_lossy());
        command
            .args(self.arguments.iter().map(filled))
            .arg(format!("golden/{}/{}", self.case, self.data));
        let term = TERMINALS.iter().find(|(name, _)| {
            let end = format!("-{name}.txt");
            self.file.ends_with(&end)
        });
        command.env("TERM", term.map_or("dumb", |(_, term)| term));
        for variable in [
            "COLORTERM",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "COLORFGBG",
            "WT_SESSION",
        ] {
            command.env_remove(variable);
        }
        let output = command.output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        match self.arguments.contains(&"{out}") {
            true => Ok(fs::read(out)?),
            false => Ok(output.stdout),
        }
    }

    /// Texts must be equal to the byte. Pictures must have the same size, and no channel off by
    /// more than 1.
    fn compare(&self, expected: &[u8], actual: &[u8]) -> Result<(), Failed> {
        if expected == actual {
            return Ok(());
        }
        if !self.file.ends_with(".png") {
            return Err(first_difference(expected, actual).into());
        }
        match difference(&Picture::decode(expected), &Picture::decode(actual), 1) {
            None => Ok(()),
            Some(found) => Err(self.shown(&found.words, &found.side_by_side)),
        }
    }

    /// Compares a PNG with what resvg paints of the expected SVG.
    fn compare_with_svg(&self, png: &[u8]) -> Result<(), Failed> {
        let svg = fs::read_to_string(self.sibling(&self.file.replace(".png", ".svg")))?;
        let actual = Picture::decode(png);
        let painted = Picture::of_svg_averaged(&svg, 1.0);
        let Some(found) = difference(&painted, &actual, 32) else {
            return Ok(());
        };
        let share = found.pixels as f64 / f64::from(actual.width * actual.height);
        match share <= DIFFERING_SHARE && found.same_size {
            true => Ok(()),
            false => Err(self.shown(&found.words, &found.side_by_side)),
        }
    }

    /// The failure, with a picture of expected, actual and difference.
    fn shown(&self, words: &str, picture: &Picture) -> Failed {
        let folder = root().join("target/golden-differences");
        let file = folder.join(format!("{}-{}", self.case, self.file));
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, picture.encode()));
        match written {
            Ok(()) => format!("{words}, see {}", file.display()).into(),
            Err(error) => format!("{words}; the picture of it: {error}").into(),
        }
    }
}

fn first_difference(expected: &[u8], actual: &[u8]) -> String {
    let expected = String::from_utf8_lossy(expected);
    let actual = String::from_utf8_lossy(actual);
    let mut lines = expected.lines().zip(actual.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((ix, (a, b))) => {
            format!("line {}:\n  expected {a:.200}\n  is       {b:.200}", ix + 1)
        }
        None => format!(
            "{} lines expected, {} written",
            expected.lines().count(),
            actual.lines().count()
        ),
    }
}

fn expected_files() -> BTreeSet<PathBuf> {
    let files = |folder: PathBuf| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    files(root().join("golden"))
        .into_iter()
        .filter(|case| Path::is_dir(case))
        .flat_map(|case| files(case.join("expected")))
        .collect()
}
