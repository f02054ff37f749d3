//! From the runs of all files to cells: which of several runs counts, and how models are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::labels::labels;
use super::{Parsed, Repeats, Run};
use crate::dataset::{Cell, Evidence, Provenance};
use crate::error::{Error, Place, Result, printable};
use crate::input::evidence::with_facts;
use crate::input::intake::{Intake, ModelFacts};
use crate::input::table::{TableOptions, inverted_note};

/// The runs of all files, in the order of the files.
#[derive(Default)]
pub(in super::super) struct RunStore {
    runs: Vec<Stored>,
}

/// A run and where it comes from.
struct Stored {
    run: Run,
    file: PathBuf,
    harness: &'static str,
    version: Option<String>,
}

impl RunStore {
    /// Keeps what a file holds.
    pub(in super::super) fn add(&mut self, file: &Path, harness: &'static str, parsed: Parsed) {
        let Parsed { runs, version, .. } = parsed;
        self.runs.extend(runs.into_iter().map(|run| Stored {
            run,
            file: file.to_owned(),
            harness,
            version: version.clone(),
        }));
    }

    /// Makes cells of all runs.
    ///
    /// # Errors
    /// If a name is none.
    pub(in super::super) fn pour_into(self, intake: &mut Intake<'_>) -> Result<()> {
        let mut cells: IndexMap<(String, String, String), Vec<Stored>> = IndexMap::new();
        let mut inverted: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
        for mut stored in self.runs {
            if stored.take_facts(&intake.options.tables)? {
                let tasks = inverted.entry(stored.file.clone()).or_default();
                tasks.insert(printable(&stored.run.task, 60));
            }
            let run = &stored.run;
            let key = (
                run.model.trim().to_owned(),
                run.level.clone(),
                run.task.clone(),
            );
            cells.entry(key).or_default().push(stored);
        }
        for (file, tasks) in inverted {
            if let Some((brief, detail)) = inverted_note(&Vec::from_iter(tasks)) {
                intake.note(&file, brief, detail);
            }
        }
        let models: Vec<&str> = cells.keys().map(|(model, ..)| model.as_str()).collect();
        let labels = labels(&models);
        let mut superseded: IndexMap<(String, PathBuf), Vec<PathBuf>> = IndexMap::new();
        for ((model, level, task), runs) in &cells {
            let chosen = Chosen::of(runs);
            let kept = chosen.kept;
            let place = Place::Key(printable(task, 60));
            let error = |problem| Error::input(&kept.file, place.clone(), problem);
            let facts = ModelFacts {
                label: labels.get(model.as_str()).map(String::as_str),
                ..ModelFacts::default()
            };
            intake.model(model, facts).map_err(error)?;
            let origin = super::super::names::origin(&kept.file, &place);
            let cell = Cell {
                evidence: chosen.evidence,
                tokens: chosen.tokens,
                points: None,
            };
            intake
                .cell([model, level, task], cell, &origin, Some(kept.provenance()))
                .map_err(error)?;
            if let Some(category) = &kept.run.category {
                intake.builder.category(task.trim(), category);
            }
            if chosen.pooled > 1 {
                let detail = format!(
                    "{model} on {task}: the answers of {} runs add up",
                    chosen.pooled
                );
                intake.note(&kept.file, "runs of one task added up", detail);
            }
            for stored in chosen.passed_over {
                let files = superseded
                    .entry((model.clone(), kept.file.clone()))
                    .or_default();
                if stored.file != kept.file && !files.contains(&stored.file) {
                    files.push(stored.file.clone());
                }
            }
        }
        for ((model, kept), files) in superseded {
            let names: Vec<String> = files
                .iter()
                .map(|file| file.display().to_string())
                .collect();
            let over = match names.is_empty() {
                true => "an earlier run in the same file".to_owned(),
                false => names.join(", "),
            };
            let detail = format!("{model}: of several runs the newest counts, not {over}");
            intake.note(&kept, "of several runs the newest", detail);
        }
        Ok(())
    }
}

