//! Tables from JSON documents, whatever shape they have.

use std::path::Path;

use super::super::grid::{Field, Grid, Head, Row};
use super::node::{Node, keys_of};
use super::record::Record;
use super::shape::{
    Shape, has_cells, is_row, is_row_of, names_models, section, shape, shape_of_list,
};
use super::{push, single_group_dropped, text};
use crate::error::{Error, Place, Result, printable};

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
        Ok(Node::List(items)) => {
            items.iter().take(20).any(is_row) || shape_of_list(&items).is_some()
        }
        Ok(Node::Map(entries)) => is_row_of(&entries) || shape(&entries).is_some(),
        _ => false,
    }
}

/// Whether an array is a table as a whole, not an object a row.
pub(super) fn is_whole(text: &[u8]) -> bool {
    let head = text::completed(&text[..text.len().min(HEAD)]);
    match serde_json::from_slice::<Node>(&head) {
        Ok(Node::List(items)) => shape_of_list(&items).is_some(),
        _ => false,
    }
}

/// The beginning of an array that tells what it is.
const HEAD: usize = 64 << 10;

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
    let shape = match &node {
        Node::Map(entries) => shape(entries),
        Node::List(items) => shape_of_list(items),
        _ => None,
    };
    let mut grid = Grid {
        files: vec![path.to_owned()],
        ..Grid::default()
    };
    // An object as a row at a key, with names that stand outside of it.
    let add = |grid: &mut Grid, key: String, node: &Node, names: &[(&str, &str)]| match node {
        Node::Map(fields) => {
            let names = names.iter().map(|(head, name)| {
                let name = Field::Text(name.trim().into());
                (Head::new(head), name)
            });
            let mut record = Record::of(fields.clone());
            record.fields.splice(0..0, names);
            push(grid, record, Place::Key(key))
        }
        _ => Ok(()),
    };
    match shape {
        None => match &node {
            Node::Map(entries) if is_row_of(entries) => {
                return Ok(Document::Row(Record::of(entries.clone())));
            }
            _ => {}
        },
        Some(Shape::Rows(rows)) => {
            for (key, row) in rows {
                add(&mut grid, key.to_owned(), row, &[])?;
            }
        }
        Some(Shape::Split { names, rows }) => {
            grid.head = names.iter().map(head_of).collect();
            for (ix, row) in rows.iter().enumerate() {
                if let Node::List(values) = row {
                    let fields = values.iter().cloned().map(Node::into_field);
                    add_row(&mut grid, format!("data[{ix}]"), fields.collect())?;
                }
            }
        }
        Some(Shape::Columns(columns)) => {
            grid.head = columns.iter().map(|(name, _)| Head::new(name)).collect();
            for (ix, key) in keys_of(&columns[0].1).into_iter().enumerate() {
                let field = |(_, column): &(String, Node)| {
                    let value = value_at(column, ix, &key).cloned();
                    value.map_or(Field::Missing, Node::into_field)
                };
                add_row(
                    &mut grid,
                    format!("[{key}]"),
                    columns.iter().map(field).collect(),
                )?;
            }
        }
        Some(Shape::Sections(sections)) => {
            let names_models = sections.iter().any(names_models);
            let is = if names_models { "task" } else { "model" };
            for (name, rows) in sections.iter().filter_map(section) {
                for (ix, row) in rows.iter().enumerate() {
                    add(&mut grid, format!("{name}[{ix}]"), row, &[(is, name)])?;
                }
            }
            grid.notes.push((
                format!("sections as {is}s"),
                format!("each section of the file is a {is}, named as the section"),
            ));
        }
        Some(Shape::Nested(models)) if models.iter().all(|(_, tasks)| has_cells(tasks)) => {
            for (model, tasks) in models {
                let Node::Map(tasks) = tasks else { continue };
                for (task, fields) in tasks {
                    let names = [("model", &**model), ("task", &**task)];
                    add(&mut grid, format!("{model}.{task}"), fields, &names)?;
                }
            }
            grid.notes.push((
                "keys as models and tasks".to_owned(),
                "the outer keys are the models, those within them the tasks".to_owned(),
            ));
        }
        Some(Shape::Nested(models)) => {
            for (model, node) in models {
                add(&mut grid, model.clone(), node, &[("model", model)])?;
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
        let names = printable(&keys_of(&node).join(", "), 200);
        let problem = format!("no table in this JSON; its keys are {names}");
        return Err(Error::input(path, Place::Whole, problem));
    }
    Ok(Document::Table(single_group_dropped(grid)))
}

/// Adds a row of fields at a key.
fn add_row(grid: &mut Grid, key: String, fields: Vec<Field>) -> Result<()> {
    let path = grid.file().clone();
    let row = Row {
        file: 0,
        place: Place::Key(key),
        fields,
    };
    grid.push(row)
        .map_err(|problem| Error::input(path, Place::Whole, problem))
}

/// The value of a column at a key, which stands mostly at the index.
fn value_at<'a>(column: &'a Node, ix: usize, key: &str) -> Option<&'a Node> {
    match column {
        Node::Map(values) => {
            let same = values.get(ix).filter(|(name, _)| name == key);
            let found = same.or_else(|| values.iter().find(|(name, _)| name == key));
            found.map(|(_, value)| value)
        }
        Node::List(values) => values.get(ix),
        _ => None,
    }
}

/// The name of a column, of pandas' MultiIndex with a group above.
fn head_of(node: &Node) -> Head {
    match node {
        Node::List(parts) => {
            let texts = parts.iter().map(|part| part.clone().into_field().text());
            let filled: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            match &filled[..] {
                [group, name] => Head {
                    group: Some(group.clone()),
                    ..Head::new(name)
                },
                _ => Head::new(filled.first().map_or("", |name| name)),
            }
        }
        node => Head::new(&node.clone().into_field().text()),
    }
}
