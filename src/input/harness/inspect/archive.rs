//! `.eval` archives: a ZIP of the header and a file a sample, by deflate or zstd.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::mem;
use std::path::Path;

use flate2::{bufread, read};
use serde::Deserializer;
use zip::{CompressionMethod, ZipArchive};

use super::log::Log;
use crate::compressed::Compression;
use crate::error::{Error, Place, Result, printable};
use crate::input::harness::value::WithoutNan;

/// Reads the archive at `path`; `content` is its content, for one that cannot be opened again.
pub(super) fn read(path: &Path, content: &mut dyn Read) -> Result<Log> {
    match File::open(path) {
        Ok(file) => read_from(path, BufReader::new(file)),
        Err(_) => {
            let mut bytes = Vec::new();
            content
                .take(MOST_IN_MEMORY)
                .read_to_end(&mut bytes)
                .map_err(Error::reading(path))?;
            read_from(path, Cursor::new(bytes))
        }
    }
}

/// The largest archive that is kept in memory, where it comes through a pipe.
const MOST_IN_MEMORY: u64 = 256 << 20;
/// Entries up to this size are read whole, which is quicker; larger ones are streamed.
const WHOLE: u64 = 16 << 20;
/// How much is unpacked whatever the ratio.
const FREE: u64 = 1 << 30;
/// The highest ratio beyond that; those of real logs are near 10.
const RATIO: u64 = 200;

fn read_from<R: Read + Seek>(path: &Path, file: R) -> Result<Log> {
    let problem = |problem: String| Error::input(path, Place::Whole, problem);
    let mut zip = ZipArchive::new(file).map_err(|error| {
        problem(format!(
            "not a whole ZIP archive ({error}); is the log cut off?"
        ))
    })?;
    let names: Vec<String> = (0..zip.len())
        .map(|ix| Ok(zip.by_index_raw(ix)?.name()?.into_owned()))
        .collect::<zip::result::ZipResult<_>>()
        .map_err(|error| problem(format!("the archive is damaged ({error})")))?;
    if let Some(odd) = names.iter().find(|name| is_odd(name)) {
        return Err(problem(format!(
            "an entry is named `{}`, as no log's is",
            printable(odd, 100)
        )));
    }
    let mut log = Log::default();
    let mut budget = Budget::default();
    let mut buffer = Vec::new();
    let mut inflater = Inflater::new(Cursor::default());
    let Some(header) = names.iter().position(|name| name == "header.json") else {
        return Err(problem(
            "the log has no header.json: its run was killed before it ended; `inspect eval-retry \
             FILE` finishes it"
                .to_owned(),
        ));
    };
    let samples = names
        .iter()
        .enumerate()
        .filter(|(_, name)| name.starts_with("samples/") && name.ends_with(".json"));
    let entries = std::iter::once(header).chain(samples.map(|(ix, _)| ix));
    for ix in entries {
        let place = Place::Key(names[ix].clone());
        let entry = zip
            .by_index_raw(ix)
            .map_err(|error| Error::input(path, place.clone(), error))?;
        let method = entry.compression();
        budget.packed += entry.compressed_size();
        let small = entry.compressed_size() < WHOLE;
        let inflater = small.then_some(&mut inflater);
        let content = unpacked(entry, method, inflater)
            .map_err(|error| Error::input(path, place.clone(), error))?;
        let content = content.ok_or_else(|| {
            Error::input(
                path,
                place.clone(),
                format!("packed by {method}, not by deflate or zstd"),
            )
        })?;
        let mut content = Counted {
            content,
            budget: &mut budget,
        };
        buffer.clear();
        (&mut content)
            .take(WHOLE)
            .read_to_end(&mut buffer)
            .map_err(|error| Error::input(path, place.clone(), error))?;
        let is_header = ix == header;
        let is_whole = (buffer.len() as u64) < WHOLE;
        let strict = is_whole.then(|| {
            read_entry(
                &mut log,
                is_header,
                &mut serde_json::Deserializer::from_slice(&buffer),
            )
        });
        let outcome = match strict {
            Some(Ok(())) => Ok(()),
            // Perhaps for a bare NaN, or because it is large.
            _ => {
                let content = WithoutNan::new(buffer.as_slice().chain(content));
                let mut json = serde_json::Deserializer::from_reader(content);
                read_entry(&mut log, is_header, &mut json)
            }
        };
        outcome.map_err(|error| Error::json_at(path, place, &error))?;
    }
    Ok(log)
}

/// Reads the header or a sample. Nothing of a sample is kept before it is read to its end.
fn read_entry<'de, D: Deserializer<'de>>(
    log: &mut Log,
    is_header: bool,
    json: D,
) -> Result<(), D::Error> {
    match is_header {
        true => log.read(json),
        false => log.read_sample(json),
    }
}

/// Whether a name leads out of the folder that an archive would be unpacked to.
fn is_odd(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.split(['/', '\\']).any(|part| part == "..")
}

/// Unpacks entries whose packed bytes are at hand. One does for all: the memory of a new one for
/// each is not used again where something small was kept in between.
type Inflater = bufread::DeflateDecoder<Cursor<Vec<u8>>>;

/// The content of an entry, a small one by `inflater`; several zstd frames are read to the last.
/// `None` for other ways of packing.
///
/// # Errors
/// If what is to be unpacked cannot be read.
fn unpacked<'a, R: Read + 'a>(
    mut entry: R,
    method: CompressionMethod,
    inflater: Option<&'a mut Inflater>,
) -> io::Result<Option<Box<dyn Read + 'a>>> {
    // The crate's own names for methods depend on its features.
    #[allow(deprecated)]
    let number = method.to_u16();
    Ok(Some(match (number, inflater) {
        (0, _) => Box::new(entry),
        (8, Some(inflater)) => {
            let mut packed = mem::take(inflater.get_mut().get_mut());
            packed.clear();
            entry.read_to_end(&mut packed)?;
            inflater.reset(Cursor::new(packed));
            Box::new(inflater)
        }
        (8, None) => Box::new(read::DeflateDecoder::new(entry)),
        (93, _) => Box::new(Compression::Zstd.reader(entry)),
        _ => return Ok(None),
    }))
}

/// How much was unpacked from how much.
#[derive(Default)]
struct Budget {
    packed: u64,
    unpacked: u64,
}

struct Counted<'a, R> {
    content: R,
    budget: &'a mut Budget,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let bytes = self.content.read(room)?;
        self.budget.unpacked += bytes as u64;
        if self.budget.unpacked > FREE && self.budget.unpacked / RATIO > self.budget.packed {
            return Err(io::Error::other(format!(
                "the archive unpacks to more than {RATIO} times its size"
            )));
        }
        Ok(bytes)
    }
}
