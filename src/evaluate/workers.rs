//! Workers that share the parts of all files among them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::array::elements;
use super::cache::Cache;
use super::counter::{ByItem, Counter, Sums};
use super::dedup::SeenItems;
use super::interviews::{Interview, Interviews};
use super::items::ItemCounts;
use super::lines::{Lines, Part};
use super::tally::TooLarge;
use super::{BrokenLine, Evaluation, Options, Watch};
use crate::compressed::Compression;
use crate::error::{Error, Result};

/// Bytes of a plain file that are one piece of work.
const PART: u64 = 4 << 20;

/// Bytes of standard input that are read without an answer among them.
const WITHOUT_ANSWER: u64 = 64 << 20;

/// Evaluates the files, those that `cache` knows from there. `None` where `watch` ended the work.
pub(super) fn run(
    interviews: &Interviews,
    options: &Options,
    cache: Option<&Cache>,
    watch: Watch<'_>,
) -> Result<Option<Evaluation>> {
    let mut collected: Vec<Option<Evaluation>> = Vec::with_capacity(interviews.files.len());
    for interview in &interviews.files {
        let known = cache.and_then(|cache| cache.load(interview));
        if known.is_some() {
            (watch.progress)(interview.size);
        }
        collected.push(known);
    }
    let unknown = (0..collected.len()).filter(|ix| collected[*ix].is_none());
    let work = Work::new(interviews, unknown.collect(), options, cache, watch);
    std::thread::scope(|scope| {
        for _ in 1..options.threads.max(1) {
            scope.spawn(|| work.take_parts());
        }
        work.take_parts();
    });
    work.finish(collected)
}

/// What the workers share.
struct Work<'a> {
    interviews: &'a Interviews,
    /// The files to read, by index.
    files: Vec<usize>,
    /// For each of `files` the number of its first part, and the number of all parts at the end.
    first_part: Vec<usize>,
    /// Lines of each part, once it is read.
    lines: Vec<AtomicU64>,
    next_part: AtomicUsize,
    /// Whether a file held an answer.
    answered: Vec<AtomicBool>,
    /// No part behind this one is begun: it holds a broken line, and one is enough.
    last_part: AtomicUsize,
    failed: AtomicBool,
    handed: Mutex<Handed>,
    seen: Option<SeenItems>,
    items: Option<ItemCounts>,
    strict: bool,
    cache: Option<&'a Cache>,
    watch: Watch<'a>,
}

/// What the workers have handed in.
#[derive(Default)]
struct Handed {
    error: Option<Error>,
    /// What damage ended the reading of a file before its end, under the index of the file among
    /// all files.
    damaged: BTreeMap<usize, BrokenLine>,
    /// Parts counted and their sums by group, under its first part, until all of the group are in.
    open: BTreeMap<usize, (usize, Sums)>,
    /// Complete groups, under the index of one of their files among all files.
    complete: Vec<(usize, Evaluation)>,
}

