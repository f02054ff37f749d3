//! Tables as Markdown: pipe tables, the first that reads as a board.

use std::io::Read;
use std::mem;
use std::path::Path;

use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::open::Opened;
use super::grid::{Field, Grid, Head, Row};
use super::header::two_rows;
use super::link::linked;
use crate::error::{Error, Place, Result};

pub(in super::super) const FORMAT: Format = Format {
    id: "markdown",
    label: "table (Markdown)",
    // A folder is full of Markdown that holds no results.
    endings: &[],
    keys: &[],
    detect: |clues| has_table(clues.head.prose()),
    read: Reader::Supported(read),
};

/// The most bytes of a file.
const LARGEST: u64 = 64 << 20;

/// Whether a text has a pipe table.
pub(super) fn has_table(text: &str) -> bool {
    if memchr::memchr(b'|', text.as_bytes()).is_none() {
        return false;
    }
    let mut pairs = text.lines().zip(text.lines().skip(1));
    pairs.any(|(line, below)| line.contains('|') && is_rule(below))
}

/// Whether a line is the rule under a table's head: `|---|:-:|`.
pub(in super::super) fn is_rule(line: &str) -> bool {
    let is_mark = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t');
    line.contains('|') && line.contains('-') && line.chars().all(is_mark)
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let mut content = Vec::new();
    let read = file.content().take(LARGEST).read_to_end(&mut content);
    read.map_err(Error::reading(&path))?;
    let whole = |problem: &str| Error::input(&path, Place::Whole, problem);
    let text = String::from_utf8(content).map_err(|_| whole("not text in UTF-8"))?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut grids = grids(&text, &path)?;
    let count = grids.len();
    let chosen = match intake.options.tables.table {
        Some(ordinal) if ordinal <= count => ordinal - 1,
        Some(ordinal) => {
            return Err(whole(&format!(
                "--table {ordinal}: there are {count} tables"
            )));
        }
        None => {
            let is_board = |grid: &Grid| super::is_board(grid, &intake.options.tables);
            grids.iter().position(is_board).unwrap_or(0)
        }
    };
    if count == 0 {
        return Err(whole("no pipe table in this file"));
    }
    if count > 1 && intake.options.tables.table.is_none() {
        let named = |ix: usize| {
            let (line, names) = (first_line(&grids[ix]), grids[ix].names());
            format!("table {} in line {line} ({names})", ix + 1)
        };
        let others = (0..count).filter(|ix| *ix != chosen).map(named);
        let others = others.collect::<Vec<_>>().join("; ");
        let chosen = chosen + 1;
        let detail = format!("table {chosen} is read; --table N reads another: {others}");
        intake.note(&path, format!("table {chosen} of {count}"), detail);
    }
    intake.tables.add(grids.swap_remove(chosen));
    Ok(())
}

fn first_line(grid: &Grid) -> String {
    let first = grid.rows.first().map(|row| row.place.to_string());
    first.unwrap_or_default().trim_start_matches(':').to_owned()
}

/// The pipe tables of a text, in order; those in code blocks too, as harnesses print them so.
fn grids(text: &str, path: &Path) -> Result<Vec<Grid>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut grids = Vec::new();
    let mut at = 0;
    while at + 1 < lines.len() {
        if !(lines[at].contains('|') && is_rule(lines[at + 1])) {
            at += 1;
            continue;
        }
        let texts =
            |line: &str| -> Vec<String> { cells(line).iter().map(|text| shown(text)).collect() };
        let names = texts(lines[at]);
        at += 2;
        let below = |row: usize| lines.get(at + row).map_or(Vec::new(), |line| texts(line));
        let groups = two_rows(&names, &below(0), &below(1), false);
        at += usize::from(groups.is_some());
        let mut grid = Grid {
            files: vec![path.to_owned()],
            ordinal: Some(grids.len() + 1),
            head: groups.unwrap_or_else(|| names.iter().map(|name| Head::new(name)).collect()),
            ..Grid::default()
        };
        while at < lines.len() && lines[at].contains('|') && !lines[at].trim().is_empty() {
            let fields: Vec<Field> = cells(lines[at]).iter().map(|text| field(text)).collect();
            let place = Place::Line(at as u64 + 1);
            let is_blank = fields.iter().all(|field| *field == Field::Missing);
            if !is_blank && !is_rule(lines[at]) {
                let row = Row {
                    file: 0,
                    place: place.clone(),
                    fields,
                };
                grid.push(row)
                    .map_err(|problem| Error::input(path, place, problem))?;
            }
            at += 1;
        }
        grids.push(grid);
    }
    Ok(grids)
}

/// The cells of a line; `\|` and what stands in code is no border.
pub(in super::super) fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut characters = line.chars().peekable();
    let mut in_code = false;
    while let Some(c) = characters.next() {
        if c == '|' && !in_code {
            cells.push(mem::take(&mut cell));
            continue;
        }
        if c == '`' {
            in_code = !in_code && characters.clone().any(|c| c == '`');
        }
        let escaped = characters.next_if(|next| c == '\\' && *next == '|');
        cell.push(escaped.unwrap_or(c));
    }
    // What stands behind the last `|` is no cell.
    if !cell.trim().is_empty() {
        cells.push(cell);
    }
    cells
}

fn field(text: &str) -> Field {
    match without_marks(text).as_str() {
        "" => Field::Missing,
        text => Field::Text(text.into()),
    }
}

/// A head without marks and links.
fn shown(text: &str) -> String {
    linked(&without_marks(text)).text
}

/// Marks within a text, and what is shown of them.
const MARKS: [(&str, &str); 9] = [
    ("**", ""),
    ("`", ""),
    ("<br>", " "),
    ("<br/>", " "),
    ("<br />", " "),
    ("\\_", "_"),
    ("\\*", "*"),
    ("\\-", "-"),
    ("\\.", "."),
];

/// `text` without the marks of emphasis and code; links stay.
fn without_marks(text: &str) -> String {
    let mut text = text.trim();
    for marks in ["***", "**", "__", "~~", "*", "_", "`"] {
        let inner = text
            .strip_prefix(marks)
            .and_then(|rest| rest.strip_suffix(marks));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(marks)) {
            text = inner.trim();
        }
    }
    let mut text = text.to_owned();
    for (mark, plain) in MARKS {
        text = text.replace(mark, plain);
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_line() {
        for (line, expected) in [
            ("|a|b|", &["a", "b"][..]),
            ("a | b", &["a ", " b"]),
            ("| a \\| b | `c|d` |", &[" a | b ", " `c|d` "]),
            ("|a||", &["a", ""]),
        ] {
            assert_eq!(cells(line), expected, "{line}");
        }
        assert_eq!(without_marks(" **12.5** "), "12.5");
        assert_eq!(without_marks("`gpt_4`"), "gpt_4");
    }
}
