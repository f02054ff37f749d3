//! What each error says, in a line or two.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::wording::{io_reason, path};
use super::{Error, Warnings, nearest, printable};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input {
                file,
                place,
                problem,
            } => write!(f, "{}{place}: {problem}", path(file)),
            Error::Read { file, source } => {
                write!(f, "cannot read {}: {}", path(file), io_reason(source))
            }
            Error::Write { file, source } => {
                write!(f, "cannot write {}: {}", path(file), io_reason(source))
            }
            Error::Encode { what, source } => write!(f, "cannot write the {what}: {source}"),
            Error::PictureTooLarge {
                what,
                size: (width, height),
                most,
                unit,
            } => write!(
                f,
                "a {what} of {width:.0} x {height:.0} {unit} is too large (at most {} x {}); \
                 take a smaller --scale, --page, or {{page}} in the file's name",
                most.0, most.1
            ),
            Error::NoResults { files, warnings } => {
                write!(f, "nothing usable: {}", no_results(files, warnings))
            }
            Error::AllHidden { file } => write!(
                f,
                "nothing to show: {} hides every result (hide = true)",
                path(file)
            ),
            Error::NoAnswers { files, problem } => write!(f, "{problem} ({files} files)"),
            Error::TooManyAnswers => {
                f.write_str("answers or tokens add up to more than can be counted (2^53)")
            }
            Error::UnknownName { what, name, known } => {
                f.write_str(&unknown_name(what, name, known))
            }
            Error::UnknownColumn {
                role,
                columns,
                known,
            } => f.write_str(&unknown_column(role, columns, known)),
            Error::UnknownFormat {
                output,
                problem,
                known,
            } => {
                if output != "-" {
                    write!(f, "{}: ", printable(output, 200))?;
                }
                write!(f, "{problem}; add --to with one of {known}")
            }
            Error::BadPattern {
                what,
                pattern,
                source,
            } => write!(
                f,
                "{}: not a valid {what} pattern: {source}",
                printable(pattern, 200)
            ),
            Error::NoMatch { pattern } => {
                let pattern = printable(pattern, 200);
                write!(f, "{pattern}: no file matches this pattern")
            }
            Error::WebAddress { address } => {
                let address = printable(address, 200);
                write!(
                    f,
                    "{address}: URLs are not fetched; \
                     pipe the content in: curl -sL '{address}' | evalboard … -"
                )
            }
            Error::OutputIsInput { output, input } => f.write_str(&is_input(output, input)),
            Error::Exists {
                path: existing,
                advice,
            } => write!(f, "{}: already exists {advice}", path(existing)),
            Error::CannotPlot { plot, lack } => write!(f, "plot {plot}: {lack}"),
            Error::Listen { address, source } => {
                write!(f, "cannot listen on {address}: ")?;
                match source.kind() {
                    io::ErrorKind::AddrInUse => f.write_str(
                        "another program listens there; choose another --port, or 0 for any free \
                         one",
                    ),
                    _ => write!(f, "{source}"),
                }
            }
            Error::Signals { source } => write!(f, "cannot wait for signals: {source}"),
            #[cfg(feature = "cli")]
            Error::Arguments(problem) => f.write_str(problem),
        }
    }
}

/// The message about an unknown name: the nearest known one, and which are known.
fn unknown_name(what: &str, name: &str, known: &[String]) -> String {
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
fn unknown_column(role: &str, columns: &str, known: &[String]) -> String {
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
fn is_input(output: &Path, input: &Path) -> String {
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
fn no_results(files: &[PathBuf], warnings: &Warnings) -> String {
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