impl<'a> Work<'a> {
    fn new(
        interviews: &'a Interviews,
        files: Vec<usize>,
        options: &Options,
        cache: Option<&'a Cache>,
        watch: Watch<'a>,
    ) -> Work<'a> {
        let mut first_part = vec![0];
        let mut parts = 0;
        for file in &files {
            let interview = &interviews.files[*file];
            parts += match interview.is_divisible() {
                true => interview.size.div_ceil(PART).max(1) as usize,
                false => 1,
            };
            first_part.push(parts);
        }
        Work {
            interviews,
            answered: files.iter().map(|_| AtomicBool::new(false)).collect(),
            files,
            first_part,
            lines: (0..parts).map(|_| AtomicU64::new(0)).collect(),
            next_part: AtomicUsize::new(0),
            last_part: AtomicUsize::new(usize::MAX),
            failed: AtomicBool::new(false),
            handed: Mutex::default(),
            seen: options.dedup.then(SeenItems::new),
            items: options.by_item.then(ItemCounts::new),
            strict: options.strict,
            cache,
            watch,
        }
    }

    fn stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }

    /// The file that a part belongs to, by index into `files`.
    fn file_of(&self, part: usize) -> usize {
        self.first_part.partition_point(|first| *first <= part) - 1
    }

    fn interview(&self, file: usize) -> &'a Interview {
        &self.interviews.files[self.files[file]]
    }

    /// One worker: takes part after part until there are no more.
    fn take_parts(&self) {
        if let Err(error) = self.try_take_parts() {
            self.failed.store(true, Ordering::Relaxed);
            self.handed().error.get_or_insert(error);
        }
    }

    fn handed(&self) -> MutexGuard<'_, Handed> {
        self.handed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_take_parts(&self) -> Result<()> {
        let mut buffer = Lines::default();
        let mut counter = Counter::new(match (&self.seen, &self.items) {
            (Some(seen), _) => ByItem::Once(seen),
            (None, Some(items)) => ByItem::Clusters(items),
            (None, None) => ByItem::Nothing,
        });
        let mut open: Option<(usize, File)> = None;
        // Parts that were counted since the last time something was handed in.
        let mut counted = 0;
        loop {
            let part = self.next_part.fetch_add(1, Ordering::Relaxed);
            let last = self.last_part.load(Ordering::Relaxed);
            if part >= self.lines.len() || part > last || self.stopped() {
                break;
            }
            let file = self.file_of(part);
            let opened = match open.take() {
                Some((same, opened)) if same == file => opened,
                previous => {
                    if let (Some((before, _)), Some(_)) = (previous, self.cache) {
                        self.hand_in(before, std::mem::take(&mut counted), &mut counter)?;
                    }
                    self.interview(file).open()?
                }
            };
            self.count_part(part, file, &opened, &mut buffer, &mut counter)
                .map_err(Error::reading(&self.interview(file).file))?;
            counted += 1;
            open = Some((file, opened));
        }
        match open {
            Some((file, _)) => self.hand_in(file, counted, &mut counter),
            None => Ok(()),
        }
    }

    /// Reads and counts one part.
    fn count_part(
        &self,
        part: usize,
        file: usize,
        mut opened: &File,
        buffer: &mut Lines,
        counter: &mut Counter<'_>,
    ) -> io::Result<()> {
        let interview = self.interview(file);
        let start = (part - self.first_part[file]) as u64 * PART;
        let wanted = if interview.is_divisible() && interview.size > 0 {
            let from = start.saturating_sub(1);
            opened.seek(SeekFrom::Start(from))?;
            Part {
                starts_before: start > 0,
                end: (start + PART).min(interview.size) - from,
            }
        } else {
            Part::WHOLE
        };
        let (disk_failed, answered) = (Cell::new(false), Cell::new(!interview.is_stdin()));
        let metered = Metered {
            file: opened,
            work: self,
            bytes: 0,
            answered: &answered,
            failed: &disk_failed,
        };
        let mut content = interview
            .compression
            .reader(interview.head.as_slice().chain(metered));
        counter.begin(part, start == 0);
        let enough = |counter: &Counter<'_>| self.strict && counter.has_broken();
        let answers_before = counter.answers();
        let go_on = |counter: &Counter<'_>| {
            if !answered.get() {
                answered.set(counter.answers() > answers_before);
            }
            match enough(counter) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let result = match interview.is_array {
            true => elements(&mut content, |line, element| {
                counter.element(line, element);
                go_on(counter)
            }),
            false => buffer.run(&mut content, wanted, |line| {
                counter.line(line);
                go_on(counter)
            }),
        };
        if counter.answers() > answers_before {
            self.answered[file].store(true, Ordering::Relaxed);
        }
        match result {
            Err(error) if disk_failed.get() || interview.compression == Compression::None => {
                return Err(error);
            }
            Err(error) => {
                let damage = BrokenLine {
                    file: interview.file.clone(),
                    line: counter.lines_begun() + 1,
                    problem: format!("the compressed data is damaged or cut off here ({error})"),
                };
                self.handed().damaged.insert(self.files[file], damage);
            }
            Ok(()) => {}
        }
        if enough(counter) {
            self.last_part.fetch_min(part, Ordering::Relaxed);
        }
        self.lines[part].store(counter.lines_begun(), Ordering::Relaxed);
        Ok(())
    }

    /// Takes over what a worker has counted in `parts` parts since it last did so: with a cache all
    /// of `file`, without one of any files.
    fn hand_in(&self, file: usize, parts: usize, counter: &mut Counter<'_>) -> Result<()> {
        let group = self.group(file);
        let complete = {
            let mut handed = self.handed();
            let (done, sums) = handed.open.entry(group.start).or_default();
            counter.hand_over(sums).map_err(too_large)?;
            *done += parts;
            if *done < group.len() || self.stopped() {
                return Ok(());
            }
            handed.open.remove(&group.start)
        };
        let Some((_, sums)) = complete else {
            return Ok(());
        };
        let evaluation = self.evaluation(sums);
        let damaged = self.handed().damaged.contains_key(&self.files[file]);
        if let Some(cache) = self.cache
            && !(self.strict && evaluation.counts.broken > 0)
            && !damaged
        {
            cache.store(self.interview(file), &evaluation)?;
        }
        self.handed().complete.push((self.files[file], evaluation));
        Ok(())
    }

    /// The parts that are summed up together with those of a file.
    fn group(&self, file: usize) -> std::ops::Range<usize> {
        match self.cache {
            Some(_) => self.first_part[file]..self.first_part[file + 1],
            None => 0..self.lines.len(),
        }
    }

    /// Sums with broken lines named by file and line.
    fn evaluation(&self, mut sums: Sums) -> Evaluation {
        let broken = std::mem::take(&mut sums.broken);
        let broken = broken.into_iter().map(|broken| {
            let file = self.file_of(broken.part);
            let before = &self.lines[self.first_part[file]..broken.part];
            let before: u64 = before.iter().map(|n| n.load(Ordering::Relaxed)).sum();
            BrokenLine {
                file: self.interview(file).file.clone(),
                line: before + broken.line,
                problem: broken.problem,
            }
        });
        Evaluation {
            broken: broken.collect(),
            counts: sums.counts,
            unknown_reasons: std::mem::take(&mut sums.unknown_reasons),
            repeats: std::mem::take(&mut sums.repeats),
            points: sums.into_points(),
            ..Evaluation::default()
        }
    }

    /// Puts everything together, in the order of the files.
    fn finish(self, mut known: Vec<Option<Evaluation>>) -> Result<Option<Evaluation>> {
        let mut handed = std::mem::take(&mut *self.handed());
        if let Some(error) = handed.error {
            return Err(error);
        }
        if self.watch.stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        // What is still open here holds a broken line, and with it all that the user will be told.
        for (first_part, (_, sums)) in std::mem::take(&mut handed.open) {
            let file = self.files[self.file_of(first_part)];
            handed.complete.push((file, self.evaluation(sums)));
        }
        let mut answered: Vec<bool> = known
            .iter()
            .map(|known| known.as_ref().is_some_and(|known| known.counts.answers > 0))
            .collect();
        for (file, has_answers) in self.files.iter().zip(&self.answered) {
            answered[*file] = has_answers.load(Ordering::Relaxed);
        }
        for (file, evaluation) in handed.complete {
            known[file] = Some(evaluation);
        }
        let mut all = Evaluation {
            left_out: self.interviews.left_out.clone(),
            damaged: handed.damaged.into_values().collect(),
            ..Evaluation::default()
        };
        for evaluation in known.into_iter().flatten() {
            all.add(evaluation).map_err(too_large)?;
        }
        all.counts.files = self.interviews.files.len() as u64;
        for (interview, answered) in self.interviews.files.iter().zip(answered) {
            if interview.has_changed() {
                all.changed.push(interview.file.clone());
            }
            if !answered {
                all.without_answer.push(interview.file.clone());
            }
        }
        Ok(Some(all))
    }
}

fn too_large(_: TooLarge) -> Error {
    Error::TooManyAnswers
}

/// A file as it is read: tells the progress, and seems to end where the work is to stop.
struct Metered<'a> {
    file: &'a File,
    work: &'a Work<'a>,
    bytes: u64,
    /// Whether it may go on: a pipe may have no end.
    answered: &'a Cell<bool>,
    /// Becomes true where the file itself, not its content, cannot be read.
    failed: &'a Cell<bool>,
}

impl Read for Metered<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.work.stopped() {
            return Ok(0);
        }
        if !self.answered.get() && self.bytes > WITHOUT_ANSWER {
            self.failed.set(true);
            let problem = format!("no answer in the first {} MB", WITHOUT_ANSWER >> 20);
            return Err(io::Error::other(problem));
        }
        let read = self.file.read(room);
        match &read {
            Ok(read) => {
                self.bytes += *read as u64;
                (self.work.watch.progress)(*read as u64);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.failed.set(true),
        }
        read
    }
}
