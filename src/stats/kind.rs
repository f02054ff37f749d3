//! The scores that a board can be ranked by.

use std::fmt;

use super::band::Band;
use super::wilson::Bound;

/// The lowest value that a cell can have in a geometric mean, so that one failed task does not
/// erase all others.
pub const FLOOR: f64 = 0.01;

/// Which figure of its cells a score averages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ScoreKind {
    /// ReasonScore (v1): geometric mean of `centre + margin - truncation`, the upper end of the
    /// interval.
    #[default]
    Reason,
    /// Geometric mean of `accuracy - truncation`.
    Point,
    /// Geometric mean of `centre - margin - truncation`, the lower end: for those who would rather
    /// be careful.
    Lower,
    /// Arithmetic mean of `accuracy (1 - truncation)`, in percent: what most leaderboards show.
    Average,
}

impl ScoreKind {
    /// All kinds, in the order of help texts.
    pub const ALL: [ScoreKind; 4] = [
        ScoreKind::Reason,
        ScoreKind::Point,
        ScoreKind::Lower,
        ScoreKind::Average,
    ];

    /// The word of the command line and of exports.
    pub fn word(self) -> &'static str {
        match self {
            ScoreKind::Reason => "reason",
            ScoreKind::Point => "point",
            ScoreKind::Lower => "lower",
            ScoreKind::Average => "average",
        }
    }

    /// The name that outputs show.
    pub fn title(self) -> &'static str {
        match self {
            ScoreKind::Reason => "ReasonScore",
            ScoreKind::Point => "Point score",
            ScoreKind::Lower => "Lower score",
            ScoreKind::Average => "Average",
        }
    }

    /// The kind that `word` names.
    ///
    /// # Errors
    /// Says which words there are; of `mean`, which once meant [`ScoreKind::Point`], which two it
    /// may mean.
    pub fn named(word: &str) -> Result<ScoreKind, String> {
        let found = ScoreKind::ALL.into_iter().find(|kind| kind.word() == word);
        found.ok_or_else(|| match word {
            "mean" => "'mean' is no score any more: 'average' is the average that most \
                       leaderboards show, 'point' the geometric mean that was called 'mean'"
                .to_owned(),
            _ => format!(
                "'{word}' is no score: {}",
                ScoreKind::ALL.map(ScoreKind::word).join(", ")
            ),
        })
    }

    /// The end of the interval that the score is built on, if any.
    pub fn bound(self) -> Option<Bound> {
        match self {
            ScoreKind::Reason => Some(Bound::Upper),
            ScoreKind::Lower => Some(Bound::Lower),
            ScoreKind::Point | ScoreKind::Average => None,
        }
    }

    /// Whether the mean over the cells is geometric: terms are then logarithms, cells have a floor
    /// and scores bands.
    pub fn is_geometric(self) -> bool {
        self != ScoreKind::Average
    }

    /// The score of a mean term, `1000 exp(mean log)` or `100 mean`, cut to the scores that can be:
    /// rounding on the way through the logarithm leads out of them otherwise.
    pub fn score_at(self, mean: f64) -> f64 {
        match self.is_geometric() {
            true => (1000.0 * libm::exp(mean)).clamp(1000.0 * FLOOR, 1000.0),
            false => (100.0 * mean).clamp(0.0, 100.0),
        }
    }

    /// The band of a score; the average has none.
    pub fn band(self, score: f64) -> Option<Band> {
        self.is_geometric().then(|| Band::of(score))
    }
}

impl fmt::Display for ScoreKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests;
