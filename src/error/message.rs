//! Parts of what errors say, in a line or two.

use std::io;
use std::path::{Path, PathBuf};

use super::{Warnings, nearest, printable};

/// A path fit for a terminal line.
pub(super) fn path(file: &Path) -> String {
    printable(&file.to_string_lossy(), 1000)
}

/// The system's reason without its number.
pub(super) fn io_reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

/// Why an address cannot be listened on.
pub(super) fn listen_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another program listens there; choose another --port, or 0 for any free one".to_owned()
        }
        _ => error.to_string(),
    }
}

/// An output before what is said of it; nothing of standard output.
pub(super) fn of_output(output: &str) -> String {
    match output {
        "-" => String::new(),
        output => format!("{}: ", printable(output, 200)),
    }
}

/// The message about an unknown name: the nearest known one, and which are known.
pub(super) fn unknown_name(what: &str, name: &str, known: &[String]) -> String {
    let name = printable(name, 80);
    if known.is_empty() {
        return format!("unknown {what} '{name}': the data have no {what}s");
    }
    let hint = match nearest(&name, known.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean '{}'?", printable(near, 80)),
        None => String::new(),
    };
    format!(
        "unknown {what} '{name}'{hint}\nknown {what}s: {}",
        some_of(known)
    )
}

/// The message about a column that no table has: which there are, and the nearest of them.
pub(super) fn unknown_column(role: &str, columns: &str, known: &[String]) -> String {
    let columns = printable(columns, 100);
    let hint = match nearest(&columns, known.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean {}?", printable(near, 80)),
        None => String::new(),
    };
    format!(
        "--map {role}={columns}: no table has this column; columns: {}{hint}",
        some_of(known)
    )
}

/// The first of these names, and how many more there are.
fn some_of(names: &[String]) -> String {
    const LISTED: usize = 20;
    let first = names.iter().take(LISTED).map(|name| printable(name, 60));
    let listed = first.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

/// The message about an output that is an input.
pub(super) fn is_input(output: &Path, input: &Path) -> String {
    let other_name = match output == input {
        true => String::new(),
        false => format!(" under another name ({})", path(input)),
    };
    format!(
        "{}: that is one of the inputs{other_name}; write to another file",
        path(output)
    )
}

/// Why there is no result, in one line.
pub(super) fn no_results(files: &[PathBuf], warnings: &Warnings) -> String {
    const NAMED: usize = 3;
    let mut reasons = Vec::new();
    if !files.is_empty() {
        let named: Vec<String> = files.iter().take(NAMED).map(|file| path(file)).collect();
        let more = match files.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        reasons.push(format!("no result in {}{more}", named.join(", ")));
    }
    // The one file is named already.
    let named = match files {
        [file] => format!(": {}", path(file)),
        _ => String::new(),
    };
    let lines = warnings.lines(NAMED).into_iter();
    reasons.extend(lines.map(|line| line.strip_suffix(&named).unwrap_or(&line).to_owned()));
    reasons.join("; ")
}
