//! Counts the lines that one worker reads.

use serde::de::IgnoredAny;

use super::answer::{Slot, Slots, answer, label};
use super::dedup::{SeenItems, Verdict};
use super::items::{ItemCounts, Repeats};
use super::lines::{Line, MAX_LINE};
use super::resolve::Resolved;
use super::scan::scan;
use super::tally::{PointTable, Points, TooLarge, point_key};
use super::unknown::UnknownReasons;
use super::{LineCounts, NAMED};
use crate::error::json_problem;
use crate::interview::KEYS;

/// What was counted in some parts.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) points: Points,
    /// What is to be taken back from `points`.
    pub(super) withdrawn: Points,
    pub(super) counts: LineCounts,
    /// The first broken lines.
    pub(super) broken: Vec<Broken>,
    pub(super) unknown_reasons: UnknownReasons,
    pub(super) repeats: Repeats,
}

impl Sums {
    /// The points, less what is to be taken back.
    pub(super) fn into_points(self) -> Points {
        let mut points = self.points;
        for (point, tally) in &self.withdrawn.0 {
            if let Some(counted) = points.0.get_mut(point)
                && let Some(rest) = counted.minus(tally)
            {
                *counted = rest;
            }
        }
        points
    }
}

/// A broken line by its part, and by its line in that from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Broken {
    pub(super) part: usize,
    pub(super) line: u64,
    pub(super) problem: String,
}

/// What the ids of items are for.
#[derive(Debug, Clone, Copy)]
pub(super) enum ByItem<'a> {
    /// To notice that they repeat.
    Nothing,
    /// The answers to one item are a cluster.
    Clusters(&'a ItemCounts),
    /// An item counts once.
    Once(&'a SeenItems),
}

/// Counts line after line.
#[derive(Debug)]
pub(super) struct Counter<'a> {
    by_item: ByItem<'a>,
    table: PointTable,
    /// Answers that were counted and are to be taken back.
    withdrawn: PointTable,
    counts: LineCounts,
    broken: Vec<Broken>,
    unknown_reasons: UnknownReasons,
    repeats: Repeats,
    part: usize,
    /// Lines of the part so far, blank ones included.
    line: u64,
    at_file_start: bool,
    key: Vec<u8>,
    scratch: Vec<u8>,
}

/// What became of a line.
enum Kind {
    Answer,
    Repeated,
    WithoutAnswer,
}

