//! The name that a row gives to its model, task or level.

use std::path::Path;

use super::super::file_name::stem;
use super::grid::Grid;
use super::link::{Linked, linked};
use super::role::{Part, Source};

/// The name that a row has by `source`, cleaned of marks, and its link.
pub(super) fn name_of(grid: &Grid, row: usize, source: Option<&Source>) -> Linked {
    match source {
        None => Linked::default(),
        Some(Source::Column(column)) => linked(&grid.field(row, *column).text()),
        Some(Source::Joined(parts)) => {
            let texts = parts.iter().map(|part| part_of(grid, row, part));
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            Linked {
                text: texts.join(" · "),
                url: None,
            }
        }
    }
}

fn part_of(grid: &Grid, row: usize, part: &Part) -> String {
    let file = &grid.files[grid.rows[row].file];
    match part {
        Part::Column(column) => linked(&grid.field(row, *column).text()).text,
        Part::File => stem_or_stdin(file),
        Part::Folder => {
            let folder = file.canonicalize().unwrap_or_else(|_| file.clone());
            let folder = folder.parent().and_then(|folder| folder.file_name());
            folder.unwrap_or_default().to_string_lossy().into_owned()
        }
    }
}

/// The [`stem`] of a file's name; `stdin` for standard input.
pub(super) fn stem_or_stdin(file: &Path) -> String {
    if file == Path::new("-") {
        return "stdin".to_owned();
    }
    stem(file)
}
