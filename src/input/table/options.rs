//! How to read tables, as the user says it: on the command line or in a file.

use super::grid::compared;
use super::role::{Part, Role, Source};
use crate::error::near;
use crate::project::compared_glob;
use crate::project::{Entries, TaskFacts};

/// How to read tables.
#[derive(Debug, Clone, Default)]
pub struct TableOptions {
    /// Which columns are what (`--map`).
    pub map: Vec<Mapping>,
    /// Whether figures are shares or percent (`--scale`).
    pub scale: Vec<ScaleChoice>,
    /// What becomes of a cell that stands several times (`--repeats`).
    pub repeats: Option<Repeats>,
    /// Trials a cell, where the table does not say (`--trials`).
    pub trials: Option<u64>,
    /// Tasks, as globs, in which less is better (`--lower-is-better`).
    pub lower_is_better: Vec<String>,
    /// Which table of a file to read, counted from 1 (`--table`).
    pub table: Option<usize>,
    /// Whether rows and columns change places (`--transpose`).
    pub transpose: bool,
    /// The tasks that the command line asks for: columns that are left out else are read if they
    /// are named here.
    pub tasks: Vec<String>,
    /// What is known of tasks, by key or glob.
    pub task_facts: Entries<TaskFacts>,
}

/// A column, or several joined, that plays a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    pub(super) role: Role,
    /// Names joined by `+`, as the user wrote them.
    pub(super) columns: String,
}

/// Whether figures are shares or percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 0 to 1.
    Share,
    /// 0 to 100.
    Percent,
}

/// The scale of all columns, or of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleChoice {
    /// The column's name; `None`: all.
    pub column: Option<String>,
    /// Its scale.
    pub scale: Scale,
}

/// What becomes of a cell that stands several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// Counts add up.
    Pool,
    /// Accuracies become their mean, with its standard error.
    Mean,
    /// The first stays.
    First,
    /// The last stays.
    Last,
}

impl Mapping {
    /// Reads `accuracy=Score,model=name+precision`: a comma separates only where a role and `=`
    /// follow.
    ///
    /// # Errors
    /// If a part has no `=`, or a role is none.
    pub fn parse_list(text: &str) -> Result<Vec<Mapping>, String> {
        let mut mappings: Vec<Mapping> = Vec::new();
        for part in text.split(',') {
            let role = part.split_once('=').map(|(role, _)| role);
            match (role.and_then(Role::named), mappings.last_mut()) {
                (Some(role), _) => {
                    let (_, columns) = part.split_once('=').unwrap_or_default();
                    mappings.push(Mapping {
                        role,
                        columns: columns.trim().to_owned(),
                    });
                }
                // A comma within a column's name.
                (None, Some(last)) if role.is_none() => {
                    last.columns.push(',');
                    last.columns.push_str(part);
                }
                (None, _) => {
                    let roles: Vec<&str> = Role::all().map(Role::name).collect();
                    let near = role.and_then(|role| near(role, roles.iter().copied()));
                    let hint =
                        near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
                    let roles = roles.join(", ");
                    return Err(format!(
                        "'{part}' is no ROLE=COLUMN; {hint}roles are {roles}"
                    ));
                }
            }
        }
        match mappings.iter().find(|mapping| mapping.columns.is_empty()) {
            Some(mapping) => Err(format!("{}= names no column", mapping.role.name())),
            None => Ok(mappings),
        }
    }

    /// The role, and the column or columns.
    pub fn parts(&self) -> (&str, &str) {
        (self.role.name(), &self.columns)
    }

    /// Where the content stands in a table with these names (as they are compared); `None` where it
    /// lacks a column.
    pub(super) fn source(&self, keys: &[String]) -> Option<Source> {
        let column = |name: &str| {
            let name = compared(name);
            keys.iter().position(|key| *key == name)
        };
        if let Some(column) = column(&self.columns) {
            return Some(Source::Column(column));
        }
        let parts = self.columns.split('+').map(|name| match name.trim() {
            "{file}" => Some(Part::File),
            "{folder}" => Some(Part::Folder),
            name => column(name).map(Part::Column),
        });
        parts.collect::<Option<Vec<Part>>>().map(Source::Joined)
    }
}

