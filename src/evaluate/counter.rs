//! Counts lines.

use serde::de::IgnoredAny;

use super::answer::{Slot, Slots, answer, label};
use super::items::{ItemCounts, Repeats, SeenItems, Verdict, item_hash};
use super::lines::{Line, MAX_LINE};
use super::resolve::Resolved;
use super::scan::scan;
use super::tally::{PointTable, TooLarge, point_key};
use super::unknown::UnknownReasons;
use super::{LineCounts, NAMED};
use crate::error::json_problem;
use crate::interview::KEYS;

/// A broken line by its chunk, and by its line in that from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Broken {
    pub(super) chunk: usize,
    pub(super) line: u64,
    pub(super) problem: String,
}

/// What the ids of items are for.
#[derive(Debug)]
pub(super) enum ByItem {
    /// To notice that they repeat.
    Nothing,
    /// The answers to one item are a cluster.
    Clusters(ItemCounts),
    /// An item counts once.
    Once(SeenItems),
}

/// Counts line after line of some chunks.
#[derive(Debug)]
pub(super) struct Counter<'a> {
    by_item: &'a ByItem,
    pub(super) table: PointTable,
    /// Answers that were counted and are to be taken back.
    pub(super) withdrawn: PointTable,
    pub(super) counts: LineCounts,
    /// The first broken lines.
    pub(super) broken: Vec<Broken>,
    /// Where damage ended the reading of chunks before their end.
    pub(super) damaged: Vec<Broken>,
    pub(super) unknown_reasons: UnknownReasons,
    pub(super) repeats: Repeats,
    chunk: usize,
    /// Lines of the chunk so far, blank ones included.
    line: u64,
    at_file_start: bool,
    key: Vec<u8>,
}

impl<'a> Counter<'a> {
    /// A counter of nothing yet.
    pub(super) fn new(by_item: &'a ByItem) -> Counter<'a> {
        Counter {
            by_item,
            table: PointTable::default(),
            withdrawn: PointTable::default(),
            counts: LineCounts::default(),
            broken: Vec::new(),
            damaged: Vec::new(),
            unknown_reasons: UnknownReasons::default(),
            repeats: Repeats::default(),
            chunk: 0,
            line: 0,
            at_file_start: false,
            key: Vec::new(),
        }
    }

    /// Begins with the lines of another chunk.
    pub(super) fn begin(&mut self, chunk: usize, at_file_start: bool) {
        self.chunk = chunk;
        self.line = 0;
        self.at_file_start = at_file_start;
    }

    /// Lines of the chunk so far.
    pub(super) fn lines_begun(&self) -> u64 {
        self.line
    }

    /// Answers so far, repeated ones included.
    pub(super) fn answers(&self) -> u64 {
        self.counts.answers + self.counts.repeated
    }

    /// Whether there was a broken line.
    pub(super) fn has_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Counts the next line.
    pub(super) fn line(&mut self, line: Line<'_>) {
        self.element(self.line + 1, line);
    }

    /// Counts what begins in line `number`.
    pub(super) fn element(&mut self, number: u64, line: Line<'_>) {
        const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
        self.line = number;
        let read = match line {
            Line::Bytes(bytes) => {
                let bytes = match self.at_file_start && self.line == 1 {
                    true => bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes),
                    false => bytes,
                };
                if bytes.iter().all(u8::is_ascii_whitespace) {
                    return;
                }
                self.read(bytes)
            }
            Line::TooLong => Err(format!("longer than {} MB", MAX_LINE >> 20)),
            Line::Broken(problem) => Err(problem.to_owned()),
        };
        self.counts.lines += 1;
        if let Err(problem) = read {
            self.counts.broken += 1;
            if self.broken.len() < NAMED {
                self.broken.push(self.broken_at(self.line, problem));
            }
        }
    }

    /// Notes that the chunk cannot be read behind the last line.
    pub(super) fn note_damaged(&mut self, problem: String) {
        self.damaged.push(self.broken_at(self.line + 1, problem));
    }

    fn broken_at(&self, line: u64, problem: String) -> Broken {
        Broken {
            chunk: self.chunk,
            line,
            problem,
        }
    }

    /// Reads a line.
    fn read(&mut self, line: &[u8]) -> Result<(), String> {
        let mut slots = [Slot::Absent; KEYS.len()];
        match scan(line, &mut slots) {
            Ok(false) => self.record(&slots),
            Ok(true) => self.record(&Resolved::new(&slots).slots()),
            Err(at) => match serde_json::from_slice::<IgnoredAny>(line) {
                // A number, a text, a list.
                Ok(_) if !line.trim_ascii_start().starts_with(b"{") => {
                    self.counts.without_answer += 1;
                    Ok(())
                }
                Ok(_) => Err(format!("not JSON in column {}", at + 1)),
                Err(error) => Err(format!(
                    "not JSON: {} in column {}",
                    json_problem(&error),
                    error.column()
                )),
            },
        }
    }

    /// Counts the answer that the values of a line make, if they make one.
    fn record(&mut self, slots: &Slots<'_>) -> Result<(), String> {
        let Some(found) = answer(slots)? else {
            self.counts.without_answer += 1;
            return Ok(());
        };
        point_key(&found.point, &mut self.key);
        let tally = self.table.tally(&self.key);
        let tally = tally.ok_or("a name is not UTF-8")?;
        if let Some(reason) = found.unknown_reason {
            self.unknown_reasons.note(reason);
        }
        let contribution = found.contribution;
        let id = || label(found.id, "id");
        let verdict = match self.by_item {
            ByItem::Nothing => {
                if let Ok(id @ [_, ..]) = id() {
                    self.repeats.note(&self.key, id);
                }
                Verdict::Count
            }
            ByItem::Clusters(items) => {
                let item = item_hash(&mut self.key, id()?);
                tally.add_clusters(&items.add(item, contribution.outcome));
                Verdict::Count
            }
            ByItem::Once(seen) => match item_hash(&mut self.key, id()?) {
                Some(item) => {
                    let place = (self.chunk as u64) << 40 | self.line;
                    seen.see(item, place, contribution)
                }
                None => Verdict::Count,
            },
        };
        match verdict {
            Verdict::Leave => {}
            Verdict::Count => tally.count(&contribution),
            Verdict::CountInPlaceOf(later) => {
                tally.count(&contribution);
                let withdrawn = self.withdrawn.tally(&self.key);
                withdrawn.ok_or("a name is not UTF-8")?.count(&later);
            }
        }
        match verdict {
            Verdict::Count => self.counts.answers += 1,
            _ => self.counts.repeated += 1,
        }
        Ok(())
    }

    /// Adds what was counted elsewhere.
    ///
    /// # Errors
    /// Where a count grows too large to be one.
    pub(super) fn add(&mut self, other: Counter<'_>) -> Result<(), TooLarge> {
        self.table.add(other.table)?;
        self.withdrawn.add(other.withdrawn)?;
        self.counts = self.counts.plus(&other.counts)?;
        self.unknown_reasons.add(other.unknown_reasons);
        self.repeats.add(other.repeats);
        self.damaged.extend(other.damaged);
        self.broken.extend(other.broken);
        self.broken.sort();
        self.broken.truncate(NAMED);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
