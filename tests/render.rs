//! `evalboard render` as a user calls it.

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use support::evalboard;
use support::picture::Picture;

const DATA: &str = "golden/reasonscape/dataset.json";
const NO_LEVELS: &str = "golden/helm_capabilities/helm_capabilities.csv";
const HOSTILE: &str = "golden/hostile/hostile.csv";

fn render(arguments: &[&str]) -> Output {
    evalboard().arg("render").args(arguments).output().unwrap()
}

/// What a call that must work wrote to standard output.
fn rendered(arguments: &[&str]) -> Vec<u8> {
    let output = render(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    output.stdout
}

fn svg(arguments: &[&str]) -> String {
    let to_stdout = ["-o", "-", "--to", "svg"];
    String::from_utf8(rendered(&[arguments, &to_stdout].concat())).unwrap()
}

fn png(arguments: &[&str]) -> Picture {
    let to_stdout = ["-o", "-", "--to", "png"];
    Picture::decode(&rendered(&[arguments, &to_stdout].concat()))
}

/// The message of a call that must fail.
fn refused(arguments: &[&str]) -> String {
    let output = render(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_ending_tells_the_kind() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    rendered(&[DATA, "-o", &file("board.svg")]);
    rendered(&[DATA, "-o", &file("BOARD.PNG")]);
    rendered(&[DATA, "-o", &file("board.data"), "--to", "png"]);
    let starts = |name: &str, with: &[u8]| fs::read(file(name)).unwrap().starts_with(with);
    assert!(starts("board.svg", b"<svg "));
    assert!(starts("BOARD.PNG", b"\x89PNG"));
    assert!(starts("board.data", b"\x89PNG"));
    assert_eq!(
        names(folder.path()),
        ["BOARD.PNG", "board.data", "board.svg"]
    );
    assert!(refused(&[DATA, "-o", &file("board.jpeg")]).contains("end it in .svg, .png, .pdf"));
    assert!(refused(&[DATA, "-o", "-"]).contains("--to with one of svg, png, pdf"));
}

#[test]
fn sizes() {
    let usual = png(&[DATA]);
    let single = png(&[DATA, "--scale", "1"]);
    assert_eq!(
        (usual.width, usual.height),
        (single.width * 2, single.height * 2)
    );
    assert_eq!(png(&[DATA, "--width", "1600"]).width, 1600);
    assert!(
        svg(&[DATA, "--width", "500"])
            .contains("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"500\"")
    );
    assert!(refused(&[DATA, "-o", "x.png", "--width", "90000"]).contains("too large"));
    assert!(refused(&[DATA, "-o", "x.png", "--scale", "0"]).contains("a factor from"));
}

#[test]
fn texts_too_small_for_a_width_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("board.svg");
    let said = |width: &str| {
        let mut command = support::evalboard();
        command
            .args(["render", DATA, "--width", width, "-o"])
            .arg(&out);
        let output = command.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(said("830"), "");
    let warning = said("500");
    assert!(
        warning.contains("smaller than 9 px") && warning.contains("at --width 500"),
        "{warning}"
    );
}

#[test]
fn a_site_names_characters_that_no_font_has() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.csv");
    fs::write(&data, "model,task,n,correct\n模型,t,10,5\n").unwrap();
    let mut command = support::evalboard();
    command
        .arg("site")
        .arg(&data)
        .arg("-o")
        .arg(folder.path().join("site"));
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(
        stderr.contains("--font FILE") && stderr.contains("模 (U+6A21)"),
        "{stderr}"
    );
}

#[test]
fn backgrounds() {
    let corner = |arguments: &[&str]| png(&[&[NO_LEVELS], arguments].concat()).pixels[..4].to_vec();
    assert_eq!(corner(&[]), [255, 255, 255, 255]);
    assert_eq!(corner(&["--theme", "dark"]), [0x0d, 0x11, 0x17, 255]);
    assert_eq!(
        corner(&["--background", "#102030"]),
        [0x10, 0x20, 0x30, 255]
    );
    assert_eq!(corner(&["--background", "none"])[3], 0);
    assert_eq!(corner(&["--transparent"])[3], 0);
    assert!(
        refused(&[DATA, "-o", "x.png", "--transparent", "--background", "none"])
            .contains("cannot be used with")
    );
    assert!(refused(&[DATA, "-o", "x.png", "--background", "nonesuch"]).contains("#rrggbb"));
}

#[test]
fn pages() {
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("board-{page}.svg");
    rendered(&[DATA, "-o", pattern.to_str().unwrap(), "--per-page", "5"]);
    assert_eq!(
        names(folder.path()),
        ["board-1.svg", "board-2.svg", "board-3.svg"]
    );
    let second = fs::read_to_string(folder.path().join("board-2.svg")).unwrap();
    assert!(second.contains("Page 2 of 3."));
    assert_eq!(second, svg(&[DATA, "--page", "2", "--per-page", "5"]));
    assert!(refused(&[DATA, "-o", "x.svg", "--page", "9"]).contains("no page 9"));
    assert!(refused(&[DATA, "-o", "x.svg", "--per-page", "5"]).contains("needs --page"));
    assert!(refused(&[DATA, "-o", "x-{page}.svg", "--page", "1"]).contains("one of the two"));
}

#[test]
fn a_pair_comes_with_its_html() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my board.svg");
    let html = rendered(&[DATA, "--pair", "-o", file.to_str().unwrap()]);
    let html = String::from_utf8(html).unwrap();
    assert_eq!(names(folder.path()), ["my board-dark.svg", "my board.svg"]);
    assert!(html.starts_with("<picture>\n  <source media=\"(prefers-color-scheme: dark)\""));
    assert!(html.contains("my%20board-dark.svg\"") && html.contains("my%20board.svg\""));
    assert!(html.contains("alt=\"Leaderboard of 14 models at 3 levels on 12 tasks"));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("my board.svg").contains("fill=\"#ffffff\""));
    assert!(read("my board-dark.svg").contains("fill=\"#0d1117\""));
    assert!(refused(&[DATA, "--pair", "-o", "-", "--to", "svg"]).contains("two files"));
    assert!(refused(&[DATA, "--pair", "-o", "x.pdf"]).contains("cannot show a PDF"));
}

