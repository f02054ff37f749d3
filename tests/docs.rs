//! What the manual shows and no shell runs: its own block, and the gallery.

mod support;

use std::fs;

use support::{evalboard, root};

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

#[test]
fn its_block_is_up_to_date() {
    let command = page("reports.md")
        .lines()
        .find(|line| line.starts_with("evalboard inject docs/reports.md "))
        .map(str::to_owned)
        .unwrap();
    let output = evalboard()
        .args(command.split_whitespace().skip(1))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{command}\n{stderr}");
}

#[test]
#[cfg(unix)]
fn the_gallery_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("bash")
        .arg(root().join("examples/gallery.sh"))
        .arg(folder.path())
        .env("EVALBOARD", env!("CARGO_BIN_EXE_evalboard"))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{stderr}");
    let files = |folder: &std::path::Path| -> Vec<(String, Vec<u8>)> {
        let mut files = vec![(
            "gallery.md".to_owned(),
            fs::read(folder.join("gallery.md")).unwrap(),
        )];
        for entry in fs::read_dir(folder.join("gallery")).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            files.push((name, fs::read(entry.path()).unwrap()));
        }
        files.sort();
        files
    };
    let (made, kept) = (files(folder.path()), files(&root().join("docs")));
    let names =
        |files: &[(String, Vec<u8>)]| Vec::from_iter(files.iter().map(|(name, _)| name.clone()));
    assert_eq!(names(&made), names(&kept));
    for ((name, made), (_, kept)) in made.iter().zip(&kept) {
        assert!(
            made == kept,
            "docs/gallery/{name} is out of date: run examples/gallery.sh"
        );
    }
}
