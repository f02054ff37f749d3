//! How a score is made of its cells, as it applies to the shown board.

use crate::board::{AccuracyKind, Board};
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
