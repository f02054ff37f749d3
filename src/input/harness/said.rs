//! What was read of harnesses, in words: in one line, and a sentence a harness.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use super::stored::Stored;
use crate::format::counted;

/// What was decided about a file, or left out of it.
#[derive(Debug)]
pub(in super::super) struct Remark {
    /// What, in a few words.
    pub(super) brief: Brief,
    /// In a whole sentence.
    pub(super) detail: String,
}

/// A remark in a few words.
#[derive(Debug)]
pub(super) enum Brief {
    Decided(String),
    /// What was left out: what they are (`log`), which (`without scores`), and how many.
    LeftOut(&'static str, String, LeftOut),
}

/// The most kinds of things that the line names one by one.
const FEW: usize = 2;

/// What was read, of which harness, by which metrics.
#[derive(Default)]
pub(super) struct Said {
    harnesses: IndexMap<&'static str, Seen, FxBuildHasher>,
    decided: IndexSet<String>,
    left_out: IndexMap<(&'static str, String), LeftOut>,
    /// The files of each remark.
    remarks: IndexMap<String, BTreeSet<PathBuf>>,
}

/// How many were left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// How many have no names.
    pub(super) nameless: usize,
    /// The names of the others.
    pub(super) names: BTreeSet<String>,
    /// Of which files.
    pub(super) files: BTreeSet<PathBuf>,
}

/// What was read of a harness.
#[derive(Default)]
struct Seen {
    files: BTreeSet<PathBuf>,
    /// The file of the last run.
    last: PathBuf,
    versions: BTreeSet<Option<String>>,
    /// The tasks of each metric.
    metrics: IndexMap<String, BTreeSet<String>, FxBuildHasher>,
}

impl Said {
    /// Notes a remark; equal ones are said once.
    pub(super) fn remark(&mut self, file: &Path, remark: Remark) {
        match remark.brief {
            Brief::Decided(brief) => {
                self.decided.insert(brief);
            }
            Brief::LeftOut(noun, which, more) => {
                let left_out = self.left_out.entry((noun, which)).or_default();
                left_out.nameless += more.nameless;
                left_out.names.extend(more.names);
                left_out.files.insert(file.to_owned());
            }
        }
        let files = self.remarks.entry(remark.detail).or_default();
        files.insert(file.to_owned());
    }

    /// Notes a run that counts.
    pub(super) fn run(&mut self, stored: &Stored) {
        let seen = self.harnesses.entry(stored.harness).or_default();
        // The runs of a file mostly follow each other, and comparing paths takes long.
        if seen.last.as_os_str() != stored.file.as_os_str() {
            seen.last = stored.file.to_path_buf();
            if seen.files.insert(seen.last.clone()) {
                seen.versions
                    .insert(stored.version.as_deref().map(str::to_owned));
            }
        }
        let metric = stored.run.full_metric();
        let tasks = match seen.metrics.get_mut(&*metric) {
            Some(tasks) => tasks,
            None => seen.metrics.entry(metric.into_owned()).or_default(),
        };
        if !tasks.contains(&stored.run.task) {
            tasks.insert(stored.run.task.clone());
        }
    }

    /// Whether a run counts by this metric, named with or without its filter.
    pub(super) fn counts_by(&self, metric: &str) -> bool {
        self.all_metrics()
            .any(|known| known == metric || known.split(',').next() == Some(metric))
    }

    /// The metrics that count.
    pub(super) fn metrics(&self) -> String {
        let names: BTreeSet<&str> = self.all_metrics().collect();
        Vec::from_iter(names).join(", ")
    }

    fn all_metrics(&self) -> impl Iterator<Item = &str> {
        let metrics = self.harnesses.values().flat_map(|seen| seen.metrics.keys());
        metrics.map(String::as_str)
    }

    /// All in one line.
    pub(super) fn brief(&self) -> String {
        let mut parts = match self.harnesses.len() {
            0..=2 => self.harnesses.iter().map(Seen::brief).collect(),
            several => {
                let files: usize = self.harnesses.values().map(|seen| seen.files.len()).sum();
                vec![format!("{files} files of {several} harnesses")]
            }
        };
        let are_few = self.left_out.len() <= FEW;
        let left_out = self.left_out.iter();
        let left_out = left_out.map(|((noun, which), some)| some.brief(noun, which, are_few));
        let left_out: Vec<String> = left_out.collect();
        if !left_out.is_empty() {
            parts.push(format!("left out {}", left_out.join(", ")));
        }
        parts.extend(self.decided.iter().take(FEW).cloned());
        if self.decided.len() > FEW {
            parts.push(format!("{} more", self.decided.len() - FEW));
        }
        parts.join("; ")
    }

