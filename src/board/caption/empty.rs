//! Why a board shows nothing.

use crate::board::{Board, Filter};

impl Board {
    /// Why no model is shown, as a sentence.
    pub fn why_empty(&self) -> &'static str {
        match self.filters.iter().any(Filter::excludes_models) {
            true => "No model to show: none passes the filters.",
            false => "No model to show: the data hold no result.",
        }
    }
}
