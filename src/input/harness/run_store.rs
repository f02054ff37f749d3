//! The runs that files of harnesses hold, kept until all files are read.

use std::path::Path;
use std::sync::Arc;

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
    /// The task's name in the file, where the project file makes it a part of another.
    pub(super) part: Option<String>,
    pub(super) file: Arc<Path>,
    pub(super) harness: &'static str,
    pub(super) version: Option<Arc<str>>,
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
        let file: Arc<Path> = file.into();
        let version: Option<Arc<str>> = version.map(Arc::from);
        self.runs.extend(runs.into_iter().map(|run| Stored {
            run,
            part: None,
            file: file.clone(),
            harness,
            version: version.clone(),
        }));
    }
}
