//! The work, cut into chunks that threads share.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::array::elements;
use super::cache::Cache;
use super::counter::{Broken, ByItem, Counter};
use super::interviews::{Interview, Interviews};
use super::items::ItemTable;
use super::lines::{Part, Room, lines};
use super::tally::TooLarge;
use super::{BrokenLine, Evaluation, Options, Watch};
use crate::compressed::Compression;
use crate::error::{Error, Result};

/// Bytes of a plain file that are one chunk.
const CHUNK: u64 = 4 << 20;

/// Bytes of standard input that are read without an answer among them.
const WITHOUT_ANSWER: u64 = 64 << 20;

/// Evaluates the files, those that `cache` knows from there. `None` where `watch` ended the work.
pub(super) fn run(
    interviews: &Interviews,
    options: &Options,
    cache: Option<&Cache>,
    watch: Watch<'_>,
) -> Result<Option<Evaluation>> {
    let work = Work {
        files: &interviews.files,
        chunks: chunks(&interviews.files),
        first_broken: AtomicUsize::new(usize::MAX),
        failed: AtomicBool::new(false),
        by_item: match (options.dedup, options.by_item) {
            (true, _) => ByItem::Once(ItemTable::new()),
            (false, true) => ByItem::Clusters(ItemTable::new()),
            (false, false) => ByItem::Nothing,
        },
        strict: options.strict,
        cache,
        watch,
    };
    // What is kept in the cache is added up file by file.
    let groups: Vec<&[Chunk]> = match cache {
        Some(_) => by_file(&work.chunks).collect(),
        None => vec![&work.chunks],
    };
    let pool = ThreadPoolBuilder::new().num_threads(options.threads);
    let pool = pool
        .build()
        .map_err(|error| Error::Arguments(format!("--threads {}: {error}", options.threads)))?;
    let evaluated = || groups.par_iter().map(|group| work.evaluated(group));
    let evaluations: Vec<Evaluation> = pool.install(|| evaluated().collect::<Result<_>>())?;
    if watch.stop.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let mut all = Evaluation {
        left_out: interviews.left_out.clone(),
        ..Evaluation::default()
    };
    for evaluation in evaluations {
        all.add(evaluation).map_err(too_large)?;
    }
    all.counts.files = interviews.files.len() as u64;
    let changed = interviews.files.iter().filter(|file| file.has_changed());
    all.changed = changed.map(|file| file.file.clone()).collect();
    Ok(Some(all))
}

/// Lines of a plain file that begin in so many bytes of it, or the whole of another file.
struct Chunk {
    /// Its index among all chunks.
    number: usize,
    /// Index of its file.
    file: usize,
    /// Bytes before it in the file.
    start: u64,
    /// Its lines, once it is read.
    lines: AtomicU64,
    /// Whether it held an answer.
    answered: AtomicBool,
}

/// The chunks of all files, in order; at least one a file.
fn chunks(files: &[Interview]) -> Vec<Chunk> {
    let starts = files.iter().enumerate().flat_map(|(file, interview)| {
        let count = match interview.is_divisible() {
            true => interview.size.div_ceil(CHUNK).max(1),
            false => 1,
        };
        (0..count).map(move |chunk| (file, chunk * CHUNK))
    });
    let chunks = starts.enumerate().map(|(number, (file, start))| Chunk {
        number,
        file,
        start,
        lines: AtomicU64::new(0),
        answered: AtomicBool::new(false),
    });
    chunks.collect()
}

fn by_file(chunks: &[Chunk]) -> impl Iterator<Item = &[Chunk]> {
    chunks.chunk_by(|one, next| one.file == next.file)
}

/// What the threads share.
struct Work<'a> {
    files: &'a [Interview],
    chunks: Vec<Chunk>,
    /// With `strict`, no chunk behind this one is begun: it holds a broken line, and one is enough.
    first_broken: AtomicUsize,
    failed: AtomicBool,
    by_item: ByItem,
    strict: bool,
    cache: Option<&'a Cache>,
    watch: Watch<'a>,
}