    /// Each harness and remark in a sentence, with the file or folder that it is of.
    pub(super) fn details(&self) -> Vec<(PathBuf, String)> {
        let harness = |(harness, seen): (&&'static str, &Seen)| {
            let by = seen.metrics.iter();
            let by =
                by.map(|(metric, tasks)| format!("{} by {metric}", counted(tasks.len(), "task")));
            let by = by.collect::<Vec<_>>().join(", ");
            let files = counted(seen.files.len(), "file");
            let detail = format!("{}, {files}: {by}", seen.named(harness));
            (place(&seen.files), detail)
        };
        let remark = |(detail, files): (&String, &BTreeSet<PathBuf>)| match files.len() {
            1 => (place(files), detail.clone()),
            several => (place(files), format!("{detail} (in {several} files)")),
        };
        let harnesses = self.harnesses.iter().map(harness);
        harnesses.chain(self.remarks.iter().map(remark)).collect()
    }
}

impl LeftOut {
    /// How many, and where `whole` also which: a single one by its name.
    fn brief(&self, noun: &str, which: &str, whole: bool) -> String {
        let mut text = counted(self.nameless + self.names.len(), noun);
        if !whole {
            return text;
        }
        if !which.is_empty() {
            text += &format!(" {which}");
        }
        if let (0, 1, Some(name)) = (self.nameless, self.names.len(), self.names.first()) {
            text += &match self.files.len() {
                1 => format!(" ({name})"),
                several => format!(" ({name}, in {several} files)"),
            };
        }
        text
    }
}

impl Seen {
    fn brief((harness, seen): (&&'static str, &Seen)) -> String {
        let metrics: Vec<&str> = seen.metrics.keys().map(String::as_str).collect();
        let metrics = match metrics.len() {
            1..=3 => metrics.join(", "),
            several => format!("{several} metrics"),
        };
        let files = counted(seen.files.len(), "file");
        format!("{} ({files}; {metrics})", seen.named(harness))
    }

    /// The harness with its version, where all files are of one.
    fn named(&self, harness: &str) -> String {
        match self.versions.first() {
            Some(Some(version)) if self.versions.len() == 1 => format!("{harness} {version}"),
            _ => harness.to_owned(),
        }
    }
}

/// The file, or the folder that all files are in.
fn place(files: &BTreeSet<PathBuf>) -> PathBuf {
    let mut files = files.iter();
    let first = files.next().cloned().unwrap_or_default();
    files.fold(first, |place, file| {
        let common = place.ancestors().find(|folder| file.starts_with(folder));
        common.map(Path::to_owned).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::stated::stated;
    use super::super::{Parsed, Run};
    use super::*;

    fn run(said: &mut Said, harness: &'static str, version: Option<&str>, of: [&str; 3]) {
        let [file, task, metric] = of;
        said.run(&Stored {
            run: Run::new("m", task, metric, stated(0.5, None, None).unwrap()),
            part: None,
            file: Path::new(file).into(),
            harness,
            version: version.map(Into::into),
        });
    }

    fn note(said: &mut Said, file: &str, note: impl FnOnce(&mut Parsed)) {
        let mut parsed = Parsed::default();
        note(&mut parsed);
        said.remark(Path::new(file), parsed.notes.remove(0));
    }

    #[test]
    fn a_harness_with_what_was_left_out() {
        let mut said = Said::default();
        for of in [["r/a", "x", "acc"], ["r/b", "x", "acc"], ["r/b", "y", "em"]] {
            run(&mut said, "lm-evaluation-harness", Some("0.4.9"), of);
        }
        assert_eq!(
            said.brief(),
            "lm-evaluation-harness 0.4.9 (2 files; acc, em)"
        );
        let sentence = "lm-evaluation-harness 0.4.9, 2 files: 1 task by acc, 1 task by em";
        assert_eq!(said.details(), [(PathBuf::from("r"), sentence.to_owned())]);
        for file in ["r/i", "r/j"] {
            let left_out = |parsed: &mut Parsed| parsed.left_out(1, "log", "without scores", "why");
            note(&mut said, file, left_out);
        }
        note(&mut said, "r/i", |parsed| {
            parsed.note("the newest of several runs", "1")
        });
        run(&mut said, "Inspect log", None, ["i", "x", "match"]);
        run(&mut said, "HELM run", None, ["h", "x", "em"]);
        assert_eq!(
            said.brief(),
            "4 files of 3 harnesses; left out 2 logs without scores; the newest of several runs"
        );
        assert_eq!(
            said.details()[3],
            ("r".into(), "why (in 2 files)".to_owned())
        );
        for (file, tasks, expected) in [
            ("r/k", &["cola"][..], "1 task of ranks (cola);"),
            ("r/l", &["cola"], "1 task of ranks (cola, in 2 files);"),
            ("r/m", &["wiki", "cola"], "2 tasks of ranks;"),
        ] {
            let tasks = tasks.iter().map(|task| (*task).to_owned());
            note(&mut said, file, |parsed| {
                parsed.left_out_tasks(tasks, "of ranks", file)
            });
            assert!(said.brief().contains(expected), "{}", said.brief());
        }
        for brief in ["a", "b"] {
            note(&mut said, "r/i", |parsed| parsed.note(brief, brief));
        }
        assert!(
            said.brief().ends_with("runs; a; 1 more"),
            "{}",
            said.brief()
        );
        assert!(said.counts_by("em") && !said.counts_by("f1"));
    }
}
