//! Decision: which column is what, by its name or by `--map`.

use super::super::intake::Intake;
use super::column::Column;
use super::grid::{Grid, Head, compared};
use super::options::Mapping;
use super::role::{CLUSTERS, NAMES, names_in};
use crate::error::{near, printable};

pub(super) use super::role::{Part, Role, Source, without_parts_of_clusters};
use Role::*;

/// The columns by role.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    found: Vec<(Role, Source)>,
    /// What was decided: in brief and whole.
    pub(super) notes: Vec<(String, String)>,
}

impl Roles {
    /// Where the content of `role` stands.
    pub(super) fn get(&self, role: Role) -> Option<&Source> {
        let found = self.found.iter().find(|(known, _)| *known == role);
        found.map(|(_, source)| source)
    }

    /// The one column of `role`.
    pub(super) fn column(&self, role: Role) -> Option<usize> {
        match self.get(role)? {
            Source::Column(column) => Some(*column),
            Source::Joined(_) => None,
        }
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.get(role).is_some()
    }

    /// Says where the content of `role` stands.
    pub(super) fn set(&mut self, role: Role, source: Source) {
        self.found.retain(|(known, _)| *known != role);
        self.found.push((role, source));
    }

    /// Whether `column` has a role, alone or as a part.
    pub(super) fn uses(&self, column: usize) -> bool {
        self.found.iter().any(|(_, source)| match source {
            Source::Column(known) => *known == column,
            Source::Joined(parts) => parts.contains(&Part::Column(column)),
        })
    }
}

/// The columns of `grid` by role. `mapped` notes which mappings found their columns.
///
/// # Errors
/// If a canonical name occurs twice.
pub(super) fn roles(grid: &Grid, map: &[Mapping], mapped: &mut [bool]) -> Result<Roles, String> {
    let keys: Vec<String> = grid.head.iter().map(Head::key).collect();
    let bare: Vec<String> = keys.iter().map(|key| without_unit(key)).collect();
    let mut roles = Roles::default();
    for (ix, mapping) in map.iter().enumerate() {
        if let Some(source) = mapping.source(&keys) {
            mapped[ix] = true;
            let role = mapping.role.name();
            let brief = format!("{role} \"{}\"", printable(&mapping.columns, 60));
            let detail = format!("{role} is {}, as --map says", mapping.columns);
            roles.notes.push((brief, detail));
            roles.set(mapping.role, source);
        }
    }
    for (role, canonical, others) in NAMES {
        if roles.has(*role) {
            continue;
        }
        let at = |name: &str| -> Vec<usize> {
            let name = compared(name);
            let free = (0..bare.len()).filter(|ix| !roles.uses(*ix));
            free.filter(|ix| bare[*ix] == name).collect()
        };
        let first = match at(canonical)[..] {
            [] => None,
            [only] => Some(only),
            _ => return Err(format!("the column `{canonical}` occurs twice")),
        };
        let others = names_in(others).filter(|name| is_clear(name, &bare));
        let aliases: Vec<usize> = others.flat_map(at).collect();
        let Some(column) = first.or(aliases.first().copied()) else {
            continue;
        };
        let may_be_either = first.is_none() && Role::of(&bare[column]) == Some(Correct);
        if may_be_either && is_counts(grid, column) != (*role == Correct) {
            continue;
        }
        roles.found.push((*role, Source::Column(column)));
        if first.is_none() {
            let name = grid.head[column].shown();
            let mut detail = format!("the column \"{name}\" is taken as {canonical}");
            let passed_over = aliases.iter().filter(|ix| **ix != column);
            let passed_over = passed_over.map(|ix| format!("\"{}\"", grid.head[*ix].shown()));
            let passed_over = passed_over.collect::<Vec<_>>().join(", ");
            if !passed_over.is_empty() {
                detail += &format!("; {passed_over} could be too");
            }
            let brief = format!("{canonical} \"{name}\"");
            roles.notes.push((brief, detail));
        }
    }
    if !CLUSTERS.iter().all(|role| roles.has(*role)) {
        roles.found.retain(|(role, _)| !CLUSTERS.contains(role));
    }
    Ok(roles)
}

/// Whether the figures of a column are whole: `resolved` is a share, too.
fn is_counts(grid: &Grid, column: usize) -> bool {
    let read = Column::read(grid, column);
    read.values()
        .all(|figure| figure.number.value.fract() == 0.0)
}

/// Whether a name that says little is clear beside the others: `total` only beside what it is the
/// total of.
fn is_clear(name: &str, keys: &[String]) -> bool {
    let is_result = |key: &String| {
        !["total", "value"].contains(&key.as_str())
            && matches!(Role::of(key), Some(Correct | Accuracy))
    };
    name != "total" || keys.iter().any(is_result)
}

/// `key` without a percent sign at its end: `accuracy (%)`.
pub(super) fn without_unit(key: &str) -> String {
    let is_unit = |c: char| matches!(c, '(' | ')' | '[' | ']' | '%' | ' ');
    match key.trim_end_matches(is_unit) {
        rest if key[rest.len()..].contains('%') => rest.to_owned(),
        _ => key.to_owned(),
    }
}

/// Warns of columns that are ignored and nearly named as known ones. What an error about a cell
/// that stands twice adds: it may be for that.
pub(super) fn warn_of_misspelt(
    grid: &Grid,
    roles: &Roles,
    place: String,
    intake: &mut Intake,
) -> String {
    let mut hint = String::new();
    for (name, known) in misspelt(grid, roles) {
        let message = format!("the column `{name}` is ignored; did you mean `{known}`?");
        intake.warn(message, place.as_str());
        hint = format!("; the ignored column `{name}` is nearly `{known}`");
    }
    hint
}

/// The columns that play no role and are nearly the name of one that is missing, with that name.
fn misspelt(grid: &Grid, roles: &Roles) -> Vec<(String, &'static str)> {
    let is_missing = |role: &Role| !roles.has(*role) && !CLUSTERS.contains(role);
    let missing = NAMES.iter().filter(|(role, ..)| is_missing(role));
    let missing: Vec<&str> = missing.map(|(_, name, _)| *name).collect();
    let meant = |ix: usize| {
        let name = grid.head[ix].key().replace(' ', "_");
        let known = near(&name, missing.iter().copied())?;
        let known = NAMES.iter().find(|(_, name, _)| *name == known)?.1;
        Some((grid.head[ix].shown(), known))
    };
    let unused = (0..grid.head.len()).filter(|ix| !roles.uses(*ix));
    let long = unused.filter(|ix| grid.head[*ix].name.len() > 3);
    long.filter_map(meant).collect()
}
