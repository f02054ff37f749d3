//! Tables as Markdown: pipe tables, the first that reads as a board.

use std::io::Read;
use std::path::Path;

use super::super::clues::Clues;
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
    detect,
    read: Reader::Supported(read),
};

/// The most bytes of a file.
const LARGEST: u64 = 64 << 20;

fn detect(clues: &Clues<'_>) -> bool {
    has_table(clues.head.prose())
}

/// Whether a text has a pipe table.
pub(super) fn has_table(text: &str) -> bool {
    if !text.contains('|') {
        return false;
    }
    let lines: Vec<&str> = text.lines().collect();
    lines
        .windows(2)
        .any(|pair| pair[0].contains('|') && is_rule(pair[1]))
}

/// Whether a line is the rule under a table's head: `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let mut content = Vec::new();
    let read = file.content().take(LARGEST).read_to_end(&mut content);
    read.map_err(Error::reading(&path))?;
    let text = String::from_utf8(content)
        .map_err(|_| Error::input(&path, Place::Whole, "not text in UTF-8"))?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut grids = grids(&text, &path)?;
    let count = grids.len();
    let chosen = match intake.options.tables.table {
        Some(ordinal) if ordinal <= count => ordinal - 1,
        Some(ordinal) => {
            let problem = format!("--table {ordinal}: there are {count} tables");
            return Err(Error::input(&path, Place::Whole, problem));
        }
        None => {
            let board = grids
                .iter()
                .position(|grid| super::is_board(grid, &intake.options.tables));
            board.unwrap_or(0)
        }
    };
    if count == 0 {
        return Err(Error::input(
            &path,
            Place::Whole,
            "no pipe table in this file",
        ));
    }
    if count > 1 && intake.options.tables.table.is_none() {
        let others = (0..count).filter(|ix| *ix != chosen).map(|ix| {
            format!(
                "table {} in line {} ({})",
                ix + 1,
                first_line(&grids[ix]),
                grids[ix].names()
            )
        });
        let others = others.collect::<Vec<_>>().join("; ");
        let detail = format!(
            "table {} is read; --table N reads another: {others}",
            chosen + 1
        );
        intake.note(&path, format!("table {} of {count}", chosen + 1), detail);
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

/// The cells of a line; `\|` and what stands in code is none.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut characters = line.chars().peekable();
    let mut in_code = false;
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek() == Some(&'|') => {
                characters.next();
                push(&mut cells, '|');
            }
            '`' => {
                in_code = !in_code && characters.clone().any(|c| c == '`');
                push(&mut cells, c);
            }
            '|' if !in_code => cells.push(String::new()),
            c => push(&mut cells, c),
        }
    }
    // What stands behind the last `|` is no cell.
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells
}

fn push(cells: &mut [String], c: char) {
    if let Some(cell) = cells.last_mut() {
        cell.push(c);
    }
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
    let text = text
        .replace("**", "")
        .replace('`', "")
        .replace("<br>", " ")
        .replace("<br/>", " ")
        .replace("<br />", " ");
    let text = text
        .replace("\\_", "_")
        .replace("\\*", "*")
        .replace("\\-", "-")
        .replace("\\.", ".");
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