impl ScaleChoice {
    /// Reads `percent`, `share`, or `COLUMN=percent`.
    ///
    /// # Errors
    /// If it is neither.
    pub fn parse(text: &str) -> Result<ScaleChoice, String> {
        let (column, scale) = match text.rsplit_once('=') {
            Some((column, scale)) => (Some(column.trim().to_owned()), scale),
            None => (None, text),
        };
        let scale = match scale.trim() {
            "share" => Scale::Share,
            "percent" => Scale::Percent,
            _ => return Err("share, percent, or COLUMN=share".to_owned()),
        };
        Ok(ScaleChoice { column, scale })
    }
}

impl TableOptions {
    /// What is said of options that change nothing, where no table waits to be decided on.
    pub(super) fn passed_over(&self, is_without_table: bool) -> Option<String> {
        let given = [
            ("--scale", !self.scale.is_empty()),
            ("--trials", self.trials.is_some()),
            ("--transpose", self.transpose),
            ("--table", self.table.is_some()),
        ];
        let names = given.iter().filter(|(_, is_given)| *is_given);
        let names: Vec<&str> = names.map(|(name, _)| *name).collect();
        (is_without_table && !names.is_empty()).then(|| {
            let names = names.join(", ");
            format!("{names}: passed over, as no table with anything to decide was read")
        })
    }

    /// The scale that the user gave for a column (`name` as it is compared).
    pub(super) fn scale_of(&self, name: &str) -> Option<Scale> {
        let of = |column: Option<&str>| {
            let mut choices = self.scale.iter().rev();
            choices.find(|choice| choice.column.as_deref().map(compared).as_deref() == column)
        };
        of(Some(name)).or(of(None)).map(|choice| choice.scale)
    }

    /// What is known of a task.
    pub(in super::super) fn facts(&self, task: &str) -> TaskFacts {
        self.task_facts.of(&[task])
    }

    /// Whether less is better in a task.
    pub(in super::super) fn is_lower_better(&self, task: &str) -> bool {
        self.lower_is_better.iter().any(|glob| is_match(glob, task))
            || self.facts(task).lower_is_better == Some(true)
    }

    /// Whether the command line names a column exactly.
    pub(super) fn asks_for(&self, name: &str) -> bool {
        let name = compared(name);
        let parts = self.tasks.iter().flat_map(|item| item.split(','));
        let mut items = parts.chain(self.tasks.iter().map(String::as_str));
        items.any(|item| compared(item) == name)
    }

    /// Whether the command line wants a task, among others or all.
    pub(super) fn wants(&self, name: &str) -> bool {
        let items: Vec<&str> = self.tasks.iter().flat_map(|item| item.split(',')).collect();
        let without = |item: &&str| item.trim_start().starts_with('!');
        let leaves_out = |item: &&str| is_match(item.trim().trim_start_matches('!'), name);
        if items.iter().filter(|item| without(item)).any(leaves_out) {
            return false;
        }
        let mut wanted = items.iter().filter(|item| !without(item)).peekable();
        // Under the names, too, that the project file gives it.
        let facts = self.facts(name);
        let others = [facts.label, facts.task].into_iter().flatten();
        let names: Vec<String> = others.chain([name.to_owned()]).collect();
        wanted.peek().is_none()
            || names.iter().any(|name| self.asks_for(name))
            || wanted.any(|item| names.iter().any(|name| is_match(item, name)))
    }
}

/// Whether `name` matches a glob, or is the same name; white space, `_` and `-` are alike.
pub(super) fn is_match(glob: &str, name: &str) -> bool {
    let name = compared(name);
    compared(glob) == name
        || glob::Pattern::new(&compared_glob(glob)).is_ok_and(|pattern| pattern.matches(&name))
}
