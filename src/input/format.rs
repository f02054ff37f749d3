//! What a format of input is: how it is named, recognised and read.

use std::sync::Arc;

use super::FORMATS;
use super::clues::Clues;
use super::harness::{Parsed, Source, Wanted};
use super::intake::Intake;
use super::open::{Opened, canonical};
use crate::by_id::by_id;
use crate::error::{Error, Place, Result};

/// One format of input; each stands in a file of its own.
pub(super) struct Format {
    /// What `--from` calls it.
    pub(super) id: &'static str,
    /// Its name in messages.
    pub(super) label: &'static str,
    /// Endings of the files that a folder stands for, in lower case; `.gz` and `.zst` may follow.
    pub(super) endings: &'static [&'static str],
    /// Top-level keys or columns by which it is known: a misspelt one of them is pointed out.
    pub(super) keys: &'static [&'static str],
    /// Whether a file is of this format; the first format that says so reads it.
    pub(super) detect: fn(&Clues<'_>) -> bool,
    /// How it is read.
    pub(super) read: Reader,
}

/// What becomes of a file of a format.
pub(super) enum Reader {
    /// Its content is handed to the intake.
    Supported(fn(Opened, &mut Intake) -> Result<()>),
    /// Its results are read by themselves, many files at a time, and become cells when all are
    /// there.
    Results(fn(&mut Source, &Wanted) -> Result<Parsed>),
    /// It belongs to another file, which is read with it or holds its figures: where they stand.
    Part(&'static str),
    /// It is recognised and not read: how to get its results in all the same.
    Unsupported(&'static str),
}

by_id!(Format);

impl Format {
    /// Reads `file`, unless it was read before.
    ///
    /// # Errors
    /// If it cannot be read, or the format is one that is not read by itself.
    pub(super) fn read_into(&self, file: Opened, intake: &mut Intake) -> Result<()> {
        match self.read {
            Reader::Supported(read) => {
                match intake.begin(&file.path, &canonical(&file.path), self.label) {
                    true => read(file, intake),
                    false => Ok(()),
                }
            }
            Reader::Results(read) => {
                let path = file.path.clone();
                let parsed = read(
                    &mut Source::new(file, &Arc::default()),
                    &intake.options.metrics,
                )?;
                intake.results(&path, &canonical(&path), self.label, parsed);
                Ok(())
            }
            Reader::Part(_) | Reader::Unsupported(_) => {
                Err(Error::input(&file.path, Place::Whole, self.unsupported()))
            }
        }
    }

    /// What is said of a file whose format is known and not read.
    pub(super) fn unsupported(&self) -> String {
        match self.read {
            Reader::Unsupported(way_in) => format!("{}, which is not read: {way_in}", self.label),
            Reader::Part(place) => format!("{}: {place}", self.label),
            Reader::Supported(_) | Reader::Results(_) => self.label.to_owned(),
        }
    }
}

/// A format that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatId(&'static Format);

impl FormatId {
    /// All formats that can be read, in the order in which they are tried.
    pub fn all() -> impl Iterator<Item = FormatId> {
        let readable =
            |format: &&Format| matches!(format.read, Reader::Supported(_) | Reader::Results(_));
        FORMATS.iter().copied().filter(readable).map(FormatId)
    }

    /// The format with this identifier.
    pub fn named(id: &str) -> Option<FormatId> {
        FormatId::all().find(|format| format.id() == id)
    }

    /// The identifier, as `--from` takes it.
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The format itself.
    pub(super) fn format(self) -> &'static Format {
        self.0
    }
}

#[cfg(test)]
mod tests;
