//! Items that are answered more than once: counted as clusters, or noticed so that a note can name
//! them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use twox_hash::{XxHash3_64, XxHash3_128};

use super::answer::Outcome;
use crate::dataset::Clusters;

/// Enough that workers seldom meet at one.
const SHARDS: usize = 64;

/// The answers to every item so far, truncated ones left out, by a 128-bit hash of point and id.
#[derive(Debug)]
pub(super) struct ItemCounts {
    shards: Vec<Mutex<HashTable<Item>>>,
}

#[derive(Debug)]
struct Item {
    id: u128,
    correct: u64,
    trials: u64,
}

impl ItemCounts {
    pub(super) fn new() -> ItemCounts {
        ItemCounts {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
        }
    }

    /// What another answer to the item `id` at `point` adds to the sums over items. All that is
    /// added makes the sums, in whatever order answers come; without an id an answer is an item of
    /// its own.
    pub(super) fn add(
        &self,
        point: &[u8],
        id: &[u8],
        outcome: Outcome,
        scratch: &mut Vec<u8>,
    ) -> Clusters {
        let correct = u64::from(outcome == Outcome::Correct);
        if outcome == Outcome::Truncated {
            return NONE;
        }
        if id.is_empty() {
            return sums(correct, 1);
        }
        scratch.clear();
        scratch.extend_from_slice(point);
        scratch.extend_from_slice(id);
        let id = XxHash3_128::oneshot(scratch);
        let shard = (id >> 64) as usize % SHARDS;
        let mut items = self.shards[shard]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(item) = items.find_mut(id as u64, |item| item.id == id) else {
            let item = Item {
                id,
                correct,
                trials: 1,
            };
            items.insert_unique(id as u64, item, |item| item.id as u64);
            return sums(correct, 1);
        };
        let before = sums(item.correct, item.trials);
        item.correct += correct;
        item.trials += 1;
        let after = sums(item.correct, item.trials);
        Clusters {
            items: 0,
            sum_k2: after.sum_k2 - before.sum_k2,
            sum_kn: after.sum_kn - before.sum_kn,
            sum_n2: after.sum_n2 - before.sum_n2,
        }
    }
}

/// No items.
pub(super) const NONE: Clusters = Clusters {
    items: 0,
    sum_k2: 0,
    sum_kn: 0,
    sum_n2: 0,
};

/// The sums over one item.
fn sums(correct: u64, trials: u64) -> Clusters {
    let mut one = NONE;
    one.add(correct, trials);
    one
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
