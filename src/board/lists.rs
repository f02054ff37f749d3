//! The lists of a selection beside the choices for each.

use super::{Facet, Facets, Selection};

/// A list of a selection.
pub type List = fn(&mut Selection) -> &mut Vec<String>;

impl Facets {
    /// The choices by the word of a query that takes them, with the list that they stand in.
    pub fn lists(&self) -> [(&'static str, &[Facet], List); 3] {
        [
            ("groups", &self.groups, |selection| &mut selection.groups),
            ("levels", &self.levels, |selection| &mut selection.levels),
            ("tasks", &self.tasks, |selection| &mut selection.tasks),
        ]
    }
}
