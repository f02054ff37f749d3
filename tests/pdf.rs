//! `evalboard render -o board.pdf`: what is in the file, and how poppler draws and reads it.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::folder::Folder;
use support::picture::{Picture, difference};
use support::{ci_folder, evalboard};

/// A folder in `golden/`, what to read there, a theme, and more arguments.
const CASES: [(&str, &str, &str, &[&str]); 6] = [
    ("reasonscape", "dataset.json", "light", &[]),
    ("reasonscape", "dataset.json", "dark", &[]),
    ("helm_capabilities", "helm_capabilities.csv", "light", &[]),
    ("hostile", "hostile.csv", "light", &[]),
    ("one_cell", "one_cell.csv", "dark", &[]),
    (
        "one_cell",
        "one_cell.csv",
        "light",
        &["--logo", "examples/logo.svg"],
    ),
];

const ONE_CELL: &str = "model,task,n,correct,truncated\nnoble model,task & more,100,87,40\n";

/// The PDF of a golden case.
fn pdf(case: &str, data: &str, more: &[&str]) -> Vec<u8> {
    let output = evalboard()
        .args(["render", "--quiet", "-o", "-", "--to", "pdf"])
        .arg(format!("golden/{case}/{data}"))
        .args(more)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{case}: {errors}");
    output.stdout
}

fn contains(pdf: &[u8], text: &str) -> bool {
    memchr::memmem::find(pdf, text.as_bytes()).is_some()
}

#[test]
fn a_page_with_its_fonts_and_its_name_and_no_date() {
    let file = pdf("reasonscape", "dataset.json", &[]);
    assert!(file.starts_with(b"%PDF-1."));
    assert!(contains(&file, "/Title(Reasoning at three levels"));
    assert!(contains(&file, "/Subject(Leaderboard of 14 models"));
    // Both weights, each a part of its face, with the characters that the glyphs stand for.
    assert!(contains(&file, "+Inter-Regular"));
    assert!(contains(&file, "+Inter-SemiBold"));
    assert!(contains(&file, "/FontFile2"));
    assert!(contains(&file, "/ToUnicode"));
    assert!(!contains(&file, "/CreationDate"));
    assert!(!contains(&file, "CreateDate"));
    // No pixels: vectors only.
    assert!(!contains(&file, "/Subtype /Image") && !contains(&file, "/Subtype/Image"));
    assert_eq!(file, pdf("reasonscape", "dataset.json", &[]));
}

#[test]
fn sizes_are_those_of_a_page_in_a_browser() {
    let width = |more: &[&str]| -> f64 {
        let file = pdf("one_cell", "one_cell.csv", more);
        let text = String::from_utf8_lossy(&file).into_owned();
        let (_, after) = text.split_once("/MediaBox").unwrap();
        let numbers = after.trim_start_matches([' ', '[']).split([' ', ']']);
        numbers
            .map(|number| number.parse().unwrap())
            .nth(2)
            .unwrap()
    };
    let svg = evalboard()
        .args([
            "render",
            "golden/one_cell/one_cell.csv",
            "-o",
            "-",
            "--to",
            "svg",
        ])
        .output()
        .unwrap();
    let svg = String::from_utf8(svg.stdout).unwrap();
    let (_, px) = svg.split_once("width=\"").unwrap();
    let px: f64 = px.split('"').next().unwrap().parse().unwrap();
    assert!((width(&[]) - px * 0.75).abs() < 0.01);
    assert!((width(&["--scale", "2"]) - px * 1.5).abs() < 0.01);
    assert!((width(&["--width", "400"]) - 300.0).abs() < 0.01);
}

#[test]
fn themes_and_pages() {
    let folder = Folder::new([("one.csv", ONE_CELL)]);
    let page = |output: &str, theme: &str| {
        let said = folder.run(&["render", "one.csv", "-o", output, "--theme", theme]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        fs::read(folder.path(&output.replace("{page}", "1"))).unwrap()
    };
    let light = page("light-{page}.pdf", "light");
    let dark = page("dark-{page}.pdf", "dark");
    assert!(light.starts_with(b"%PDF") && dark.starts_with(b"%PDF") && light != dark);
}

#[test]
fn a_page_that_readers_do_not_show_is_refused() {
    let folder = Folder::new([("one.csv", ONE_CELL)]);
    let said = folder.run(&["render", "one.csv", "-o", "b.pdf", "--width", "30000"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("14400") && said.stderr.contains("--scale"),
        "{}",
        said.stderr
    );
    assert!(!folder.path("b.pdf").exists());
}

/// Anti-aliasing differs between painters: a pixel counts as off where a channel differs by more
/// than this.
const ALLOWED: u8 = 64;

/// Share of pixels that may be off.
const ALLOWED_SHARE: f64 = 0.01;

#[test]
#[ignore = "needs poppler: `.ci/run pictures`"]
fn poppler_draws_the_pdf_as_the_png_and_finds_the_names() {
    let folder = Folder::new([("one.csv", ONE_CELL)]);
    let shown = ci_folder().join("pictures");
    fs::create_dir_all(&shown).unwrap();
    for (case, data, theme, more) in CASES {
        let name = format!("{case}-{theme}");
        let file = folder.path(&format!("{name}.pdf"));
        let look = [&["--theme", theme, "--page", "1"], more].concat();
        fs::write(&file, pdf(case, data, &look)).unwrap();
        let theirs = drawn(&file);
        fs::write(shown.join(format!("{name}-pdf.png")), theirs.encode()).unwrap();
        let png = folder.path(&format!("{name}.png"));
        let status = evalboard()
            .args(["render", "--quiet", "--scale", "2"])
            .args(&look)
            .arg(format!("golden/{case}/{data}"))
            .arg("-o")
            .arg(&png)
            .status()
            .unwrap();
        assert!(status.success());
        let ours = Picture::decode(&fs::read(&png).unwrap());
        let Some(found) = difference(&ours, &theirs, ALLOWED) else {
            continue;
        };
        let beside = shown.join(format!("{name}-pdf-difference.png"));
        fs::write(beside, found.side_by_side.encode()).unwrap();
        let share = found.pixels as f64 / f64::from(ours.width * ours.height);
        println!(
            "{name}: {:.3} % of the pixels differ by more than {ALLOWED}",
            share * 100.0
        );
        assert!(share <= ALLOWED_SHARE, "{name}: {}", found.words);
    }
    let names = read(&folder.path("reasonscape-light.pdf"));
    for name in [
        "Aurora Max",
        "Basalt I1",
        "Reasoning at three levels",
        "N/A",
    ] {
        assert!(names.contains(name), "{name} is not in {names}");
    }
    // A number with an outline around it stands in the text once.
    fs::write(folder.path("one.pdf"), folder_pdf(&folder)).unwrap();
    assert_eq!(read(&folder.path("one.pdf")).matches(".87").count(), 1);
}

fn folder_pdf(folder: &Folder) -> Vec<u8> {
    let said = folder.run(&["render", "one.csv", "-o", "made.pdf"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    fs::read(folder.path("made.pdf")).unwrap()
}

/// The page at 192 dpi: two pixels a px, as poppler places glyphs coarsely.
fn drawn(pdf: &Path) -> Picture {
    let stem = pdf.with_extension("drawn");
    let status = Command::new("pdftoppm")
        .args(["-r", "192", "-png", "-singlefile"])
        .args([pdf, stem.as_path()])
        .status()
        .unwrap();
    assert!(status.success());
    Picture::decode(&fs::read(stem.with_extension("drawn.png")).unwrap())
}

/// The text of a page.
fn read(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
