//! From the files that were found to a dataset: what they are is told first, and configs are read
//! before all others.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::mem;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::config;
use super::find::Found;
use super::format::{Format, Reader};
use super::harness::Parsed;
use super::intake::Intake;
use super::open::{self, Opened};
use super::parallel::in_parallel;
use super::recognise::{Recognised, Recogniser, is_passed_over};
use crate::dataset::Dataset;
use crate::error::{Error, Place, Result};

/// Reads files; a broken one is left out, where the user wants to go on without it.
pub(super) struct Loader<'a> {
    files: &'a [Found],
    recogniser: &'a Recogniser<'a>,
    /// What standard input held, where it may be read again.
    standard_input: Option<Rc<[u8]>>,
    /// Why files are left out, by canonical path.
    broken: BTreeMap<PathBuf, String>,
}

/// A file whose format is known.
struct Ready<'a> {
    found: &'a Found,
    format: &'static Format,
    /// Open still, where it is not to be opened again.
    opened: Option<Opened>,
    /// What a file of a harness holds.
    parsed: Option<Result<Parsed>>,
}

impl<'a> Loader<'a> {
    /// A loader of `files`, in their order.
    pub(super) fn new(files: &'a [Found], recogniser: &'a Recogniser<'a>) -> Self {
        Loader {
            files,
            recogniser,
            standard_input: None,
            broken: BTreeMap::new(),
        }
    }

    /// Reads all files.
    ///
    /// # Errors
    /// For what cannot be read, unless it is left out.
    pub(super) fn load(mut self) -> Result<Dataset> {
        loop {
            let known = self.broken.len();
            let dataset = self.load_whole()?;
            // What a broken file gave before it broke must not stay: once more, without it.
            if self.broken.len() == known {
                return Ok(dataset);
            }
        }
    }

    /// Reads the files that are not known to be broken; what breaks now is known afterwards.
    fn load_whole(&mut self) -> Result<Dataset> {
        let options = self.recogniser.options;
        let mut intake = Intake::new(options);
        for file in self.files {
            if let Some(why) = self.broken.get(&file.canonical) {
                let place = file.path.display().to_string();
                intake.warn(format!("left out: {why}"), place);
            }
        }
        let ready = self.recognised(&mut intake)?.into_iter();
        let (configs, others): (Vec<Ready>, Vec<Ready>) =
            ready.partition(|file| *file.format == config::FORMAT);
        let mut failed = Vec::new();
        for file in configs {
            failed.extend(file.read_into(&mut intake).err());
        }
        // Only now: a bucket's scenario may stand in any config.
        for input in mem::take(&mut intake.named_by_configs) {
            failed.extend(input.read(&mut intake).err());
        }
        for file in others {
            failed.extend(file.read_into(&mut intake).err());
            if !options.keep_going && !failed.is_empty() {
                break;
            }
        }
        let outcome = match failed.is_empty() {
            true => finish(intake),
            false => Ok(Dataset::default()),
        };
        for error in failed {
            self.leave_out(error)?;
        }
        outcome.or_else(|error| {
            self.leave_out(error)?;
            Ok(Dataset::default())
        })
    }

    /// The files that are to be read by themselves.
    fn recognised(&mut self, intake: &mut Intake<'_>) -> Result<Vec<Ready<'a>>> {
        let recogniser = self.recogniser;
        let is_whole = |found: &&Found| !self.broken.contains_key(&found.canonical);
        let whole: Vec<&Found> = self.files.iter().filter(is_whole).collect();
        // Opened again when its turn comes, so that few files are open at a time; a single one and
        // what cannot be opened again are not closed.
        let is_single = whole.len() == 1;
        let recognised = in_parallel(&whole, |found| match found.can_reopen() && !is_single {
            true => recogniser.recognise(&found.path, found.naming).map(Some),
            false => Ok(None),
        });
        let mut ready = Vec::new();
        for (found, recognised) in whole.into_iter().zip(recognised) {
            let outcome = recognised.and_then(|recognised| match recognised {
                Some(recognised) => Ok((recognised, None)),
                None => {
                    let opened = self.open(&found.path)?;
                    let recognised = Recognised::of(&opened, found.naming, recogniser.options);
                    Ok((recognised, Some(opened)))
                }
            });
            let (recognised, opened) = match outcome {
                Ok(outcome) => outcome,
                Err(error) => {
                    self.leave_out(error)?;
                    continue;
                }
            };
            match recognised.format {
                Ok(Format {
                    read: Reader::Part(_),
                    ..
                }) => {}
                Ok(format) => ready.push(Ready {
                    found,
                    format,
                    opened,
                    parsed: recognised.parsed,
                }),
                Err(_) if is_passed_over(found) => {}
                Err(problem) if recognised.may_be_left_out => {
                    let place = found.path.display().to_string();
                    intake.warn(format!("left out: {problem}"), place);
                }
                Err(problem) => {
                    self.leave_out(Error::input(&found.path, Place::Whole, problem))?;
                }
            }
        }
        Ok(ready)
    }

    /// Opens a file. Where one that is broken may be left out, standard input is kept in memory, to
    /// be read again without that.
    fn open(&mut self, path: &Path) -> Result<Opened> {
        if path != Path::new("-") || !self.recogniser.options.keep_going {
            return Opened::open(path);
        }
        let content = match &self.standard_input {
            Some(content) => Rc::clone(content),
            None => {
                let mut content = Vec::new();
                let read = open::open(path)?.read_to_end(&mut content);
                read.map_err(Error::reading(path))?;
                Rc::clone(self.standard_input.insert(content.into()))
            }
        };
        Opened::of(path, Box::new(Cursor::new(content)))
    }

    /// Marks the file of `error` as broken, if the user wants to go on without it and it is not the
    /// only one.
    fn leave_out(&mut self, error: Error) -> Result<()> {
        let mut files = self.files.iter();
        let named = files.find(|file| Some(file.path.as_path()) == error.file());
        let keep_going = self.recogniser.options.keep_going;
        match named {
            Some(file) if keep_going && self.broken.len() + 1 < self.files.len() => {
                self.broken.insert(file.canonical.clone(), error.problem());
                Ok(())
            }
            _ => Err(error),
        }
    }
}

impl Ready<'_> {
    /// Hands over what it holds.
    fn read_into(self, intake: &mut Intake<'_>) -> Result<()> {
        let Ready { found, format, .. } = self;
        match (self.parsed, self.opened) {
            (Some(parsed), _) => {
                intake.results(&found.path, &found.canonical, format.label, parsed?);
                Ok(())
            }
            (None, Some(opened)) => format.read_into(opened, intake),
            (None, None) => format.read_into(Opened::open(&found.path)?, intake),
        }
    }
}

/// The dataset, when all files are read.
fn finish(mut intake: Intake<'_>) -> Result<Dataset> {
    mem::take(&mut intake.tables).pour(&mut intake)?;
    mem::take(&mut intake.runs).pour_into(&mut intake)?;
    intake.finish()
}
