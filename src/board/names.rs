//! Names as users write them: lists of them, which are alike, and which are unknown.

use crate::error::Error;

/// The items of a list: each as a whole where it is a known name, else split at its commas.
pub(super) fn split_items(given: &[String], known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for whole in given {
        let parts: Vec<&str> = if known(whole.trim()) {
            vec![whole.trim()]
        } else {
            whole.split(',').map(str::trim).collect()
        };
        for part in parts {
            if !part.is_empty() && !items.iter().any(|item| item == part) {
                items.push(part.to_owned());
            }
        }
    }
    items
}

/// Whether a name and what a user wrote are the same, in any case.
pub(super) fn same(name: &str, item: &str) -> bool {
    name == item || name.to_lowercase() == item.to_lowercase()
}

/// The error about an unknown name.
pub(super) fn unknown(what: &'static str, name: &str, known: &[&str]) -> Error {
    Error::UnknownName {
        what,
        name: name.to_owned(),
        known: known.iter().map(|name| (*name).to_owned()).collect(),
    }
}
