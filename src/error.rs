//! What can go wrong, each error with the file and the place in it, and warnings as data.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A line and a column, both counted from 1.
    Column(u64, u64),
    /// A key or path of keys of a structured file.
    Key(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Line(line) => write!(f, ":{line}"),
            Place::Column(line, column) => write!(f, ":{line}:{column}"),
            Place::Key(key) => write!(f, ": {}", printable(key, 120)),
        }
    }
}

/// An error that ends the work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The content of an input is not what it should be.
    #[error("{}{place}: {problem}", path(.file))]
    Input {
        /// The file as the user named it.
        file: PathBuf,
        /// Where in the file.
        place: Place,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A file could not be read.
    #[error("cannot read {}: {}", path(.file), io_reason(.source))]
    Read {
        /// The file as the user named it.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {}", path(.file), io_reason(.source))]
    Write {
        /// The file as the user named it.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// No input gave a single result.
    #[error("nothing usable: {}", no_results(.files, .warnings))]
    NoResults {
        /// The files that were read, as the user named them.
        files: Vec<PathBuf>,
        /// What was odd in them, and what was left out with its reason.
        warnings: Warnings,
    },
    /// A filter names what the data do not have.
    #[error("{}", unknown_name(.what, .name, .known))]
    UnknownName {
        /// What kind of name: `model`, `group`, `level` or `task`.
        what: &'static str,
        /// The unknown name.
        name: String,
        /// All known names of this kind.
        known: Vec<String>,
    },
    /// An output would take the place of an input.
    #[error("{}", is_input(.output, .input))]
    OutputIsInput {
        /// The output as the user named it.
        output: PathBuf,
        /// The same file as the user named it as an input.
        input: PathBuf,
    },
    /// Options that make no sense, or name what is not there.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// An error in the content of `file` at `place`.
    pub fn input(file: impl Into<PathBuf>, place: Place, problem: impl fmt::Display) -> Self {
        Error::Input {
            file: file.into(),
            place,
            problem: problem.to_string(),
        }
    }

    /// A closure for `map_err` on reading `file`.
    pub fn reading(file: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
        move |source| Error::Read {
            file: file.to_owned(),
            source,
        }
    }

    /// A closure for `map_err` on writing `file`.
    pub fn writing(file: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
        move |source| Error::Write {
            file: file.to_owned(),
            source,
        }
    }

    /// A JSON error of `file`, with its line and column.
    pub fn json(file: &Path, error: &serde_json::Error) -> Error {
        // At the end of a file that ends with a line, the column is 0.
        let place = Place::Column(error.line() as u64, error.column().max(1) as u64);
        Error::json_at(file, place, error)
    }

    /// A JSON error in a part of `file` that begins elsewhere: the place is given.
    pub fn json_at(file: &Path, place: Place, error: &serde_json::Error) -> Error {
        if let Some(kind) = error.io_error_kind() {
            return Error::reading(file)(io::Error::new(kind, json_problem(error)));
        }
        Error::input(file, place, json_problem(error))
    }

    /// The file that the error is about, if it is about one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Error::Input { file, .. } | Error::Read { file, .. } | Error::Write { file, .. } => {
                Some(file)
            }
            Error::NoResults { .. }
            | Error::UnknownName { .. }
            | Error::OutputIsInput { .. }
            | Error::Usage(_) => None,
        }
    }

    /// What is wrong and where in the file, without the file's name.
    pub fn problem(&self) -> String {
        match self {
            Error::Input { place, problem, .. } => {
                match place.to_string().trim_start_matches([':', ' ']) {
                    "" => problem.clone(),
                    place => format!("{place}: {problem}"),
                }
            }
            Error::Read { source, .. } => format!("cannot be read: {}", io_reason(source)),
            Error::Write { source, .. } => format!("cannot be written: {}", io_reason(source)),
            Error::NoResults { .. }
            | Error::UnknownName { .. }
            | Error::OutputIsInput { .. }
            | Error::Usage(_) => self.to_string(),
        }
    }

    /// Whether this is a reader of ours that went away (`evalboard … | head`).
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Error::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What a JSON error says, without the position that serde_json puts at its end.
pub fn json_problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    // It may quote the input.
    printable(&text[..end], 300)
}

/// The known name that `name` is most like, if it is like one at all: what was meant, perhaps.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&name, &known.to_lowercase()), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.7)
        .map(|(_, known)| known)
}

/// The known name that `name` is a slip of: one letter off, two in longer names. Looser likeness is
/// [`nearest`].
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of long or tiny names nobody asks.
    if !(3..40).contains(&name.len()) {
        return None;
    }
    let name = name.to_lowercase();
    known
        .into_iter()
        .filter(|known| *known != name)
        .map(|known| (strsim::osa_distance(&name, &known.to_lowercase()), known))
        .filter(|(distance, known)| *distance <= if known.len() < 6 { 1 } else { 2 })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The message about an unknown name: the nearest known one, and which are known.
fn unknown_name(what: &str, name: &str, known: &[String]) -> String {
    const LISTED: usize = 20;
    let name = printable(name, 80);
    if known.is_empty() {
        return format!("unknown {what} '{name}': the data have no {what}s");
    }
    let hint = match nearest(&name, known.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean '{}'?", printable(near, 80)),
        None => String::new(),
    };
    let listed: Vec<String> = known
        .iter()
        .take(LISTED)
        .map(|name| printable(name, 60))
        .collect();
    let more = match known.len() - listed.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "unknown {what} '{name}'{hint}\nknown {what}s: {}{more}",
        listed.join(", ")
    )
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
    reasons.extend(warnings.lines(NAMED));
    reasons.join("; ")
}

/// A path fit for a terminal line.
fn path(file: &Path) -> String {
    printable(&file.to_string_lossy(), 1000)
}

/// The system's reason without its number.
fn io_reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

/// `text` fit for a terminal line: control and direction characters escaped, cut after `limit`
/// characters.
pub fn printable(text: &str, limit: usize) -> String {
    if text.len() <= limit && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            shown.push('…');
            break;
        }
        if c.is_control() || is_bidi_control(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether `c` changes the direction of text around it.
pub fn is_bidi_control(c: char) -> bool {
    matches!(
        c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Warnings, grouped by what they say; each group keeps the places where it arose, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Warnings {
    groups: IndexMap<String, Vec<String>>,
}

impl Warnings {
    /// Adds one warning: what it says, and where it arose (empty for "as a whole").
    pub fn push(&mut self, message: impl Into<String>, place: impl Into<String>) {
        self.groups
            .entry(message.into())
            .or_default()
            .push(place.into());
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Warnings) {
        for (message, places) in other.groups {
            self.groups.entry(message).or_default().extend(places);
        }
    }

    /// Number of warnings, not of groups.
    pub fn count(&self) -> usize {
        self.groups.values().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// One line a group: the message, how often, and the first `examples` places.
    pub fn lines(&self, examples: usize) -> Vec<String> {
        self.groups
            .iter()
            .map(|(message, places)| {
                let named: Vec<String> = places
                    .iter()
                    .filter(|place| !place.is_empty())
                    .take(examples)
                    .map(|place| printable(place, 100))
                    .collect();
                let mut line = printable(message, 400);
                if places.len() > 1 {
                    line += &format!(" ({} times)", places.len());
                }
                if !named.is_empty() {
                    let rest = if places.len() > named.len() {
                        ", …"
                    } else {
                        ""
                    };
                    line += &format!(": {}{rest}", named.join(", "));
                }
                line
            })
            .collect()
    }
}
