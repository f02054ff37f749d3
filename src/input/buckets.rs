//! Bucket files: JSON with `buckets`, as ReasonScape's and our `evaluate` write it.
//!
//! Files of hundreds of MB are streamed: of each bucket only the figures are kept, never its
//! histograms or samples. An aggregate of a scenario and task (`btype` `scenario_base_task`) stands
//! for itself; where there is none, the `point` buckets are pooled.

mod bucket;
pub(super) mod store;

use serde::de::IgnoredAny;

use super::clues::Clues;
use super::format::{Format, Reader};
use super::intake::Intake;
use super::open::Opened;
use crate::bucket_file;
use crate::error::Result;

use bucket::Bucket;

pub(super) const FORMAT: Format = Format {
    id: "buckets",
    label: "bucket file",
    endings: &["json"],
    keys: &[bucket_file::BUCKETS],
    detect,
    read: Reader::Supported(read),
};

fn detect(clues: &Clues<'_>) -> bool {
    clues.head.is_object() && clues.head.has(bucket_file::BUCKETS)
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let store = &mut intake.buckets;
    store.begin(&path);
    let add = |key: &str, bucket: &Bucket| store.add(key, bucket);
    bucket_file::read::<Bucket, IgnoredAny>(&path, file.content(), add)?;
    intake.buckets.end();
    Ok(())
}
