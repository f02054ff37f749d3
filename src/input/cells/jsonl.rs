//! A cell table as JSONL: an object a line, with the columns as keys; or one JSON array of such objects.

use std::fmt;
use std::io::{BufRead, Read};
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::super::clues::Clues;
use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::json::stop;
use super::super::open::Opened;
use super::super::origin;
use super::{COLUMNS, Row, warn_of_misspelt};
use crate::error::{Error, Place, Result};

pub(in super::super) const FORMAT: Format = Format {
    id: "jsonl",
    label: "cell table (JSONL)",
    endings: &["json", "jsonl", "ndjson"],
    keys: &COLUMNS,
    detect,
    read: Reader::Supported(read),
};

fn detect(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    head.is_json() && head.has("model") && head.has("task") && !head.is_interview()
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    if file.sniff().is_json() && !file.sniff().is_object() {
        read_array(file, intake)
    } else {
        read_lines(file, intake)
    }
}

/// The most bytes of a line; without a limit, a file without line ends would be held in memory.
const LONGEST_LINE: u64 = 64 << 20;

fn read_lines(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let keys: Vec<String> = file.sniff().keys().map(str::to_owned).collect();
    let first_line = origin(&path, &Place::Line(1));
    warn_of_misspelt(&keys, &first_line, &mut intake.builder.warnings);
    let mut content = file.content();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = content
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .map_err(Error::reading(&path))?;
        if length == 0 {
            break;
        }
        let place = Place::Line(number);
        if length as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            let problem = "a line longer than 64 MB: a cell table has an object a line";
            return Err(Error::input(path, place, problem));
        }
        let line = line.trim_ascii_end();
        if line.is_empty() {
            continue;
        }
        let row: Row = serde_json::from_slice(line)
            .map_err(|error| line_error(&path, number, line, &error))?;
        row.add(intake, &origin(&path, &place))
            .map_err(|problem| Error::input(&path, place, problem))?;
    }
    Ok(())
}

fn line_error(path: &Path, number: u64, line: &[u8], error: &serde_json::Error) -> Error {
    let place = Place::Column(number, error.column() as u64);
    let at = error.column().saturating_sub(1).min(line.len());
    let is_no_number = ["NaN", "Infinity", "-Infinity", "nan", "inf"]
        .iter()
        .any(|word| line[at..].starts_with(word.as_bytes()));
    if is_no_number {
        let problem =
            "NaN and Infinity are not valid JSON; write null where a figure is not recorded";
        return Error::input(path, place, problem);
    }
    Error::json_at(path, place, error)
}

fn read_array(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let mut rows = Rows {
        intake,
        file: &path,
        problem: None,
    };
    let mut json = serde_json::Deserializer::from_reader(file.content());
    let outcome = (&mut rows).deserialize(&mut json).and_then(|()| json.end());
    if let Some((place, problem)) = rows.problem {
        return Err(Error::input(&path, place, problem));
    }
    outcome.map_err(|error| Error::json(&path, &error))
}

struct Rows<'a, 'b> {
    intake: &'a mut Intake<'b>,
    file: &'a Path,
    /// Where a row cannot be, and why; the JSON reader is stopped there.
    problem: Option<(Place, String)>,
}

impl<'de> DeserializeSeed<'de> for &mut Rows<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an array of cells")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut cells: A) -> Result<(), A::Error> {
        let mut ix = 0;
        while let Some(row) = cells.next_element::<Row>()? {
            let place = Place::Key(format!("[{ix}]"));
            if let Err(problem) = row.add(self.intake, &origin(self.file, &place)) {
                self.problem = Some((place, problem));
                return Err(stop());
            }
            ix += 1;
        }
        Ok(())
    }
}
