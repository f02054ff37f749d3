//! Files and their unpacked content.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::clues::{Clues, Sniff};
use super::encoding;
use crate::compressed::Compression;
use crate::error::{Error, Result};

/// Whether `path` means standard input.
fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The path without links and `..`; standard input keeps its name.
pub(super) fn canonical(path: &Path) -> PathBuf {
    if is_stdin(path) {
        return path.to_owned();
    }
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The content of a file: its beginning, and what follows.
pub(super) type Content = BufReader<Chain<Cursor<Vec<u8>>, Box<dyn Read>>>;

/// A file whose beginning is known.
pub(super) struct Opened {
    /// As the user named it.
    pub(super) path: PathBuf,
    head: Vec<u8>,
    rest: Box<dyn Read>,
}

impl Opened {
    /// Opens `path` and reads its beginning.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn open(path: &Path) -> Result<Opened> {
        Opened::of(path, open(path)?)
    }

    /// The file at `path` that has this content.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn of(path: &Path, mut rest: Box<dyn Read>) -> Result<Opened> {
        let read = |rest: &mut Box<dyn Read>| {
            // Packed content is larger, and grows it.
            let length = path.metadata().map_or(0, |file| file.len());
            let length = usize::try_from(length.min(Sniff::LENGTH)).unwrap_or(0);
            let mut head = Vec::with_capacity(length);
            let read = rest.take(Sniff::LENGTH).read_to_end(&mut head);
            read.map_err(Error::reading(path)).map(|_| head)
        };
        let mut head = read(&mut rest)?;
        if encoding::is_utf16(&head) {
            let text = encoding::utf16(head, rest).map_err(Error::reading(path))?;
            rest = Box::new(Cursor::new(text));
            head = read(&mut rest)?;
        }
        Ok(Opened {
            path: path.to_owned(),
            head,
            rest,
        })
    }

    /// What the beginning tells.
    pub(super) fn sniff(&self) -> Sniff<'_> {
        Sniff::new(&self.head)
    }

    /// What tells its format.
    pub(super) fn clues(&self) -> Clues<'_> {
        Clues {
            path: &self.path,
            head: self.sniff(),
        }
    }

    /// The whole content without its byte order mark.
    pub(super) fn content(self) -> Content {
        let has_mark = self.head.starts_with(b"\xef\xbb\xbf");
        let mut head = Cursor::new(self.head);
        head.set_position(if has_mark { 3 } else { 0 });
        // One buffer around both: reading single bytes from it is what JSON readers do.
        BufReader::with_capacity(128 << 10, head.chain(self.rest))
    }
}

/// Opens a file (`-`: standard input); gzip and zstd, told by the first bytes, are unpacked on the
/// way.
///
/// # Errors
/// If it cannot be opened, or is neither a regular file nor standard input.
pub fn open(path: &Path) -> Result<Box<dyn Read>> {
    let mut file: Box<dyn Read> = if is_stdin(path) {
        Box::new(io::stdin())
    } else {
        Box::new(regular_file(path).map_err(Error::reading(path))?)
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

/// Opens a regular file without waiting: a named pipe without a writer would block for ever.
pub(crate) fn regular_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(
            "not a regular file; pass the content of a pipe on standard input, as `-`",
        ));
    }
    Ok(file)
}

/// Unpacked content that refuses to grow without end.
struct Unpacked {
    content: Box<dyn Read>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl Unpacked {
    /// How much is unpacked whatever the ratio.
    const FREE: u64 = 256 << 20;
    /// The highest ratio beyond that; results of real evaluations stay far below.
    const RATIO: u64 = 500;

    fn new(compression: Compression, file: impl Read + 'static) -> Self {
        let packed = Rc::new(Cell::new(0));
        let bytes = Rc::clone(&packed);
        Unpacked {
            content: compression.reader(Counted { file, bytes }),
            packed,
            unpacked: 0,
        }
    }
}

impl Read for Unpacked {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let bytes = self.content.read(room).map_err(|error| {
            io::Error::other(format!(
                "the compressed content is damaged or cut off ({error})"
            ))
        })?;
        self.unpacked += bytes as u64;
        if self.unpacked > Self::FREE && self.unpacked / Self::RATIO > self.packed.get() {
            return Err(io::Error::other(format!(
                "it unpacks to more than {} times its size; unpack it by hand if it is what it \
                 should be",
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
