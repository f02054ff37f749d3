//! Item ids that were seen, so that an answer counts once.

use std::sync::{Mutex, PoisonError};

use hashbrown::HashTable;
use twox_hash::XxHash3_128;

use super::answer::Contribution;

/// Enough that workers seldom meet at one.
const SHARDS: usize = 64;

/// What is known of one item: the place of its first answer, and what that one contributed.
#[derive(Debug, Clone, Copy)]
struct Item {
    id: u128,
    place: u64,
    contribution: Contribution,
}

/// The ids of all answers so far, as 128-bit hashes of point and id: two different ones would share
/// a hash once in 10^20 runs of a billion answers.
#[derive(Debug)]
pub(super) struct SeenItems {
    shards: Vec<Mutex<HashTable<Item>>>,
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
    pub(super) fn new() -> SeenItems {
        SeenItems {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
        }
    }

    /// Notes the answer with the item `id` at `point`. Of several, the one with the smallest
    /// `place` counts.
    pub(super) fn see(
        &self,
        point: &[u8],
        id: &[u8],
        place: u64,
        contribution: Contribution,
        scratch: &mut Vec<u8>,
    ) -> Verdict {
        scratch.clear();
        scratch.extend_from_slice(point);
        scratch.extend_from_slice(id);
        let id = XxHash3_128::oneshot(scratch);
        let hash = |item: &Item| item.id as u64;
        let shard = (id >> 64) as usize % SHARDS;
        let mut items = self.shards[shard]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match items.find_mut(id as u64, |item| item.id == id) {
            None => {
                let item = Item {
                    id,
                    place,
                    contribution,
                };
                items.insert_unique(id as u64, item, hash);
                Verdict::Count
            }
            Some(item) if item.place <= place => Verdict::Leave,
            Some(item) => {
                let later = std::mem::replace(&mut item.contribution, contribution);
                item.place = place;
                Verdict::CountInPlaceOf(later)
            }
        }
    }
}
