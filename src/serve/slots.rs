//! A bounded number of connections: when all places are taken, who has been idle longest makes
//! room, so that slow or silent clients keep nobody out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

/// All places.
#[derive(Debug)]
pub(super) struct Slots {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    by_id: HashMap<u64, Place>,
}

#[derive(Debug)]
struct Place {
    /// Since when nothing has been answered on it; `None` while something is.
    idle_since: Option<Instant>,
    /// Whether a whole request ever came.
    asked: bool,
    leave: Arc<Notify>,
}

/// One taken place, free again when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    id: u64,
    slots: Arc<Slots>,
    leave: Arc<Notify>,
}

impl Slots {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Slots {
            most,
            taken: Mutex::default(),
        })
    }

    /// A place for a new connection. Where there is none left, the longest idle one is told to
    /// leave; where all are busy, there is none.
    pub(super) fn take(self: &Arc<Self>) -> Option<Slot> {
        let mut taken = self.lock();
        if taken.by_id.len() >= self.most {
            let idle = taken.by_id.iter();
            let longest = idle
                .filter_map(|(id, place)| Some((place.idle_since?, *id)))
                .min();
            let (_, id) = longest?;
            if let Some(place) = taken.by_id.remove(&id) {
                place.leave.notify_one();
            }
        }
        let id = taken.next;
        taken.next += 1;
        let leave = Arc::new(Notify::new());
        let place = Place {
            idle_since: Some(Instant::now()),
            asked: false,
            leave: Arc::clone(&leave),
        };
        taken.by_id.insert(id, place);
        Some(Slot {
            id,
            slots: Arc::clone(self),
            leave,
        })
    }

    /// Tells those to leave who have never asked for anything: nothing is on its way to them.
    pub(super) fn dismiss_silent(&self) {
        let taken = self.lock();
        let silent = taken.by_id.values().filter(|place| !place.asked);
        silent.for_each(|place| place.leave.notify_one());
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        // No code panics while it holds the lock; and if it did, the map would still be a map.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    /// Says whether something is being answered on it.
    pub(super) fn set_busy(&self, busy: bool) {
        if let Some(place) = self.slots.lock().by_id.get_mut(&self.id) {
            place.idle_since = (!busy).then(Instant::now);
            place.asked = true;
        }
    }

    /// Ends when the place is needed for someone else.
    pub(super) async fn told_to_leave(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.slots.lock().by_id.remove(&self.id);
    }
}

#[cfg(test)]
mod tests;
