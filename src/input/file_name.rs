//! What is told by a file's name.

use std::path::Path;

/// The ending of the file's name in lower case, that of a packed file's content: `csv` of
/// `A.CSV.gz`. Empty if none.
pub(crate) fn ending(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    match unpacked(&name).rsplit_once('.') {
        Some((_, ending)) => ending.to_owned(),
        None => String::new(),
    }
}

/// A file's name without the ending of its compression.
pub(super) fn unpacked(name: &str) -> &str {
    let unpacked = name.strip_suffix(".gz").or(name.strip_suffix(".zst"));
    unpacked.unwrap_or(name)
}

/// A file's name without its last ending and that of its compression.
pub(super) fn stem(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = unpacked(&name);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}