#[test]
fn texts_and_tooltips() {
    let outlines = svg(&[DATA]);
    assert!(!outlines.contains("<text") && outlines.contains("\ntruncated: "));
    let live = svg(&[DATA, "--text", "live", "--title", "A <new> title"]);
    assert!(live.contains(">A &lt;new&gt; title</text>") && live.contains("font-family=\"Inter,"));
    assert!(!svg(&[DATA, "--no-tooltips"]).contains("\ntruncated: "));
    assert!(refused(&[DATA, "--text", "live", "-o", "x.png"]).contains("is for SVG"));
    let untitled = svg(&[DATA, "--text", "live", "--title", ""]);
    assert!(!untitled.contains("Leaderboard</text>"));
}

#[test]
fn columns_and_legend() {
    let all = png(&[DATA]);
    let few = png(&[DATA, "--columns", "model,score"]);
    assert!(few.width < all.width / 2);
    let bare = png(&[DATA, "--no-legend"]);
    assert!(bare.height < all.height && bare.width == all.width);
    // Scores of several levels bring the column of levels.
    let text = svg(&[DATA, "--columns", "model,score", "--text", "live"]);
    assert!(text.contains(">Easy</text>"), "levels are told apart");
    assert!(refused(&[DATA, "-o", "x.svg", "--columns", "nonesuch"]).contains("tokens"));
}

#[test]
fn lacking_characters_are_named_once() {
    let output = render(&[HOSTILE, "-o", "-", "--to", "png"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    let about: Vec<&str> = errors
        .lines()
        .filter(|line| line.contains("--font"))
        .collect();
    assert_eq!(about.len(), 1, "{errors}");
    assert!(about[0].contains("U+"), "{errors}");
    let quiet = render(&[HOSTILE, "-o", "-", "--to", "png", "--quiet"]);
    assert!(quiet.stderr.is_empty() && quiet.stdout == output.stdout);
}

#[test]
fn fonts_that_are_none() {
    let message = refused(&[DATA, "-o", "x.svg", "--font", "Cargo.toml"]);
    assert!(
        message.contains("Cargo.toml: not a TrueType or OpenType font"),
        "{message}"
    );
    assert!(refused(&[DATA, "-o", "x.svg", "--font", "nonesuch.ttf"]).contains("cannot read"));
    // A face that has nothing to add changes nothing.
    let own = "fonts/Inter-Regular.ttf";
    assert_eq!(svg(&[DATA, "--font", own]), svg(&[DATA]));
}

#[test]
fn filters_are_written_below() {
    let text = svg(&[DATA, "--levels", "easy", "--top", "3", "--text", "live"]);
    assert!(
        text.contains("levels = Easy") && text.contains("top = 3"),
        "{text}"
    );
    let none = svg(&[DATA, "--groups", "size:small+size:large", "--text", "live"]);
    assert!(none.contains("No model to show: "), "{none}");
}

#[test]
fn a_folder_that_is_not_there() {
    let message = refused(&[DATA, "-o", "nonesuch/board.svg"]);
    assert!(
        message.contains("cannot write nonesuch/board.svg: there is no folder nonesuch"),
        "{message}"
    );
}
