//! Decision: which shape of table a JSON document has.

use super::super::grid::Field;
use super::super::names::Role;
use super::super::number::figure;
use super::node::{Node, keys_of};

/// How a document holds a table.
pub(super) enum Shape<'a> {
    /// Objects, a row each; under a key or at the top.
    Rows(Vec<(&'a str, &'a Node)>),
    /// pandas' `split`: names, and rows of values.
    Split { names: &'a [Node], rows: &'a [Node] },
    /// A map a column: from row to value.
    Columns(&'a [(String, Node)]),
    /// `{model: {task: number}}`, or with groups between.
    Nested(&'a [(String, Node)]),
    /// An array of objects, each with a name and an array of rows.
    Sections(&'a [Node]),
}

/// How a map holds a table, if it does.
pub(super) fn shape(entries: &[(String, Node)]) -> Option<Shape<'_>> {
    let value = |name: &str| {
        let entry = entries.iter().find(|(key, _)| key == name);
        entry.map(|(_, value)| value)
    };
    let names = value("columns").or(value("headers"));
    let rows = value("data").or(value("rows"));
    if let (Some(Node::List(names)), Some(Node::List(rows))) = (names, rows)
        && rows.iter().all(|row| matches!(row, Node::List(_)))
    {
        return Some(Shape::Split { names, rows });
    }
    // As the Hugging Face server of data sets hands out rows.
    if let Some(Node::List(items)) = value("rows") {
        let rows: Vec<(&str, &Node)> = items.iter().filter_map(wrapped_row).collect();
        if !items.is_empty() && rows.len() == items.len() {
            return Some(Shape::Rows(rows));
        }
    }
    // The array of rows, whatever it is called; then of sections.
    let lists = || {
        entries.iter().filter_map(|(key, value)| match value {
            Node::List(items) => Some((key.as_str(), &items[..])),
            _ => None,
        })
    };
    if let Some((key, items)) = lists().find(|(_, items)| items.iter().take(20).any(is_row)) {
        return Some(Shape::Rows(items.iter().map(|item| (key, item)).collect()));
    }
    let is_section = |item: &Node| section(item).is_some();
    if let Some((_, items)) =
        lists().find(|(_, items)| !items.is_empty() && items.iter().all(is_section))
    {
        return Some(Shape::Sections(items));
    }
    let names_model = entries
        .iter()
        .any(|(key, _)| role(key) == Some(Role::Model));
    let mut lengths = entries.iter().map(|(_, value)| keys_of(value).len());
    let first = lengths.next().unwrap_or(0);
    if names_model && entries.len() > 1 && first > 0 && lengths.all(|length| length == first) {
        return Some(Shape::Columns(entries));
    }
    if !entries.is_empty() && entries.iter().take(50).all(|(_, value)| is_row(value)) {
        let rows = entries.iter().map(|(key, value)| (key.as_str(), value));
        return Some(Shape::Rows(rows.collect()));
    }
    if is_nested(entries) {
        return Some(Shape::Nested(entries));
    }
    // Under a key, beside what is said of all.
    let mut maps = entries.iter().filter_map(|(_, value)| match value {
        Node::Map(inner) => Some(inner),
        _ => None,
    });
    match (maps.next(), maps.next()) {
        (Some(inner), None) if !names_model && is_nested(inner) => Some(Shape::Nested(inner)),
        _ => None,
    }
}

/// The row in `{"row_idx": 0, "row": {…}}`.
fn wrapped_row(node: &Node) -> Option<(&str, &Node)> {
    let Node::Map(fields) = node else {
        return None;
    };
    let (key, row) = fields.iter().find(|(key, _)| key == "row")?;
    is_row(row).then_some((key, row))
}

/// How an array that is no array of rows holds a table: names, and rows of values; or sections.
pub(super) fn shape_of_list(items: &[Node]) -> Option<Shape<'_>> {
    let is_name = |node: &Node| matches!(node, Node::Leaf(Field::Text(_) | Field::Missing));
    match items.split_first() {
        Some((Node::List(names), rows))
            if names.len() > 1
                && names.iter().all(is_name)
                && !rows.is_empty()
                && rows.iter().all(|row| matches!(row, Node::List(_))) =>
        {
            Some(Shape::Split { names, rows })
        }
        Some(_) if items.iter().all(|item| section(item).is_some()) => Some(Shape::Sections(items)),
        _ => None,
    }
}

