//! An object as a row: its keys are columns, those of objects in it stand under a group.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::grid::{Field, Head};
use super::node::{Depth, Node};
use crate::error::Error;

/// A row.
#[derive(Debug, Default, Clone)]
pub(in super::super) struct Record {
    pub(in super::super) fields: Vec<(Head, Field)>,
}

impl Record {
    /// The row that an object is.
    pub(super) fn of(object: Vec<(String, Node)>) -> Record {
        let mut fields = Vec::with_capacity(object.len());
        for (key, value) in object {
            let head = Head::new(&key);
            match value {
                Node::Map(inner) => fields.extend(inner.into_iter().map(|(name, value)| {
                    let group = Some(head.name.clone());
                    let name = Head::new(&name).name;
                    (Head { name, group }, value.into_field())
                })),
                value => fields.push((head, value.into_field())),
            }
        }
        Record { fields }
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Record;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object with a key a column")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Record, A::Error> {
                // What lies deeper than the texts of a list, or figures in an object, is no field.
                Depth(3).entries(map).map(Record::of)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// Why reading the records of an array stopped.
pub(super) enum Stopped {
    Json(serde_json::Error),
    Error(Box<Error>),
}

/// Hands each object of the array in `text` to `take`, with its index.
pub(super) fn each(
    text: &[u8],
    take: &mut dyn FnMut(usize, Record) -> Result<(), Error>,
) -> Result<(), Stopped> {
    let mut problem = None;
    let mut json = serde_json::Deserializer::from_slice(text);
    let array = Array {
        take,
        problem: &mut problem,
    };
    let outcome = array.deserialize(&mut json).and_then(|()| json.end());
    match (problem, outcome) {
        (Some(error), _) => Err(Stopped::Error(Box::new(error))),
        (None, outcome) => outcome.map_err(Stopped::Json),
    }
}

struct Array<'a> {
    take: &'a mut dyn FnMut(usize, Record) -> Result<(), Error>,
    problem: &'a mut Option<Error>,
}

impl<'de> DeserializeSeed<'de> for Array<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Array<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut ix = 0;
        while let Some(record) = seq.next_element::<Record>()? {
            if let Err(error) = (self.take)(ix, record) {
                *self.problem = Some(error);
                return Err(de::Error::custom("stopped"));
            }
            ix += 1;
        }
        Ok(())
    }
}
