//! An object as a row: its keys are columns, those of objects in it stand under a group.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::grid::{Field, Head};
use super::node::{Depth, Node};

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

/// Hands each object of the array in `text` to `take`, with its index, until that says no.
///
/// # Errors
/// If it is no array of objects, or `take` says no.
pub(super) fn each(
    text: &[u8],
    take: impl FnMut(usize, Record) -> bool,
) -> Result<(), serde_json::Error> {
    struct Array<F>(F);
    impl<'de, F: FnMut(usize, Record) -> bool> Visitor<'de> for Array<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an array of objects")
        }

        fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
            let mut ix = 0;
            while let Some(record) = seq.next_element()? {
                if !(self.0)(ix, record) {
                    return Err(de::Error::custom("stopped"));
                }
                ix += 1;
            }
            Ok(())
        }
    }
    let mut json = serde_json::Deserializer::from_slice(text);
    json.deserialize_seq(Array(take))?;
    json.end()
}
