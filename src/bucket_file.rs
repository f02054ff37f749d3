//! The bucket file: `{"buckets": {key: bucket}}`. Its names, and the way through it, once for
//! writing, reading and merging.
//!
//! Files of hundreds of MB are streamed, a bucket at a time.

use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::path::Path;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};

use crate::error::{Error, Place, Result, json_problem};

/// `btype` of a bucket that holds all points of a scenario and task.
pub(crate) const AGGREGATE: &str = "scenario_base_task";
/// `btype` of a bucket that holds one point of a task.
pub(crate) const POINT: &str = "point";
/// In the place of a task: all of them.
pub(crate) const ALL: &str = "*";

/// The scenario without its level: `model+template+sampler`, or the model alone where both others
/// are empty.
pub(crate) fn scenario(model: &str, template: &str, sampler: &str) -> String {
    match template.is_empty() && sampler.is_empty() {
        true => model.to_owned(),
        false => format!("{model}+{template}+{sampler}"),
    }
}

/// The level's key, of parts that may be empty: density, precision and degree joined with `+`, the
/// degree always behind one; else the one word.
pub(crate) fn level_key(density: &str, precision: &str, degree: &str, word: &str) -> String {
    let named = [density, precision]
        .into_iter()
        .filter(|part| !part.is_empty());
    let mut key = named.collect::<Vec<_>>().join("+");
    if !degree.is_empty() {
        key.push('+');
        key += degree;
    }
    match key.is_empty() {
        true => word.to_owned(),
        false => key,
    }
}

/// Reads the buckets of `file`, whose content is given, and calls `each` for every one with its
/// key. The header that [`crate::evaluate`] writes as `interviews`, if it is there.
///
/// # Errors
/// If the content is not JSON, has no `buckets`, or `each` says why a bucket cannot be; with the
/// place.
pub(crate) fn read<B: DeserializeOwned, H: DeserializeOwned>(
    file: &Path,
    content: impl Read,
    each: impl FnMut(&str, &B) -> Result<(), String>,
) -> Result<Option<H>> {
    let mut reading = Reading {
        each,
        header: None,
        found: false,
        bucket: None,
        problem: None,
        kind: PhantomData,
    };
    let mut json = serde_json::Deserializer::from_reader(content);
    let outcome = TopLevel(&mut reading)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    let place = |key: &str| Place::Key(format!("buckets.{key}"));
    match (outcome, reading.bucket, reading.problem) {
        (_, Some(key), Some(problem)) => Err(Error::input(file, place(&key), problem)),
        (Err(error), Some(key), None) if error.is_data() => {
            let problem = json_problem(&error);
            let (line, column) = (error.line(), error.column());
            let problem = format!("{problem} (line {line}, column {column})");
            Err(Error::input(file, place(&key), problem))
        }
        (Err(error), ..) => Err(Error::json(file, &error)),
        (Ok(()), ..) if !reading.found => Err(Error::input(
            file,
            Place::Whole,
            "`buckets` is missing: not a bucket file",
        )),
        (Ok(()), ..) => Ok(reading.header),
    }
}

/// The state while a file is read.
struct Reading<F, B, H> {
    each: F,
    header: Option<H>,
    /// Whether there was `buckets`.
    found: bool,
    /// Key of the bucket that is being read.
    bucket: Option<String>,
    /// Why that bucket cannot be; the JSON reader is stopped there.
    problem: Option<String>,
    kind: PhantomData<B>,
}

struct TopLevel<'a, F, B, H>(&'a mut Reading<F, B, H>);

impl<'de, F, B, H> DeserializeSeed<'de> for TopLevel<'_, F, B, H>
where
    F: FnMut(&str, &B) -> Result<(), String>,
    B: DeserializeOwned,
    H: DeserializeOwned,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F, B, H> Visitor<'de> for TopLevel<'_, F, B, H>
where
    F: FnMut(&str, &B) -> Result<(), String>,
    B: DeserializeOwned,
    H: DeserializeOwned,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with `buckets`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "buckets" => {
                    self.0.found = true;
                    map.next_value_seed(Buckets(self.0))?;
                }
                "interviews" => self.0.header = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Buckets<'a, F, B, H>(&'a mut Reading<F, B, H>);

impl<'de, F, B, H> DeserializeSeed<'de> for Buckets<'_, F, B, H>
where
    F: FnMut(&str, &B) -> Result<(), String>,
    B: DeserializeOwned,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F, B, H> Visitor<'de> for Buckets<'_, F, B, H>
where
    F: FnMut(&str, &B) -> Result<(), String>,
    B: DeserializeOwned,
{
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_the_parts_that_are_there() {
        assert_eq!(scenario("m", "", ""), "m");
        assert_eq!(scenario("m", "t", ""), "m+t+");
        assert_eq!(level_key("normal", "low", "0", "easy"), "normal+low+0");
        assert_eq!(level_key("", "", "0", ""), "+0");
        assert_eq!(level_key("", "low", "", ""), "low");
        assert_eq!(level_key("", "", "", "easy"), "easy");
        assert_eq!(level_key("", "", "", ""), "");
    }
}
