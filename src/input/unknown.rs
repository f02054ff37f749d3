//! Why no format recognises a file, and what would be right.

use super::FORMATS;
use super::clues::Clues;
use super::table;
use crate::error::{near, printable};

/// What is said of a file that no format recognises.
pub(super) fn problem(clues: &Clues<'_>) -> String {
    let head = &clues.head;
    if head.is_empty() {
        return "the file is empty; a cell table begins with a line that names its columns: \
                model,task,n,correct,…"
            .into();
    }
    if let Some(problem) = other_kind(head.text()) {
        return problem.into();
    }
    if head.is_binary() {
        "not text in UTF-8, and neither gzip, zstd nor Parquet".into()
    } else if head.is_interview() {
        "raw interviews: `evalboard evaluate --interview FILE -o analysis.json` turns them into a \
         bucket file"
            .into()
    } else if head.is_json() {
        let known = FORMATS.iter().flat_map(|format| format.keys).copied();
        format!(
            "JSON of an unknown kind{}: a bucket file has `buckets`, a dataset config `inputs` \
             and `scenarios`, a cell table `model`, `task` and `n` in each object",
            did_you_mean(head.keys(), known)
        )
    } else {
        table::csv::without_columns(head.line())
    }
}

/// What is said of well-known kinds of files that hold no results, told by their first bytes.
fn other_kind(text: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 6] = [
        (
            b"version https://git-lfs.github.com/spec/",
            "a Git LFS pointer: the file itself is not here; `git lfs pull` fetches it",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an old Excel workbook (.xls); save the sheet as CSV (UTF-8)",
        ),
        (
            b"SQLite format 3\0",
            "a SQLite database; export a table: sqlite3 -header -csv FILE 'SELECT …' | evalboard \
             table -",
        ),
        (
            b"%PDF-",
            "a PDF; copy its table into a CSV file, or find the data it was made from",
        ),
        (
            b"PK\x03\x04",
            "a ZIP archive; unpack it, and give the folder",
        ),
        (
            b"<!DOCTYPE html",
            "an HTML page; look for its data as CSV or JSON",
        ),
    ];
    // An Excel workbook is a ZIP whose first entries have these names.
    let is_workbook = |text: &[u8]| {
        let start = &text[..text.len().min(4096)];
        let mut names = [&b"[Content_Types].xml"[..], b"xl/"].into_iter();
        names.any(|name| memchr::memmem::find(start, name).is_some())
    };
    if text.starts_with(b"PK\x03\x04") && is_workbook(text) {
        return Some(
            "an Excel workbook (.xlsx): in Excel, File > Save As > CSV UTF-8, a sheet a file",
        );
    }
    let found = kinds.iter().find(|(start, _)| text.starts_with(start));
    found.map(|(_, problem)| *problem)
}

/// Which known name one of `found` was probably meant for, in brackets; empty where none is near
/// one.
pub(super) fn did_you_mean<'a>(
    found: impl Iterator<Item = &'a str>,
    known: impl Iterator<Item = &'static str> + Clone,
) -> String {
    for name in found {
        if known.clone().any(|known| known == name) {
            continue;
        }
        if let Some(known) = near(name, known.clone()) {
            let name = printable(name, 40);
            return format!(" (`{name}`: did you mean `{known}`?)");
        }
    }
    String::new()
}
