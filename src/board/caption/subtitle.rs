//! The line under a board's title.

use super::counted;
use crate::board::Board;

impl Board {
    /// `5 of 14 models · 3 levels · 12 tasks · ranked by ReasonScore`.
    pub fn subtitle(&self) -> String {
        let shown = self.entries.len();
        let models = match self.models_before_top {
            all if all > shown => format!("{shown} of {}", counted(all, "model")),
            _ => counted(shown, "model"),
        };
        let levels = self
            .has_levels()
            .then(|| counted(self.levels.len(), "level"));
        let tasks = counted(self.tasks.len(), "task");
        let ranked = format!("ranked by {}", self.score.title());
        let parts = [Some(models), levels, Some(tasks), Some(ranked)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
