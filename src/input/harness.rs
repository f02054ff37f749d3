//! Results of evaluation harnesses. Each harness is one file here: a pure function from the file to
//! runs.
//!
//! ```text
//! file ──read──▶ Parsed { runs, notes } ──RunStore──▶ cells
//! ```
//!
//! Files are read in parallel; what their runs become is decided afterwards, in the order of the
//! files: which of several runs of a model counts, and how models are labelled.

#[cfg(feature = "harness")]
pub(super) mod aider;
pub(super) mod bfcl;
pub(super) mod bigcode;
mod date;
pub(super) mod evalplus;
pub(super) mod evalscope;
pub(super) mod every_eval;
pub(super) mod helm;
pub(super) mod helm_groups;
#[cfg(feature = "harness")]
pub(super) mod hf_card;
pub(super) mod inspect;
mod labels;
pub(super) mod lighteval;
pub(super) mod lm_eval;
pub(super) mod lm_eval_samples;
pub(super) mod lm_eval_table;
mod metric;
pub(super) mod mmlu_pro;
pub(super) mod mteb;
pub(super) mod named;
#[cfg(feature = "harness")]
pub(super) mod nemo;
pub(super) mod openai_evals;
pub(super) mod opencompass;
mod pipe_table;
pub(super) mod promptfoo;
mod runs;
mod said;
mod stated;
mod stored;
pub(super) mod swe_bench;
mod value;
#[cfg(feature = "harness")]
mod yaml;

use std::borrow::Cow;
use std::io::{BufRead, Read};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_name::stem;
use super::open::{Content, Opened};
use super::siblings::Folders;
use crate::dataset::Evidence;
use crate::error::{Error, Place, Result};

use said::{Brief, LeftOut, Remark};

pub use metric::Wanted;
pub(super) use runs::RunStore;

/// Why a task, run or result has no place on a board.
const WITHOUT_SHARE: &str = "without a share of right answers";

/// What a file of a harness holds.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// The results, in the order of the file.
    pub(super) runs: Vec<Run>,
    /// What was decided or left out.
    pub(super) notes: Vec<Remark>,
    /// The harness's version.
    pub(super) version: Option<String>,
}

impl Parsed {
    /// Notes what was decided: in a few words, of which equal ones are said once, and in a
    /// sentence.
    fn note(&mut self, brief: impl Into<String>, detail: impl Into<String>) {
        self.remark(Brief::Decided(brief.into()), detail);
    }

    fn remark(&mut self, brief: Brief, detail: impl Into<String>) {
        let detail = detail.into();
        self.notes.push(Remark { brief, detail });
    }

    /// Notes how many of what were left out (`log`, `without scores`), and in a sentence why.
    fn left_out(
        &mut self,
        nameless: usize,
        noun: &'static str,
        which: impl Into<String>,
        detail: impl Into<String>,
    ) {
        let left_out = LeftOut {
            nameless,
            ..LeftOut::default()
        };
        self.remark(Brief::LeftOut(noun, which.into(), left_out), detail);
    }

    /// Notes these tasks as left out; one that several files have counts once.
    fn left_out_tasks(
        &mut self,
        tasks: impl IntoIterator<Item = String>,
        which: &str,
        detail: impl Into<String>,
    ) {
        let left_out = LeftOut {
            names: tasks.into_iter().collect(),
            ..LeftOut::default()
        };
        self.remark(Brief::LeftOut("task", which.to_owned(), left_out), detail);
    }

    /// Notes the tasks, each with its metrics (`cola (mcc)`), of which no metric is an accuracy.
    fn without_share(&mut self, tasks: &[String]) {
        if !tasks.is_empty() {
            let detail = format!(
                "no metric of these tasks is a share of right answers: {}",
                tasks.join("; ")
            );
            let name = |task: &String| {
                let name = task.rsplit_once(" (").map_or(&**task, |(name, _)| name);
                name.to_owned()
            };
            self.left_out_tasks(tasks.iter().map(name), WITHOUT_SHARE, detail);
        }
    }
}

/// What one model reached in one task, as a harness states it.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The model's name in the file: a repository, a path, a provider's name.
    pub(super) model: String,
    pub(super) task: String,
    /// Empty where the harness has none.
    pub(super) level: String,
    /// The metric that is the accuracy.
    pub(super) metric: String,
    /// How answers were extracted, or a variant of the metric; empty where there is none.
    pub(super) filter: String,
    pub(super) evidence: Evidence,
    /// Mean completion tokens of an answer.
    pub(super) tokens: Option<f64>,
    /// Group of tasks that the harness sums up.
    pub(super) category: Option<String>,
    /// When the run was made, in seconds since 1970.
    pub(super) date: Option<f64>,
    /// What becomes of several runs of a model, level and task.
    pub(super) repeats: Repeats,
}

/// What becomes of several runs of one model, level and task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Repeats {
    /// The newest counts.
    Newest,
    /// Their answers add up, but of those with the same text here (retries) the newest counts.
    Pool(String),
}

