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
    pub(super) fn accuracy(&self) -> Option<(String, f64)> {
        let names = ["accuracy", "mean"];
        names.iter().find_map(|name| {
            self.figures
                .get(*name)
                .map(|value| ((*name).to_owned(), *value))
        })
    }
}

/// A sample as the log has it.
#[derive(Deserialize)]
struct Sample {
    id: Value,
    #[serde(default)]
    scores: Option<IndexMap<String, ScoreEntry>>,
    /// Version 1.
    #[serde(default)]
    score: Option<ScoreEntry>,
    #[serde(default)]
    output: Option<Output>,
    #[serde(default)]
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
    #[serde(default)]
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
    /// Reads a sample.
    pub(super) fn read_sample<'de, D: Deserializer<'de>>(
        &mut self,
        json: D,
    ) -> Result<(), D::Error> {
        let sample = Sample::deserialize(json)?;
        self.answers.add(sample);
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
        match self.results.get("scores").and_then(Value::as_array) {
            Some(scores) => scores
                .iter()
                .filter_map(|score| text_at(score, "name"))
                .map(str::to_owned)
                // An entry a reducer: the first counts.
                .collect::<IndexSet<_>>()
                .into_iter()
                .collect(),
            None => self
                .results
                .get("scorer")
                .and_then(|scorer| text_at(scorer, "name"))
                .map(str::to_owned)
                .into_iter()
                .collect(),
        }
    }

    /// What the header states of a scorer.
    pub(super) fn metrics(&self, scorer: &str) -> Option<Metrics> {
        let scores = self.results.get("scores").and_then(Value::as_array);
        let (entry, metrics) = match scores {
            Some(scores) => {
                let entry = scores
                    .iter()
                    .find(|score| text_at(score, "name") == Some(scorer))?;
                (entry, entry.get("metrics")?)
            }
            None => (&self.results, self.results.get("metrics")?),
        };
        let figures: IndexMap<String, f64> = metrics
            .as_object()?
            .iter()
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
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
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
        let tokens = sample
            .output
            .as_ref()
            .and_then(|output| output.usage.as_ref()?.output_tokens.as_u64());
        if let Some(tokens) = tokens {
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
        let answer = Answer {
            score: score(value),
            truncated,
        };
        match answers.items.get_mut(id) {
            Some(answers) => answers.push(answer),
            None => {
                answers.items.insert(id.to_owned(), vec![answer]);
            }
        }
    }

    /// Whether the answer was cut by the token limit.
    fn truncated(&mut self, sample: &Sample) -> Option<bool> {
        let limit = sample
            .limit
            .as_ref()
            .and_then(|limit| text_at(limit, "type"));
        if matches!(limit, Some("token" | "context")) {
            return Some(true);
        }
        let reason = sample
            .output
            .as_ref()?
            .choices
            .first()?
            .stop_reason
            .as_str()?;
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
