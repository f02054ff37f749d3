//! The bucket file: `{"buckets": {key: bucket}}`. Its keys, the fields of a bucket, and the way
//! through it, once for writing, reading, merging and detection.

mod stream;

use serde::{Deserialize, Serialize};

use crate::error::Place;

pub(crate) use stream::read;

/// Key of the buckets: an object of them by keys that mean nothing.
pub(crate) const BUCKETS: &str = "buckets";
/// Key of what [`crate::evaluate`] says of the interviews.
pub(crate) const INTERVIEWS: &str = "interviews";
/// `btype` of a bucket that holds all points of a scenario and task.
pub(crate) const AGGREGATE: &str = "scenario_base_task";
/// `btype` of a bucket that holds one point of a task.
pub(crate) const POINT: &str = "point";
/// In the place of a task: all of them.
pub(crate) const ALL: &str = "*";

/// The fields of a bucket. One that is not recorded is left out.
///
/// What a value may look like is for the user of the file to say: `T` are texts, `C` counts and `R`
/// other numbers; the writer's are exact, a board takes what other tools write as well. `S` is what
/// merging needs, see [`crate::evaluate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bucket<T, C, R, S> {
    /// What it stands for: [`AGGREGATE`], [`POINT`], or what a board does not show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub btype: Option<T>,
    /// `model+template+sampler`, and `/LEVELKEY` where there is a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<T>,
    /// The sampler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub param_name: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_task: Option<T>,
    /// The task with its parameters; [`ALL`] for all of a base task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<T>,
    /// The level as one word, where none of the three is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<T>,
    /// Responses that were not truncated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correct: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truncated: Option<C>,
    /// Share of all responses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truncated_ratio: Option<R>,
    /// Correct answers without the expected lucky guesses; left out, like the trials, where no
    /// response has a guess chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_successes: Option<R>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_trials: Option<R>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_center: Option<R>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_margin: Option<R>,
    /// Number of points in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bcount: Option<C>,
    /// Where every response has its tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_tokens_total: Option<C>,
    /// The same, as other tools call it.
    #[serde(skip_serializing)]
    pub total_completion_tokens: Option<C>,
    /// Over the responses that have them, where some have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_tokens_mean: Option<R>,
    /// The same, as other tools call it.
    #[serde(skip_serializing)]
    pub avg_completion_tokens: Option<R>,
    /// Where answers are counted by item: the number of items, and sums over them of their correct
    /// answers k and all answers n that were not truncated. See [`crate::dataset::Clusters`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum_k2: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum_kn: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum_n2: Option<C>,
    /// What an exact merge needs and the figures do not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sums: Option<S>,
}

/// The scenario without its level: `model+template+sampler`, or the model alone where both others
/// are empty.
pub(crate) fn scenario(model: &str, template: &str, sampler: &str) -> String {
    match template.is_empty() && sampler.is_empty() {
        true => model.to_owned(),
        false => format!("{model}+{template}+{sampler}"),
    }
}

/// The level's key, of parts that may be empty: density, precision and degree joined with `+`, the
/// degree always behind one; else the one word.
pub(crate) fn level_key(density: &str, precision: &str, degree: &str, word: &str) -> String {
    let mut named = vec![density, precision];
    named.retain(|part| !part.is_empty());
    let key = named.join("+");
    match (key.as_str(), degree) {
        ("", "") => word.to_owned(),
        (_, "") => key,
        _ => format!("{key}+{degree}"),
    }
}

/// Where the bucket `key` stands.
pub(crate) fn place(key: &str) -> Place {
    Place::Key(format!("{BUCKETS}.{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_the_parts_that_are_there() {
        assert_eq!(scenario("m", "", ""), "m");
        assert_eq!(scenario("m", "t", ""), "m+t+");
        assert_eq!(level_key("normal", "low", "0", "easy"), "normal+low+0");
        assert_eq!(level_key("", "", "0", ""), "+0");
        assert_eq!(level_key("", "low", "", ""), "low");
        assert_eq!(level_key("", "", "", "easy"), "easy");
        assert_eq!(level_key("", "", "", ""), "");
    }
}