impl Run {
    /// A run with what every harness states.
    fn new(model: &str, task: &str, metric: &str, evidence: Evidence) -> Run {
        Run {
            model: model.to_owned(),
            task: task.to_owned(),
            level: String::new(),
            metric: metric.to_owned(),
            filter: String::new(),
            evidence,
            tokens: None,
            category: None,
            date: None,
            repeats: Repeats::Newest,
        }
    }

    /// The metric with its filter, as `--metric` takes it.
    fn full_metric(&self) -> Cow<'_, str> {
        match self.filter.as_str() {
            "" | "none" => Cow::Borrowed(&self.metric),
            filter => Cow::Owned(format!("{},{filter}", self.metric)),
        }
    }
}

/// A file of a harness and what its name tells.
pub(super) struct Source {
    /// As the user named it.
    pub(super) path: PathBuf,
    content: Content,
    /// What lies beside it.
    folders: Arc<Folders>,
}

impl Source {
    /// A file that is open; `folders` knows what lies beside it.
    pub(super) fn new(file: Opened, folders: &Arc<Folders>) -> Source {
        Source {
            path: file.path.clone(),
            content: file.content(),
            folders: Arc::clone(folders),
        }
    }

    /// The largest file that is read whole; larger ones are read in parts or not at all.
    const MOST: u64 = 1 << 30;

    /// The whole content.
    fn bytes(&mut self) -> Result<Vec<u8>> {
        // Nothing is buffered yet: the beginning is there as a whole.
        let (head, rest) = self.content.get_mut().get_mut();
        let start = usize::try_from(head.position()).unwrap_or(0);
        let mut bytes = mem::take(head.get_mut());
        bytes.drain(..start);
        rest.take(Self::MOST - bytes.len() as u64)
            .read_to_end(&mut bytes)
            .map_err(Error::reading(&self.path))?;
        match bytes.len() as u64 {
            Self::MOST => {
                Err(self.error("larger than 1 GB; give the harness's summary file in its place"))
            }
            _ => Ok(bytes),
        }
    }

    /// The whole content as text.
    fn text(&mut self) -> Result<String> {
        String::from_utf8(self.bytes()?).map_err(|_| self.error("not text in UTF-8"))
    }

    /// The whole content from JSON; bare `NaN` and `Infinity`, which Python writes, are null.
    fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T> {
        let bytes = self.bytes()?;
        value::json(&bytes).map_err(|error| Error::json(&self.path, &error))
    }

    /// Hands each value of JSON Lines to `each`; blank lines are passed over.
    fn json_lines<T: serde::de::DeserializeOwned>(
        &mut self,
        mut each: impl FnMut(T),
    ) -> Result<()> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let read = self.content.read_until(b'\n', &mut line);
            if read.map_err(Error::reading(&self.path))? == 0 {
                break;
            }
            if !line.trim_ascii().is_empty() {
                let value = value::json(&line);
                let place = Place::Line(number);
                each(value.map_err(|error| Error::json_at(&self.path, place, &error))?);
            }
        }
        Ok(())
    }

    /// The whole content from YAML.
    #[cfg(feature = "harness")]
    fn yaml(&mut self) -> Result<yaml::Yaml> {
        yaml::parse(&self.text()?)
            .map_err(|problem| Error::input(&self.path, Place::Line(problem.line), problem.problem))
    }

    /// An error about the file as a whole.
    fn error(&self, problem: impl std::fmt::Display) -> Error {
        Error::input(&self.path, Place::Whole, problem)
    }

    /// An error at a key.
    fn error_at(&self, key: &str, problem: impl std::fmt::Display) -> Error {
        Error::input(&self.path, Place::Key(key.to_owned()), problem)
    }

    /// The file's name without its endings.
    fn stem(&self) -> String {
        stem(&self.path)
    }

    /// The path of the file called `name` beside this one, if it is there.
    fn beside(&self, name: &str) -> Option<PathBuf> {
        let is_there = self.folders.has_beside(&self.path, name);
        is_there.then(|| self.path.with_file_name(name))
    }

    /// The JSON of the file called `name` beside this one, if it can be read.
    fn json_beside(&self, name: &str) -> Option<serde_json::Value> {
        let bytes = std::fs::read(self.path.with_file_name(name)).ok()?;
        value::json(&bytes).ok()
    }

    /// The name of the folder `up` levels above the file (1: the one it is in); empty at the root.
    fn folder(&self, up: usize) -> String {
        let folder = self.path.ancestors().nth(up);
        if let Some(name) = folder.and_then(Path::file_name) {
            return name.to_string_lossy().into_owned();
        }
        // `results.json` without a folder: where the working directory is tells it.
        let whole = self.path.canonicalize().unwrap_or_default();
        let folder = whole.ancestors().nth(up).and_then(Path::file_name);
        folder.unwrap_or_default().to_string_lossy().into_owned()
    }
}

#[cfg(test)]
mod tests;
