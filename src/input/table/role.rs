//! What the columns of a table can be, by which names they are known, and where it stands.

use super::grid::compared;

/// What a column of a cell table can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) enum Role {
    Model,
    Level,
    Task,
    N,
    Correct,
    Truncated,
    Tokens,
    GuessChance,
    Groups,
    ModelLabel,
    LevelLabel,
    TaskLabel,
    Lucky,
    Points,
    PointsExpected,
    Accuracy,
    Centre,
    Margin,
    Stderr,
    Truncation,
    Responses,
    Items,
    SumK2,
    SumKn,
    SumN2,
    Run,
}

use Role::*;

/// Each role with its canonical name and, in order, the others by which it is known. `passed` and
/// its like are an accuracy where they are no counts.
pub(super) const NAMES: &[(Role, &str, &str)] = &[
    (
        Model,
        "model",
        "model_name, model_id, name, system, agent, llm, models, method, submission",
    ),
    (
        Task,
        "task",
        "dataset, benchmark, task_name, subject, eval, tasks, datasets, benchmarks, \
         benchmark (metric)",
    ),
    (Level, "level", "difficulty, manifold"),
    (N, "n", "num_samples, samples, trials, count, total"),
    (
        Correct,
        "correct",
        "num_correct, n_correct, passed, solved, resolved",
    ),
    (
        Accuracy,
        "accuracy",
        "acc, score, pass@1, exact_match, em, value, passed, solved, resolved",
    ),
    (Stderr, "stderr", "acc_stderr, std_err, se"),
    (
        Tokens,
        "tokens",
        "completion_tokens, output_tokens, mean_tokens, avg_tokens",
    ),
    (Run, "run", "seed, epoch, trial"),
    (Truncated, "truncated", ""),
    (GuessChance, "guess_chance", ""),
    (Groups, "groups", ""),
    (ModelLabel, "model_label", ""),
    (LevelLabel, "level_label", ""),
    (TaskLabel, "task_label", ""),
    (Lucky, "lucky", ""),
    (Points, "points", ""),
    (PointsExpected, "points_expected", ""),
    (Centre, "centre", ""),
    (Margin, "margin", ""),
    (Truncation, "truncation", ""),
    (Responses, "responses", ""),
    (Items, "items", ""),
    (SumK2, "sum_k2", ""),
    (SumKn, "sum_kn", ""),
    (SumN2, "sum_n2", ""),
];

/// The names of a list in [`NAMES`].
pub(super) fn names_in(list: &str) -> impl Iterator<Item = &str> {
    list.split(", ").filter(|name| !name.is_empty())
}

/// What is known of answers that repeat items: it says something only where all of it stands.
pub(super) const CLUSTERS: [Role; 4] = [Items, SumK2, SumKn, SumN2];

/// Takes away the roles of a part of [`CLUSTERS`]: such a column is something else.
pub(super) fn without_parts_of_clusters(roles: &mut [Option<Role>]) {
    if !CLUSTERS.iter().all(|role| roles.contains(&Some(*role))) {
        let is_part = |role: &Option<Role>| role.is_some_and(|role| CLUSTERS.contains(&role));
        let parts = roles.iter_mut().filter(|role| is_part(role));
        parts.for_each(|role| *role = None);
    }
}

impl Role {
    /// The canonical name of its column.
    pub(in super::super) fn name(self) -> &'static str {
        let entry = NAMES.iter().find(|(role, ..)| *role == self);
        entry.map_or("", |(_, name, _)| name)
    }

    /// The role whose canonical name this is.
    pub(in super::super) fn named(name: &str) -> Option<Role> {
        let key = compared(name);
        let mut entries = NAMES.iter();
        let found = entries.find(|(_, canonical, _)| compared(canonical) == key);
        found.map(|(role, ..)| *role)
    }

    /// All roles.
    pub(in super::super) fn all() -> impl Iterator<Item = Role> {
        NAMES.iter().map(|(role, ..)| *role)
    }

    /// The role that some name of a column stands for.
    pub(super) fn of(name: &str) -> Option<Role> {
        let key = compared(name);
        let mut entries = NAMES.iter();
        let found = entries.find(|(_, name, others)| {
            let mut names = names_in(others).chain([*name]);
            names.any(|known| compared(known) == key)
        });
        found.map(|(role, ..)| *role)
    }
}

/// Where the content of a role stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// In one column.
    Column(usize),
    /// In several, joined.
    Joined(Vec<Part>),
}

/// A part of a joined name.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Column(usize),
    /// The file's name without its ending.
    File,
    /// The name of the file's folder.
    Folder,
}
