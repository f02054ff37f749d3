//! Inspect logs: JSON of versions 1 and 2, and `.eval` archives.
//!
//! Figures come from the answers (`samples`), which are streamed; a log without all of them gives
//! what its header states.

#[cfg(feature = "harness")]
mod archive;
mod log;
mod score;

use indexmap::IndexSet;

use super::stated::{mean_of, stated};
use super::value::{WithoutNan, number, text_at};
use super::{Parsed, Repeats, Run, Source, WITHOUT_SHARE, Wanted, date};
use crate::dataset::Evidence;
use crate::error::{Error, Result};
use crate::input::format::{Format, Reader};

use log::{Log, Metrics};
use score::{Answers, Reducer, Tally};

pub(in super::super) const JSON: Format = Format {
    id: "inspect",
    label: "Inspect log (JSON)",
    endings: &["json"],
    keys: &[
        "version", "status", "eval", "plan", "results", "stats", "samples",
    ],
    detect: |clues| {
        let head = &clues.head;
        head.is_object()
            && head.value("eval") == Some(b'{')
            && head.has("status")
            && head.has("version")
    },
    read: Reader::Results(read_json),
};

#[cfg(feature = "harness")]
pub(in super::super) const EVAL: Format = Format {
    id: "inspect-eval",
    label: "Inspect log (.eval)",
    endings: &["eval"],
    keys: &[],
    detect: |clues| {
        clues.head.text().starts_with(b"PK\x03\x04")
            && clues.file_name().to_lowercase().ends_with(".eval")
    },
    read: Reader::Results(read_archive),
};

fn read_json(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let mut log = Log::default();
    let content = WithoutNan::new(&mut source.content);
    let outcome = log.read(&mut serde_json::Deserializer::from_reader(content));
    outcome.map_err(|error| Error::json(&source.path, &error))?;
    log.name_scorer();
    conclude(&log, source, wanted)
}

#[cfg(feature = "harness")]
fn read_archive(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let log = archive::read(&source.path, &mut source.content)?;
    conclude(&log, source, wanted)
}

/// What a log amounts to.
fn conclude(log: &Log, source: &Source, wanted: &Wanted) -> Result<Parsed> {
    let eval = &log.eval;
    let mut parsed = Parsed {
        version: text_at(&eval["packages"], "inspect_ai").map(str::to_owned),
        ..Parsed::default()
    };
    let model = text_at(eval, "model")
        .ok_or_else(|| source.error_at("eval.model", "the log names no model"))?;
    let task = text_at(eval, "task")
        .ok_or_else(|| source.error_at("eval.task", "the log names no task"))?;
    if log.status != "success" {
        let detail = format!(
            "{model} on {task}: the run's status is `{}`, its figures would be those of a part; \
             `inspect eval-retry` finishes it",
            log.status
        );
        parsed.left_out(1, "log", format!("with status {}", log.status), detail);
        return Ok(parsed);
    }
    let mut scorers = log.scorers(wanted);
    if scorers.is_empty() {
        let detail = format!("{model} on {task}: the log has no scores; `inspect score` adds them");
        parsed.left_out(1, "log", "without scores", detail);
        return Ok(parsed);
    }
    let mut found = None;
    for (ix, scorer) in scorers.iter().enumerate() {
        let result = match log.answers_to_count(scorer) {
            Some(answers) => from_answers(log, scorer, answers, &mut parsed),
            None => from_header(log, scorer, &mut parsed),
        };
        let result = result.map_err(|problem| source.error_at(scorer, problem))?;
        if let Some(result) = result {
            found = Some((ix, result));
            break;
        }
    }
    let Some((chosen, (evidence, metric, filter))) = found else {
        let detail = format!(
            "{model} on {task}: the scores of {} are no share of right answers",
            scorers.join(", ")
        );
        parsed.left_out(1, "log", WITHOUT_SHARE, detail);
        return Ok(parsed);
    };
    let scorer = scorers.remove(chosen);
    if !scorers.is_empty() {
        let detail = format!(
            "{model} on {task}: scored by `{scorer}`, not by {}",
            scorers.join(", ")
        );
        parsed.note("of several scorers the first", detail);
    }
    let unknown = Vec::from_iter(log.answers.unknown_reasons.iter().cloned()).join(", ");
    if !unknown.is_empty() {
        let detail = format!("{model} on {task}: stop reasons that are not known: {unknown}");
        parsed.note("unknown stop reasons are not recorded", detail);
    }
    parsed.runs.push(Run {
        filter,
        tokens: log.answers.tokens(),
        date: text_at(eval, "created").and_then(date::seconds),
        repeats: Repeats::Pool(text_at(eval, "task_id").unwrap_or_default().to_owned()),
        ..Run::new(model, task, &metric, evidence)
    });
    Ok(parsed)
}

