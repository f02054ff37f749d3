//! Tables as CSV: comma, semicolon or tab, as the first lines tell.
//!
//! A text that begins with `'` and then with what a spreadsheet takes for a formula loses that `'`:
//! exports put it there.

use std::collections::BTreeMap;
use std::io::{BufRead, Cursor};
use std::path::Path;

use ::csv::StringRecord;

use super::super::clues::{Clues, lossy};
use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::names::origin;
use super::super::open::Opened;
use super::COLUMNS;
use super::grid::{Field, Grid, Head, MOST_COLUMNS, Row, compared};
use super::header::{Header, header};
use super::line::plain;
use super::markdown;
use super::names::Role;
use super::number::figure;
use super::records::Records;
use super::stream::{self, Stream};
use crate::error::{Error, Place, Result, printable};
use crate::format::counted;

pub(in super::super) const FORMAT: Format = Format {
    id: "csv",
    label: "table (CSV)",
    endings: &["csv", "tsv"],
    keys: &COLUMNS,
    detect,
    read: Reader::Supported(read),
};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The records of the beginning that are looked at.
const LOOKED_AT: usize = 40;

/// The part of the beginning that is looked at.
const HEAD: usize = 64 << 10;

fn detect(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    if head.is_json() || head.is_binary() || markdown::has_table(head.prose()) {
        return false;
    }
    let start = Start::of(head.text());
    let Some(header) = start.header() else {
        return false;
    };
    let keys: Vec<String> = header.head.iter().map(Head::key).collect();
    let has = |role: Role| keys.contains(&compared(role.name()));
    let is_named = has(Role::Model) && has(Role::Task);
    let rest = start.records.iter().skip(header.records);
    let is_number = |field: &str| figure(field, start.separator != b',').is_some();
    let mut fields = rest.flat_map(|(_, record)| record.iter());
    is_named || (start.is_even && fields.any(is_number))
}

/// What the first records tell.
#[derive(Default)]
struct Start {
    separator: u8,
    records: Vec<(u64, StringRecord)>,
    /// Whether at least half of the records have the same number of fields, and more than one.
    is_even: bool,
}

impl Start {
    fn of(text: &[u8]) -> Start {
        let text = &text[..text.len().min(HEAD)];
        let candidates = candidates(text);
        // The reader says where a text is none.
        let text = lossy(text);
        let text = text.as_bytes();
        let starts = candidates.into_iter().map(|separator| {
            let mut records = Records::new(Cursor::new(text), separator, Path::new("").into());
            let mut looked = records.look(LOOKED_AT).cloned().unwrap_or_default();
            // The last one may be cut.
            if text.len() >= HEAD && looked.len() > 1 {
                looked.pop_back();
            }
            let records: Vec<(u64, StringRecord)> = looked.into();
            let (width, count) = width(&records);
            let all = records.len().max(1);
            let start = Start {
                separator,
                records,
                is_even: width > 1 && count * 2 >= all,
            };
            // Shares of even records in thousandths, then fields.
            let rank = if width > 1 { count * 1000 / all } else { 0 };
            ((rank, width), start)
        });
        // Of equally good ones the first.
        let best = starts.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, start)| start).unwrap_or_default()
    }

    fn header(&self) -> Option<Header> {
        header(&self.records, self.separator != b',')
    }
}

/// What may separate the fields of a text: what it says itself, else what stands in it.
fn candidates(text: &[u8]) -> Vec<u8> {
    match text.strip_prefix(b"sep=") {
        Some([said, ..]) if said.is_ascii_punctuation() || *said == b'\t' => vec![*said],
        // Those that stand nowhere separate nothing, and making their readers takes long.
        _ => {
            let stands = |separator: &u8| *separator == b',' || text.contains(separator);
            SEPARATORS.into_iter().filter(stands).collect()
        }
    }
}

/// What separates the fields of a text.
fn separator(text: &[u8]) -> u8 {
    match candidates(&text[..text.len().min(HEAD)])[..] {
        [only] => only,
        _ => Start::of(text).separator,
    }
}

