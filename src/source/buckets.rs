//! Bucket files: JSON with `buckets`, as ReasonScape's and our `evaluate` write it.
//!
//! Files of hundreds of MB are streamed: of each bucket only the figures are kept, never its histograms or samples.
//! An aggregate of a scenario and task (`btype` `scenario_base_task`) stands for itself; where there is none, the
//! `point` buckets are pooled.

mod bucket;
mod store;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::Intake;
use super::files::Opened;
use super::json::stop;
use super::sniff::Sniff;
use crate::error::{Error, Place, Result};

use bucket::Bucket;
pub(super) use store::BucketStore;

pub(super) fn detect(sniff: &Sniff) -> bool {
    sniff.is_object() && sniff.value("buckets") == Some(b'{')
}

pub(super) fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let mut reading = Reading {
        store: &mut intake.buckets,
        problem: None,
        found: false,
    };
    reading.store.begin(&path);
    let mut json = serde_json::Deserializer::from_reader(file.content());
    let outcome = TopLevel(&mut reading)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    let Reading { problem, found, .. } = reading;
    if let Some((key, problem)) = problem {
        return Err(Error::input(path, Place::Key(key), problem));
    }
    outcome.map_err(|error| Error::json(&path, &error))?;
    if !found {
        return Err(Error::input(
            path,
            Place::Whole,
            "`buckets` is missing: not a bucket file",
        ));
    }
    Ok(())
}

/// The state while one file is read.
struct Reading<'a> {
    store: &'a mut BucketStore,
    /// Key of a bucket that cannot be, and why; the JSON reader is stopped there.
    problem: Option<(String, String)>,
    /// Whether there was `buckets`.
    found: bool,
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
            let bucket: Bucket = map.next_value()?;
            if let Err(problem) = self.0.store.add(&key, bucket) {
                self.0.problem = Some((format!("buckets.{key}"), problem));
                return Err(stop());
            }
        }
        Ok(())
    }
}
