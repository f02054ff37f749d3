//! Tables as JSON: an object a line, an array of objects, an array under a key, pandas' shapes, and
//! maps of maps.

mod document;
mod node;
mod record;
mod shape;
mod text;

use std::io::{self, BufRead, Cursor, Read};
use std::path::Path;

use super::super::clues::Clues;
use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::open::Opened;
use super::COLUMNS;
use super::grid::{Field, Grid, Head, MOST_COLUMNS, Row};
use super::line::Line;
use super::names::{Role, without_parts_of_clusters};
use super::stream::{self, Stream};
use crate::error::{Error, Place, Result, printable};

use document::Document;
use record::Record;

pub(in super::super) const FORMAT: Format = Format {
    id: "jsonl",
    label: "table (JSON)",
    endings: &["json", "jsonl", "ndjson"],
    keys: &COLUMNS,
    detect,
    read: Reader::Supported(read),
};

/// The most bytes of a line, and of a document, which is held in memory.
const LONGEST_LINE: u64 = 64 << 20;
const LARGEST: u64 = 1 << 30;

fn detect(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    let is_named = head.has("model") && head.has("task");
    head.is_json() && !head.is_interview() && (is_named || document::is_table(head.text()))
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let mut is_lines = text::is_lines(file.sniff().text());
    let path = file.path.clone();
    let mut rest = file.content();
    let mut content = Vec::new();
    if !is_lines {
        // The first line may be longer than the beginning that is known.
        two_lines(&mut rest, &mut content).map_err(Error::reading(&path))?;
        is_lines = text::is_lines(content.trim_ascii_start());
    }
    if is_lines {
        return read_lines(Cursor::new(content).chain(rest), &path, intake);
    }
    let mut rest = rest.take(LARGEST + 1 - content.len() as u64);
    let read = rest.read_to_end(&mut content);
    read.map_err(Error::reading(&path))?;
    if content.len() as u64 > LARGEST {
        let problem = "a JSON document of more than 1 GB; write an object a line";
        return Err(Error::input(&path, Place::Whole, problem));
    }
    text::without_nan(&mut content);
    if content.trim_ascii_start().starts_with(b"[") && !document::is_whole(&content) {
        let mut table = Records::new(&path);
        let mut added = Ok(());
        let outcome = record::each(&content, |ix, record| {
            added = table.add(record, Place::Key(format!("[{ix}]")), intake);
            added.is_ok()
        });
        added?;
        outcome.map_err(|error| text::error(&path, &error))?;
        return table.finish(intake);
    }
    match document::read(&content, &path)? {
        Document::Row(record) => {
            let mut table = Records::new(&path);
            table.add(record, Place::Line(1), intake)?;
            table.finish(intake)
        }
        Document::Table(grid) => {
            intake.tables.add(grid);
            Ok(())
        }
    }
}

/// Reads the first two lines that are not blank, as far as a table's can be.
fn two_lines(content: &mut impl BufRead, lines: &mut Vec<u8>) -> io::Result<()> {
    let mut filled = 0;
    while filled < 2 && (lines.len() as u64) < LONGEST_LINE {
        let start = lines.len();
        let room = LONGEST_LINE - start as u64;
        if content.take(room).read_until(b'\n', lines)? == 0 {
            break;
        }
        filled += usize::from(!lines[start..].trim_ascii().is_empty());
    }
    Ok(())
}

fn read_lines(mut content: impl BufRead, path: &Path, intake: &mut Intake) -> Result<()> {
    let mut table = Records::new(path);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let mut room = content.by_ref().take(LONGEST_LINE);
        let read = room.read_until(b'\n', &mut line);
        let length = read.map_err(Error::reading(path))?;
        if length == 0 {
            break;
        }
        let place = Place::Line(number);
        if length as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            let problem = "a line longer than 64 MB: a table has an object a line";
            return Err(Error::input(path, place, problem));
        }
        text::without_nan(&mut line);
        let text = line.trim_ascii_end();
        if text.is_empty() {
            continue;
        }
        let record: Record = serde_json::from_slice(text).map_err(|error| {
            let place = Place::Column(number, error.column() as u64);
            Error::json_at(path, place, &error)
        })?;
        table.add(record, place, intake)?;
    }
    table.finish(intake)
}

/// The records of one file: a stream where nothing is to be decided, else a grid.
struct Records {
    grid: Grid,
    stream: Option<Stream>,
    begun: bool,
}

impl Records {
    fn new(path: &Path) -> Records {
        Records {
            grid: Grid {
                files: vec![path.to_owned()],
                ..Grid::default()
            },
            stream: None,
            begun: false,
        }
    }

    fn add(&mut self, record: Record, place: Place, intake: &mut Intake) -> Result<()> {
        if !self.begun {
            self.begun = true;
            let head: Vec<Head> = record.fields.iter().map(|(head, _)| head.clone()).collect();
            if stream::roles(&head, &intake.options.tables).is_some() {
                self.grid.head = head;
                self.stream = Some(Stream::begin(&self.grid, 1, intake));
                self.grid.head = Vec::new();
            }
        }
        let path = self.grid.file().clone();
        if let Some(stream) = &mut self.stream {
            let mut line = Line::default();
            let roles = record
                .fields
                .iter()
                .map(|(head, _)| Role::named(&head.name));
            let mut roles: Vec<Option<Role>> = roles.collect();
            without_parts_of_clusters(&mut roles);
            let mut fields = roles.into_iter().zip(&record.fields);
            let outcome = fields
                .try_for_each(|(role, (_, field))| match role {
                    Some(role) => line.take(role, field, false),
                    None => Ok(()),
                })
                .and_then(|()| stream.add(&line, &place, intake));
            if outcome.map_err(|problem| Error::input(&path, place.clone(), problem))? {
                return Ok(());
            }
        }
        push(&mut self.grid, record, place)
    }

    fn finish(self, intake: &mut Intake) -> Result<()> {
        if !self.grid.rows.is_empty() {
            intake.tables.add(single_group_dropped(self.grid));
        }
        Ok(())
    }
}

/// Adds a record as a row; keys that are new become columns.
fn push(grid: &mut Grid, record: Record, place: Place) -> Result<()> {
    let mut row = Row {
        file: 0,
        place: place.clone(),
        fields: vec![Field::Missing; grid.head.len()],
    };
    let path = grid.file().clone();
    for (ix, (head, field)) in record.fields.into_iter().enumerate() {
        // Records mostly have the same keys in the same order.
        let known = match grid.head.get(ix).is_some_and(|known| *known == head) {
            true => Some(ix),
            false => grid.head.iter().position(|known| *known == head),
        };
        let column = known.unwrap_or_else(|| {
            grid.head.push(head);
            row.fields.push(Field::Missing);
            grid.head.len() - 1
        });
        if grid.head.len() > MOST_COLUMNS {
            let problem = format!("more than {MOST_COLUMNS} different keys");
            return Err(Error::input(path, place, problem));
        }
        row.fields[column] = field;
    }
    grid.push(row)
        .map_err(|problem| Error::input(path, place, problem))
}

/// Groups tell nothing where there is only one.
fn single_group_dropped(mut grid: Grid) -> Grid {
    let mut groups = grid.head.iter().filter_map(|head| head.group.as_ref());
    if let Some(only) = groups
        .next()
        .filter(|only| groups.all(|group| group == *only))
    {
        let shown = printable(only, 60);
        grid.notes.push((
            format!("group \"{shown}\" dropped"),
            format!("all nested figures stand under \"{shown}\", which is dropped"),
        ));
        grid.head.iter_mut().for_each(|head| head.group = None);
    }
    grid
}
