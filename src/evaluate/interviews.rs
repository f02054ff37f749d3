//! The interview files that the arguments of a command line name.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::array;
use crate::bucket_file;
use crate::compressed::Compression;
use crate::error::{Error, Place, Result, Warnings};
use crate::input::{Found, Naming, Sniff, Wanted, ending, find, regular_file};

/// Endings of the files that a folder stands for.
const ENDINGS: [&str; 3] = ["ndjson", "jsonl", "json"];

/// How much of a file tells what it is.
const HEAD: u64 = 64 << 10;

/// One file of interviews.
#[derive(Debug, Clone)]
pub(super) struct Interview {
    /// As the user named it; `-` is standard input.
    pub(super) file: PathBuf,
    /// The same file under its one true name.
    pub(super) canonical: PathBuf,
    /// Bytes when it was found; 0 for standard input.
    pub(super) size: u64,
    pub(super) modified: Option<SystemTime>,
    pub(super) compression: Compression,
    /// Whether it holds a JSON array, not lines.
    pub(super) is_array: bool,
    /// What was read of standard input.
    pub(super) head: Vec<u8>,
}

impl Interview {
    /// Looks at the beginning of a file.
    fn new(found: Found) -> Result<(Interview, Vec<u8>)> {
        let path = &found.path;
        let (mut size, mut modified) = (0, None);
        let mut opened = open(path)?;
        let mut head = Vec::new();
        let mut reading = || -> io::Result<()> {
            (&opened).take(HEAD).read_to_end(&mut head)?;
            if !is_stdin(path) {
                let metadata = opened.metadata()?;
                (size, modified) = (metadata.len(), metadata.modified().ok());
                opened.rewind()?;
            }
            Ok(())
        };
        reading().map_err(Error::reading(path))?;
        let compression = Compression::of(&head);
        let mut start = Vec::new();
        // That the head ends early, or is damaged, shows again where the file is read.
        let _ = compression
            .reader(head.as_slice())
            .take(HEAD)
            .read_to_end(&mut start);
        let interview = Interview {
            size,
            modified,
            compression,
            is_array: array::is_array(&start),
            head: match is_stdin(path) {
                true => head,
                false => Vec::new(),
            },
            file: found.path,
            canonical: found.canonical,
        };
        Ok((interview, start))
    }

    /// Opens it where reading is to begin: behind [`Interview::head`].
    pub(super) fn open(&self) -> Result<File> {
        open(&self.file)
    }

    pub(super) fn is_stdin(&self) -> bool {
        is_stdin(&self.file)
    }

    /// Whether parts of it can be read on their own.
    pub(super) fn is_divisible(&self) -> bool {
        self.compression == Compression::None && !self.is_array && !self.is_stdin()
    }

    /// Whether the file is not any more what was found.
    pub(super) fn has_changed(&self) -> bool {
        if self.is_stdin() {
            return false;
        }
        match fs::metadata(&self.file) {
            Ok(now) => {
                now.is_file() && (now.len() != self.size || now.modified().ok() != self.modified)
            }
            Err(_) => true,
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn open(path: &Path) -> Result<File> {
    let opened = match is_stdin(path) {
        true => standard_input(),
        false => regular_file(path),
    };
    opened.map_err(Error::reading(path))
}

/// Standard input as a file, which any thread can read.
#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
}

/// The files to evaluate, each once, in the order of their canonical paths.
#[derive(Debug, Clone)]
pub struct Interviews {
    pub(super) files: Vec<Interview>,
    /// Files that were found and hold something else.
    pub(super) left_out: Warnings,
}

impl Interviews {
    /// Finds the files of `data`: files, folders, globs (`*`, `?`, `[a-z]`, `**` for any folders)
    /// and `-`.
    ///
    /// A folder stands for the files in it and below that end in `.ndjson`, `.jsonl` or `.json`
    /// (also with `.gz` or `.zst`); of `.json` for those that hold interviews.
    ///
    /// # Errors
    /// If a pattern is none, matches no file, or a file cannot be read or is no regular file.
    pub fn find(data: &[String]) -> Result<Interviews> {
        let mut interviews = Interviews {
            files: Vec::new(),
            left_out: Warnings::default(),
        };
        for found in find(data, &wanted(&ENDINGS))? {
            let may_be_other = found.naming == Naming::Folder && ending(&found.path) == "json";
            let (interview, start) = Interview::new(found)?;
            if may_be_other && !Sniff::new(&start).is_interview() {
                let file = interview.file.display().to_string();
                interviews.left_out.push("left out: no interviews", file);
            } else {
                interviews.files.push(interview);
            }
        }
        Ok(interviews)
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

/// The bucket files that `data` (files, folders, globs and `-`) stands for, each once, in the order
/// of their canonical paths. Other files of a folder are left out.
///
/// # Errors
/// If a pattern is none, matches no file, a file cannot be read, or a folder has no bucket file.
pub fn find_bucket_files(data: &[String]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut other = None;
    for found in find(data, &wanted(&["json"]))? {
        if found.naming == Naming::Folder {
            let (_, start) = Interview::new(found.clone())?;
            if !Sniff::new(&start).has(bucket_file::BUCKETS) {
                other.get_or_insert(found.path);
                continue;
            }
        }
        files.push(found.path);
    }
    match other {
        Some(other) if files.is_empty() => Err(Error::input(
            other,
            Place::Whole,
            "not a bucket file, nor is another in its folder",
        )),
        _ => Ok(files),
    }
}

fn wanted<'a>(endings: &'a [&'static str]) -> Wanted<'a> {
    Wanted {
        endings,
        speaks_for_folder: &|_| Ok(false),
    }
}
