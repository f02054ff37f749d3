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

/// A terminal: the side that shows and types, and the one that programs have.
fn pseudo_terminal() -> (File, File) {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let programs = File::options()
        .read(true)
        .write(true)
        .open(name.to_str().unwrap())
        .unwrap();
    (File::from(terminal), programs)
}

/// `evaluate` of the interviews in a folder, with standard error at a terminal. What the terminal
/// shows comes piece by piece.
fn evaluate_at_a_terminal(folder: &Path) -> (Child, mpsc::Receiver<String>) {
    let (mut terminal, stderr) = pseudo_terminal();
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

/// What a program asks to know the colour of the ground, and which kind of terminal this is.
const ASK_GROUND: &str = "\x1b]11;?\x07";
const ASK_KIND: &str = "\x1b[c";
const KIND: &str = "\x1b[?1;2c";

/// What a terminal shows of `command`, which ends by itself: all that is written to it. It answers
/// the question for its ground with `ground`, and for its kind after that; `None`: to no question.
fn shown_at(
    (mut terminal, programs): (File, File),
    command: &mut Command,
    ground: Option<&str>,
) -> String {
    let ends = || Stdio::from(programs.try_clone().unwrap());
    command.stdin(ends()).stdout(ends()).stderr(ends());
    let mut child = command.spawn().unwrap();
    // The last ends of programs close with the child.
    drop(programs);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(Stdio::null());
    let mut shown = Vec::new();
    let mut piece = [0; 4096];
    let mut is_answered = false;
    while let Ok(length @ 1..) = terminal.read(&mut piece) {
        shown.extend_from_slice(&piece[..length]);
        let is_asked = String::from_utf8_lossy(&shown).contains(ASK_KIND);
        if let Some(ground) = ground.filter(|_| is_asked && !is_answered) {
            is_answered = true;
            terminal.write_all(ground.as_bytes()).unwrap();
            terminal.write_all(KIND.as_bytes()).unwrap();
        }
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8(shown).unwrap().replace("\r\n", "\n")
}

/// A table in all colours.
fn colourful_table(arguments: &[&str]) -> Command {
    let mut command = evalboard();
    command
        .args(["table", "golden/one_cell/one_cell.csv"])
        .args(arguments)
        .env("TERM", "xterm-256color")
        .env("COLORTERM", "truecolor");
    command
}

/// The same table as a pipe gets it with this theme.
fn table_in(theme: &str) -> String {
    let wanted = ["--color", "always", "--width", "80", "--theme", theme];
    let output = colourful_table(&wanted).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_table_has_the_theme_that_the_terminal_answers() {
    let (light, dark) = (table_in("light"), table_in("dark"));
    assert_ne!(light, dark);
    for (ground, expected) in [
        (Some("\x1b]11;rgb:ffff/ffff/ffff\x07"), &light),
        (Some("\x1b]11;rgb:fd/f6/e3\x1b\\"), &light),
        (Some("\x1b]11;rgb:0000/2b2b/3636\x1b\\"), &dark),
        (Some("\x1b]11;nonsense\x07"), &dark),
        // One that does not know the question, and one that does not answer at all.
        (Some(""), &dark),
        (None, &dark),
    ] {
        let expected = format!("{ASK_GROUND}{ASK_KIND}{expected}");
        // On a busy machine an answer may come too late.
        let mut shown = String::new();
        let is_shown = (0..20).any(|_| {
            shown = shown_at(pseudo_terminal(), &mut colourful_table(&[]), ground);
            shown == expected
        });
        assert!(is_shown, "{ground:?}: {shown:?}");
    }
}

/// `command` in the background of the terminal at its standard input.
#[cfg(target_os = "linux")]
fn in_the_background(command: &Command) -> Command {
    let mut session = Command::new("setsid");
    session
        .args(["--ctty", "--wait", "sh", "-c"])
        // `timeout` puts what it runs into a group of its own. Without a command behind it, the
        // shell may give it its own place.
        .args(["timeout 60 \"$@\"; exit $?", "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(root());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => session.env(name, value),
            None => session.env_remove(name),
        };
    }
    session
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_not_asked_from_the_background() {
    let mut command = in_the_background(&colourful_table(&[]));
    let shown = shown_at(pseudo_terminal(), &mut command, None);
    assert_eq!(shown, table_in("dark"));
}

#[test]
fn a_terminal_is_asked_only_where_the_answer_is_of_use() {
    for (arguments, variables) in [
        (&["--theme", "light"][..], &[][..]),
        (&[], &[("COLORFGBG", "0;15")]),
        (&[], &[("NO_COLOR", "1")]),
        (&["--color", "never"], &[]),
        (&[], &[("TERM", "dumb")]),
        (&[], &[("TERM", "linux"), ("COLORTERM", "")]),
        (&[], &[("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")]),
    ] {
        let mut command = colourful_table(arguments);
        command.envs(variables.iter().copied());
        let ground = Some("\x1b]11;rgb:ffff/ffff/ffff\x07");
        let shown = shown_at(pseudo_terminal(), &mut command, ground);
        assert!(shown.contains("Only one"), "{shown:?}");
        assert!(!shown.contains("\x1b]"), "{arguments:?} {variables:?}");
    }
    let mut within_tmux = colourful_table(&[]);
    within_tmux.env("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22");
    within_tmux.env("TMUX", "/tmp/tmux-0/default,1,0");
    assert!(shown_at(pseudo_terminal(), &mut within_tmux, None).contains(ASK_GROUND));
}

#[test]
fn what_is_typed_ahead_stays_for_the_next_program() {
    let (mut terminal, programs) = pseudo_terminal();
    let mut next = programs.try_clone().unwrap();
    terminal.write_all(b"next command\n").unwrap();
    let output = colourful_table(&[])
        .stdin(programs.try_clone().unwrap())
        .stdout(programs)
        .status()
        .unwrap();
    assert!(output.success());
    let mut typed = [0; 100];
    let length = next.read(&mut typed).unwrap();
    assert_eq!(&typed[..length], b"next command\n");
}
