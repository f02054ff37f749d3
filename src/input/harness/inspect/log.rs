//! The parts of a log that are read. Answers are reduced to their scores as they go by.

use std::collections::BTreeSet;
use std::fmt;

use indexmap::{IndexMap, IndexSet};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::score::{Answer, Answers, score};
use crate::input::harness::value::{count_at, number_at, text_at};
use crate::stop_reason::is_truncated;

/// What is kept of a log.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) status: String,
    pub(super) eval: Value,
    results: Value,
    /// Answers that the header counts, over all epochs.
    pub(super) total: Option<u64>,
    pub(super) answers: AllAnswers,
}

/// The answers of a log.
#[derive(Debug, Default)]
pub(super) struct AllAnswers {
    /// By scorer; a scorer whose values are objects has an entry a member.
    by_scorer: IndexMap<String, Answers>,
    /// How many samples the log holds.
    pub(super) entries: u64,
    /// Stop reasons that are not known to mean truncation or its absence.
    pub(super) unknown_reasons: BTreeSet<String>,
    tokens: u64,
    with_tokens: u64,
}

/// What a header states of a scorer.
#[derive(Debug)]
pub(super) struct Metrics {
    figures: IndexMap<String, f64>,
    /// Items that were scored, after reducing over epochs.
    pub(super) scored: Option<u64>,
    /// Standard error.
    pub(super) error: Option<f64>,
    /// Standard deviation of the items.
    pub(super) deviation: Option<f64>,
}

impl Metrics {
    /// The metric that is the accuracy, by name.
    pub(super) fn accuracy(&self) -> Option<(&'static str, f64)> {
        let mut names = ["accuracy", "mean"].into_iter();
        names.find_map(|name| Some((name, *self.figures.get(name)?)))
    }
}

/// A sample as the log has it.
#[derive(Deserialize)]
struct Sample {
    id: Value,
    scores: Option<IndexMap<String, ScoreEntry>>,
    /// Version 1.
    score: Option<ScoreEntry>,
    output: Option<Output>,
    limit: Option<Value>,
}

#[derive(Deserialize)]
struct ScoreEntry {
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct Output {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    stop_reason: Value,
}

#[derive(Deserialize)]
struct Usage {
    #[serde(default)]
    output_tokens: Value,
}

impl Log {
    /// Reads a log, or the header of an archive.
    pub(super) fn read<'de, D: Deserializer<'de>>(&mut self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(LogVisitor(self))
    }

    #[cfg(feature = "harness")]
    /// Reads a sample, of which nothing is kept before it is read to its end.
    pub(super) fn read_sample<'de, D: Deserializer<'de>>(
        &mut self,
        json: D,
    ) -> Result<(), D::Error> {
        self.answers.add(Sample::deserialize(json)?);
        Ok(())
    }

    /// Names the scorer of answers of version 1, which only the header does.
    pub(super) fn name_scorer(&mut self) {
        let names = self.header_scorers();
        if let [name] = &names[..]
            && self.answers.of(name).is_none()
            && let Some(answers) = self.answers.by_scorer.shift_remove("score")
        {
            self.answers.by_scorer.insert(name.clone(), answers);
        }
    }

    /// The names of the scorers that the header has figures of.
    pub(super) fn header_scorers(&self) -> Vec<String> {
        let scores: Vec<&Value> = match &self.results["scores"] {
            Value::Array(scores) => scores.iter().collect(),
            _ => vec![&self.results["scorer"]],
        };
        let names = scores
            .into_iter()
            .filter_map(|score| text_at(score, "name"));
        // An entry a reducer: the first counts.
        let names: IndexSet<&str> = names.collect();
        names.into_iter().map(str::to_owned).collect()
    }

