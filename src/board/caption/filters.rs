//! The filters in force, in words.

use super::{WHOLE, shortened};
use crate::board::{Board, Filter};

impl Filter {
    /// `groups = top`, on one line.
    pub fn caption(&self) -> String {
        format!("{} = {}", self.as_str(), shortened(&self.value(), WHOLE))
    }
}

impl Board {
    /// The filters in force on one line, `Filters: groups = top · top = 5`; `None` where all is
    /// shown.
    pub fn filters_caption(&self) -> Option<String> {
        let filters: Vec<String> = self.filters.iter().map(Filter::caption).collect();
        (!filters.is_empty()).then(|| format!("Filters: {}", filters.join(" · ")))
    }
}
