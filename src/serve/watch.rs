//! Looks after the files: when they change, they are read again. If that fails, the last good data
//! stay.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::leaderboard::Leaderboard;
use super::{Event, Load, Report};
use crate::dataset::Dataset;

/// Changes come in bursts: files are read when nothing has changed for so long,
const QUIET: Duration = Duration::from_millis(150);

/// or when a burst has lasted so long.
const LONGEST_BURST: Duration = Duration::from_secs(2);

/// How often files are looked at whose changes no event tells (network file systems, new folders).
const LOOK: Duration = Duration::from_secs(3);

/// How far the times of files may lag behind the clock: file systems take them from the last tick.
const CLOCK_TICK: Duration = Duration::from_millis(20);

/// Watches in a thread of its own, as long as the leaderboard lives. `read_since` is when its data
/// began to be read.
pub(super) fn watch(
    data: &[String],
    load: &Load,
    read_since: SystemTime,
    leaderboard: &Arc<Leaderboard>,
    report: &Report,
) {
    let (sender, changes) = channel();
    let mut keeper = Keeper {
        data: data.to_vec(),
        load: Arc::clone(load),
        report: Arc::clone(report),
        watcher: watcher(sender, report),
        watched: BTreeSet::new(),
        seen: Vec::new(),
    };
    let leaderboard = Arc::downgrade(leaderboard);
    thread::spawn(move || keeper.run(read_since, &leaderboard, &changes));
}

fn watcher(sender: Sender<()>, report: &Report) -> Option<RecommendedWatcher> {
    let notice = move |event: notify::Result<notify::Event>| {
        // Reading is an event too.
        let changed = event.map_or(true, |event| !matches!(event.kind, EventKind::Access(_)));
        if changed {
            // Fails only when the keeper is gone.
            let _ = sender.send(());
        }
    };
    match notify::recommended_watcher(notice) {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            report(Event::Trouble(&format!(
                "changes of files may be noticed late: {error}"
            )));
            None
        }
    }
}

struct Keeper {
    data: Vec<String>,
    load: Load,
    report: Report,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    /// How the files looked when they were last read; those that changed meanwhile are left out.
    seen: Vec<Look>,
}

/// A file or folder, with its size and the time of its last change, as long as it is there.
type Look = (PathBuf, Option<(u64, SystemTime)>);

impl Keeper {
    fn run(
        &mut self,
        read_since: SystemTime,
        leaderboard: &Weak<Leaderboard>,
        changes: &Receiver<()>,
    ) {
        if let Some(leaderboard) = leaderboard.upgrade() {
            self.follow(leaderboard.edition().dataset(), read_since);
        }
        loop {
            match changes.recv_timeout(LOOK) {
                Ok(()) => wait_for_quiet(changes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(LOOK),
            }
            let Some(leaderboard) = leaderboard.upgrade() else {
                return;
            };
            let current = Arc::clone(leaderboard.edition().dataset());
            if looks(&places(&self.data, &current)) != self.seen {
                self.read_again(&leaderboard, &current);
            }
        }
    }

    fn read_again(&mut self, leaderboard: &Leaderboard, current: &Arc<Dataset>) {
        let begun = SystemTime::now();
        self.follow(current, begun);
        match (self.load)() {
            Ok(dataset) => {
                self.follow(&dataset, begun);
                if dataset == **current && !leaderboard.edition().has_problem() {
                    return;
                }
                match leaderboard.show(dataset) {
                    Ok(()) => (self.report)(Event::Reloaded(leaderboard.edition().dataset())),
                    Err(error) => self.keep(leaderboard, &error),
                }
            }
            Err(error) => self.keep(leaderboard, &error),
        }
    }

    fn keep(&self, leaderboard: &Leaderboard, error: &crate::error::Error) {
        leaderboard.keep(error);
        (self.report)(Event::KeptLastGood(error));
    }

    /// Takes note of how everything looks that did not change since it began to be read, and
    /// watches folders that are new.
    fn follow(&mut self, dataset: &Dataset, read_since: SystemTime) {
        let places = places(&self.data, dataset);
        self.seen = looks(&places);
        let meanwhile = read_since - CLOCK_TICK..=SystemTime::now();
        self.seen
            .retain(|(_, look)| look.is_none_or(|(_, changed)| !meanwhile.contains(&changed)));
        let folder = |path: &PathBuf| match path.is_dir() {
            true => Some(path.clone()),
            false => path.parent().map(Path::to_owned),
        };
        let folders: BTreeSet<PathBuf> = places
            .iter()
            .filter_map(folder)
            .filter(|f| f.is_dir())
            .collect();
        if let Some(watcher) = &mut self.watcher {
            // A folder that went away and came back needs a new watch; watching twice does no harm.
            for folder in &folders {
                let known = self.watched.contains(folder);
                if let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive)
                    && !known
                {
                    let text = format!(
                        "changes in {} may be noticed late: {error}",
                        folder.display()
                    );
                    (self.report)(Event::Trouble(&text));
                }
            }
        }
        self.watched = folders;
    }
}

fn wait_for_quiet(changes: &Receiver<()>) {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST_BURST && changes.recv_timeout(QUIET).is_ok() {}
}

/// Files that were read, what the user named, and the folders of both: a folder looks different
/// when a file in it comes or goes.
fn places(data: &[String], dataset: &Dataset) -> Vec<PathBuf> {
    let mut places: BTreeSet<PathBuf> = BTreeSet::new();
    // Standard input is read once and never changes.
    let inputs = dataset.files().filter(|file| *file != Path::new("-"));
    let inputs = inputs.map(Path::to_owned);
    for path in inputs.chain(data.iter().filter_map(|item| named(item))) {
        let parent = path
            .parent()
            .map(|parent| match parent.as_os_str().is_empty() {
                true => PathBuf::from("."),
                false => parent.to_owned(),
            });
        places.extend(parent);
        places.insert(path);
    }
    places.into_iter().collect()
}

/// The file or folder that the user named; of a glob, the folder above its first joker.
fn named(item: &str) -> Option<PathBuf> {
    let path = PathBuf::from(item);
    if item == "-" {
        return None;
    }
    if path.exists() {
        return Some(path);
    }
    let plain = |part: &std::path::Component<'_>| {
        let part = part.as_os_str().to_string_lossy();
        !part.contains(['*', '?', '['])
    };
    let above: PathBuf = path.components().take_while(plain).collect();
    Some(if above.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        above
    })
}

fn looks(places: &[PathBuf]) -> Vec<Look> {
    let look = |path: &PathBuf| {
        let known = fs::metadata(path).ok();
        let known = known.and_then(|found| Some((found.len(), found.modified().ok()?)));
        (path.clone(), known)
    };
    places.iter().map(look).collect()
}
