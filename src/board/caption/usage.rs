//! Resources in words.

use crate::board::Usage;
use crate::format::{grouped, percent};

/// Resources in words. Where only some cells record a figure, it is that of those cells, and says
/// so.
impl Usage {
    /// Responses: `12,345`; `None`: not recorded.
    pub fn tests_caption(&self) -> Option<String> {
        let tests = self.tests? as f64;
        Some(grouped(tests) + &self.of_cells(self.cells_with_tests))
    }

    /// Responses a task: `128`; `None`: not recorded.
    pub fn tests_per_task_caption(&self) -> Option<String> {
        Some(grouped(self.tests_per_task?) + &self.of_cells(self.cells_with_tests))
    }

    /// Truncated share: `3.1 %`; `None`: not recorded.
    pub fn truncation_caption(&self) -> Option<String> {
        Some(percent(self.truncation?) + &self.of_cells(self.cells_with_truncation))
    }

    /// Tokens of all responses: `1,234,567`; `None`: not recorded.
    pub fn total_tokens_caption(&self) -> Option<String> {
        Some(grouped(self.total_tokens?) + &self.of_cells(self.cells_with_tokens))
    }

    /// Mean tokens a response: `1,234`; `None`: not recorded.
    pub fn tokens_caption(&self) -> Option<String> {
        Some(grouped(self.tokens_per_completion?) + &self.of_cells(self.cells_with_tokens))
    }

    /// Whether only some cells record one of the figures.
    pub(super) fn is_partial(&self) -> bool {
        let recorded = [
            self.cells_with_tests,
            self.cells_with_truncation,
            self.cells_with_tokens,
        ];
        recorded.iter().any(|count| (1..self.cells).contains(count))
    }

    /// ` (of 3 of 12)` where only some cells record a figure.
    fn of_cells(&self, recorded: usize) -> String {
        match recorded == self.cells {
            true => String::new(),
            false => of_cells(recorded, self.cells),
        }
    }
}

/// ` (of 3 of 12)`: behind a figure that only 3 cells of 12 record.
pub fn of_cells(recorded: usize, all: usize) -> String {
    format!(" (of {recorded} of {all})")
}
