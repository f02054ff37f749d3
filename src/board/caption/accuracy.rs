//! Which accuracy the cells show.

use crate::board::{AccuracyKind, Board, Measured};

impl Board {
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
        let reported = |cell: &Measured| cell.counts.is_none();
        let cells = || self.rows().flat_map(|(_, row)| row.measured());
        cells().any(reported).then(|| cells().all(reported))
    }
}
