//! Pipe tables in Markdown, with what stands above them.

/// A pipe table.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct PipeTable {
    /// The line on which its header stands, counted from 1.
    pub(super) line: usize,
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
    if !text.contains('|') {
        return tables;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut above = "";
    let mut heading = "";
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        let is_header =
            line.starts_with('|') && lines.get(at + 1).is_some_and(|next| is_rule(next));
        if is_header {
            let rows: Vec<Vec<String>> = lines[at + 2..]
                .iter()
                .take_while(|row| row.trim_start().starts_with('|'))
                .map(|row| cells(row))
                .collect();
            let end = at + 2 + rows.len();
            tables.push(PipeTable {
                line: at + 1,
                header: cells(line)
                    .iter()
                    .map(|cell| cell.trim().to_owned())
                    .collect(),
                rows,
                above: above.to_owned(),
                heading: heading.to_owned(),
            });
            at = end;
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

/// Whether a line is the rule under a header: `|---|:--:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.starts_with('|')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a row; `\|` is no border.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.chars() {
        match (c, cells.last_mut()) {
            ('|', _) if !escaped => cells.push(String::new()),
            ('|', Some(cell)) => {
                cell.pop();
                cell.push('|');
            }
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    // Behind the last border there is nothing.
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
        .iter()
        .map(|cell| cell.trim_end().to_owned())
        .collect()
}

impl PipeTable {
    /// The column of this name, in any case.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header
            .iter()
            .position(|head| head.eq_ignore_ascii_case(name))
    }
}

/// A cell of a row without surrounding white space; a missing one is empty.
pub(super) fn cell(row: &[String], column: Option<usize>) -> &str {
    column
        .and_then(|column| row.get(column))
        .map_or("", |cell| cell.trim())
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
        assert_eq!(found[0].line, 4);
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
