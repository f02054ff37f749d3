//! The runs that files of harnesses hold, kept until all files are read.

use std::path::{Path, PathBuf};

use super::said::Said;
use super::{Parsed, Run};

/// The runs of all files, in the order of the files.
#[derive(Default)]
pub(in super::super) struct RunStore {
    pub(super) runs: Vec<Stored>,
    pub(super) said: Said,
}

/// A run and where it comes from.
pub(super) struct Stored {
    pub(super) run: Run,
    /// The task's name in the file, which the project file may make a part of another.
    pub(super) part: String,
    pub(super) file: PathBuf,
    pub(super) harness: &'static str,
    pub(super) version: Option<String>,
}

impl RunStore {
    /// Keeps what a file holds.
    pub(in super::super) fn add(&mut self, file: &Path, harness: &'static str, parsed: Parsed) {
        let Parsed {
            runs,
            version,
            notes,
        } = parsed;
        for remark in notes {
            self.said.remark(file, remark);
        }
        self.runs.extend(runs.into_iter().map(|run| Stored {
            part: run.task.clone(),
            run,
            file: file.to_owned(),
            harness,
            version: version.clone(),
        }));
    }
}
