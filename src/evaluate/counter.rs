//! Counts the lines that one worker reads.

use super::answer::{Answer, FIELDS, Slot, answer};
use super::dedup::{SeenItems, Verdict};
use super::lines::{Line, MAX_LINE};
use super::scan::scan;
use super::strict::StrictLine;
use super::tally::{PointTable, Points, TooLarge, point_key};
use super::{LineCounts, NAMED};

/// What was counted in some parts.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) points: Points,
    /// What is to be taken back from `points`.
    pub(super) withdrawn: Points,
    pub(super) counts: LineCounts,
    /// The first broken lines.
    pub(super) broken: Vec<Broken>,
}

impl Sums {
    /// The points, less what is to be taken back.
    pub(super) fn into_points(self) -> Points {
        let mut points = self.points;
        for (point, tally) in &self.withdrawn.0 {
            if let Some(counted) = points.0.get_mut(point) {
                *counted = counted.minus(tally);
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

/// Counts line after line.
#[derive(Debug)]
pub(super) struct Counter<'a> {
    seen: Option<&'a SeenItems>,
    table: PointTable,
    /// Answers that were counted and are to be taken back.
    withdrawn: PointTable,
    counts: LineCounts,
    broken: Vec<Broken>,
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
    /// A counter of nothing yet; with `seen` items each of them counts once.
    pub(super) fn new(seen: Option<&'a SeenItems>) -> Counter<'a> {
        Counter {
            seen,
            table: PointTable::default(),
            withdrawn: PointTable::default(),
            counts: LineCounts::default(),
            broken: Vec::new(),
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

    /// Whether there was a broken line since the last [`Counter::hand_over`].
    pub(super) fn has_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Counts one line.
    pub(super) fn line(&mut self, line: Line<'_>) {
        self.line += 1;
        let bytes = match line {
            Line::Bytes(bytes) => bytes,
            Line::TooLong => {
                self.note_broken(format!("longer than {} MB", MAX_LINE >> 20));
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

    /// Notes that the rest of a compressed file cannot be read: as one broken line.
    pub(super) fn unreadable(&mut self, error: &std::io::Error) {
        self.line += 1;
        self.note_broken(format!(
            "the compressed data is damaged or cut off here: {error}"
        ));
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

    /// Reads a line: by the scan, where that will not do by the strict reader.
    fn read(&mut self, line: &[u8]) -> Result<Kind, String> {
        let mut slots = [Slot::Absent; FIELDS];
        if scan(line, &mut slots).is_some()
            && let Some(found) = answer(&slots)?
        {
            point_key(&found.point, &mut self.key);
            // JSON has no raw control characters; the strict reader will say so.
            let control = self
                .key
                .iter()
                .fold(false, |any, byte| any | (*byte < 0x20));
            if !control && let Some(kind) = self.count(&found) {
                return Ok(kind);
            }
        }
        let strict = StrictLine::read(line)?;
        let Some(found) = answer(&strict.slots())? else {
            return Ok(Kind::WithoutAnswer);
        };
        point_key(&found.point, &mut self.key);
        self.count(&found)
            .ok_or_else(|| "a name is not UTF-8".to_owned())
    }

    /// Counts an answer at the point of `self.key`; `None` where that is not text.
    fn count(&mut self, found: &Answer<'_>) -> Option<Kind> {
        let tally = self.table.tally(&self.key)?;
        let verdict = match self.seen {
            Some(seen) if !found.id.is_empty() => {
                let place = (self.part as u64) << 40 | self.line;
                seen.see(
                    &self.key,
                    found.id,
                    place,
                    found.contribution,
                    &mut self.scratch,
                )
            }
            _ => Verdict::Count,
        };
        match verdict {
            Verdict::Leave => return Some(Kind::Repeated),
            Verdict::Count => tally.count(&found.contribution),
            Verdict::CountInPlaceOf(later) => {
                tally.count(&found.contribution);
                self.withdrawn.tally(&self.key)?.count(&later);
                return Some(Kind::Repeated);
            }
        }
        Some(Kind::Answer)
    }

    /// Adds everything to `sums`, and begins anew.
    ///
    /// # Errors
    /// Where a count grows too large to be one.
    pub(super) fn hand_over(&mut self, sums: &mut Sums) -> Result<(), TooLarge> {
        self.table.drain_into(&mut sums.points)?;
        self.withdrawn.drain_into(&mut sums.withdrawn)?;
        sums.counts = sums.counts.plus(&std::mem::take(&mut self.counts))?;
        sums.broken.append(&mut self.broken);
        sums.broken.sort();
        sums.broken.truncate(NAMED);
        Ok(())
    }
}
