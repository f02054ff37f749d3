//! Names of files: readable, the same on every system, and each only once.

use std::collections::{BTreeMap, BTreeSet};

/// The longest name, in characters.
const LONGEST: usize = 60;

/// Names by what they stand for.
#[derive(Default)]
pub(super) struct Names {
    views: BTreeMap<String, String>,
    models: BTreeMap<String, String>,
    taken_views: BTreeSet<String>,
    taken_models: BTreeSet<String>,
}

impl Names {
    /// Names the files of the view with this query.
    pub fn of_view(&mut self, query: &str, wanted: &str) -> String {
        let name = free(&mut self.taken_views, &plain(wanted));
        self.views.insert(query.to_owned(), name.clone());
        name
    }

    /// Names the page of a model.
    pub fn of_model(&mut self, key: &str, label: &str) {
        let name = free(&mut self.taken_models, &plain(label));
        self.models.insert(key.to_owned(), name);
    }

    /// The name of the view with this query.
    pub fn stem(&self, query: &str) -> Option<&str> {
        self.views.get(query).map(String::as_str)
    }

    /// The name of a model's page.
    pub fn model(&self, key: &str) -> Option<&str> {
        self.models.get(key).map(String::as_str)
    }
}

/// `wanted`, or that with a letter behind it: a number would look like a page.
fn free(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut count = 0_u32;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{wanted}-x{count}");
    }
    name
}

/// Small letters, digits and dashes.
fn plain(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(LONGEST) {
        match c {
            c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
            _ if name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let name = name.trim_matches('-');
    // Not `x-2`, which is the second page of `x`.
    let page = name
        .rsplit_once('-')
        .is_some_and(|(_, end)| end.bytes().all(|b| b.is_ascii_digit()));
    match (name, page) {
        ("", _) => "x".to_owned(),
        (name, true) => format!("{name}-x"),
        (name, false) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_told_apart() {
        let mut names = Names::default();
        assert_eq!(
            names.of_view("a", "group-family:llama"),
            "group-family-llama"
        );
        assert_eq!(
            names.of_view("b", "group-family/llama"),
            "group-family-llama-x1"
        );
        assert_eq!(names.of_view("c", "../../etc"), "etc");
        assert_eq!(names.of_view("d", "数学"), "x");
        assert_eq!(names.of_view("e", "level-2"), "level-2-x");
        assert_eq!(names.stem("b"), Some("group-family-llama-x1"));
        assert_eq!(names.stem("?"), None);
    }
}
