//! An object as a row: its keys are columns, those of objects in it stand under a group.

use std::fmt;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::super::grid::{Field, Head};
use crate::error::Error;

/// A row.
#[derive(Debug, Default, Clone)]
pub(in super::super) struct Record {
    pub(in super::super) fields: Vec<(Head, Field)>,
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut record = Record::default();
        deserializer.deserialize_map(Fields {
            record: &mut record,
            group: None,
        })?;
        Ok(record)
    }
}

/// Reads an object's fields into a record.
struct Fields<'a> {
    record: &'a mut Record,
    group: Option<String>,
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with a key a column")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let head = Head {
                group: self.group.clone(),
                ..Head::new(&key)
            };
            if self.group.is_none() {
                map.next_value_seed(Value {
                    record: self.record,
                    head,
                })?;
            } else {
                let field: Leaf = map.next_value()?;
                self.record.fields.push((head, field.0));
            }
        }
        Ok(())
    }
}

/// Reads a value: a field, or the fields of an object.
struct Value<'a> {
    record: &'a mut Record,
    head: Head,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        Fields {
            record: self.record,
            group: Some(self.head.name),
        }
        .visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let Leaf(field) = LeafVisitor.visit_seq(seq)?;
        self.record.fields.push((self.head, field));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.record.fields.push((self.head, Field::Missing));
        Ok(())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.record.fields.push((self.head, Field::Flag(flag)));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.record
            .fields
            .push((self.head, Field::Number(value as f64)));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.record
            .fields
            .push((self.head, Field::Number(value as f64)));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.record.fields.push((self.head, Field::Number(value)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.record.fields.push((self.head, text_field(text)));
        Ok(())
    }
}

fn text_field(text: &str) -> Field {
    match text.trim() {
        "" => Field::Missing,
        text => Field::Text(text.into()),
    }
}

/// A field that holds no further objects; what lies deeper is passed over.
pub(super) struct Leaf(pub(super) Field);

impl<'de> Deserialize<'de> for Leaf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LeafVisitor)
    }
}

struct LeafVisitor;

impl<'de> Visitor<'de> for LeafVisitor {
    type Value = Leaf;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Leaf, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Leaf(Field::Missing))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Leaf, A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = seq.next_element::<Item>()? {
            texts.extend(item.0);
        }
        Ok(Leaf(Field::List(texts)))
    }

    fn visit_unit<E>(self) -> Result<Leaf, E> {
        Ok(Leaf(Field::Missing))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Leaf, E> {
        Ok(Leaf(Field::Flag(flag)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Leaf, E> {
        Ok(Leaf(Field::Number(value as f64)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Leaf, E> {
        Ok(Leaf(Field::Number(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Leaf, E> {
        Ok(Leaf(Field::Number(value)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Leaf, E> {
        Ok(Leaf(text_field(text)))
    }
}

/// A text of a list; anything else is passed over.
struct Item(Option<String>);

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor;
        impl<'de> Visitor<'de> for ItemVisitor {
            type Value = Item;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Item(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Item, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Item(None))
            }

            fn visit_unit<E>(self) -> Result<Item, E> {
                Ok(Item(None))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Item, E> {
                Ok(Item(None))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Item, E> {
                Ok(Item(Some(value.to_string())))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Item, E> {
                Ok(Item(Some(value.to_string())))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Item, E> {
                Ok(Item(Some(value.to_string())))
            }

            fn visit_str<E>(self, text: &str) -> Result<Item, E> {
                Ok(Item(Some(text.to_owned())))
            }
        }
        deserializer.deserialize_any(ItemVisitor)
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
