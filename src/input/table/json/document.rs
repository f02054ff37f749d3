//! Decision: which shape of table a JSON document has.

use std::fmt;
use std::path::Path;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::super::grid::{Field, Grid, Head, Row};
use super::super::names::Role;
use super::record::Record;
use super::{push, single_group_dropped, text};
use crate::error::{Error, Place, Result, printable};

/// A value of a document, as deep as tables go.
#[derive(Debug)]
enum Node {
    Leaf(Field),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    /// What lies too deep.
    Deep,
}

/// How a document holds a table.
enum Shape<'a> {
    /// Objects, a row each; under a key or at the top.
    Rows(Vec<(&'a str, &'a Node)>),
    /// pandas' `split`: names, and rows of values.
    Split { names: &'a [Node], rows: &'a [Node] },
    /// A map a column: from row to value.
    Columns(&'a [(String, Node)]),
    /// `{model: {task: number}}`, or with groups between.
    Nested(&'a [(String, Node)]),
}

/// Whether the beginning of a JSON text is a table's.
pub(super) fn is_table(head: &[u8]) -> bool {
    let mut head = match text::is_lines(head) {
        true => {
            let first = text::completed(head);
            [b"[", &first[..], b"]"].concat()
        }
        false => text::completed(head),
    };
    text::without_nan(&mut head);
    match serde_json::from_slice::<Node>(&head) {
        Ok(Node::List(items)) => items.iter().take(20).any(is_row),
        Ok(Node::Map(entries)) => is_row_of(&entries) || shape(&entries).is_some(),
        _ => false,
    }
}

/// What a document holds.
pub(super) enum Document {
    /// One row.
    Row(Record),
    /// A table.
    Table(Grid),
}

/// What a document holds.
///
/// # Errors
/// If it is not JSON, or no table.
pub(super) fn read(content: &[u8], path: &Path) -> Result<Document> {
    let node: Node = serde_json::from_slice(content).map_err(|error| text::error(path, &error))?;
    let Node::Map(entries) = node else {
        return Err(Error::input(
            path,
            Place::Whole,
            "neither an object nor an array of objects",
        ));
    };
    let mut grid = Grid {
        files: vec![path.to_owned()],
        ..Grid::default()
    };
    match shape(&entries) {
        None if is_row_of(&entries) => return Ok(Document::Row(record_of(&entries))),
        None => {}
        Some(Shape::Rows(rows)) => {
            for (key, row) in rows {
                if let Node::Map(fields) = row {
                    push(&mut grid, record_of(fields), Place::Key(key.to_owned()))?;
                }
            }
        }
        Some(Shape::Split { names, rows }) => {
            grid.head = names.iter().map(head_of).collect();
            for (ix, row) in rows.iter().enumerate() {
                let Node::List(values) = row else { continue };
                let row = Row {
                    file: 0,
                    place: Place::Key(format!("data[{ix}]")),
                    fields: values.iter().map(field_of).collect(),
                };
                grid.push(row)
                    .map_err(|problem| Error::input(path, Place::Whole, problem))?;
            }
        }
        Some(Shape::Columns(columns)) => {
            grid.head = columns.iter().map(|(name, _)| Head::new(name)).collect();
            for (ix, key) in keys_of(&columns[0].1).into_iter().enumerate() {
                let value = |(_, column): &(String, Node)| match column {
                    Node::Map(values) => {
                        let same = values.get(ix).filter(|(name, _)| *name == key);
                        let found = same.or_else(|| values.iter().find(|(name, _)| *name == key));
                        found.map_or(Field::Missing, |(_, value)| field_of(value))
                    }
                    Node::List(values) => values.get(ix).map_or(Field::Missing, field_of),
                    _ => Field::Missing,
                };
                let row = Row {
                    file: 0,
                    place: Place::Key(format!("[{key}]")),
                    fields: columns.iter().map(value).collect(),
                };
                grid.push(row)
                    .map_err(|problem| Error::input(path, Place::Whole, problem))?;
            }
        }
        Some(Shape::Nested(models)) => {
            for (model, node) in models {
                let Node::Map(fields) = node else { continue };
                let mut record = record_of(fields);
                let name = (Head::new("model"), Field::Text(model.trim().into()));
                record.fields.insert(0, name);
                push(&mut grid, record, Place::Key(model.clone()))?;
            }
            grid.notes.push((
                "keys as models".to_owned(),
                "the outer keys are the models, the inner ones the tasks; --transpose turns them \
                 round"
                    .to_owned(),
            ));
        }
    }
    if grid.rows.is_empty() {
        let names = printable(
            &entries
                .iter()
                .map(|(key, _)| key.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            200,
        );
        return Err(Error::input(
            path,
            Place::Whole,
            format!("no table in this JSON; its keys are {names}"),
        ));
    }
    Ok(Document::Table(single_group_dropped(grid)))
}

fn shape(entries: &[(String, Node)]) -> Option<Shape<'_>> {
    let value = |name: &str| {
        entries
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    if let (Some(Node::List(names)), Some(Node::List(rows))) = (value("columns"), value("data")) {
        return Some(Shape::Split { names, rows });
    }
    // The array of rows, whatever it is called.
    for (key, value) in entries {
        if let Node::List(items) = value
            && items.iter().take(20).any(is_row)
        {
            return Some(Shape::Rows(
                items.iter().map(|item| (key.as_str(), item)).collect(),
            ));
        }
    }
    let names_model = entries
        .iter()
        .any(|(key, _)| role(key) == Some(Role::Model));
    let same_keys = |entries: &[(String, Node)]| {
        let first = keys_of(&entries[0].1);
        !first.is_empty()
            && entries
                .iter()
                .all(|(_, value)| keys_of(value).len() == first.len())
    };
    if names_model && entries.len() > 1 && same_keys(entries) {
        return Some(Shape::Columns(entries));
    }
    let maps = entries
        .iter()
        .take(50)
        .filter(|(_, value)| matches!(value, Node::Map(fields) if is_row_of(fields)));
    if !entries.is_empty() && maps.count() == entries.len().min(50) {
        let rows = entries.iter().map(|(key, value)| (key.as_str(), value));
        return Some(Shape::Rows(rows.collect()));
    }
    is_nested(entries).then_some(Shape::Nested(entries))
}

/// At least two maps of figures whose keys mostly agree.
fn is_nested(entries: &[(String, Node)]) -> bool {
    let some = &entries[..entries.len().min(50)];
    let figures: Vec<Vec<String>> = some.iter().map(|(_, value)| figures_of(value)).collect();
    if entries.len() < 2 || some.iter().any(|(_, value)| !matches!(value, Node::Map(_))) {
        return false;
    }
    let with: Vec<&Vec<String>> = figures.iter().filter(|keys| !keys.is_empty()).collect();
    let Some(first) = with.first() else {
        return false;
    };
    let agrees = |keys: &&&Vec<String>| {
        let shared = keys.iter().filter(|key| first.contains(key)).count();
        shared * 2 >= keys.len().max(first.len()).min(keys.len() + first.len())
    };
    with.len() * 2 >= some.len() && with.iter().filter(agrees).count() * 2 > with.len()
}

/// The keys of figures in a map, and in the maps in it.
fn figures_of(node: &Node) -> Vec<String> {
    let Node::Map(fields) = node else {
        return Vec::new();
    };
    let is_figure = |node: &Node| match node {
        Node::Leaf(Field::Number(_)) => true,
        Node::Leaf(Field::Text(text)) => super::super::number::figure(text, false).is_some(),
        _ => false,
    };
    let mut keys = Vec::new();
    for (key, value) in fields {
        match value {
            Node::Map(inner) => {
                keys.extend(
                    inner
                        .iter()
                        .filter(|(_, value)| is_figure(value))
                        .map(|(inner, _)| format!("{key}.{inner}")),
                );
            }
            value if is_figure(value) => keys.push(key.clone()),
            _ => {}
        }
    }
    keys
}

/// Whether a key names a model or a task.
fn role(key: &str) -> Option<Role> {
    Role::of(key).filter(|role| matches!(role, Role::Model | Role::Task))
}

fn is_row(node: &Node) -> bool {
    matches!(node, Node::Map(fields) if is_row_of(fields))
}

/// Whether an object names a model or a task by a text, and has a figure.
fn is_row_of(fields: &[(String, Node)]) -> bool {
    let names = |(key, value): &(String, Node)| {
        matches!(value, Node::Leaf(Field::Text(_) | Field::Number(_))) && role(key).is_some()
    };
    let is_figure = |(key, value): &(String, Node)| {
        role(key).is_none()
            && !figures_of(&Node::Map(vec![(key.clone(), value.shallow())])).is_empty()
    };
    let is_known = |(key, _): &(String, Node)| Role::named(key).is_some_and(|role| role >= Role::N);
    fields.iter().any(names)
        && fields
            .iter()
            .any(|field| is_figure(field) || is_known(field))
}

impl Node {
    /// The value without what lies deeper than figures in one map.
    fn shallow(&self) -> Node {
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
}

fn keys_of(node: &Node) -> Vec<String> {
    match node {
        Node::Map(fields) => fields.iter().map(|(key, _)| key.clone()).collect(),
        Node::List(items) => (0..items.len()).map(|ix| ix.to_string()).collect(),
        _ => Vec::new(),
    }
}

fn field_of(node: &Node) -> Field {
    match node {
        Node::Leaf(field) => field.clone(),
        Node::List(items) => {
            let texts = items.iter().map(|item| field_of(item).text());
            Field::List(texts.collect())
        }
        _ => Field::Missing,
    }
}

/// The name of a column, of pandas' MultiIndex with a group above.
fn head_of(node: &Node) -> Head {
    match node {
        Node::List(parts) => {
            let texts: Vec<String> = parts.iter().map(|part| field_of(part).text()).collect();
            let filled: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
            match filled[..] {
                [group, name] => Head {
                    group: Some(group.clone()),
                    ..Head::new(name)
                },
                _ => Head::new(filled.first().map_or("", |name| name)),
            }
        }
        node => Head::new(&field_of(node).text()),
    }
}

fn record_of(fields: &[(String, Node)]) -> Record {
    let mut record = Record::default();
    for (key, value) in fields {
        match value {
            Node::Map(inner) => {
                for (name, value) in inner {
                    let head = Head {
                        group: Some(key.clone()),
                        ..Head::new(name)
                    };
                    record.fields.push((head, field_of(value)));
                }
            }
            value => record.fields.push((Head::new(key), field_of(value))),
        }
    }
    record
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Depth(4).deserialize(deserializer)
    }
}

/// Reads values down to so many levels.
#[derive(Clone, Copy)]
struct Depth(usize);

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

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key, map.next_value_seed(Depth(self.0 - 1))?));
        }
        Ok(Node::Map(entries))
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