/// The most frequent number of fields, and how many records have it.
fn width(records: &[(u64, StringRecord)]) -> (usize, usize) {
    let mut counts = BTreeMap::new();
    for (_, record) in records {
        *counts.entry(record.len()).or_insert(0_usize) += 1;
    }
    let counts = counts.into_iter();
    let most = counts.max_by_key(|(width, count)| (*count, *width));
    most.unwrap_or((0, 0))
}

/// What is wrong with a text file that is no table.
pub(in super::super) fn without_columns(line: &[u8]) -> String {
    let line = String::from_utf8_lossy(line);
    format!(
        "unknown format; a cell table names its columns first (model,task,n,correct,…): its first \
         line is: {}",
        printable(&line, 80)
    )
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let sniff = file.sniff();
    let (first_line, separator) = (sniff.line().to_vec(), separator(sniff.text()));
    let content = file.content();
    let mut records = Records::new(content, separator, path.clone());
    let looked: Vec<(u64, StringRecord)> = records.look(LOOKED_AT)?.iter().cloned().collect();
    let Some(header) = header(&looked, separator != b',') else {
        let problem = without_columns(&first_line);
        return Err(Error::input(&path, Place::Whole, problem));
    };
    if header.head.len() > MOST_COLUMNS {
        let problem = format!("more than {MOST_COLUMNS} columns");
        return Err(Error::input(&path, Place::Line(header.line), problem));
    }
    let mut record = StringRecord::new();
    for _ in 0..header.records {
        records.next(&mut record)?;
    }
    let mut grid = Grid {
        files: vec![path],
        head: header.head,
        decimal_comma: separator != b',',
        ..Grid::default()
    };
    if let Some(title) = header.title {
        let shown = printable(&title, 60);
        grid.notes.push((
            "a title over the head".to_owned(),
            format!("what stands over the names of the columns is passed over: {shown}"),
        ));
    }
    let roles = stream::roles(&grid.head, &intake.options.tables);
    let stream = roles.map(|roles| (Stream::begin(&grid, header.line, intake), roles));
    let is_stream = stream.is_some();
    read_rows(records, &mut grid, stream, intake)?;
    if !(is_stream && grid.rows.is_empty()) {
        intake.tables.add(grid);
    }
    Ok(())
}

/// Reads the rows: into a stream what that can settle, the others into the grid.
fn read_rows(
    mut records: Records<impl BufRead>,
    grid: &mut Grid,
    mut stream: Option<(Stream, Vec<Option<Role>>)>,
    intake: &mut Intake,
) -> Result<()> {
    let path = grid.file().clone();
    let mut record = StringRecord::new();
    while let Some(line) = records.next(&mut record)? {
        let place = Place::Line(line);
        check_width(&record, grid.head.len(), &path, &place, intake)?;
        let error = |problem| Error::input(&path, place.clone(), problem);
        if let Some((stream, roles)) = &mut stream {
            let fields = roles.iter().zip(&record);
            let fields = fields.filter_map(|(role, text)| Some(((*role)?, text)));
            let outcome = stream.line(fields, grid.decimal_comma, &place, intake);
            if outcome.map_err(error)? {
                continue;
            }
        }
        let field = |text: &str| match plain(text) {
            "" => Field::Missing,
            text => Field::Text(text.into()),
        };
        let row = Row {
            file: 0,
            fields: record.iter().map(field).collect(),
            place: place.clone(),
        };
        grid.push(row).map_err(error)?;
    }
    Ok(())
}

/// A short record gives a warning; one with more fields than columns, or that swallowed others, is
/// an error.
fn check_width(
    record: &StringRecord,
    columns: usize,
    path: &Path,
    place: &Place,
    intake: &mut Intake,
) -> Result<()> {
    let fields = record.len();
    if fields == columns {
        return Ok(());
    }
    let last = record.get(fields.saturating_sub(1)).unwrap_or_default();
    let mut more = record.iter().skip(columns);
    let has_more = more.any(|field| !field.trim().is_empty());
    if has_more || (fields < columns && last.contains('\n')) {
        let problem = format!(
            "{}, but the first line names {columns} columns; is a separator too many or missing, \
             or a quote left open?",
            counted(fields, "field")
        );
        return Err(Error::input(path, place.clone(), problem));
    }
    if fields < columns {
        let message =
            format!("a short line: {fields} fields of {columns}; the others are taken as missing");
        intake.warn(message, origin(path, place));
    }
    Ok(())
}
