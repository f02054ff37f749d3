//! Which files are read, and which are refused.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{assert_equals_reference, evaluate, lines, reference, succeeded, text};
use crate::support::evalboard;

#[cfg(unix)]
#[test]
fn an_output_that_is_an_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let content = lines(3, 20).join("\n");
    fs::write(path("a.ndjson"), &content).unwrap();
    fs::create_dir(path("inner")).unwrap();
    fs::hard_link(path("a.ndjson"), path("hard")).unwrap();
    std::os::unix::fs::symlink("a.ndjson", path("link")).unwrap();
    for output in ["a.ndjson", "inner/../a.ndjson", "hard", "link"] {
        let refused = evaluate(&["-i", text(&path("*.ndjson"))], &path(output));
        let errors = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{output}: {errors}");
        assert!(errors.contains("one of the inputs"), "{output}: {errors}");
        assert_eq!(fs::read_to_string(path("a.ndjson")).unwrap(), content);
    }
}

#[test]
fn folders_and_standard_input_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(23, 400);
    fs::create_dir(folder.path().join("deeper")).unwrap();
    fs::write(folder.path().join("a.ndjson"), lines[..100].join("\n")).unwrap();
    let array = format!("[{}]", lines[100..200].join(","));
    fs::write(folder.path().join("deeper/b.json"), array).unwrap();
    fs::write(
        folder.path().join("deeper/c.jsonl"),
        lines[200..].join("\n"),
    )
    .unwrap();
    fs::write(folder.path().join("deeper/notes.txt"), "none").unwrap();
    let out = folder.path().join("analysis.json");
    let expected = reference(lines.iter().cloned());
    // The second time the first result lies in the folder.
    for round in 0..2 {
        let errors = succeeded(&evaluate(&["--interview", text(folder.path())], &out));
        assert_eq!(errors.contains("analysis.json"), round == 1, "{errors}");
        assert_equals_reference(&out, &expected);
    }
    let piped = |content: &[u8]| {
        let mut command = evalboard();
        command.args(["evaluate", "-i", "-", "-o", text(&out)]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(content).unwrap();
        child.wait_with_output().unwrap()
    };
    succeeded(&piped(lines.join("\n").as_bytes()));
    assert_equals_reference(&out, &expected);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(format!("[{}]", lines.join(",")).as_bytes())
        .unwrap();
    succeeded(&piped(&gzip.finish().unwrap()));
    assert_equals_reference(&out, &expected);
    assert_eq!(piped(b"").status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_in_folders_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    let pipe = folder.path().join("pipe.ndjson");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    for file in ["/dev/zero", text(&pipe)] {
        let output = evaluate(&["--interview", file], &out);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(file), "{errors}");
        assert!(!out.exists());
    }
}
