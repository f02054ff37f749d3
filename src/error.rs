//! What can go wrong, each error with the file and the place in it, and warnings as data.

mod message;
mod warnings;
mod wording;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use warnings::Warnings;
use wording::io_reason;
pub use wording::{is_bidi_control, near, nearest, printable};

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

/// What another library says of its failure.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// An error that ends the work.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The content of an input is not what it should be.
    Input {
        /// The file as the user named it.
        file: PathBuf,
        /// Where in the file.
        place: Place,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A file could not be read.
    Read {
        /// The file as the user named it.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file could not be written.
    Write {
        /// The file as the user named it.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// What is to be written cannot be put into its format.
    Encode {
        /// What it is and its format, such as `picture as PNG`.
        what: &'static str,
        /// The reason of the library that writes the format.
        source: Cause,
    },
    /// A picture is larger than its format, or our painter, takes.
    PictureTooLarge {
        /// What would be too large, such as `PNG`.
        what: &'static str,
        /// Its width and height.
        size: (f64, f64),
        /// The largest width and height.
        most: (f64, f64),
        /// The unit of these sizes, such as `px`.
        unit: &'static str,
    },
    /// No input gave a single result.
    NoResults {
        /// The files that were read, as the user named them.
        files: Vec<PathBuf>,
        /// What was odd in them, and what was left out with its reason.
        warnings: Warnings,
    },
    /// A project file leaves out all that was read.
    AllHidden {
        /// The project file.
        file: PathBuf,
    },
    /// No line of several files of interviews is an answer.
    NoAnswers {
        /// How many files were read.
        files: usize,
        /// What their lines are instead.
        problem: String,
    },
    /// Answers or tokens add up to more than can be counted exactly.
    TooManyAnswers,
    /// A filter names what the data do not have.
    UnknownName {
        /// What kind of name: `model`, `group`, `level` or `task`.
        what: &'static str,
        /// The unknown name.
        name: String,
        /// All known names of this kind.
        known: Vec<String>,
    },
    /// A mapping of columns names one that no table has.
    UnknownColumn {
        /// What the column was to be read as.
        role: &'static str,
        /// The columns, as the user named them.
        columns: String,
        /// The columns of all tables.
        known: Vec<String>,
    },
    /// Nothing tells the format of an output, or one that the command does not write.
    UnknownFormat {
        /// The output as the user named it; `-` is standard output.
        output: String,
        /// What is wrong.
        problem: String,
        /// The formats that can be written there.
        known: String,
    },
    /// A pattern with wildcards is malformed.
    BadPattern {
        /// What it is to match: `path`, `model`, `group`, `level` or `task`.
        what: &'static str,
        /// The pattern as the user gave it.
        pattern: String,
        /// What is wrong with it.
        source: Cause,
    },
    /// No file matches a pattern.
    NoMatch {
        /// The pattern as the user gave it.
        pattern: String,
    },
    /// A web address was given for a file: nothing is fetched.
    WebAddress {
        /// The address.
        address: String,
    },
    /// An output would take the place of an input.
    OutputIsInput {
        /// The output as the user named it.
        output: PathBuf,
        /// The same file as the user named it as an input.
        input: PathBuf,
    },
    /// An output is there already, and is not ours to replace.
    Exists {
        /// The output.
        path: PathBuf,
        /// Whose it may be, and what to do.
        advice: &'static str,
    },
    /// A board lacks what a plot needs.
    CannotPlot {
        /// The plot's identifier.
        plot: &'static str,
        /// What is lacking.
        lack: String,
    },
    /// The server cannot listen.
    Listen {
        /// Host and port.
        address: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Signals that end a process cannot be waited for.
    Signals {
        /// The system's reason.
        source: io::Error,
    },
    /// Arguments of the command line that do not go together.
    #[cfg(feature = "cli")]
    Arguments(String),
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Read { source, .. }
            | Error::Write { source, .. }
            | Error::Listen { source, .. }
            | Error::Signals { source } => Some(source),
            Error::Encode { source, .. } | Error::BadPattern { source, .. } => {
                Some(source.as_ref())
            }
            _ => None,
        }
    }
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

    /// A closure for `map_err` on a library that writes a format.
    pub fn encoding<E: Into<Cause>>(what: &'static str) -> impl FnOnce(E) -> Error {
        move |source| Error::Encode {
            what,
            source: source.into(),
        }
    }

    /// The file that the error is about, if it is about one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Error::Input { file, .. } | Error::Read { file, .. } | Error::Write { file, .. } => {
                Some(file)
            }
            _ => None,
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
            _ => self.to_string(),
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
