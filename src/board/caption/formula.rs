//! How a score is made of its cells, and what the cells are, as it applies to the shown board.

use super::{WHOLE, shortened};
use crate::board::{AccuracyKind, Board};
use crate::dataset::Task;
use crate::stats::{Band, ScoreKind};

/// The parts of a score's formula.
struct Parts {
    /// What the mean is multiplied by.
    scale: u32,
    /// The mean over the cells.
    mean: &'static str,
    /// The sign of the interval's half width, where the score takes an end of the interval.
    margin: Option<&'static str>,
}

impl ScoreKind {
    fn parts(self) -> Parts {
        let (scale, mean) = match self.is_geometric() {
            true => (1000, "geometric mean"),
            false => (100, "mean"),
        };
        let margin = match self {
            ScoreKind::Reason => Some("+"),
            ScoreKind::Lower => Some("−"),
            ScoreKind::Point | ScoreKind::Average => None,
        };
        Parts {
            scale,
            mean,
            margin,
        }
    }
}

impl Board {
    /// What one cell puts in: `accuracy + 95 % margin − truncation`. No margin where no shown cell
    /// has an interval, no truncation where none records it.
    pub fn cell_formula(&self) -> String {
        // Cells may show the raw accuracy; scores are made of the adjusted one.
        let mut terms = match (self.accuracy, self.recorded.guess_chance) {
            (AccuracyKind::Raw, true) => "adjusted accuracy".to_owned(),
            _ => "accuracy".to_owned(),
        };
        if let Some(sign) = self
            .score
            .parts()
            .margin
            .filter(|_| self.recorded.intervals)
        {
            terms += &format!(" {sign} 95 % margin");
        }
        if self.recorded.truncation {
            terms += match self.score.is_geometric() {
                true => " − truncation",
                false => " × (1 − truncation)",
            };
        }
        terms
    }

    /// The score's name with its whole formula: `ReasonScore: 1000 × geometric mean of (accuracy −
    /// truncation)`.
    pub fn score_caption(&self) -> String {
        let Parts { scale, mean, .. } = self.score.parts();
        let terms = self.cell_formula();
        let terms = match terms.contains([' ']) {
            true => format!("({terms})"),
            false => terms,
        };
        format!("{}: {scale} × {mean} of {terms}", self.score.title())
    }

    /// What the accuracy of a cell is called: `accuracy` or `raw accuracy`.
    pub fn accuracy_name(&self) -> &'static str {
        match (self.accuracy, self.reported_cells()) {
            (AccuracyKind::Raw, None | Some(false)) => "raw accuracy",
            _ => "accuracy",
        }
    }

    /// What the accuracy of a cell is: `Accuracy: share of correct answers beyond lucky guesses
    /// (adjusted)`.
    pub fn accuracy_caption(&self) -> String {
        let reported = self.reported_cells();
        let meaning = match (self.accuracy, self.recorded.guess_chance) {
            _ if reported == Some(true) => return "Accuracy: as reported".to_owned(),
            (AccuracyKind::Raw, _) => "share of correct answers (raw)",
            (AccuracyKind::Adjusted, true) => {
                "share of correct answers beyond lucky guesses (adjusted)"
            }
            (AccuracyKind::Adjusted, false) => "share of correct answers",
        };
        let rest = match reported {
            Some(_) => "; where there are no counts, as reported",
            None => "",
        };
        format!("Accuracy: {meaning}{rest}")
    }

    /// Whether all shown cells have an accuracy without counts; `None` where none has.
    fn reported_cells(&self) -> Option<bool> {
        let (cells, counts) = (self.summary.usage.cells, self.summary.known.counts);
        (counts < cells).then_some(counts == 0)
    }

    /// What was turned round or scaled: `Less is better in WER: shown and scored as 1 − value`.
    pub fn reading_captions(&self) -> Vec<String> {
        let names = |is: fn(&Task) -> bool| {
            let tasks = self.tasks.iter().filter(|task| is(task));
            let names: Vec<&str> = tasks.map(|task| task.label.as_str()).collect();
            (!names.is_empty()).then(|| shortened(&names.join(", "), WHOLE))
        };
        let reversed = names(|task| task.is_reversed)
            .map(|names| format!("Less is better in {names}: shown and scored as 1 − value"));
        let scaled = names(|task| task.is_scaled)
            .map(|names| format!("Scaled from a range of their own to 0 to 1: {names}"));
        reversed.into_iter().chain(scaled).collect()
    }
}

impl Band {
    /// `good (500–700)`.
    pub fn caption(self) -> String {
        format!("{} ({})", self.name(), self.range())
    }

    /// All bands, best first: `900+ saturated · 700–900 excellent`.
    pub fn captions() -> String {
        let bands = Band::ALL.map(|band| format!("{} {}", band.range(), band.name()));
        bands.join(" · ")
    }
}
