//! The same input gives the same bytes, and the judge of pictures sees what differs.

mod support;

use std::path::Path;

use support::picture::{Picture, difference};
use support::{evalboard, root};

/// Order of inputs, working directory and number of threads change no byte.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let draw = |folder: &Path, data: &[String], threads: &str, kind: &str| -> Vec<u8> {
        let output = evalboard()
            .current_dir(folder)
            .env("RAYON_NUM_THREADS", threads)
            .arg("render")
            .args(data)
            .args(["-o", "-", "--to", kind])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let golden = root().join("golden");
    let files = |from: &str| -> Vec<String> {
        [
            "helm_capabilities/helm_capabilities.csv",
            "one_cell/one_cell.csv",
            "zeroeval/zeroeval.csv",
        ]
        .iter()
        .map(|file| format!("{from}{file}"))
        .collect()
    };
    for kind in ["svg", "png", "pdf"] {
        let expected = draw(&golden, &files(""), "1", kind);
        assert!(!expected.is_empty());
        assert_eq!(
            draw(&golden, &files(""), "2", kind),
            expected,
            "{kind}: threads"
        );
        let mut shuffled = files("");
        shuffled.rotate_left(1);
        assert_eq!(
            draw(&golden, &shuffled, "2", kind),
            expected,
            "{kind}: order"
        );
        let elsewhere = tempfile::tempdir().unwrap();
        let absolute = files(&format!("{}/", golden.display()));
        assert_eq!(
            draw(elsewhere.path(), &absolute, "2", kind),
            expected,
            "{kind}: folder"
        );
    }
}

#[test]
fn the_differ_sees_a_difference() {
    let plain = Picture {
        width: 4,
        height: 3,
        pixels: vec![200; 4 * 3 * 4],
    };
    assert!(difference(&plain, &plain, 1).is_none());
    let mut close = plain.clone();
    close.pixels[7] = 201;
    assert!(difference(&plain, &close, 1).is_none());
    let mut other = plain.clone();
    other.pixels[7] = 202;
    assert_eq!(difference(&plain, &other, 1).unwrap().pixels, 1);
    let narrow = Picture {
        width: 3,
        pixels: vec![200; 3 * 3 * 4],
        ..plain.clone()
    };
    assert!(difference(&plain, &narrow, 1).is_some());
    let decoded = Picture::decode(&plain.encode());
    assert!(difference(&plain, &decoded, 0).is_none());
}
