//! The fields of a bucket.

use serde::{Deserialize, Serialize};

/// The fields of a bucket. One that is not recorded is left out.
///
/// What a value may look like is for the user of the file to say: `T` are texts, `C` counts and `R`
/// other numbers; the writer's are exact, a board takes what other tools write as well. `S` is what
/// merging needs, see [`crate::evaluate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bucket<T, C, R, S> {
    /// What it stands for: [`super::AGGREGATE`], [`super::POINT`], or what a board does not show.
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
    /// The task with its parameters; [`super::ALL`] for all of a base task.
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
