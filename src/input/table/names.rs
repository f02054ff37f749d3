//! Decision: which column is what, by its name or by `--map`.

use super::column::Column;
use super::grid::{Grid, Head, compared};
use super::options::Mapping;
use super::role::{CLUSTERS, NAMES};
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
        self.found
            .iter()
            .find(|(known, _)| *known == role)
            .map(|(_, source)| source)
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
            roles.notes.push((
                brief,
                format!("{role} is {}, as --map says", mapping.columns),
            ));
            roles.set(mapping.role, source);
        }
    }
    for (role, canonical, others) in NAMES {
        if roles.has(*role) {
            continue;
        }
        let at = |name: &str| {
            let name = compared(name);
            (0..bare.len())
                .filter(|ix| bare[*ix] == name)
                .collect::<Vec<usize>>()
        };
        let mut found = at(canonical).into_iter().filter(|ix| !roles.uses(*ix));
        let first = found.next();
        if first.is_some() && found.next().is_some() {
            return Err(format!("the column `{canonical}` occurs twice"));
        }
        let aliases: Vec<usize> = others
            .iter()
            .filter(|name| is_clear(name, &bare))
            .flat_map(|name| at(name))
            .filter(|ix| !roles.uses(*ix))
            .collect();
        let Some(column) = first.or(aliases.first().copied()) else {
            continue;
        };
        let may_be_either = first.is_none() && Role::of(&bare[column]) == Some(Correct);
        if may_be_either && is_counts(grid, column) != (*role == Correct) {
            continue;
        }
        roles.found.push((*role, Source::Column(column)));
        let passed_over: Vec<String> = aliases
            .iter()
            .filter(|ix| **ix != column)
            .map(|ix| format!("\"{}\"", grid.head[*ix].shown()))
            .collect();
        if first.is_none() {
            let name = grid.head[column].shown();
            let mut detail = format!("the column \"{name}\" is taken as {canonical}");
            if !passed_over.is_empty() {
                detail += &format!("; {} could be too", passed_over.join(", "));
            }
            roles
                .notes
                .push((format!("{canonical} \"{name}\""), detail));
        }
    }
    if !CLUSTERS.iter().all(|role| roles.has(*role)) {
        roles.found.retain(|(role, _)| !CLUSTERS.contains(role));
    }
    Ok(roles)
}

/// Whether the figures of a column are whole: `resolved` is a share, too.
fn is_counts(grid: &Grid, column: usize) -> bool {
    let figures = Column::read(grid, column);
    figures
        .values()
        .all(|figure| figure.number.value.fract() == 0.0)
}

/// Whether a name that says little is clear beside the others: `total` only beside what it is the
/// total of.
fn is_clear(name: &str, keys: &[String]) -> bool {
    let has = |role: Role| {
        keys.iter()
            .any(|key| key != "total" && key != "value" && Role::of(key) == Some(role))
    };
    match name {
        "total" => has(Correct) || has(Accuracy),
        _ => true,
    }
}

/// `key` without a percent sign at its end: `accuracy (%)`.
pub(super) fn without_unit(key: &str) -> String {
    let is_unit = |c: char| matches!(c, '(' | ')' | '[' | ']' | '%' | ' ');
    match key.trim_end_matches(is_unit) {
        rest if key[rest.len()..].contains('%') => rest.to_owned(),
        _ => key.to_owned(),
    }
}

/// The columns that play no role and are nearly the name of one that is missing, with that name.
pub(super) fn misspelt(grid: &Grid, roles: &Roles) -> Vec<(String, &'static str)> {
    let missing = NAMES
        .iter()
        .filter(|(role, ..)| !roles.has(*role) && !CLUSTERS.contains(role));
    let missing: Vec<&str> = missing.map(|(_, name, _)| *name).collect();
    let unused = (0..grid.head.len()).filter(|ix| !roles.uses(*ix));
    unused
        .filter(|ix| grid.head[*ix].name.len() > 3)
        .filter_map(|ix| {
            let name = grid.head[ix].key().replace(' ', "_");
            let known = near(&name, missing.iter().copied())?;
            let known = NAMES.iter().find(|(_, name, _)| *name == known)?.1;
            Some((grid.head[ix].shown(), known))
        })
        .collect()
}
