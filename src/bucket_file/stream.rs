//! The way through a bucket file: a bucket at a time, so that files of hundreds of MB are never
//! held whole.

use std::fmt;
use std::io::Read;
use std::path::Path;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};

use super::{BUCKETS, INTERVIEWS, place};
use crate::error::{Error, Place, Result, json_problem};

/// Reads the buckets of `file`, whose content is given, and calls `each` for every one with its
/// key. The header that [`crate::evaluate`] writes as `interviews`, if it is there.
///
/// # Errors
/// If the content is not JSON, has no `buckets`, or `each` says why a bucket cannot be; with the
/// place.
pub(crate) fn read<B: DeserializeOwned, H: DeserializeOwned>(
    file: &Path,
    content: impl Read,
    mut each: impl FnMut(&str, &B) -> Result<(), String>,
) -> Result<Option<H>> {
    let mut reading = Reading {
        each: &mut each,
        header: None,
        found: false,
        bucket: None,
        problem: None,
    };
    let mut json = serde_json::Deserializer::from_reader(content);
    let outcome = json.deserialize_map(TopLevel(&mut reading));
    let outcome = outcome.and_then(|()| json.end());
    match (outcome, reading.bucket, reading.problem) {
        (_, Some(key), Some(problem)) => Err(Error::input(file, place(&key), problem)),
        (Err(error), Some(key), None) if error.is_data() => {
            let problem = json_problem(&error);
            let (line, column) = (error.line(), error.column());
            let problem = format!("{problem} (line {line}, column {column})");
            Err(Error::input(file, place(&key), problem))
        }
        (Err(error), ..) => Err(Error::json(file, &error)),
        (Ok(()), ..) if !reading.found => {
            let problem = format!("`{BUCKETS}` is missing: not a bucket file");
            Err(Error::input(file, Place::Whole, problem))
        }
        (Ok(()), ..) => Ok(reading.header),
    }
}

/// The state while a file is read.
struct Reading<'a, B, H> {
    each: &'a mut dyn FnMut(&str, &B) -> Result<(), String>,
    header: Option<H>,
    /// Whether there was `buckets`.
    found: bool,
    /// Key of the bucket that is being read.
    bucket: Option<String>,
    /// Why that bucket cannot be; the JSON reader is stopped there.
    problem: Option<String>,
}

struct TopLevel<'r, 'a, B, H>(&'r mut Reading<'a, B, H>);

impl<'de, B: DeserializeOwned, H: DeserializeOwned> Visitor<'de> for TopLevel<'_, '_, B, H> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "an object with `{BUCKETS}`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                BUCKETS => {
                    self.0.found = true;
                    map.next_value_seed(Buckets(self.0))?;
                }
                INTERVIEWS => self.0.header = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Buckets<'r, 'a, B, H>(&'r mut Reading<'a, B, H>);

impl<'de, B: DeserializeOwned, H> DeserializeSeed<'de> for Buckets<'_, '_, B, H> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, B: DeserializeOwned, H> Visitor<'de> for Buckets<'_, '_, B, H> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object of buckets by key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let key = self.0.bucket.insert(key);
            let bucket: B = map.next_value()?;
            if let Err(problem) = (self.0.each)(key, &bucket) {
                self.0.problem = Some(problem);
                // The real problem is kept aside.
                return Err(A::Error::custom("stopped"));
            }
        }
        self.0.bucket = None;
        Ok(())
    }
}