/// Which of several runs of a cell count.
struct Chosen<'a> {
    /// The run whose names and place are shown.
    kept: &'a Stored,
    evidence: Evidence,
    tokens: Option<f64>,
    passed_over: Vec<&'a Stored>,
    /// How many runs add up.
    pooled: usize,
}

impl<'a> Chosen<'a> {
    fn of(runs: &'a [Stored]) -> Chosen<'a> {
        // The newest of each batch of retries; runs that do not pool are one batch.
        let mut batches: IndexMap<&str, &Stored> = IndexMap::new();
        let mut passed_over = Vec::new();
        let all_pool = runs
            .iter()
            .all(|stored| matches!(stored.run.repeats, Repeats::Pool(_)));
        for stored in runs {
            let batch = match &stored.run.repeats {
                Repeats::Pool(id) if all_pool => id.as_str(),
                _ => "",
            };
            match batches.entry(batch) {
                indexmap::map::Entry::Vacant(place) => {
                    place.insert(stored);
                }
                indexmap::map::Entry::Occupied(mut known) => {
                    let is_newer = stored.run.date.unwrap_or(f64::NEG_INFINITY)
                        >= known.get().run.date.unwrap_or(f64::NEG_INFINITY);
                    let older = if is_newer {
                        known.insert(stored)
                    } else {
                        stored
                    };
                    passed_over.push(older);
                }
            }
        }
        let mut kept = batches.into_values();
        // The first run made it a cell.
        let first = kept.next().unwrap_or(&runs[0]);
        let mut chosen = Chosen {
            kept: first,
            evidence: first.run.evidence.clone(),
            tokens: first.run.tokens,
            passed_over,
            pooled: 1,
        };
        for other in kept {
            chosen.pool(other);
        }
        chosen
    }

    /// Adds another run's answers; where only shares are known, the later run counts.
    fn pool(&mut self, other: &'a Stored) {
        let (Evidence::Counts(ours), Evidence::Counts(theirs)) =
            (&self.evidence, &other.run.evidence)
        else {
            let older = std::mem::replace(&mut self.kept, other);
            self.evidence = other.run.evidence.clone();
            self.tokens = other.run.tokens;
            self.passed_over.push(older);
            return;
        };
        let (ours_n, theirs_n) = (ours.responses() as f64, theirs.responses() as f64);
        self.tokens = self.tokens.zip(other.run.tokens).and_then(|(mine, other)| {
            let all = ours_n + theirs_n;
            (all > 0.0).then(|| (mine * ours_n + other * theirs_n) / all)
        });
        self.evidence = Evidence::Counts(ours.pool(theirs));
        self.pooled += 1;
    }
}

impl Stored {
    /// Takes what the project file says of the task: its name, its level, its figures. Whether less
    /// is better in it.
    ///
    /// # Errors
    /// If the figures cannot be.
    fn take_facts(&mut self, options: &TableOptions) -> Result<bool> {
        let run = &mut self.run;
        let facts = options.facts(&run.task);
        let is_lower_better = options.is_lower_better(&run.task);
        let evidence = with_facts(run.evidence.clone(), &facts, is_lower_better);
        run.evidence = evidence.map_err(|problem| {
            Error::input(&self.file, Place::Key(printable(&run.task, 60)), problem)
        })?;
        if let Some(level) = facts.level {
            run.level = level;
        }
        if let Some(task) = facts.task {
            run.task = task;
        }
        Ok(is_lower_better)
    }

    fn provenance(&self) -> Provenance {
        let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let n = match &self.run.evidence {
            Evidence::Counts(counts) => Some(counts.responses()),
            Evidence::Estimate(estimate) => estimate.responses,
        };
        Provenance {
            file: self.file.clone(),
            metric: named(&self.run.metric),
            filter: named(&self.run.filter).filter(|filter| filter != "none"),
            n,
            harness: Some(self.harness),
            version: self.version.clone(),
        }
    }
}
