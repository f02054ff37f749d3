//! The filters in force, as a board keeps them.

use super::Sort;

/// One filter or choice that is in force, with what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Groups of which a model must have one.
    Groups(Vec<String>),
    /// Labels of the levels that are shown.
    Levels(Vec<String>),
    /// Labels of the tasks that are shown.
    Tasks(Vec<String>),
    /// Names or globs of models.
    Models(Vec<String>),
    /// Only so many models from the top.
    Top(usize),
    /// Responses below which a cell makes its row incomplete.
    MinTrials(u64),
    /// Words that a model's name must contain.
    Search(String),
    /// Another order than that of the ranks.
    Sort(Sort),
}

impl Filter {
    /// The identifier of the command line and of exports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Filter::Groups(_) => "groups",
            Filter::Levels(_) => "levels",
            Filter::Tasks(_) => "tasks",
            Filter::Models(_) => "models",
            Filter::Top(_) => "top",
            Filter::MinTrials(_) => "min-trials",
            Filter::Search(_) => "search",
            Filter::Sort(_) => "sort",
        }
    }

    /// What it asks for: the items of a list joined by `, `.
    pub fn value(&self) -> String {
        match self {
            Filter::Groups(items)
            | Filter::Levels(items)
            | Filter::Tasks(items)
            | Filter::Models(items) => items.join(", "),
            Filter::Top(models) => models.to_string(),
            Filter::MinTrials(responses) => responses.to_string(),
            Filter::Search(words) => words.clone(),
            Filter::Sort(sort) => sort.to_string(),
        }
    }

    /// Whether it can leave models out.
    pub fn excludes_models(&self) -> bool {
        !matches!(self, Filter::MinTrials(_) | Filter::Sort(_))
    }
}
