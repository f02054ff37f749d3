//! Names and places, as all formats check and show them.

use std::path::Path;

use crate::error::{Place, printable};

/// The most characters that a name may have.
const LONGEST_NAME: usize = 1000;

/// `text` without surrounding white space, sooner than [`str::trim`] where there is none.
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// `name` without surrounding white space. The error is why it cannot be one.
pub(super) fn checked_name<'a>(what: &str, name: &'a str) -> Result<&'a str, String> {
    let name = trimmed(name);
    if name.is_empty() {
        return Err(format!("{what} is empty; give it a name"));
    }
    if name.len() > LONGEST_NAME && name.chars().count() > LONGEST_NAME {
        let start = printable(name, 40);
        return Err(format!(
            "{what} is longer than {LONGEST_NAME} characters: {start}"
        ));
    }
    Ok(name)
}

/// `level` without surrounding white space; empty where inputs have no levels. The error is why it
/// cannot be one.
pub(super) fn checked_level(level: &str) -> Result<&str, String> {
    match trimmed(level) {
        "" => Ok(""),
        level => checked_name("level", level),
    }
}

/// What is wrong with a second cell of the same names (model, level, task), whose first stands at a
/// place in a file.
pub(super) fn duplicate_problem(
    [model, level, task]: [&str; 3],
    (file, place): (&Path, &Place),
) -> String {
    let first = origin(file, place);
    let level = match level {
        "" => String::new(),
        level => format!(", level {}", printable(level, 60)),
    };
    format!(
        "a second cell of model {}{level}, task {} (the first: {first}); each may occur once",
        printable(model, 60),
        printable(task, 60)
    )
}

/// How messages name a place in a file.
pub(super) fn origin(file: &Path, place: &Place) -> String {
    format!("{}{place}", printable(&file.to_string_lossy(), 1000))
}
