//! What legends say, the same in every output.

use super::{AccuracyKind, Board, Measured};

/// Truncation from which on reports name it.
const NOTABLE_TRUNCATION: f64 = 0.02;

impl Board {
    /// The filters in force as one text, `groups = top · top = 5`; empty where all is shown.
    pub fn filters_in_words(&self) -> String {
        let filters = self.filters.iter();
        let words: Vec<String> = filters
            .map(|(what, items)| format!("{what} = {items}"))
            .collect();
        words.join(" · ")
    }

    /// Why no model is shown, as a sentence.
    pub fn why_empty(&self) -> &'static str {
        // The others exclude no model.
        let excludes = |what: &str| !matches!(what, "min-trials" | "sort");
        match self.filters.iter().any(|(what, _)| excludes(what)) {
            true => "No model passes the filters.",
            false => "The data hold no result.",
        }
    }

    /// What the score puts in although no shown cell records it: it is computed as 0.
    pub fn not_recorded(&self) -> Vec<&'static str> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let recorded = &self.recorded;
        [
            (recorded.truncation, "truncation"),
            (recorded.guess_chance, "guess chance"),
        ]
        .into_iter()
        .filter_map(|(recorded, what)| (!recorded).then_some(what))
        .collect()
    }
}

impl AccuracyKind {
    /// What the accuracy of a cell is.
    pub fn meaning(self) -> &'static str {
        match self {
            AccuracyKind::Adjusted => "share of correct answers beyond lucky guesses",
            AccuracyKind::Raw => "share of correct answers",
        }
    }
}

impl Measured {
    /// Whether more than 2 % of the responses are truncated, unrounded.
    pub fn has_notable_truncation(&self) -> bool {
        self.truncation
            .is_some_and(|share| share > NOTABLE_TRUNCATION)
    }
}
