//! Items that are answered more than once: counted as clusters, counted once, or noticed so that a
//! note can name them.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use twox_hash::{XxHash3_64, XxHash3_128};

use super::answer::{Contribution, Outcome};
use crate::dataset::Clusters;

/// Enough that workers seldom meet at one.
const SHARDS: usize = 64;

/// What is known of every item so far, by [`item_hash`].
#[derive(Debug)]
pub(super) struct ItemTable<T>(Vec<Mutex<FxHashMap<u128, T>>>);

/// The correct answers to each item, and all; truncated ones left out.
pub(super) type ItemCounts = ItemTable<(u64, u64)>;

/// The place of the first answer to each item, and what that one contributed.
pub(super) type SeenItems = ItemTable<(u64, Contribution)>;

/// Tells items apart: a hash of the point with this key and of the item's id, `None` where that is
/// empty. Two different ones would share a hash once in 10^20 runs of a billion answers.
pub(super) fn item_hash(point: &mut Vec<u8>, id: &[u8]) -> Option<u128> {
    let length = point.len();
    point.extend_from_slice(id);
    let hash = XxHash3_128::oneshot(point);
    point.truncate(length);
    (!id.is_empty()).then_some(hash)
}

impl<T> ItemTable<T> {
    pub(super) fn new() -> Self {
        ItemTable((0..SHARDS).map(|_| Mutex::default()).collect())
    }

    /// Does something with what is known of an item.
    fn with<R>(&self, item: u128, what: impl FnOnce(Entry<'_, u128, T>) -> R) -> R {
        let shard = &self.0[(item >> 64) as usize % SHARDS];
        let mut items = shard.lock().unwrap_or_else(PoisonError::into_inner);
        what(items.entry(item))
    }
}

impl ItemCounts {
    /// What another answer to an item adds to the sums over items. All that is added makes the
    /// sums, in whatever order answers come; without an id an answer is an item of its own.
    pub(super) fn add(&self, item: Option<u128>, outcome: Outcome) -> Clusters {
        let correct = u64::from(outcome == Outcome::Correct);
        match item {
            _ if outcome == Outcome::Truncated => Clusters::default(),
            None => sums(correct, 1),
            Some(item) => self.with(item, |known| {
                let (k, n) = known.or_default();
                let before = sums(*k, *n);
                (*k, *n) = (*k + correct, *n + 1);
                let after = sums(*k, *n);
                Clusters {
                    items: after.items - before.items,
                    sum_k2: after.sum_k2 - before.sum_k2,
                    sum_kn: after.sum_kn - before.sum_kn,
                    sum_n2: after.sum_n2 - before.sum_n2,
                }
            }),
        }
    }
}

/// The sums over one item; none without answers.
fn sums(correct: u64, trials: u64) -> Clusters {
    let mut one = Clusters::default();
    if trials > 0 {
        one.add(correct, trials);
    }
    one
}

/// What to do with an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// It is the first one of its item.
    Count,
    /// It repeats an earlier one.
    Leave,
    /// It stands before the one that was counted, which is to be taken back.
    CountInPlaceOf(Contribution),
}

impl SeenItems {
    /// Notes an answer to an item. Of several, the one with the smallest `place` counts.
    pub(super) fn see(&self, item: u128, place: u64, contribution: Contribution) -> Verdict {
        self.with(item, |known| match known {
            Entry::Vacant(unknown) => {
                unknown.insert((place, contribution));
                Verdict::Count
            }
            Entry::Occupied(first) if first.get().0 <= place => Verdict::Leave,
            Entry::Occupied(mut later) => {
                let (_, contribution) = later.insert((place, contribution));
                Verdict::CountInPlaceOf(contribution)
            }
        })
    }
}

/// How many items are watched for repeats.
const WATCHED: usize = 1024;

/// A sample of the items with their numbers of answers: those with the smallest hashes of point and
/// id, so that it is the same whatever the order of the lines, and exact for the items that are in
/// it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeats {
    answers: BTreeMap<u64, u64>,
}

impl Repeats {
    /// Notes an answer to the item `id` at `point`.
    #[inline]
    pub(super) fn note(&mut self, point: &[u8], id: &[u8]) {
        let hash = XxHash3_64::oneshot_with_seed(XxHash3_64::oneshot(point), id);
        if self.answers.len() >= WATCHED
            && self
                .answers
                .last_key_value()
                .is_some_and(|(last, _)| hash > *last)
        {
            return;
        }
        self.count(hash, 1);
    }

    fn count(&mut self, hash: u64, answers: u64) {
        *self.answers.entry(hash).or_default() += answers;
        if self.answers.len() > WATCHED {
            self.answers.pop_last();
        }
    }

    /// Adds what was noted elsewhere.
    pub(super) fn add(&mut self, other: Repeats) {
        for (hash, answers) in other.answers {
            self.count(hash, answers);
        }
    }

    /// The mean number of answers to an item, where items repeat.
    pub(super) fn mean(&self) -> Option<f64> {
        let answers: u64 = self.answers.values().sum();
        let items = self.answers.len() as u64;
        (answers > items).then(|| answers as f64 / items as f64)
    }
}

#[cfg(test)]
mod tests;
