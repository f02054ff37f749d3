//! The records of a text with separators, with the lines on which they stand.

use std::collections::VecDeque;
use std::io::Read;
use std::path::PathBuf;

use ::csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::super::names::trimmed;
use super::lines::{LineEnds, Lines};
use crate::error::{Error, Place, Result};

/// Records one after the other; wholly blank ones are passed over.
pub(super) struct Records<R> {
    reader: Reader<LineEnds<R>>,
    lines: Lines,
    path: PathBuf,
    /// Records that were looked at beforehand.
    ahead: VecDeque<(u64, StringRecord)>,
}

impl<R: Read> Records<R> {
    /// The records of `content`.
    pub(super) fn new(content: R, separator: u8, path: PathBuf) -> Records<R> {
        let (content, lines) = LineEnds::new(content);
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(content);
        Records {
            reader,
            lines,
            path,
            ahead: VecDeque::new(),
        }
    }

    /// Looks at the next records, at most `count`, without taking them.
    pub(super) fn look(&mut self, count: usize) -> Result<&VecDeque<(u64, StringRecord)>> {
        while self.ahead.len() < count {
            let mut record = StringRecord::new();
            match self.read(&mut record)? {
                Some(line) => self.ahead.push_back((line, record)),
                None => break,
            }
        }
        Ok(&self.ahead)
    }

    /// Takes the next record: its line; `None` at the end.
    pub(super) fn next(&mut self, record: &mut StringRecord) -> Result<Option<u64>> {
        if let Some((line, ahead)) = self.ahead.pop_front() {
            *record = ahead;
            return Ok(Some(line));
        }
        self.read(record)
    }

    fn read(&mut self, record: &mut StringRecord) -> Result<Option<u64>> {
        loop {
            let more = self.reader.read_record(record);
            if !more.map_err(|error| self.error(error))? {
                return Ok(None);
            }
            let at = record.position().map_or(0, ::csv::Position::byte);
            let line = self.lines.of(at);
            if record.iter().any(|field| !trimmed(field).is_empty()) {
                return Ok(Some(line));
            }
        }
    }

    fn error(&self, error: ::csv::Error) -> Error {
        let place = |position: &Option<::csv::Position>| match position {
            Some(position) => Place::Line(self.lines.of(position.byte())),
            None => Place::Whole,
        };
        let path = &self.path;
        match error.into_kind() {
            ErrorKind::Io(error) => Error::reading(path)(error),
            ErrorKind::Utf8 { pos, .. } => Error::input(path, place(&pos), "not text in UTF-8"),
            other => Error::input(path, Place::Whole, format!("not CSV: {other:?}")),
        }
    }
}