    /// What the header states of a scorer.
    pub(super) fn metrics(&self, scorer: &str) -> Option<Metrics> {
        let entry = match &self.results["scores"] {
            Value::Array(scores) => {
                let mut scores = scores.iter();
                scores.find(|score| text_at(score, "name") == Some(scorer))?
            }
            _ => &self.results,
        };
        let metrics = entry["metrics"].as_object()?.iter();
        let figures: IndexMap<String, f64> = metrics
            .filter_map(|(name, metric)| Some((name.clone(), number_at(metric, "value")?)))
            .collect();
        let figure = |name: &str| figures.get(name).copied().filter(|error| *error >= 0.0);
        Some(Metrics {
            scored: count_at(entry, "scored_samples"),
            error: figure("stderr").or_else(|| figure("bootstrap_stderr")),
            deviation: figure("std"),
            figures,
        })
    }
}

struct LogVisitor<'a>(&'a mut Log);

impl<'de> Visitor<'de> for LogVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an Inspect log")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let log = self.0;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "status" => log.status = map.next_value()?,
                "eval" => log.eval = map.next_value()?,
                "results" => {
                    log.results = map.next_value()?;
                    log.total = count_at(&log.results, "total_samples");
                }
                "samples" => map.next_value_seed(Samples(&mut log.answers))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The list of samples, of which only the scores stay.
struct Samples<'a>(&'a mut AllAnswers);

impl<'de> DeserializeSeed<'de> for Samples<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Samples<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of samples")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut samples: A) -> Result<(), A::Error> {
        while let Some(sample) = samples.next_element::<Sample>()? {
            self.0.add(sample);
        }
        Ok(())
    }
}

impl AllAnswers {
    fn add(&mut self, sample: Sample) {
        self.entries += 1;
        let truncated = self.truncated(&sample);
        let usage = sample
            .output
            .as_ref()
            .and_then(|output| output.usage.as_ref());
        if let Some(tokens) = usage.and_then(|usage| usage.output_tokens.as_u64()) {
            self.tokens += tokens;
            self.with_tokens += 1;
        }
        let id = match &sample.id {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let scores = sample.scores.unwrap_or_default();
        let old = sample.score.map(|score| ("score".to_owned(), score));
        for (scorer, entry) in scores.into_iter().chain(old) {
            match entry.value {
                Value::Object(members) => {
                    for (member, value) in &members {
                        self.keep(member, &id, value, truncated);
                    }
                }
                value => self.keep(&scorer, &id, &value, truncated),
            }
        }
    }

    fn keep(&mut self, scorer: &str, id: &str, value: &Value, truncated: Option<bool>) {
        let answers = match self.by_scorer.get_mut(scorer) {
            Some(answers) => answers,
            None => self.by_scorer.entry(scorer.to_owned()).or_default(),
        };
        let of_item = match answers.items.get_mut(id) {
            Some(of_item) => of_item,
            None => answers.items.entry(id.to_owned()).or_default(),
        };
        of_item.push(Answer {
            score: score(value),
            truncated,
        });
    }

    /// Whether the answer was cut by the token limit.
    fn truncated(&mut self, sample: &Sample) -> Option<bool> {
        let limit = sample.limit.as_ref();
        let limit = limit.and_then(|limit| text_at(limit, "type"));
        if matches!(limit, Some("token" | "context")) {
            return Some(true);
        }
        let choice = sample.output.as_ref()?.choices.first()?;
        let reason = choice.stop_reason.as_str()?;
        let known = is_truncated(reason.as_bytes());
        // `unknown` is Inspect's word for what is neither.
        if known.is_none() && reason != "unknown" {
            self.unknown_reasons.insert(reason.to_owned());
            return None;
        }
        Some(known == Some(true))
    }

    /// The answers by this scorer.
    pub(super) fn of(&self, scorer: &str) -> Option<&Answers> {
        self.by_scorer.get(scorer)
    }

    pub(super) fn scorers(&self) -> impl Iterator<Item = &str> {
        self.by_scorer.keys().map(String::as_str)
    }

    /// Mean output tokens of the last call of each sample, where all samples record them.
    pub(super) fn tokens(&self) -> Option<f64> {
        let recorded = self.with_tokens > 0 && self.with_tokens == self.entries;
        recorded.then(|| self.tokens as f64 / self.entries as f64)
    }
}
