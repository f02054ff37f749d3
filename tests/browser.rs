//! A real browser draws our SVG as we draw our PNG. Needs Chromium, named by `EVALBOARD_BROWSER`.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::picture::{Picture, difference};
use support::{ci_folder, evalboard};

/// Anti-aliasing differs between painters: a pixel counts as off where a channel differs by more
/// than this.
const ALLOWED: u8 = 48;

/// Share of pixels that may be off.
const ALLOWED_SHARE: f64 = 0.005;

#[test]
#[ignore = "needs Chromium: `.ci/run pictures`"]
fn chromium_draws_the_svg_as_the_png() {
    let browser =
        std::env::var_os("EVALBOARD_BROWSER").expect("EVALBOARD_BROWSER names a Chromium");
    let scratch = tempfile::tempdir().unwrap();
    let shown = ci_folder().join("pictures");
    fs::create_dir_all(&shown).unwrap();
    let none: &[&str] = &[];
    let logo: &[&str] = &["--logo", "examples/logo.svg"];
    for (case, data, theme, more) in [
        ("reasonscape", "dataset.json", "light", none),
        ("reasonscape", "dataset.json", "dark", none),
        ("helm_capabilities", "helm_capabilities.csv", "light", none),
        ("hostile", "hostile.csv", "light", none),
        ("one_cell", "one_cell.csv", "dark", none),
        ("one_cell", "one_cell.csv", "light", logo),
    ] {
        let name = format!("{case}-{theme}");
        let svg = scratch.path().join(format!("{name}.svg"));
        let png = scratch.path().join(format!("{name}.png"));
        for file in [&svg, &png] {
            let status = evalboard()
                .args([
                    "render", "--quiet", "--page", "1", "--scale", "1", "--theme", theme,
                ])
                .arg(format!("golden/{case}/{data}"))
                .args(more)
                .arg("-o")
                .arg(file)
                .status()
                .unwrap();
            assert!(status.success());
        }
        let ours = Picture::decode(&fs::read(&png).unwrap());
        let theirs = screenshot(
            Path::new(&browser),
            &svg,
            ours.width,
            ours.height,
            scratch.path(),
        );
        fs::write(shown.join(format!("{name}-chromium.png")), theirs.encode()).unwrap();
        let Some(found) = difference(&ours, &theirs, ALLOWED) else {
            continue;
        };
        fs::write(
            shown.join(format!("{name}-difference.png")),
            found.side_by_side.encode(),
        )
        .unwrap();
        let share = found.pixels as f64 / f64::from(ours.width * ours.height);
        println!(
            "{name}: {:.3} % of the pixels differ by more than {ALLOWED}",
            share * 100.0
        );
        assert!(share <= ALLOWED_SHARE, "{name}: {}", found.words);
    }
}

/// What the browser shows of `svg` in a window of this size.
fn screenshot(browser: &Path, svg: &Path, width: u32, height: u32, scratch: &Path) -> Picture {
    let file = scratch.join("screenshot.png");
    let status = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--hide-scrollbars",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .arg(format!(
            "--user-data-dir={}",
            scratch.join("profile").display()
        ))
        .arg(format!("--window-size={width},{height}"))
        .arg(format!("--screenshot={}", file.display()))
        .arg(format!("file://{}", svg.display()))
        .output()
        .unwrap();
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
    Picture::decode(&fs::read(file).unwrap())
}
