//! A cell table as CSV: a line that names the columns, then a cell a line. The separator is a comma, a semicolon or
//! a tab, as the first line tells.
//!
//! A text that begins with `'` and then with what a spreadsheet takes for a formula loses that `'`: exports put it there.

use ::csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::super::clues::{Clues, Sniff};
use super::super::figure::Figure;
use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::open::Opened;
use super::super::origin;
use super::super::unknown::did_you_mean;
use super::{COLUMNS, Row, warn_of_misspelt};
use crate::error::{Error, Place, Result, printable};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

pub(in super::super) const FORMAT: Format = Format {
    id: "csv",
    label: "cell table (CSV)",
    endings: &["csv", "tsv"],
    keys: &COLUMNS,
    detect,
    read: Reader::Supported(read),
};

fn detect(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    !head.is_json() && !head.is_binary() && separator(head.line()).is_some()
}

/// What separates the columns of a first line that names both model and task.
fn separator(line: &[u8]) -> Option<u8> {
    SEPARATORS.into_iter().find(|separator| {
        let names: Vec<String> = line
            .split(|byte| byte == separator)
            .map(|name| column_name(&String::from_utf8_lossy(name)))
            .collect();
        ["model", "task"]
            .iter()
            .all(|name| names.iter().any(|known| known == name))
    })
}

/// A column's name as it is compared: without quotes, spaces and capitals.
fn column_name(text: &str) -> String {
    text.trim_matches(|c: char| c == '"' || c.is_whitespace())
        .to_lowercase()
}

/// What is wrong with a text file whose first line names no columns that a cell table needs.
pub(in super::super) fn without_columns(sniff: &Sniff) -> String {
    let line = String::from_utf8_lossy(sniff.line());
    let columns: Vec<String> = line.split([',', ';', '\t']).map(column_name).collect();
    let problem = match check_columns(&columns) {
        Err(problem) if columns.len() > 1 => problem,
        _ => format!("its first line is: {}", printable(&line, 80)),
    };
    format!(
        "unknown format; a cell table names its columns first (model,task,n,correct,…): {problem}"
    )
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let separator = separator(file.sniff().line()).unwrap_or(b',');
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .from_reader(file.content());
    let headers = reader.headers().map_err(|error| csv_error(&path, error))?;
    let columns: Vec<String> = headers.iter().map(column_name).collect();
    let first_line = Place::Line(1);
    let header = origin(&path, &first_line);
    warn_of_misspelt(&columns, &header, &mut intake.builder.warnings);
    check_columns(&columns).map_err(|problem| Error::input(&path, first_line, problem))?;
    let mut record = StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| csv_error(&path, error))?;
        if !more {
            return Ok(());
        }
        let place = Place::Line(record.position().map_or(0, ::csv::Position::line));
        row(&columns, &record)
            .and_then(|row| row.add(intake, &origin(&path, &place)))
            .map_err(|problem| Error::input(&path, place, problem))?;
    }
}

fn check_columns(columns: &[String]) -> Result<(), String> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    let found = || columns.iter().map(String::as_str);
    for needed in ["model", "task"] {
        if !has(needed) {
            let hint = did_you_mean(found(), [needed].into_iter());
            let found = Vec::from_iter(found()).join(", ");
            return Err(format!(
                "no column is named `{needed}`{hint}; the first line names {}",
                printable(&found, 200)
            ));
        }
    }
    for (ix, name) in columns.iter().enumerate() {
        if COLUMNS.contains(&name.as_str()) && columns[..ix].contains(name) {
            return Err(format!("the column `{name}` occurs twice"));
        }
    }
    Ok(())
}

fn row(columns: &[String], record: &StringRecord) -> Result<Row, String> {
    let mut row = Row::default();
    for (name, field) in columns.iter().zip(record) {
        if let Some(text) = row.text(name) {
            *text = plain(field).to_owned();
        } else if let Some(figure) = row.figure(name) {
            *figure = Figure::parse(name, field)?;
        } else if name == "groups" {
            row.groups = groups(plain(field));
        }
    }
    Ok(row)
}

/// The groups that `;` separates in `field`; `\;` is one inside a group, `\\` a backslash.
fn groups(field: &str) -> Vec<String> {
    let mut groups = vec![String::new()];
    let mut characters = field.chars().peekable();
    while let Some(c) = characters.next() {
        let escaped = characters.next_if(|next| c == '\\' && matches!(next, ';' | '\\'));
        match (c, groups.last_mut()) {
            (';', _) | (_, None) => groups.push(String::new()),
            (c, Some(group)) => group.push(escaped.unwrap_or(c)),
        }
    }
    groups
}

/// `field` without the `'` that keeps a spreadsheet from taking it for a formula.
fn plain(field: &str) -> &str {
    let field = field.trim();
    let formula = field
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    match field.strip_prefix('\'') {
        Some(text) if formula => text,
        _ => field,
    }
}

fn csv_error(path: &std::path::Path, error: ::csv::Error) -> Error {
    let place = |position: &Option<::csv::Position>| match position {
        Some(position) => Place::Line(position.line()),
        None => Place::Whole,
    };
    match error.into_kind() {
        ErrorKind::Io(error) => Error::reading(path)(error),
        ErrorKind::Utf8 { pos, .. } => Error::input(path, place(&pos), "not text in UTF-8"),
        ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => Error::input(
            path,
            place(&pos),
            format!(
                "{len} {}, but the first line names {expected_len} columns; is a separator too many or missing, or a \
                 quote left open?",
                if len == 1 { "field" } else { "fields" }
            ),
        ),
        other => Error::input(path, Place::Whole, format!("not CSV: {other:?}")),
    }
}
