//! The interview files that the patterns of a command line name.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use indexmap::IndexMap;

use super::array;
use crate::compressed::Compression;
use crate::error::{Error, Place, Result};

/// One file of interviews.
#[derive(Debug, Clone)]
pub(super) struct Interview {
    /// As the user named it.
    pub(super) file: PathBuf,
    /// The same file under its one true name.
    pub(super) canonical: PathBuf,
    /// Bytes when it was found; 0 for what is not a regular file.
    pub(super) size: u64,
    pub(super) modified: Option<SystemTime>,
    pub(super) compression: Compression,
    /// Whether it holds a JSON array, not lines.
    pub(super) is_array: bool,
    /// Whether parts of it can be read on their own.
    pub(super) divisible: bool,
}

impl Interview {
    /// Whether the file is not any more what was found.
    pub(super) fn has_changed(&self) -> bool {
        match fs::metadata(&self.file) {
            Ok(now) => {
                now.is_file() && (now.len() != self.size || now.modified().ok() != self.modified)
            }
            Err(_) => true,
        }
    }
}

/// The files to evaluate, each once, in the order of the patterns and of their names.
#[derive(Debug, Clone)]
pub struct Interviews {
    pub(super) files: Vec<Interview>,
}

impl Interviews {
    /// Finds the files of all `patterns`: names, or globs (`*`, `?`, `[a-z]`, `**` for any folders).
    /// Folders that a glob matches are passed over.
    ///
    /// # Errors
    /// If a pattern is none, matches no file, names a folder, or a file cannot be read.
    pub fn find<S: AsRef<str>>(patterns: &[S]) -> Result<Interviews> {
        let mut found = IndexMap::new();
        for pattern in patterns {
            for file in matching(pattern.as_ref())? {
                let interview = open(file)?;
                found
                    .entry(interview.canonical.clone())
                    .or_insert(interview);
            }
        }
        Ok(Interviews {
            files: found.into_values().collect(),
        })
    }

    /// The files as the user named them.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.file.as_path())
    }

    /// Bytes of all files together, as they lie on the disk.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }
}

/// The files that one pattern names; one that is the name of a file is that file, whatever it contains.
fn matching(pattern: &str) -> Result<Vec<PathBuf>> {
    let name = Path::new(pattern);
    if name.is_dir() {
        return Err(Error::Usage(format!(
            "{pattern} is a folder: name its files, as in '{}/*.ndjson'",
            pattern.trim_end_matches('/')
        )));
    }
    if name.exists() {
        return Ok(vec![name.to_owned()]);
    }
    let paths = glob::glob(pattern)
        .map_err(|error| Error::Usage(format!("'{pattern}' is no pattern: {error}")))?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| Error::Read {
            file: error.path().to_owned(),
            source: error.into(),
        })?;
        if !path.is_dir() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Error::Usage(format!(
            "no file matches '{pattern}': give names or a glob in quotes, as in 'results/*/*.ndjson'"
        )));
    }
    Ok(files)
}

fn open(file: PathBuf) -> Result<Interview> {
    let metadata = fs::metadata(&file).map_err(Error::reading(&file))?;
    let canonical = fs::canonicalize(&file).map_err(Error::reading(&file))?;
    let regular = metadata.is_file();
    if !regular && !is_pipe_of_a_process(&file, &metadata) {
        let problem = "neither a file nor a folder: it may have no end, or never begin";
        return Err(Error::input(file, Place::Whole, problem));
    }
    let (mut compression, mut is_array) = (Compression::None, false);
    if regular {
        let mut opened = File::open(&file).map_err(Error::reading(&file))?;
        let mut start = Vec::new();
        (&opened)
            .take(4)
            .read_to_end(&mut start)
            .and_then(|_| opened.rewind())
            .map_err(Error::reading(&file))?;
        compression = Compression::of(&start);
        let mut head = Vec::new();
        // Damage is met again, and told, where the file is read.
        let _ = compression
            .reader(&opened)
            .take(array::HEAD)
            .read_to_end(&mut head);
        is_array = array::is_array(&head);
    }
    Ok(Interview {
        canonical,
        size: if regular { metadata.len() } else { 0 },
        modified: metadata.modified().ok(),
        divisible: regular && compression == Compression::None && !is_array,
        is_array,
        compression,
        file,
    })
}

/// Whether this is a pipe that a shell has opened, as `<(command)` does. One that lies in a folder may have no
/// writer, and opening it would wait for one.
#[cfg(unix)]
fn is_pipe_of_a_process(file: &Path, metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let of_a_process = file.starts_with("/dev/fd") || file.starts_with("/proc/self/fd");
    metadata.file_type().is_fifo() && of_a_process
}

#[cfg(not(unix))]
fn is_pipe_of_a_process(_: &Path, _: &fs::Metadata) -> bool {
    false
}