impl Work<'_> {
    fn stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }

    /// What some chunks add up to: with a cache those of one file, without one all.
    fn evaluated(&self, chunks: &[Chunk]) -> Result<Evaluation> {
        let Some(file) = chunks.first().map(|chunk| &self.files[chunk.file]) else {
            return Ok(Evaluation::default());
        };
        if let Some(known) = self.cache.and_then(|cache| cache.load(file)) {
            (self.watch.progress)(file.size);
            return Ok(known);
        }
        let nothing = || Counter::new(&self.by_item);
        // By a bridge each thread takes the next chunk, so that all end together.
        let counter = chunks
            .iter()
            .par_bridge()
            .try_fold(
                || (Room::new(), nothing()),
                |(mut room, mut counter), chunk| {
                    let counted = self.count(chunk, room.block(), &mut counter);
                    counted.inspect_err(|_| self.failed.store(true, Ordering::Relaxed))?;
                    Ok((room, counter))
                },
            )
            .map(|counted| counted.map(|(_, counter)| counter))
            .try_reduce(nothing, |mut all, other| {
                all.add(other).map_err(too_large)?;
                Ok(all)
            })?;
        let evaluation = self.evaluation(counter, chunks);
        let is_whole = !self.stopped()
            && evaluation.damaged.is_empty()
            && !(self.strict && evaluation.counts.broken > 0);
        if let Some(cache) = self.cache.filter(|_| is_whole) {
            cache.store(file, &evaluation)?;
        }
        Ok(evaluation)
    }

    /// Reads and counts a chunk.
    fn count(&self, chunk: &Chunk, block: &mut [u8], counter: &mut Counter<'_>) -> Result<()> {
        if self.stopped() || chunk.number > self.first_broken.load(Ordering::Relaxed) {
            return Ok(());
        }
        let interview = &self.files[chunk.file];
        let mut opened = interview.open()?;
        let wanted = if interview.is_divisible() && interview.size > 0 {
            let from = chunk.start.saturating_sub(1);
            let found = opened.seek(SeekFrom::Start(from));
            found.map_err(Error::reading(&interview.file))?;
            Part {
                starts_before: chunk.start > 0,
                end: (chunk.start + CHUNK).min(interview.size) - from,
            }
        } else {
            Part::WHOLE
        };
        let (disk_failed, answered) = (Cell::new(false), Cell::new(!interview.is_stdin()));
        let metered = Metered {
            file: &opened,
            work: self,
            bytes: 0,
            answered: &answered,
            failed: &disk_failed,
        };
        let mut content = interview
            .compression
            .reader(interview.head.as_slice().chain(metered));
        counter.begin(chunk.number, chunk.start == 0);
        let answers_before = counter.answers();
        let go_on = |counter: &Counter<'_>| {
            if !answered.get() {
                answered.set(counter.answers() > answers_before);
            }
            match self.strict && counter.has_broken() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let result = match interview.is_array {
            true => elements(&mut content, block, |line, element| {
                counter.element(line, element);
                go_on(counter)
            }),
            false => lines(&mut content, wanted, block, |line| {
                counter.line(line);
                go_on(counter)
            }),
        };
        match result {
            Err(error) if disk_failed.get() || interview.compression == Compression::None => {
                return Err(Error::reading(&interview.file)(error));
            }
            Err(error) => counter.note_damaged(format!(
                "the compressed data is damaged or cut off here ({error})"
            )),
            Ok(()) => {}
        }
        if self.strict && counter.has_broken() {
            self.first_broken.fetch_min(chunk.number, Ordering::Relaxed);
        }
        let has_answers = counter.answers() > answers_before;
        chunk.answered.store(has_answers, Ordering::Relaxed);
        chunk.lines.store(counter.lines_begun(), Ordering::Relaxed);
        Ok(())
    }

    /// What was counted in some chunks, with broken lines named by file and line.
    fn evaluation(&self, counter: Counter<'_>, chunks: &[Chunk]) -> Evaluation {
        let name = |chunk: &Chunk| self.files[chunk.file].file.clone();
        let in_file = |broken: Vec<Broken>| {
            let lines = broken.into_iter().map(|broken| {
                let chunk = &self.chunks[broken.chunk];
                let before = self.chunks[..broken.chunk].iter().rev();
                let before = before.take_while(|one| one.file == chunk.file);
                let before: u64 = before.map(|one| one.lines.load(Ordering::Relaxed)).sum();
                BrokenLine {
                    file: name(chunk),
                    line: before + broken.line,
                    problem: broken.problem,
                }
            });
            lines.collect()
        };
        let has_answers = |chunk: &Chunk| chunk.answered.load(Ordering::Relaxed);
        let without_answer = by_file(chunks).filter(|chunks| !chunks.iter().any(has_answers));
        Evaluation {
            points: counter.table.without(&counter.withdrawn),
            counts: counter.counts,
            broken: in_file(counter.broken),
            damaged: in_file(counter.damaged),
            unknown_reasons: counter.unknown_reasons,
            repeats: counter.repeats,
            without_answer: without_answer.map(|chunks| name(&chunks[0])).collect(),
            ..Evaluation::default()
        }
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
