//! From DATA to files, and from files to their unpacked content.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::sniff::Sniff;
use super::{Kind, format_of};
use crate::compressed::{Compression, Content};
use crate::error::{Error, Place, Result, nearest, printable};

/// Endings of the files that a folder stands for; `.gz` and `.zst` may follow.
const ENDINGS: &[&str] = &["csv", "tsv", "json", "jsonl", "ndjson", "parquet"];

/// A file that DATA stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// As the user named it.
    pub(super) path: PathBuf,
    /// Without links and `..`: tells which files are the same, and in which order they are read.
    pub(super) canonical: PathBuf,
    /// How it was named.
    pub(super) naming: Naming,
}

/// How a file was named; of several ways the first here counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// By its path.
    Itself,
    /// By a glob.
    Pattern,
    /// By a folder that it is in.
    Folder,
}

/// The files that `data` stands for, each once, sorted by canonical path.
pub(super) fn expand(data: &[String]) -> Result<Vec<Found>> {
    let mut found: BTreeMap<PathBuf, Found> = BTreeMap::new();
    for item in data {
        for file in expand_item(item)? {
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

fn expand_item(item: &str) -> Result<Vec<Found>> {
    let path = Path::new(item);
    if item == "-" || path.exists() {
        return expand_path(path, Naming::Itself);
    }
    if !item.contains(['*', '?', '[']) {
        return Err(missing(path));
    }
    let mut found = Vec::new();
    for path in matches(item)? {
        found.extend(expand_path(&path, Naming::Pattern)?);
    }
    if found.is_empty() {
        let item = printable(item, 200);
        return Err(Error::Usage(format!(
            "{item}: no file matches this pattern"
        )));
    }
    Ok(found)
}

/// The error about a path that is not there, with the nearest name in its folder.
fn missing(path: &Path) -> Error {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    let hint = match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(name) => {
            let nearest = path.with_file_name(name);
            let nearest = printable(&nearest.to_string_lossy(), 200);
            format!("; did you mean {nearest}?")
        }
        None => String::new(),
    };
    Error::reading(path)(io::Error::other(format!("no such file or folder{hint}")))
}

/// The paths that match a glob, sorted.
pub(super) fn matches(pattern: &str) -> Result<Vec<PathBuf>> {
    let paths = glob::glob(pattern).map_err(|error| {
        let pattern = printable(pattern, 200);
        Error::Usage(format!("{pattern}: not a pattern of paths: {}", error.msg))
    })?;
    let mut found = Vec::new();
    for path in paths {
        match path {
            Ok(path) => found.push(path),
            Err(error) => {
                let path = error.path().to_owned();
                return Err(Error::reading(&path)(error.into()));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The file, or the files of the folder, that `path` names.
fn expand_path(path: &Path, naming: Naming) -> Result<Vec<Found>> {
    if !path.is_dir() {
        return Ok(vec![Found {
            path: path.to_owned(),
            canonical: canonical(path),
            naming,
        }]);
    }
    let mut files = Vec::new();
    files_below(path, &mut files)?;
    if files.is_empty() {
        return Err(Error::input(
            path,
            Place::Whole,
            format!("no file in this folder ends in .{}", ENDINGS.join(", .")),
        ));
    }
    Ok(files
        .into_iter()
        .map(|file| Found {
            canonical: canonical(&file),
            path: file,
            naming: Naming::Folder,
        })
        .collect())
}

/// The path without links and `..`; a pipe has none and keeps its own.
pub(super) fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Adds the files of `folder` and below. A folder with exactly one dataset config stands for that alone.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut own = Vec::new();
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let entry = entry.map_err(Error::reading(folder))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // The entry's own type: a link to a folder is not followed, it could lead round in a circle.
        let kind = entry.file_type().map_err(Error::reading(&path))?;
        if kind.is_dir() {
            folders.push(path);
        } else if has_known_ending(&path) && path.is_file() {
            own.push(path);
        }
    }
    own.sort();
    folders.sort();
    let mut configs = Vec::new();
    for file in &own {
        if is_config(file)? {
            configs.push(file.clone());
        }
    }
    if configs.len() == 1 {
        files.append(&mut configs);
        return Ok(());
    }
    files.append(&mut own);
    folders
        .iter()
        .try_for_each(|folder| files_below(folder, files))
}

fn is_config(file: &Path) -> Result<bool> {
    if !without_compression(file).ends_with(".json") {
        return Ok(false);
    }
    let opened = Opened::new(file)?;
    Ok(format_of(&opened, None).is_ok_and(|format| format.kind == Kind::DatasetConfig))
}

/// The file's name in lower case without `.gz` or `.zst`.
fn without_compression(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    match name.strip_suffix(".gz").or(name.strip_suffix(".zst")) {
        Some(name) => name.to_owned(),
        None => name,
    }
}

fn has_known_ending(file: &Path) -> bool {
    without_compression(file)
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// A file whose beginning is known.
pub(super) struct Opened {
    /// As the user named it.
    pub(super) path: PathBuf,
    /// Without links and `..`.
    pub(super) canonical: PathBuf,
    head: Vec<u8>,
    rest: Box<dyn Read>,
}

impl Opened {
    /// Opens `path` and reads its beginning.
    pub(super) fn new(path: &Path) -> Result<Self> {
        let mut rest = open(path)?;
        let mut head = Vec::new();
        rest.by_ref()
            .take(Sniff::LENGTH)
            .read_to_end(&mut head)
            .map_err(Error::reading(path))?;
        Ok(Opened {
            path: path.to_owned(),
            canonical: canonical(path),
            head,
            rest,
        })
    }

    /// Whether opening the path again gives the same content: a pipe's is gone.
    pub(super) fn can_reopen(&self) -> bool {
        self.path.is_file()
    }

    /// What the beginning tells.
    pub(super) fn sniff(&self) -> Sniff<'_> {
        Sniff::new(&self.head)
    }

    /// The whole content without its byte order mark.
    pub(super) fn content(self) -> impl BufRead {
        let mark: &[u8] = b"\xef\xbb\xbf";
        let start = if self.head.starts_with(mark) {
            mark.len()
        } else {
            0
        };
        let mut head = Cursor::new(self.head);
        head.set_position(start as u64);
        // One buffer around both: reading single bytes from it is what JSON readers do.
        BufReader::with_capacity(128 << 10, head.chain(self.rest))
    }
}

/// Opens a file (`-`: standard input); gzip and zstd, told by the first bytes, are unpacked on the way.
///
/// # Errors
/// If it cannot be opened.
pub fn open(path: &Path) -> Result<Box<dyn Read>> {
    let mut file: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(fs::File::open(path).map_err(Error::reading(path))?)
    };
    let mut start = Vec::with_capacity(4);
    file.by_ref()
        .take(4)
        .read_to_end(&mut start)
        .map_err(Error::reading(path))?;
    let whole = Cursor::new(start.clone()).chain(file);
    Ok(match Compression::of(&start) {
        Compression::None => Box::new(whole),
        compression => Box::new(Unpacked::new(compression, whole)),
    })
}

/// Unpacked content that refuses to grow without end.
struct Unpacked<R: Read> {
    content: Content<Counted<R>>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Unpacked<R> {
    /// How much is unpacked whatever the ratio.
    const FREE: u64 = 256 << 20;
    /// The highest ratio beyond that; results of real evaluations stay far below.
    const RATIO: u64 = 500;

    fn new(compression: Compression, file: R) -> Self {
        let packed = Rc::new(Cell::new(0));
        Unpacked {
            content: compression.reader(Counted {
                file,
                bytes: Rc::clone(&packed),
            }),
            packed,
            unpacked: 0,
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let bytes = self.content.read(room).map_err(|error| {
            io::Error::other(format!(
                "the compressed content is damaged or cut off ({error})"
            ))
        })?;
        self.unpacked += bytes as u64;
        if self.unpacked > Self::FREE && self.unpacked / Self::RATIO > self.packed.get() {
            return Err(io::Error::other(format!(
                "it unpacks to more than {} times its size; unpack it by hand if it is what it should be",
                Self::RATIO
            )));
        }
        Ok(bytes)
    }
}

/// Counts the bytes that are read.
struct Counted<R> {
    file: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let bytes = self.file.read(room)?;
        self.bytes.set(self.bytes.get() + bytes as u64);
        Ok(bytes)
    }
}
