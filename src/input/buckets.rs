//! Bucket files: JSON with `buckets`, as ReasonScape's and our `evaluate` write it.
//!
//! Files of hundreds of MB are streamed: of each bucket only the figures are kept, never its histograms or samples.
//! An aggregate of a scenario and task (`btype` `scenario_base_task`) stands for itself; where there is none, the
//! `point` buckets are pooled.

mod bucket;
mod store;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::clues::Clues;
use super::format::{Format, Reader};
use super::intake::Intake;
use super::json::stop;
use super::open::Opened;
use crate::error::{Error, Place, Result, json_problem};

use bucket::Bucket;
pub(super) use store::BucketStore;

pub(super) const FORMAT: Format = Format {
    id: "buckets",
    label: "bucket file",
    endings: &["json"],
    keys: &["buckets"],
    detect,
    read: Reader::Supported(read),
};

fn detect(clues: &Clues<'_>) -> bool {
    clues.head.is_object() && clues.head.has("buckets")
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let mut reading = Reading {
        store: &mut intake.buckets,
        found: false,
        bucket: None,
        problem: None,
    };
    reading.store.begin(&path);
    let mut json = serde_json::Deserializer::from_reader(file.content());
    let outcome = TopLevel(&mut reading)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    match (outcome, reading.bucket, reading.problem) {
        (_, Some(key), Some(problem)) => Err(Error::input(path, bucket_place(&key), problem)),
        (Err(error), Some(key), None) if error.is_data() => {
            let problem = json_problem(&error);
            let (line, column) = (error.line(), error.column());
            let problem = format!("{problem} (line {line}, column {column})");
            Err(Error::input(path, bucket_place(&key), problem))
        }
        (Err(error), ..) => Err(Error::json(&path, &error)),
        (Ok(()), ..) if !reading.found => Err(Error::input(
            path,
            Place::Whole,
            "`buckets` is missing: not a bucket file",
        )),
        (Ok(()), ..) => {
            reading.store.end();
            Ok(())
        }
    }
}

/// Where the bucket `key` stands.
fn bucket_place(key: &str) -> Place {
    Place::Key(format!("buckets.{key}"))
}

/// The state while one file is read.
struct Reading<'a> {
    store: &'a mut BucketStore,
    /// Whether there was `buckets`.
    found: bool,
    /// Key of the bucket that is being read.
    bucket: Option<String>,
    /// Why that bucket cannot be; the JSON reader is stopped there.
    problem: Option<String>,
}

struct TopLevel<'a, 'b>(&'a mut Reading<'b>);

impl<'de> DeserializeSeed<'de> for TopLevel<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for TopLevel<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with `buckets`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "buckets" {
                self.0.found = true;
                map.next_value_seed(Buckets(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Buckets<'a, 'b>(&'a mut Reading<'b>);

impl<'de> DeserializeSeed<'de> for Buckets<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Buckets<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object of buckets by key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let key = self.0.bucket.insert(key);
            let bucket: Bucket = map.next_value()?;
            if let Err(problem) = self.0.store.add(key, &bucket) {
                self.0.problem = Some(problem);
                return Err(stop());
            }
        }
        self.0.bucket = None;
        Ok(())
    }
}
