//! The bucket file: `{"buckets": {key: bucket}}`. Its keys, the fields of a bucket, and the way
//! through it, once for writing, reading, merging and detection.

mod bucket;
mod stream;

use crate::error::Place;

pub(crate) use bucket::Bucket;
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
    let named = [density, precision]
        .into_iter()
        .filter(|part| !part.is_empty());
    let mut key = named.collect::<Vec<_>>().join("+");
    if !degree.is_empty() {
        key.push('+');
        key += degree;
    }
    match key.is_empty() {
        true => word.to_owned(),
        false => key,
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
