//! What a terminal shows that a pipe does not, what Ctrl-C leaves behind, and outputs that are no
//! files.
#![cfg(unix)]

mod support;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use support::{evalboard, root};

/// Enough interviews to be at work for a while.
fn many_interviews(folder: &Path) {
    let one = fs::read(root().join("golden/interviews/first.ndjson")).unwrap();
    let mut file = File::create(folder.join("many.ndjson")).unwrap();
    for _ in 0..(256 << 20) / one.len() {
        file.write_all(&one).unwrap();
    }
}

/// `evaluate` of the interviews in a folder, with standard error at a terminal. What the terminal
/// shows comes piece by piece.
fn evaluate_at_a_terminal(folder: &Path) -> (Child, mpsc::Receiver<String>) {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let stderr = File::options()
        .read(true)
        .write(true)
        .open(name.to_str().unwrap())
        .unwrap();
    let child = evalboard()
        .args([
            "evaluate",
            "--interview",
            "many.ndjson",
            "--output",
            "counts.json",
        ])
        .env("TERM", "xterm-256color")
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(stderr)
        .spawn()
        .unwrap();
    let (sender, shown) = mpsc::channel();
    thread::spawn(move || {
        let mut terminal = File::from(terminal);
        let mut piece = [0; 4096];
        // Ends with an error when the last one who writes is gone.
        while let Ok(length) = terminal.read(&mut piece) {
            if length == 0
                || sender
                    .send(String::from_utf8_lossy(&piece[..length]).into_owned())
                    .is_err()
            {
                break;
            }
        }
    });
    (child, shown)
}

/// Collects what is shown until `wanted` is part of it.
fn wait_for(shown: &mpsc::Receiver<String>, wanted: &str) {
    let mut all = String::new();
    while !all.contains(wanted) {
        match shown.recv_timeout(Duration::from_secs(60)) {
            Ok(piece) => all += &piece,
            Err(_) => panic!("no {wanted:?} in {all:?}"),
        }
    }
}

#[test]
fn ctrl_c_ends_evaluate_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    many_interviews(folder.path());
    let (mut child, shown) = evaluate_at_a_terminal(folder.path());
    // Bytes, rate and time left.
    wait_for(&shown, "/s, ");
    wait_for(&shown, " left");
    let ended = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(ended.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    wait_for(&shown, "interrupted: nothing was written");
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["many.ndjson"]);
}

#[test]
fn a_named_pipe_is_written_to_and_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut child = evalboard()
        .args([
            "export",
            "golden/one_cell/one_cell.csv",
            "--to",
            "csv",
            "-o",
        ])
        .arg(&pipe)
        .spawn()
        .unwrap();
    let (sender, read) = mpsc::channel();
    let from = pipe.clone();
    thread::spawn(move || sender.send(fs::read_to_string(from).unwrap()));
    assert!(child.wait().unwrap().success());
    let read = read.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(read.starts_with("model,"), "{read}");
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
