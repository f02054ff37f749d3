//! A JSON value, as deep as tables go.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::super::grid::Field;

/// A value of a document.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Leaf(Field),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    /// What lies too deep.
    Deep,
}

impl Node {
    /// The value without what lies deeper than figures in one map.
    pub(super) fn shallow(&self) -> Node {
        match self {
            Node::Leaf(field) => Node::Leaf(field.clone()),
            Node::Map(fields) => {
                let leaf = |(key, value): &(String, Node)| match value {
                    Node::Leaf(field) => (key.clone(), Node::Leaf(field.clone())),
                    _ => (key.clone(), Node::Deep),
                };
                Node::Map(fields.iter().map(leaf).collect())
            }
            _ => Node::Deep,
        }
    }

    /// The value as a field of a table; of a list, its texts and numbers.
    pub(super) fn into_field(self) -> Field {
        match self {
            Node::Leaf(field) => field,
            Node::List(items) => {
                let items = items.into_iter().map(Node::into_field);
                let named = items.filter(|item| matches!(item, Field::Text(_) | Field::Number(_)));
                Field::List(named.map(|item| item.text()).collect())
            }
            _ => Field::Missing,
        }
    }
}

/// The keys of a map, or the indices of an array.
pub(super) fn keys_of(node: &Node) -> Vec<String> {
    match node {
        Node::Map(fields) => fields.iter().map(|(key, _)| key.clone()).collect(),
        Node::List(items) => (0..items.len()).map(|ix| ix.to_string()).collect(),
        _ => Vec::new(),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Depth(6).deserialize(deserializer)
    }
}

/// Reads values down to so many levels.
#[derive(Clone, Copy)]
pub(super) struct Depth(pub(super) usize);

impl Depth {
    /// The entries of an object, values so deep.
    pub(super) fn entries<'de, A: MapAccess<'de>>(
        self,
        mut map: A,
    ) -> Result<Vec<(String, Node)>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(entries)
    }
}

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        if self.0 == 0 {
            IgnoredAny::deserialize(deserializer)?;
            return Ok(Node::Deep);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
        Depth(self.0 - 1).entries(map).map(Node::Map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Depth(self.0 - 1))? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Field::Missing))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Leaf(Field::Flag(flag)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(Field::Number(value as f64)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(Field::Number(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(Field::Number(value)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Leaf(match text.trim() {
            "" => Field::Missing,
            text => Field::Text(text.into()),
        }))
    }
}