/// Evidence, metric and filter.
type Outcome = Result<Option<(Evidence, String, String)>, String>;

/// The figures of the answers, reduced over epochs as the log says.
fn from_answers(log: &Log, scorer: &str, answers: &Answers, parsed: &mut Parsed) -> Outcome {
    // Of one answer an item, any reducer gives that.
    let reducer = Reducer::named(log.reducer()).unwrap_or(Reducer::Mean);
    let tally = Tally::new(answers, &reducer);
    if tally.has_other_scale {
        return Ok(None);
    }
    let unscored = tally.unscored + log.answers.entries.saturating_sub(answers.count());
    if unscored > 0 {
        let detail = format!("`{scorer}`: {unscored} answers have no score and do not count");
        parsed.note("answers without a score", detail);
    }
    let metrics = log.metrics(scorer);
    if let Some((name, stated)) = metrics.as_ref().and_then(Metrics::accuracy)
        && let Some(ours) = tally.mean_of_all
        && (stated - ours).abs() > 1e-6
        && tally.unscored == 0
    {
        let detail = format!(
            "`{scorer}`: the header's {name} is {stated:.4}, that of the answers {ours:.4}; the \
             answers count"
        );
        parsed.note("headers that differ from their answers", detail);
    }
    let filter = match answers.epochs() {
        1 => String::new(),
        _ => log.reducer().to_owned(),
    };
    let evidence = tally.evidence(metrics.and_then(|metrics| metrics.error))?;
    Ok(evidence.map(|evidence| (evidence, scorer.to_owned(), filter)))
}

/// The figures of the header, where the answers are not in the log.
fn from_header(log: &Log, scorer: &str, parsed: &mut Parsed) -> Outcome {
    let Some(metrics) = log.metrics(scorer) else {
        return Ok(None);
    };
    let is_share = |(_, accuracy): &(&str, f64)| (0.0..=1.0).contains(accuracy);
    let Some((name, accuracy)) = metrics.accuracy().filter(is_share) else {
        return Ok(None);
    };
    let items = log.total.map(|total| total / log.epochs().max(1));
    let n = metrics.scored.or(items);
    let by_deviation = || Some(metrics.deviation? / (n.filter(|n| *n > 0)? as f64).sqrt());
    let error = metrics.error.or_else(by_deviation);
    let detail = match log.has_all_answers() {
        true => format!(
            "`{scorer}`: the log reduces its epochs by `{}`, its figures come from the header",
            log.reducer()
        ),
        false => format!(
            "`{scorer}`: {} of {} answers are in the log, its figures come from the header",
            log.answers.entries,
            log.total
                .map_or("an unknown number".to_owned(), |total| total.to_string()),
        ),
    };
    parsed.note("figures of headers where answers are missing", detail);
    let evidence = match log.epochs() {
        0 | 1 => stated(accuracy, n, error)?,
        _ => mean_of(accuracy, error, log.total)?,
    };
    Ok(Some((evidence, scorer.to_owned(), name.to_owned())))
}

impl Log {
    /// The scorers with figures: first the one asked for, then in the order of the log.
    fn scorers(&self, wanted: &Wanted) -> Vec<String> {
        let mut names = IndexSet::<String>::from_iter(self.header_scorers());
        names.extend(self.answers.scorers().map(str::to_owned));
        // A header names a scorer by its parts where its values are objects.
        names.retain(|name| {
            let has_accuracy = |metrics: Metrics| metrics.accuracy().is_some();
            self.answers.of(name).is_some() || self.metrics(name).is_some_and(has_accuracy)
        });
        let asked = wanted.of(text_at(&self.eval, "task").unwrap_or_default());
        if let Some(asked) = asked.iter().find_map(|name| names.get_index_of(name)) {
            names.move_index(asked, 0);
        }
        names.into_iter().collect()
    }

    /// A scorer's answers, where all are in the log and their epochs can be reduced.
    fn answers_to_count(&self, scorer: &str) -> Option<&Answers> {
        let answers = self.answers.of(scorer)?;
        let is_known = answers.epochs() == 1 || Reducer::named(self.reducer()).is_some();
        (is_known && self.has_all_answers()).then_some(answers)
    }

    /// Whether all answers that the header counts are in the log.
    fn has_all_answers(&self) -> bool {
        self.answers.entries > 0 && self.total.is_none_or(|total| self.answers.entries >= total)
    }

    fn epochs(&self) -> u64 {
        number(&self.eval["config"]["epochs"]).map_or(1, |epochs| epochs as u64)
    }

    /// The name of the reducer over epochs; the first of several.
    fn reducer(&self) -> &str {
        let named = &self.eval["config"]["epochs_reducer"];
        named.as_str().or(named[0].as_str()).unwrap_or("mean")
    }
}
