//! Partial results by file, so that a second run reads only what is new.

use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use twox_hash::{XxHash3_64, XxHash3_128};

use super::interviews::Interview;
use super::{BrokenLine, Evaluation, Repeats, UnknownReasons};
use crate::error::{Error, Result};
use crate::output::PendingFile;

/// Grows when a partial of an earlier version would be counted differently today.
const VERSION: u32 = 2;

/// Bytes at the start and at the end of a file that are looked at again.
const BLOCK: u64 = 64 << 10;

/// A folder that holds two files for each file of interviews: its bucket file, and what identifies
/// it.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// What identifies the content of a file, and what its bucket file does not tell.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    version: u32,
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
    /// Hash of the first and the last block.
    blocks: u64,
}

/// The file beside the bucket file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    identity: Identity,
    broken: Vec<(u64, String)>,
    unknown_reasons: UnknownReasons,
    repeats: Repeats,
}

impl Cache {
    /// The cache in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub(super) fn open(folder: &Path) -> Result<Cache> {
        fs::create_dir_all(folder).map_err(Error::writing(folder))?;
        Ok(Cache {
            folder: folder.to_owned(),
        })
    }

    fn path(&self, interview: &Interview, ending: &str) -> PathBuf {
        let name = XxHash3_128::oneshot(interview.canonical.as_os_str().as_encoded_bytes());
        self.folder.join(format!("{name:032x}.{ending}"))
    }

    /// The partial result of a file; `None` where there is none, or the file is not the same any
    /// more. A partial that cannot be read is as good as none.
    pub(super) fn load(&self, interview: &Interview) -> Option<Evaluation> {
        let entry = File::open(self.path(interview, "entry.json")).ok()?;
        let entry: Entry = serde_json::from_reader(BufReader::new(entry)).ok()?;
        if entry.identity != identity(interview)? {
            return None;
        }
        let mut evaluation = Evaluation::read(&self.path(interview, "buckets.json")).ok()?;
        evaluation.unknown_reasons = entry.unknown_reasons;
        evaluation.repeats = entry.repeats;
        let broken = entry.broken.into_iter();
        let broken = broken.map(|(line, problem)| BrokenLine {
            file: interview.file.clone(),
            line,
            problem,
        });
        evaluation.broken = broken.collect();
        if evaluation.counts.answers == 0 {
            evaluation.without_answer.push(interview.file.clone());
        }
        Some(evaluation)
    }

    /// Keeps the partial result of a file, unless the file has changed since it was found.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn store(&self, interview: &Interview, evaluation: &Evaluation) -> Result<()> {
        let Some(identity) = identity(interview).filter(|_| !interview.has_changed()) else {
            return Ok(());
        };
        let broken = evaluation.broken.iter();
        let entry = Entry {
            identity,
            broken: broken
                .map(|broken| (broken.line, broken.problem.clone()))
                .collect(),
            unknown_reasons: evaluation.unknown_reasons.clone(),
            repeats: evaluation.repeats.clone(),
        };
        // The entry goes last and an old one first, so that no entry ever speaks for another's
        // buckets.
        let entry_file = self.path(interview, "entry.json");
        match fs::remove_file(&entry_file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::writing(&entry_file)(error));
            }
            _ => {}
        }
        write(&self.path(interview, "buckets.json"), |out| {
            evaluation.write(out)
        })?;
        write(&entry_file, |out| Ok(serde_json::to_writer(out, &entry)?))
    }
}

fn write(
    file: &Path,
    content: impl FnOnce(&mut BufWriter<&mut PendingFile>) -> io::Result<()>,
) -> Result<()> {
    let mut pending = PendingFile::beside(file)?;
    let mut out = BufWriter::new(&mut pending);
    content(&mut out)
        .and_then(|()| out.flush())
        .map_err(Error::writing(file))?;
    drop(out);
    pending.commit()
}

/// `None` for what is not a regular file, or cannot be read.
fn identity(interview: &Interview) -> Option<Identity> {
    if !fs::metadata(&interview.file).ok()?.is_file() {
        return None;
    }
    let modified = interview.modified?.duration_since(UNIX_EPOCH).ok()?;
    let mut file = File::open(&interview.file).ok()?;
    let mut hash = XxHash3_64::new();
    let mut block = Vec::new();
    for start in [0, interview.size.saturating_sub(BLOCK)] {
        block.clear();
        file.seek(SeekFrom::Start(start)).ok()?;
        (&mut file).take(BLOCK).read_to_end(&mut block).ok()?;
        hash.write(&block);
    }
    Some(Identity {
        version: VERSION,
        size: interview.size,
        modified: modified.as_nanos(),
        blocks: hash.finish(),
    })
}
