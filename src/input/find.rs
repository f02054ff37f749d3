//! From DATA to files: one finder for every command.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file_name::ending;
use super::open::canonical;
use super::parallel::in_parallel;
use crate::error::{Error, Place, Result, nearest, printable};

/// Hidden folders that harnesses write their results to.
const HIDDEN_RESULTS: [&str; 2] = [".eval_results", ".deepeval"];

/// A file that DATA stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// As the user named it.
    pub(crate) path: PathBuf,
    /// Without links and `..`: tells which files are the same, and in which order they are read.
    pub(crate) canonical: PathBuf,
    /// How it was named.
    pub(crate) naming: Naming,
}

impl Found {
    /// Whether opening it again gives the same content: standard input's is gone.
    pub(crate) fn can_reopen(&self) -> bool {
        self.path != Path::new("-")
    }
}

/// How a file was named; of several ways the first here counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Naming {
    /// By its path.
    Itself,
    /// By a glob.
    Pattern,
    /// By a folder that it is in.
    Folder,
}

/// Which files a folder stands for.
pub(crate) struct Wanted<'a> {
    /// The endings of its files, in lower case; `.gz` and `.zst` may follow.
    pub(crate) endings: &'a [&'static str],
    /// Whether a file, if it is the only such one directly in a folder, stands for the whole
    /// folder.
    pub(crate) speaks_for_folder: &'a (dyn Fn(&Path) -> Result<bool> + Sync),
}

/// The files that `data` (files, folders, globs, `-`) stands for, each once, sorted by canonical
/// path.
///
/// # Errors
/// For a path that is not there, a pattern that is none or matches no file, and a folder without a
/// wanted file.
pub(crate) fn find(data: &[String], wanted: &Wanted<'_>) -> Result<Vec<Found>> {
    let mut found: BTreeMap<PathBuf, Found> = BTreeMap::new();
    for item in data {
        for file in find_item(item, wanted)? {
            match found.get_mut(&file.canonical) {
                None => {
                    found.insert(file.canonical.clone(), file);
                }
                Some(known) => {
                    known.naming = known.naming.min(file.naming);
                    // Of several names the same one, in whatever order they are given.
                    known.path = known.path.clone().min(file.path);
                }
            }
        }
    }
    Ok(found.into_values().collect())
}

fn find_item(item: &str, wanted: &Wanted<'_>) -> Result<Vec<Found>> {
    let path = Path::new(item);
    if item == "-" || path.exists() {
        return find_path(path, Naming::Itself, wanted);
    }
    if item.starts_with("https://") || item.starts_with("http://") {
        let address = item.to_owned();
        return Err(Error::WebAddress { address });
    }
    if !item.contains(['*', '?', '[']) {
        return Err(missing(path));
    }
    let mut found = Vec::new();
    for path in matches(item)? {
        found.extend(find_path(&path, Naming::Pattern, wanted)?);
    }
    if found.is_empty() {
        let pattern = item.to_owned();
        return Err(Error::NoMatch { pattern });
    }
    Ok(found)
}

/// The error about a path that is not there, with the nearest name in its folder.
fn missing(path: &Path) -> Error {
    let hint = near_path(path).map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Error::reading(path)(io::Error::other(format!("no such file or folder{hint}")))
}

/// The path in the same folder whose name is most like that of `path`, if one is, as it is shown.
pub(crate) fn near_path(path: &Path) -> Option<String> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let names: BTreeSet<String> = names.collect();
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    let name = nearest(&wanted, names.iter().map(String::as_str))?;
    let near = path.with_file_name(name);
    Some(printable(&near.to_string_lossy(), 200))
}

/// The paths that match a glob, sorted.
pub(super) fn matches(pattern: &str) -> Result<Vec<PathBuf>> {
    let paths = glob::glob(pattern).map_err(|error| Error::BadPattern {
        what: "path",
        pattern: pattern.to_owned(),
        source: error.msg.into(),
    })?;
    let readable = |path: glob::GlobResult| {
        path.map_err(|error| {
            let path = error.path().to_owned();
            Error::reading(&path)(error.into())
        })
    };
    let mut found = paths.map(readable).collect::<Result<Vec<PathBuf>>>()?;
    found.sort();
    Ok(found)
}

/// The file, or the files of the folder, that `path` names.
fn find_path(path: &Path, naming: Naming, wanted: &Wanted<'_>) -> Result<Vec<Found>> {
    if !path.is_dir() {
        return Ok(vec![Found {
            path: path.to_owned(),
            canonical: canonical(path),
            naming,
        }]);
    }
    let mut files = Vec::new();
    files_below(path, wanted, &mut files)?;
    if files.is_empty() {
        let endings = wanted.endings.join(", .");
        let problem = format!("no file in this folder ends in .{endings}");
        return Err(Error::input(path, Place::Whole, problem));
    }
    Ok(in_parallel(&files, |file| Found {
        path: file.clone(),
        canonical: canonical(file),
        naming: Naming::Folder,
    }))
}

/// Adds the wanted files of `folder` and below.
fn files_below(folder: &Path, wanted: &Wanted<'_>, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut own = Vec::new();
    let mut folders = Vec::new();
    let holds_hidden_results = folder.file_name().is_some_and(is_hidden_results);
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let entry = entry.map_err(Error::reading(folder))?;
        let path = entry.path();
        let name = entry.file_name();
        let is_hidden = name.to_string_lossy().starts_with('.');
        if is_hidden && !holds_hidden_results && !is_hidden_results(&name) {
            continue;
        }
        // The entry's own type: a link to a folder is not followed, it could lead round in a
        // circle.
        let kind = entry.file_type().map_err(Error::reading(&path))?;
        if kind.is_dir() {
            folders.push(path);
        } else if wanted.endings.contains(&&*ending(&path)) && path.is_file() {
            own.push(path);
        }
    }
    own.sort();
    folders.sort();
    let speak = in_parallel(&own, |file| (wanted.speaks_for_folder)(file));
    let speak = speak.into_iter().collect::<Result<Vec<bool>>>()?;
    let speakers = own.iter().zip(speak).filter(|(_, speaks)| *speaks);
    if let [(speaker, _)] = speakers.collect::<Vec<_>>()[..] {
        files.push(speaker.clone());
        return Ok(());
    }
    files.append(&mut own);
    let mut folders = folders.iter();
    folders.try_for_each(|folder| files_below(folder, wanted, files))
}

fn is_hidden_results(name: &std::ffi::OsStr) -> bool {
    HIDDEN_RESULTS.iter().any(|known| name == *known)
}