impl<'a> Counter<'a> {
    /// A counter of nothing yet.
    pub(super) fn new(by_item: ByItem<'a>) -> Counter<'a> {
        Counter {
            by_item,
            table: PointTable::default(),
            withdrawn: PointTable::default(),
            counts: LineCounts::default(),
            broken: Vec::new(),
            unknown_reasons: UnknownReasons::default(),
            repeats: Repeats::default(),
            part: 0,
            line: 0,
            at_file_start: false,
            key: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Begins with the lines of another part.
    pub(super) fn begin(&mut self, part: usize, at_file_start: bool) {
        self.part = part;
        self.line = 0;
        self.at_file_start = at_file_start;
    }

    /// Lines of the part so far.
    pub(super) fn lines_begun(&self) -> u64 {
        self.line
    }

    /// Answers since the last [`Counter::hand_over`], repeated ones included.
    pub(super) fn answers(&self) -> u64 {
        self.counts.answers + self.counts.repeated
    }

    /// Whether there was a broken line since the last [`Counter::hand_over`].
    pub(super) fn has_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Counts the next line.
    pub(super) fn line(&mut self, line: Line<'_>) {
        self.element(self.line + 1, line);
    }

    /// Counts what begins in line `number`.
    pub(super) fn element(&mut self, number: u64, line: Line<'_>) {
        self.line = number;
        let bytes = match line {
            Line::Bytes(bytes) => bytes,
            Line::TooLong => {
                self.note_broken(format!("longer than {} MB", MAX_LINE >> 20));
                return;
            }
            Line::Broken(problem) => {
                self.note_broken(problem.to_owned());
                return;
            }
        };
        const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
        let bytes = match self.at_file_start && self.line == 1 {
            true => bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes),
            false => bytes,
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        match self.read(bytes) {
            Ok(kind) => {
                self.counts.lines += 1;
                match kind {
                    Kind::Answer => self.counts.answers += 1,
                    Kind::Repeated => self.counts.repeated += 1,
                    Kind::WithoutAnswer => self.counts.without_answer += 1,
                }
            }
            Err(problem) => self.note_broken(problem),
        }
    }

    fn note_broken(&mut self, problem: String) {
        self.counts.lines += 1;
        self.counts.broken += 1;
        if self.broken.len() < NAMED {
            self.broken.push(Broken {
                part: self.part,
                line: self.line,
                problem,
            });
        }
    }

    /// Reads a line.
    fn read(&mut self, line: &[u8]) -> Result<Kind, String> {
        let mut slots = [Slot::Absent; KEYS.len()];
        match scan(line, &mut slots) {
            Ok(false) => self.record(&slots),
            Ok(true) => self.record(&Resolved::new(&slots).slots()),
            Err(at) => match serde_json::from_slice::<IgnoredAny>(line) {
                // A number, a text, a list.
                Ok(_) if !line.trim_ascii_start().starts_with(b"{") => Ok(Kind::WithoutAnswer),
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
    fn record(&mut self, slots: &Slots<'_>) -> Result<Kind, String> {
        let Some(found) = answer(slots)? else {
            return Ok(Kind::WithoutAnswer);
        };
        point_key(&found.point, &mut self.key);
        let tally = self.table.tally(&self.key);
        let tally = tally.ok_or("a name is not UTF-8")?;
        if let Some(reason) = found.unknown_reason {
            self.unknown_reasons.note(reason);
        }
        let contribution = found.contribution;
        let seen = match self.by_item {
            ByItem::Nothing => {
                tally.count(&contribution);
                if let Ok(id @ [_, ..]) = label(found.id, "id") {
                    self.repeats.note(&self.key, id);
                }
                return Ok(Kind::Answer);
            }
            ByItem::Clusters(items) => {
                let id = label(found.id, "id")?;
                let outcome = contribution.outcome;
                tally.count(&contribution);
                tally.add_clusters(&items.add(&self.key, id, outcome, &mut self.scratch));
                return Ok(Kind::Answer);
            }
            ByItem::Once(seen) => seen,
        };
        let id = label(found.id, "id")?;
        if id.is_empty() {
            tally.count(&contribution);
            return Ok(Kind::Answer);
        }
        let place = (self.part as u64) << 40 | self.line;
        match seen.see(&self.key, id, place, contribution, &mut self.scratch) {
            Verdict::Leave => return Ok(Kind::Repeated),
            Verdict::Count => tally.count(&contribution),
            Verdict::CountInPlaceOf(later) => {
                tally.count(&contribution);
                let withdrawn = self.withdrawn.tally(&self.key);
                withdrawn.ok_or("a name is not UTF-8")?.count(&later);
                return Ok(Kind::Repeated);
            }
        }
        Ok(Kind::Answer)
    }

    /// Adds everything to `sums`, and begins anew.
    ///
    /// # Errors
    /// Where a count grows too large to be one.
    pub(super) fn hand_over(&mut self, sums: &mut Sums) -> Result<(), TooLarge> {
        self.table.drain_into(&mut sums.points)?;
        self.withdrawn.drain_into(&mut sums.withdrawn)?;
        sums.counts = sums.counts.plus(&std::mem::take(&mut self.counts))?;
        sums.unknown_reasons
            .add(std::mem::take(&mut self.unknown_reasons));
        sums.repeats.add(std::mem::take(&mut self.repeats));
        sums.broken.append(&mut self.broken);
        sums.broken.sort();
        sums.broken.truncate(NAMED);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
