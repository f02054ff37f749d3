//! What the data record, in all cells, in some, or in none.

use super::{NOT_RECORDED, counted, verb};
use crate::board::{Board, Row};

impl Board {
    /// What the score takes as 0 although no shown cell records it: `Not recorded, computed as 0:
    /// truncation`.
    pub fn not_recorded_caption(&self) -> Option<String> {
        let recorded = &self.recorded;
        let figures = [
            ("truncation", recorded.truncation),
            ("guess chance", recorded.guess_chance),
        ];
        let missing = figures.into_iter().filter(|(_, recorded)| !recorded);
        let missing: Vec<&str> = missing.map(|(figure, _)| figure).collect();
        let said = !missing.is_empty() && !self.entries.is_empty();
        said.then(|| format!("Not recorded, computed as 0: {}", missing.join(", ")))
    }

    /// What only some shown cells record: `Truncation is recorded in 3 of 4 cells, computed as 0 in
    /// the others`.
    pub fn partly_recorded_captions(&self) -> Vec<String> {
        let (usage, known) = (&self.summary.usage, &self.summary.known);
        // A reported accuracy is not adjusted: a chance of guessing has no part in it.
        let of_counts = match known.counts == usage.cells {
            true => "",
            false => " with counts",
        };
        let mut captions = Vec::new();
        let mut say = |what: &str, count: usize, all: usize, of: &str, rest: &str| {
            if 0 < count && count < all {
                let all = counted(all, "cell");
                captions.push(format!("{what} in {count} of {all}{of}, {rest}"));
            }
        };
        let row = "a row’s figure is that of those cells";
        let zero = "computed as 0 in the others";
        let (truncation, tokens) = (usage.cells_with_truncation, usage.cells_with_tokens);
        let both = format!("{zero}; {row}");
        say("Truncation is recorded", truncation, usage.cells, "", &both);
        let (guessing, counts) = (known.guess_chance, known.counts);
        say(
            "Guess chance is recorded",
            guessing,
            counts,
            of_counts,
            zero,
        );
        say("Tokens are recorded", tokens, usage.cells, "", row);
        captions
    }

    /// What a `-` stands for: `- not recorded`; `None` where no shown row lacks what others have.
    pub fn dash_caption(&self) -> Option<String> {
        let lacks = |row: &Row| self.recorded.tokens && row.usage.tokens_per_completion.is_none();
        let some = self.rows().any(|(_, row)| lacks(row));
        some.then(|| format!("{} {NOT_RECORDED}", super::NOT_RECORDED_MARK))
    }

    /// How ` (of 3 of 12)` is to be read; `None` where it stands at no row.
    pub fn partly_caption(&self) -> Option<&'static str> {
        let partly = self.rows().any(|(_, row)| row.usage.is_partial());
        partly.then_some("(of 3 of 12): over the 3 cells of 12 that record it")
    }

    /// Which intervals are unknown, come from standard errors, or allow for repeated items; `None`
    /// where all come from counts of independent answers.
    pub fn intervals_caption(&self) -> Option<String> {
        let (cells, known) = (self.summary.usage.cells, &self.summary.known);
        let (errors, clusters) = (known.standard_errors, known.clusters);
        let unknown = cells - known.intervals;
        let of = |count: usize| match count == cells {
            true => String::new(),
            false => format!(" for {count} of {}", counted(cells, "cell")),
        };
        let errors = (errors > 0).then(|| {
            let noun = verb(errors, "error", "errors");
            format!("from reported standard {noun}{}", of(errors))
        });
        let unknown = (unknown > 0).then(|| format!("unknown{}", of(unknown)));
        let clusters = (clusters > 0).then(|| {
            format!(
                "the answers to one item are taken as a cluster{}",
                of(clusters)
            )
        });
        let parts: Vec<String> = [errors, clusters, unknown].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("Intervals: {}", parts.join(", ")))
    }
}
