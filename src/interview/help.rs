//! The fields of a line, for the help of `evaluate`.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write;

use super::Field;
use crate::wrap::wrapped;

/// What help says of the fields: their keys, and what stands in them.
const HELP: &[(&[Field], &str)] = &[
    (&[Field::Model], "the model; needed"),
    (&[Field::Template], ""),
    (&[Field::Sampler], ""),
    (&[Field::BaseTask, Field::Task], "the task; needed"),
    (
        &[Field::Task, Field::BaseTask],
        "the point: the task with its parameters (of an object the content counts, not the order \
         of its keys)",
    ),
    (
        &[Field::Density, Field::Precision, Field::Degree],
        "the level, as in normal+low+0",
    ),
    (
        &[Field::Level],
        "the level, where none of the three before is there",
    ),
    (
        &[Field::Correct],
        "true or false, or 1 or 0; needed unless truncated or invalid",
    ),
    (&[Field::Invalid], "an invalid answer counts as wrong"),
    (
        &[Field::Truncated],
        "true or false, or 1 or 0. Truncated wins over invalid, and invalid over correct",
    ),
    (
        &[Field::Reason],
        "where truncated is not there: length, max_tokens, max_output_tokens and the like are \
         truncated; stop, end_turn, tool_calls and the like are not. Other words are named in a \
         warning, and the truncation of those answers is not recorded",
    ),
    (
        &[Field::Tokens],
        "completion tokens; of `tokens` only a number counts",
    ),
    (
        &[Field::GuessChance],
        "the chance to be right by guessing, 0 for free answers",
    ),
    (
        &[Field::Choices],
        "where guess_chance is not there, the chance is 1 out of this: a number, or a list that \
         is counted",
    ),
    (&[Field::Id], "the question, for --by-item and --dedup"),
];

/// The list of fields for help: keys to the left, what they hold to the right, in 80 columns.
pub fn help() -> String {
    const LEFT: usize = 22;
    const RIGHT: usize = 80 - LEFT - 4;
    let mut text = String::new();
    for (fields, about) in HELP {
        let keys = fields.iter().flat_map(|field| field.keys());
        let keys = wrapped(&keys.collect::<Vec<_>>().join(", "), LEFT, 0);
        let about = wrapped(about, RIGHT, 0);
        for line in 0..keys.len().max(about.len()) {
            let part = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
            let _ = writeln!(
                text,
                "{}",
                format!("  {:LEFT$}  {}", part(&keys), part(&about)).trim_end()
            );
        }
    }
    text
}
