//! From the runs of all files to cells: which of several runs counts, and how models are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::labels::labels;
use super::said::{Brief, Remark, Said};
use super::stored::Stored;
use super::{Parsed, Repeats};
use crate::dataset::{Cell, Evidence, Provenance};
use crate::error::{Error, Place, Result, printable};
use crate::input::evidence::with_facts;
use crate::input::intake::{Intake, ModelFacts};
use crate::input::notes::inverted_note;
use crate::input::table::TableOptions;
use crate::input::{Repeats as Choice, drop_aside, repeats};

/// The runs of all files, in the order of the files, kept until all files are read.
#[derive(Default)]
pub(in super::super) struct RunStore {
    runs: Vec<Stored>,
    said: Said,
}

impl RunStore {
    /// Keeps what a file holds.
    pub(in super::super) fn add(&mut self, file: &Path, harness: &'static str, parsed: Parsed) {
        for remark in parsed.notes {
            self.said.remark(file, remark);
        }
        let file: Arc<Path> = file.into();
        let version: Option<Arc<str>> = parsed.version.map(Arc::from);
        self.runs.extend(parsed.runs.into_iter().map(|run| Stored {
            run,
            part: None,
            file: file.clone(),
            harness,
            version: version.clone(),
        }));
    }

    /// Makes cells of all runs, and says what was read.
    ///
    /// # Errors
    /// If a name is none, or figures cannot be.
    pub(in super::super) fn pour_into(self, intake: &mut Intake<'_>) -> Result<()> {
        let RunStore { mut runs, mut said } = self;
        let choice = intake.options.tables.repeats;
        let mut inverted: BTreeMap<Arc<Path>, BTreeSet<String>> = BTreeMap::new();
        for stored in &mut runs {
            if stored.take_facts(&intake.options.tables)? {
                let tasks = inverted.entry(stored.file.clone()).or_default();
                tasks.insert(printable(&stored.run.task, 60));
                intake.reading(&stored.run.task, true, false);
            }
        }
        let mut cells: IndexMap<[&str; 3], Vec<&Stored>, FxBuildHasher> =
            IndexMap::with_capacity_and_hasher(runs.len(), FxBuildHasher);
        for stored in &runs {
            let run = &stored.run;
            let names = [run.model.trim(), &run.level, &run.task];
            // Most have one run.
            let runs = cells.entry(names).or_insert_with(|| Vec::with_capacity(1));
            runs.push(stored);
        }
        for (file, tasks) in inverted {
            if let Some((brief, detail)) = inverted_note(&Vec::from_iter(tasks)) {
                intake.note(&file, brief, detail);
            }
        }
        let mut models: Vec<&str> = cells.keys().map(|[model, ..]| *model).collect();
        models.dedup();
        let labels = labels(&models);
        let mut several: IndexMap<(&str, &Path, &str), Vec<&Path>> = IndexMap::new();
        let mut declared = None;
        for ([model, level, task], runs) in &cells {
            let place = Place::Key(printable(task, 60));
            let error = |problem| Error::input(&*runs[0].file, place.clone(), problem);
            let chosen = Chosen::of(runs, choice).map_err(error)?;
            let kept = chosen.kept;
            let error = |problem| Error::input(&*kept.file, place.clone(), problem);
            if declared != Some(model) {
                let facts = ModelFacts {
                    label: labels.get(model).map(String::as_str),
                    ..ModelFacts::default()
                };
                intake.model(model, facts).map_err(error)?;
                declared = Some(model);
            }
            let origin = (kept.file.clone(), place.clone());
            let provenance = Some(kept.provenance(&chosen.cell));
            intake
                .cell([model, level, task], chosen.cell, origin, provenance)
                .map_err(error)?;
            said.run(kept);
            if let Some(category) = &kept.run.category {
                intake.builder.category(task.trim(), category);
            }
            if let Some(how) = chosen.how {
                let files = several.entry((*model, &*kept.file, how)).or_default();
                for stored in chosen.others {
                    if stored.file != kept.file && !files.contains(&&*stored.file) {
                        files.push(&stored.file);
                    }
                }
            }
        }
        for ((model, kept, how), files) in several {
            let names = files.iter().map(|file| file.display().to_string());
            let others = match names.collect::<Vec<_>>().join(", ") {
                none if none.is_empty() => "others in the same file".to_owned(),
                others => others,
            };
            let detail = format!("{model}: {how}; beside this file: {others}");
            let brief = Brief::Decided(how.to_owned());
            said.remark(kept, Remark { brief, detail });
        }
        say(&said, intake);
        drop_aside(runs);
        Ok(())
    }
}

/// Says what was read; warns where no task has a metric that was asked for.
fn say(said: &Said, intake: &mut Intake<'_>) {
    let mut brief = said.brief();
    for (file, detail) in said.details() {
        intake.note(&file, mem::take(&mut brief), detail);
    }
    let asked = &intake.options.metrics.wanted;
    if !asked.is_empty() && brief.is_empty() && !asked.iter().any(|name| said.counts_by(name)) {
        let message = format!(
            "--metric {}: no task has it as a share; tasks count by {}",
            printable(&asked.join(" --metric "), 100),
            said.metrics()
        );
        intake.warn(message, "");
    }
}

