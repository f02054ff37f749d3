//! Writing results: to a file whole or not at all, or to standard output.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, printable};

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

    /// Where it goes, as a path.
    pub fn path(&self) -> &Path {
        match self {
            Target::Stdout => Path::new("/dev/stdout"),
            Target::File(file) => file,
        }
    }

    /// Writes all of `bytes`.
    ///
    /// # Errors
    /// With the file and the system's reason; nothing half-written stays behind.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        let write_to = |out: &mut dyn Write| {
            out.write_all(bytes)?;
            out.flush()
        };
        match self {
            Target::Stdout => write_to(&mut io::stdout().lock())
                .map_err(Error::writing(Path::new("standard output"))),
            // A device or a pipe is written to; a file in its place would be no use to who reads
            // it.
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

/// A file under a temporary name beside its target; it gets its name by [`PendingFile::commit`],
/// and is removed if that never comes.
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
        if !folder.exists() {
            return Err(Error::Write {
                file: target.to_owned(),
                source: io::Error::new(
                    io::ErrorKind::NotFound,
                    format!(
                        "there is no folder {}; make it first",
                        printable(&folder.to_string_lossy(), 200)
                    ),
                ),
            });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".evalboard-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file's: the process's umask takes away what it does. The usual 0o600 is
            // for secrets.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let temporary = builder.tempfile_in(folder).map_err(|error| {
            // The error would name the temporary file, which says nothing to the user.
            let reason = io::Error::from(error.kind());
            Error::writing(target)(reason)
        })?;
        Ok(PendingFile {
            temporary,
            target: target.to_owned(),
        })
    }

    /// Gives the file its name, replacing an earlier one. A link is followed, not replaced; the
    /// permissions of an earlier file stay.
    ///
    /// # Errors
    /// With the system's reason if the file cannot be renamed.
    pub fn commit(self) -> Result<()> {
        let target = fs::canonicalize(&self.target).unwrap_or_else(|_| self.target.clone());
        let failed = Error::writing(&self.target);
        if let Ok(earlier) = fs::metadata(&target)
            && let Err(error) = fs::set_permissions(self.temporary.path(), earlier.permissions())
        {
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
