//! What the data record, in all cells, in some, or in none.

use super::{NOT_RECORDED, counted, verb};
use crate::board::{Board, Measured, Row};
use crate::dataset::Counts;

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
        let cells: Vec<&Measured> = self.rows().flat_map(|(_, row)| row.measured()).collect();
        // A reported accuracy is not adjusted: a chance of guessing has no part in it.
        let counts: Vec<Counts> = cells.iter().filter_map(|cell| cell.counts).collect();
        let of_counts = match counts.len() == cells.len() {
            true => "",
            false => " with counts",
        };
        let mut captions = Vec::new();
        let mut say = |what: &str, (count, all): (usize, usize), of: &str, rest: &str| {
            if 0 < count && count < all {
                let all = counted(all, "cell");
                captions.push(format!("{what} in {count} of {all}{of}, {rest}"));
            }
        };
        let of_cells = |recorded: fn(&Measured) -> bool| {
            let count = cells.iter().filter(|cell| recorded(cell)).count();
            (count, cells.len())
        };
        let row = "a row’s figure is that of those cells";
        let zero = "computed as 0 in the others";
        let truncation = of_cells(|cell| cell.truncation.is_some());
        let both = format!("{zero}; {row}");
        say("Truncation is recorded", truncation, "", &both);
        let lucky = counts.iter().filter(|counts| counts.lucky().is_some());
        let guessing = (lucky.count(), counts.len());
        say("Guess chance is recorded", guessing, of_counts, zero);
        let tokens = of_cells(|cell| cell.tokens.is_some());
        say("Tokens are recorded", tokens, "", row);
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
        let cells: Vec<&Measured> = self.rows().flat_map(|(_, row)| row.measured()).collect();
        let count = |is: fn(&Measured) -> bool| cells.iter().filter(|cell| is(cell)).count();
        let unknown = count(|cell| cell.shown.interval.is_none());
        let errors = count(|cell| cell.shown.is_from_standard_error());
        let clusters = count(|cell| cell.clusters().is_some());
        let of = |count: usize| match count == cells.len() {
            true => String::new(),
            false => format!(" for {count} of {}", counted(cells.len(), "cell")),
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
