//! A run as it is kept until all files are read.

use std::path::Path;
use std::sync::Arc;

use super::Run;
use crate::dataset::Cell;

/// A run and where it comes from.
pub(super) struct Stored {
    pub(super) run: Run,
    /// The task's name in the file, where the project file makes it a part of another.
    pub(super) part: Option<String>,
    pub(super) file: Arc<Path>,
    pub(super) harness: &'static str,
    pub(super) version: Option<Arc<str>>,
}

impl Stored {
    pub(super) fn date(&self) -> f64 {
        self.run.date.unwrap_or(f64::NEG_INFINITY)
    }

    pub(super) fn cell(&self) -> Cell {
        Cell {
            evidence: self.run.evidence.clone(),
            tokens: self.run.tokens,
            points: None,
        }
    }
}
