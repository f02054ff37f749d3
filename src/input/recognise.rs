//! Which format a file is of, told by its beginning; a file of a harness is read on in one go.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::file_name::ending;
use super::find::{Found, Naming};
use super::format::{Format, FormatId, Reader};
use super::harness::{Parsed, Source};
use super::open::Opened;
use super::siblings::Folders;
use super::{FORMATS, Options, config, unknown};
use crate::error::Result;

/// What a file tells before its turn comes.
pub(super) struct Recognised {
    /// Its format, or why there is none.
    pub(super) format: Result<&'static Format, String>,
    /// Whether it is no error that there is none.
    pub(super) may_be_left_out: bool,
    /// What a file of a harness holds.
    pub(super) parsed: Option<Result<Parsed>>,
}

impl Recognised {
    /// What an open file tells.
    pub(super) fn of(opened: &Opened, naming: Naming, options: &Options) -> Recognised {
        Recognised {
            format: format_of(opened, options.from, naming),
            may_be_left_out: may_be_left_out(naming, opened),
            parsed: None,
        }
    }
}

/// Recognises files by themselves, many at a time.
pub(super) struct Recogniser<'a> {
    pub(super) options: &'a Options,
    /// Files that were recognised while a folder was looked through: each is opened once for both.
    of_folders: Mutex<HashMap<PathBuf, Recognised>>,
    folders: Arc<Folders>,
}

impl<'a> Recogniser<'a> {
    /// One that reads as `options` say.
    pub(super) fn new(options: &'a Options) -> Recogniser<'a> {
        Recogniser {
            options,
            of_folders: Mutex::default(),
            folders: Arc::default(),
        }
    }

    /// What `file` tells, and holds if it is of a harness.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn recognise(&self, file: &Path, naming: Naming) -> Result<Recognised> {
        let known = self.lock().remove(file);
        if let Some(known) = known.filter(|_| naming == Naming::Folder) {
            return Ok(known);
        }
        let opened = Opened::open(file)?;
        let mut recognised = Recognised::of(&opened, naming, self.options);
        if let Ok(Format {
            read: Reader::Results(read),
            ..
        }) = recognised.format
        {
            let mut source = Source::new(opened, &self.folders);
            recognised.parsed = Some(read(&mut source, &self.options.metrics));
        }
        Ok(recognised)
    }

    /// Whether a file of a folder is a dataset config, whatever format is asked for.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn is_config(&self, file: &Path) -> Result<bool> {
        if !config::FORMAT.endings.contains(&&*ending(file)) {
            return Ok(false);
        }
        let is_config = |format: &Result<&Format, String>| *format == Ok(&config::FORMAT);
        if self.options.from.is_some() {
            let opened = Opened::open(file)?;
            return Ok(is_config(&format_of(&opened, None, Naming::Folder)));
        }
        let recognised = self.recognise(file, Naming::Folder)?;
        let is_config = is_config(&recognised.format);
        self.lock().insert(file.to_owned(), recognised);
        Ok(is_config)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Recognised>> {
        self.of_folders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Endings of files that mostly hold something else than results: in a folder, only a format that
/// lists the ending takes one, and others are passed over without a word.
const MOSTLY_OTHER: [&str; 5] = ["md", "yml", "yaml", "txt", "html"];

/// Whether a file of no known format is passed over without a word.
pub(super) fn is_passed_over(found: &Found) -> bool {
    found.naming == Naming::Folder && MOSTLY_OTHER.contains(&&*ending(&found.path))
}

/// Whether a file of no known format is no error: it was not meant by itself. An engine may write
/// empty parts.
fn may_be_left_out(naming: Naming, opened: &Opened) -> bool {
    match naming {
        Naming::Itself => false,
        Naming::Pattern => opened.sniff().is_empty(),
        Naming::Folder => true,
    }
}

/// The format of a file: `from`, or the first that recognises it. The error is why it cannot be
/// read.
pub(super) fn format_of(
    file: &Opened,
    from: Option<FormatId>,
    naming: Naming,
) -> Result<&'static Format, String> {
    if let Some(from) = from {
        return Ok(from.format());
    }
    let clues = file.clues();
    let ending = ending(&file.path);
    let only_listed = naming == Naming::Folder && MOSTLY_OTHER.contains(&&*ending);
    let fits = |format: &&&Format| {
        (!only_listed || format.endings.contains(&&*ending)) && (format.detect)(&clues)
    };
    match FORMATS.iter().find(fits) {
        Some(format) if matches!(format.read, Reader::Unsupported(_)) => Err(format.unsupported()),
        // Asked for by itself, it is an error; beside its results it is a part of them.
        Some(format) if naming == Naming::Itself && matches!(format.read, Reader::Part(_)) => {
            Err(format.unsupported())
        }
        Some(format) => Ok(format),
        None => Err(unknown::problem(&clues)),
    }
}
