//! Names of files: readable, the same on every system, and each only once.

use std::collections::{BTreeMap, BTreeSet};

/// The longest name, in characters.
const LONGEST: usize = 60;

/// Names by what they stand for: the query of a view, the key of a model.
#[derive(Default)]
pub(super) struct Names {
    names: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Names `what`, as `wanted` if that is plain and free.
    pub fn add(&mut self, what: &str, wanted: &str) -> String {
        let name = free(&mut self.taken, &plain(wanted));
        self.names.insert(what.to_owned(), name.clone());
        name
    }

    /// The name of `what`.
    pub fn of(&self, what: &str) -> Option<&str> {
        self.names.get(what).map(String::as_str)
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
        for (what, wanted, expected) in [
            ("a", "group-family:llama", "group-family-llama"),
            ("b", "group-family/llama", "group-family-llama-x1"),
            ("c", "../../etc", "etc"),
            ("d", "数学", "x"),
            ("e", "level-2", "level-2-x"),
        ] {
            assert_eq!(names.add(what, wanted), expected);
        }
        assert_eq!(names.of("b"), Some("group-family-llama-x1"));
        assert_eq!(names.of("?"), None);
    }
}