/// Which of several runs of a cell count.
struct Chosen<'a> {
    /// The run whose names and place are shown.
    kept: &'a Stored,
    cell: Cell,
    /// The other runs.
    others: Vec<&'a Stored>,
    /// What became of several runs.
    how: Option<&'static str>,
}

impl<'a> Chosen<'a> {
    /// Of each part of the task the run that counts, and all parts together.
    fn of(runs: &[&'a Stored], choice: Option<Choice>) -> Result<Chosen<'a>, String> {
        if let [only] = runs {
            return Ok(Chosen {
                kept: only,
                cell: only.cell(),
                others: Vec::new(),
                how: None,
            });
        }
        let mut parts: IndexMap<&str, Vec<&Stored>> = IndexMap::new();
        for stored in runs {
            let part = stored.part.as_ref().unwrap_or(&stored.run.task);
            parts.entry(part).or_default().push(stored);
        }
        let chosen = parts
            .into_values()
            .map(|runs| Chosen::of_part(runs, choice));
        let mut chosen = chosen.collect::<Result<Vec<_>, String>>()?;
        let cells: Vec<Cell> = chosen.iter().map(|part| part.cell.clone()).collect();
        let mut whole = chosen.swap_remove(0);
        if !chosen.is_empty() {
            whole.cell = repeats::parts(&cells)?.unwrap_or(whole.cell);
            for part in chosen {
                whole.others.extend(part.others);
                whole.how = whole.how.or(part.how);
            }
        }
        Ok(whole)
    }

    /// By what the user asked for, else by what the harness means by several runs.
    fn of_part(runs: Vec<&'a Stored>, choice: Option<Choice>) -> Result<Chosen<'a>, String> {
        // By date; runs without one, or of the same, stay in the order of the files.
        let mut sorted = runs;
        sorted.sort_by(|a, b| a.date().total_cmp(&b.date()));
        let dated = sorted.iter().any(|stored| stored.run.date.is_some());
        let newest = match dated {
            true => "of several runs the newest",
            false => "of several runs without a date the last",
        };
        let (together, how) = match choice {
            None => (by_default(&sorted), newest),
            Some(Choice::Last) => (vec![sorted[sorted.len() - 1]], newest),
            Some(Choice::First) => (vec![sorted[0]], "of several runs the first"),
            Some(Choice::Pool) => (sorted.clone(), "the answers of several runs together"),
            Some(Choice::Mean) => (sorted.clone(), "the mean of several runs"),
        };
        let kept = together[together.len() - 1];
        let cells: Vec<Cell> = together.iter().map(|stored| stored.cell()).collect();
        let (cell, how) = match (&cells[..], choice) {
            ([only], _) => (Some(only.clone()), how),
            (_, Some(Choice::Mean)) => (repeats::mean(&cells)?, how),
            _ => (
                repeats::pool(&cells)?,
                "the answers of several runs together",
            ),
        };
        let others = sorted.iter().filter(|stored| !std::ptr::eq(**stored, kept));
        Ok(Chosen {
            kept,
            cell: cell.unwrap_or_else(|| kept.cell()),
            others: others.copied().collect(),
            how: (sorted.len() > 1).then_some(how),
        })
    }
}

/// The newest of each batch of retries, where all are counted, else the newest; runs that do not
/// add up are one batch.
fn by_default<'a>(sorted: &[&'a Stored]) -> Vec<&'a Stored> {
    let all_pool = sorted
        .iter()
        .all(|stored| matches!(stored.run.repeats, Repeats::Pool(_)));
    let mut batches: IndexMap<&str, &Stored> = IndexMap::new();
    for stored in sorted {
        let batch = match &stored.run.repeats {
            Repeats::Pool(id) if all_pool => id.as_str(),
            _ => "",
        };
        // A later one takes the place, and its place in the order.
        batches.shift_remove(batch);
        batches.insert(batch, stored);
    }
    let newest: Vec<&Stored> = batches.into_values().collect();
    let is_counted = |stored: &&Stored| matches!(stored.run.evidence, Evidence::Counts(_));
    match newest.iter().all(is_counted) {
        true => newest,
        false => sorted[sorted.len() - 1..].to_vec(),
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
            Error::input(&*self.file, Place::Key(printable(&run.task, 60)), problem)
        })?;
        if let Some(level) = facts.level {
            run.level = level;
        }
        if let Some(task) = facts.task {
            self.part = Some(mem::replace(&mut run.task, task));
        }
        Ok(is_lower_better)
    }

    fn provenance(&self, cell: &Cell) -> Provenance {
        let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Provenance {
            file: self.file.clone(),
            metric: named(&self.run.metric),
            filter: named(&self.run.filter).filter(|filter| filter != "none"),
            n: cell.responses(),
            harness: Some(self.harness),
            version: self.version.clone(),
        }
    }
}
