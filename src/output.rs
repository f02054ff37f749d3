//! Writing results: to a file whole or not at all, or to standard output.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Where a result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Target {
    /// `-` is standard output, everything else a file.
    pub fn parse(text: &str) -> Target {
        match text {
            "-" => Target::Stdout,
            file => Target::File(file.into()),
        }
    }

    /// Writes all of `bytes`.
    ///
    /// # Errors
    /// With the file and the system's reason; nothing half-written stays behind.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.write_parts([bytes])
    }

    /// Writes all of some parts, one after the other.
    ///
    /// # Errors
    /// With the file and the system's reason; nothing half-written stays behind.
    pub fn write_parts<P: AsRef<[u8]>>(&self, parts: impl IntoIterator<Item = P>) -> Result<()> {
        let mut parts = parts.into_iter();
        let mut write_to = |out: &mut dyn Write| {
            parts.try_for_each(|part| out.write_all(part.as_ref()))?;
            out.flush()
        };
        match self {
            Target::Stdout => write_to(&mut io::stdout().lock())
                .map_err(Error::writing(Path::new("standard output"))),
            // A device or a pipe is written to; a file in its place would be no use to who reads it.
            Target::File(file) if is_special(file) => fs::OpenOptions::new()
                .write(true)
                .open(file)
                .and_then(|mut special| write_to(&mut special))
                .map_err(Error::writing(file)),
            Target::File(file) => {
                let mut pending = PendingFile::beside(file)?;
                write_to(&mut pending).map_err(Error::writing(file))?;
                pending.commit()
            }
        }
    }
}

/// Whether there is something that is neither a file nor a folder.
fn is_special(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// A file under a temporary name beside its target; it gets its name by [`PendingFile::commit`], and is
/// removed if that never comes.
#[derive(Debug)]
pub struct PendingFile {
    temporary: tempfile::NamedTempFile,
    target: PathBuf,
}

impl PendingFile {
    /// Opens a temporary file in the folder of `target`.
    ///
    /// # Errors
    /// If the folder is missing or not writable, or `target` is a folder.
    pub fn beside(target: &Path) -> Result<Self> {
        if target.is_dir() {
            return Err(Error::Write {
                file: target.to_owned(),
                source: io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"),
            });
        }
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let temporary = tempfile::Builder::new()
            .prefix(".evalboard-")
            .suffix(".tmp")
            .tempfile_in(folder)
            .map_err(|error| {
                // The error would name the temporary file, which says nothing to the user.
                let reason = io::Error::from(error.kind());
                Error::writing(target)(reason)
            })?;
        Ok(PendingFile {
            temporary,
            target: target.to_owned(),
        })
    }

    /// Gives the file its name, replacing an earlier one. A link is followed, not replaced; the permissions
    /// of an earlier file stay.
    ///
    /// # Errors
    /// With the system's reason if the file cannot be renamed.
    pub fn commit(self) -> Result<()> {
        let target = fs::canonicalize(&self.target).unwrap_or_else(|_| self.target.clone());
        let failed = Error::writing(&self.target);
        let permissions = match fs::metadata(&target) {
            Ok(earlier) => earlier.permissions(),
            Err(_) => default_permissions(self.temporary.path(), &self.target)?,
        };
        if let Err(error) = fs::set_permissions(self.temporary.path(), permissions) {
            return Err(failed(error));
        }
        match self.temporary.persist(&target) {
            Ok(_) => Ok(()),
            Err(error) => Err(failed(error.error)),
        }
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.flush()
    }
}

/// The permissions that a newly created file gets here: temporary files are made private, outputs are not.
fn default_permissions(beside: &Path, target: &Path) -> Result<fs::Permissions> {
    let probe = beside.with_extension("probe.tmp");
    let made = fs::File::create_new(&probe).and_then(|file| file.metadata());
    let _ = fs::remove_file(&probe);
    made.map(|metadata| metadata.permissions())
        .map_err(Error::writing(target))
}