/// Whether the rows of a section name models.
pub(super) fn names_models(node: &Node) -> bool {
    let is_model = |row: &Node| match row {
        Node::Map(fields) => fields.iter().any(|(key, _)| role(key) == Some(Role::Model)),
        _ => false,
    };
    section(node).is_some_and(|(_, rows)| rows.iter().any(is_model))
}

/// Whether a map holds cells: maps of nothing but what is known of a cell, with a result.
pub(super) fn has_cells(tasks: &Node) -> bool {
    let is_cell = |(_, fields): &(String, Node)| match fields {
        Node::Map(fields) => {
            let roles: Vec<Option<Role>> = fields.iter().map(|(key, _)| Role::of(key)).collect();
            let known = roles
                .iter()
                .all(|role| role.is_some_and(|role| role >= Role::N));
            known && (roles.contains(&Some(Role::Correct)) || roles.contains(&Some(Role::Accuracy)))
        }
        _ => false,
    };
    matches!(tasks, Node::Map(tasks) if !tasks.is_empty() && tasks.iter().all(is_cell))
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

/// The keys of figures in a map, and in the maps in it; where there is one, those of what is
/// missing, too.
fn figures_of(node: &Node) -> Vec<String> {
    let Node::Map(fields) = node else {
        return Vec::new();
    };
    let is_figure = |node: &Node| match node {
        Node::Leaf(Field::Number(_)) => true,
        Node::Leaf(Field::Text(text)) => figure(text, false).is_some(),
        _ => false,
    };
    let mut keys = Vec::new();
    let mut has_figure = false;
    let mut take = |key: String, value: &Node| {
        let found = is_figure(value);
        has_figure |= found;
        if found || matches!(value, Node::Leaf(Field::Missing)) {
            keys.push(key);
        }
    };
    for (key, value) in fields {
        match value {
            Node::Map(inner) => {
                for (name, value) in inner {
                    take(format!("{key}.{name}"), value);
                }
            }
            value => take(key.clone(), value),
        }
    }
    if has_figure { keys } else { Vec::new() }
}

/// The name and the rows of an object that holds an array of rows.
pub(super) fn section(node: &Node) -> Option<(&str, &[Node])> {
    let Node::Map(fields) = node else {
        return None;
    };
    let name = fields.iter().find_map(|(key, value)| match value {
        Node::Leaf(Field::Text(text)) if role(key).is_some() => Some(&**text),
        _ => None,
    });
    let rows = fields.iter().find_map(|(_, value)| match value {
        Node::List(items) if items.iter().take(20).any(is_row) => Some(&items[..]),
        _ => None,
    });
    name.zip(rows)
}

/// Whether a key names a model or a task.
fn role(key: &str) -> Option<Role> {
    Role::of(key).filter(|role| matches!(role, Role::Model | Role::Task))
}

/// As [`is_row_of`], of a value.
pub(super) fn is_row(node: &Node) -> bool {
    matches!(node, Node::Map(fields) if is_row_of(fields))
}

/// Whether an object names a model or a task by a text, and has a figure.
pub(super) fn is_row_of(fields: &[(String, Node)]) -> bool {
    let names = |(key, value): &(String, Node)| {
        matches!(value, Node::Leaf(Field::Text(_) | Field::Number(_))) && role(key).is_some()
    };
    let is_figure = |(key, value): &(String, Node)| {
        let alone = || Node::Map(vec![(key.clone(), value.shallow())]);
        role(key).is_none() && !figures_of(&alone()).is_empty()
    };
    let is_known = |(key, _): &(String, Node)| Role::named(key).is_some_and(|role| role >= Role::N);
    fields.iter().any(names) && (fields.iter().any(is_figure) || fields.iter().any(is_known))
}
