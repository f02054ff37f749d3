//! Finding and reading a project file.

use std::fs;
use std::path::{Path, PathBuf};

use super::Project;
use crate::error::{Error, Place, Result, nearest, printable};

/// The name of a project file that is found by itself.
pub const NAME: &str = "evalboard.toml";

/// The most bytes of a project file.
const MOST: u64 = 16 << 20;

impl Project {
    /// The project file that belongs to `data`: beside it, or in a folder that it names; else in
    /// the working directory. `None` where there is none.
    ///
    /// # Errors
    /// If the data lie beside several.
    pub fn find(data: &[String]) -> Result<Option<PathBuf>> {
        let mut found: Vec<PathBuf> = Vec::new();
        for item in data.iter().filter(|item| *item != "-") {
            let file = folder_of(item).join(NAME);
            let is_known = |known: &PathBuf| known.canonicalize().ok() == file.canonicalize().ok();
            if file.is_file() && !found.iter().any(is_known) {
                found.push(file);
            }
        }
        match found.as_slice() {
            [] => Ok(Some(PathBuf::from(NAME)).filter(|file| file.is_file())),
            [only] => Ok(Some(only.clone())),
            [first, second, ..] => Err(Error::Arguments(format!(
                "{} and {} both stand beside the data; --config FILE says which counts",
                printable(&first.to_string_lossy(), 200),
                printable(&second.to_string_lossy(), 200)
            ))),
        }
    }

    /// Reads a project file.
    ///
    /// # Errors
    /// If it cannot be read, has a key that none is, or a value that cannot be; with line and
    /// column.
    pub fn read(file: &Path) -> Result<Project> {
        let size = fs::metadata(file).map_err(Error::reading(file))?;
        if !size.is_file() || size.len() > MOST {
            let problem = "not a project file: it must be a file of at most 16 MB";
            return Err(Error::input(file, Place::Whole, problem));
        }
        let text = fs::read(file).map_err(Error::reading(file))?;
        let text = String::from_utf8(text)
            .map_err(|_| Error::input(file, Place::Whole, "not text in UTF-8"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut project: Project = toml::from_str(text).map_err(|error| {
            let span = error.span();
            let place = span.map_or(Place::Whole, |span| place(text, span.start));
            Error::input(file, place, problem(error.message()))
        })?;
        if let Some(entry) = project
            .tasks
            .iter()
            .find(|entry| entry.facts.has_two_chances())
        {
            let place = Place::Key(format!("tasks.\"{}\"", printable(&entry.key, 80)));
            let problem = "guess_chance and choices say the same; give one of them";
            return Err(Error::input(file, place, problem));
        }
        project.file = file.to_owned();
        Ok(project)
    }

    /// The folder that paths in the file start from; empty for the working directory.
    pub fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new(""))
    }
}

/// The folder that DATA lies in: a folder itself, that of a file, or of a glob the part before the
/// first pattern.
fn folder_of(item: &str) -> PathBuf {
    let path = Path::new(item);
    if path.is_dir() {
        return path.to_owned();
    }
    let fixed = match path.exists() {
        true => item,
        false => &item[..item.find(['*', '?', '[']).unwrap_or(item.len())],
    };
    match fixed.ends_with('/') {
        true => PathBuf::from(fixed),
        false => Path::new(fixed)
            .parent()
            .unwrap_or(Path::new(""))
            .to_owned(),
    }
}

/// Line and column of a byte, counted from 1.
fn place(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before[start..].chars().count() + 1;
    Place::Column(line as u64, column as u64)
}

/// What an error says; of an unknown key, the nearest known one.
fn problem(message: &str) -> String {
    let Some(rest) = message.strip_prefix("unknown field ") else {
        // Types are told by their names in Rust.
        let types = [("i64", "an integer"), ("f64", "a number")];
        let message = types.iter().fold(message.to_owned(), |text, (from, to)| {
            text.replace(from, to)
        });
        return printable(&message, 400);
    };
    // `name`, expected one of `a`, `b`
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let name = printable(quoted.next().unwrap_or_default(), 80);
    let known: Vec<&str> = quoted.collect();
    let near = match nearest(&name, known.iter().copied()) {
        Some(known) => format!("; did you mean `{known}`? Known keys: "),
        None => "; known keys: ".to_owned(),
    };
    format!("unknown key `{name}`{near}{}", known.join(", "))
}
