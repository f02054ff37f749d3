//! What is said of tasks whose figures are not taken as they stand: in brief, and whole.

use crate::format::counted;

/// What is said of tasks that are turned round.
pub(super) fn inverted_note(names: &[String]) -> Option<(String, String)> {
    (!names.is_empty()).then(|| {
        let all = names.join(", ");
        (
            format!("1 - value in {}", counted(names.len(), "task")),
            format!("less is better in {all}: shown and scored as 1 - value"),
        )
    })
}

/// What is said of tasks whose figures are scaled.
pub(super) fn ranged_note(names: &[String]) -> Option<(String, String)> {
    (!names.is_empty()).then(|| {
        let all = names.join(", ");
        (
            format!("{} scaled", counted(names.len(), "task")),
            format!("the figures of {all} are scaled from their range to 0 to 1"),
        )
    })
}

/// What is said of tasks whose names say that less is better.
pub(super) fn lower_note(names: &[String]) -> Option<(String, String)> {
    let first = names.first()?;
    let all = names.join(", ");
    Some((
        format!("is less better in {first}? --lower-is-better"),
        format!(
            "less may be better in {all}: --lower-is-better '{first}' shows and scores 1 - value"
        ),
    ))
}
