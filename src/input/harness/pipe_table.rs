//! Pipe tables in Markdown, with what stands above them.

use crate::input::table::markdown::{cells, is_rule};

/// A pipe table.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct PipeTable {
    pub(super) header: Vec<String>,
    /// Cells without surrounding white space on the right; on the left one blank is padding.
    pub(super) rows: Vec<Vec<String>>,
    /// The last line above it that is neither blank nor part of a table.
    pub(super) above: String,
    /// The text of the last heading above it, without marks.
    pub(super) heading: String,
}

/// The pipe tables of a Markdown text, in order.
pub(in super::super) fn tables(text: &str) -> Vec<PipeTable> {
    let mut tables = Vec::new();
    // Sooner said of a long text than line by line.
    if memchr::memchr(b'|', text.as_bytes()).is_none() {
        return tables;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut above = "";
    let mut heading = "";
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        if line.starts_with('|') && lines.get(at + 1).is_some_and(|next| is_rule(next)) {
            let rows = lines[at + 2..].iter();
            let rows = rows.take_while(|row| row.trim_start().starts_with('|'));
            let padded = |row: &&str| {
                let cells = cells(row).into_iter();
                cells.map(|cell| cell.trim_end().to_owned()).collect()
            };
            let header = cells(line).into_iter();
            let table = PipeTable {
                header: header.map(|cell| cell.trim().to_owned()).collect(),
                rows: rows.map(padded).collect(),
                above: above.to_owned(),
                heading: heading.to_owned(),
            };
            at += 2 + table.rows.len();
            tables.push(table);
            continue;
        }
        if line.starts_with('#') {
            heading = line.trim_start_matches('#').trim();
        }
        if !line.is_empty() {
            above = line;
        }
        at += 1;
    }
    tables
}

impl PipeTable {
    /// The column of this name, in any case.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let mut header = self.header.iter();
        header.position(|head| head.eq_ignore_ascii_case(name))
    }
}

/// A cell of a row without surrounding white space; a missing one is empty.
pub(super) fn cell(row: &[String], column: Option<usize>) -> &str {
    let cell = column.and_then(|column| row.get(column));
    cell.map_or("", |cell| cell.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_what_stands_above() {
        let text = "# Title\n\nhf (pretrained=X)\n| A |B|\n|---|--:|\n\
                    | - x\\|y | 1 |\n||2|\n\n## Other\n|C|\n|-|\n|3|\nend | no table\n";
        let found = tables(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].header, ["A", "B"]);
        assert_eq!(found[0].rows, [[" - x|y", " 1"], ["", "2"]]);
        assert_eq!(found[0].above, "hf (pretrained=X)");
        assert_eq!(
            (found[0].heading.as_str(), found[1].heading.as_str()),
            ("Title", "Other")
        );
        assert_eq!(found[1].rows, [["3"]]);
    }
}
