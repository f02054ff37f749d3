//! Cell tables: a cell a line, as CSV or JSONL, or a cell a row, as Parquet.
//!
//! Columns: `model`, `task` and the figures, of which any may be missing or empty (not recorded):
//!
//! | column | meaning |
//! | --- | --- |
//! | `level` | difficulty level |
//! | `n`, `correct` | responses that were not truncated; correct ones among them |
//! | `truncated` | responses cut off by the token limit, not in `n` |
//! | `tokens` | mean completion tokens a response, truncated ones included |
//! | `guess_chance` | mean chance a response of being right by guessing |
//! | `groups` | tags of the model, in CSV separated by `;` |
//! | `accuracy`, `stderr` | for sources without counts: share of correct answers, and its standard error |
//! | `model_label`, `level_label`, `task_label` | what to show in place of the names, which stay as keys |
//! | `lucky` | expected lucky guesses, in place of `guess_chance` |
//! | `points`, `points_expected` | points that were pooled, and how many a complete evaluation has |
//! | `centre`, `margin` | the Wilson interval that the source computed, where there are no counts |
//! | `truncation`, `responses` | share of truncated responses and number of all, where there are no counts |
//!
//! `accuracy` and its like are read only where `n` and `correct` do not tell. With `n` alone, `accuracy × n` is the number
//! of correct ones if it is within 1e-6 of a whole number; else (rounded, or answers scored in fractions) the interval
//! is that of `accuracy × n` out of `n` where neither `stderr` nor `margin` gives one. Other columns are ignored, so that
//! an export of ours can be read again; one that is nearly the name of a column here gives a warning. Surrounding white
//! space is no part of a name. The same model, level and task twice is an error.

pub(super) mod csv;
pub(super) mod jsonl;
#[cfg(feature = "parquet")]
pub(super) mod parquet;

use serde::Deserialize;

use super::figure::{Figure, amount, count, share};
use super::intake::Intake;
use super::{checked_name, duplicate_problem, json};
use crate::dataset::{Cell, Counts, Estimate, Evidence, MarginSource, OnDuplicate};
use crate::error::{Warnings, printable};
use crate::stats::{Z, wilson};

/// The columns that are read; exports begin with them, in this order.
pub const COLUMNS: [&str; 21] = [
    "model",
    "level",
    "task",
    "n",
    "correct",
    "truncated",
    "tokens",
    "guess_chance",
    "groups",
    "model_label",
    "level_label",
    "task_label",
    "lucky",
    "points",
    "points_expected",
    "accuracy",
    "centre",
    "margin",
    "stderr",
    "truncation",
    "responses",
];

/// One line of a cell table.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    #[serde(deserialize_with = "json::text")]
    model: String,
    #[serde(deserialize_with = "json::text")]
    level: String,
    #[serde(deserialize_with = "json::text")]
    task: String,
    #[serde(deserialize_with = "json::text")]
    model_label: String,
    #[serde(deserialize_with = "json::text")]
    level_label: String,
    #[serde(deserialize_with = "json::text")]
    task_label: String,
    #[serde(deserialize_with = "json::texts")]
    groups: Vec<String>,
    n: Option<Figure>,
    correct: Option<Figure>,
    truncated: Option<Figure>,
    tokens: Option<Figure>,
    guess_chance: Option<Figure>,
    lucky: Option<Figure>,
    points: Option<Figure>,
    points_expected: Option<Figure>,
    accuracy: Option<Figure>,
    stderr: Option<Figure>,
    centre: Option<Figure>,
    margin: Option<Figure>,
    truncation: Option<Figure>,
    responses: Option<Figure>,
}

impl Row {
    /// The text in the column `name`.
    fn text(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "model" => &mut self.model,
            "level" => &mut self.level,
            "task" => &mut self.task,
            "model_label" => &mut self.model_label,
            "level_label" => &mut self.level_label,
            "task_label" => &mut self.task_label,
            _ => return None,
        })
    }

    /// The figure in the column `name`.
    fn figure(&mut self, name: &str) -> Option<&mut Option<Figure>> {
        Some(match name {
            "n" => &mut self.n,
            "correct" => &mut self.correct,
            "truncated" => &mut self.truncated,
            "tokens" => &mut self.tokens,
            "guess_chance" => &mut self.guess_chance,
            "lucky" => &mut self.lucky,
            "points" => &mut self.points,
            "points_expected" => &mut self.points_expected,
            "accuracy" => &mut self.accuracy,
            "stderr" => &mut self.stderr,
            "centre" => &mut self.centre,
            "margin" => &mut self.margin,
            "truncation" => &mut self.truncation,
            "responses" => &mut self.responses,
            _ => return None,
        })
    }

    /// Hands the row to `intake`; `origin` is where it stands. The error is what is wrong with it.
    fn add(self, intake: &mut Intake, origin: &str) -> Result<(), String> {
        let model = checked_name("model", &self.model)?;
        let task = checked_name("task", &self.task)?;
        let level = match self.level.trim() {
            "" => "",
            level => checked_name("level", level)?,
        };
        let mut groups = Vec::with_capacity(self.groups.len());
        for group in self.groups.iter().filter(|group| !group.trim().is_empty()) {
            groups.push(checked_name("a group", group)?.to_owned());
        }
        let expected = count(self.points_expected, "points_expected")?;
        let evidence = self.evidence()?;
        let tokens = amount(self.tokens, "tokens")?;
        let points = count(self.points, "points")?;
        let builder = &mut intake.builder;
        builder.model(model, label(&self.model_label), &groups);
        builder.level(level, label(&self.level_label));
        builder.task(task, label(&self.task_label), expected);
        let Some(evidence) = evidence else {
            return Ok(());
        };
        let cell = Cell {
            evidence,
            tokens,
            points,
        };
        let names = [model, level, task];
        builder
            .cell(names, cell, origin, OnDuplicate::Refuse)
            .map_err(|duplicate| duplicate_problem(names, &duplicate.first))?;
        Ok(())
    }

    /// What the row tells of the accuracy; `None` where it has no figure: not evaluated.
    fn evidence(&self) -> Result<Option<Evidence>, String> {
        let n = count(self.n, "n")?;
        let correct = count(self.correct, "correct")?;
        let truncated = count(self.truncated, "truncated")?;
        let accuracy = share(self.accuracy, "accuracy")?;
        let correct = match (n, correct, accuracy) {
            (Some(n), None, Some(accuracy)) => whole_product(accuracy, n),
            (Some(0), None, None) => Some(0),
            (_, correct, _) => correct,
        };
        match (n, correct, accuracy) {
            (Some(n), Some(correct), _) => self.counts(n, correct, truncated).map(Some),
            (_, None, Some(accuracy)) => self.estimate(accuracy, n, truncated).map(Some),
            (None, Some(_), _) => Err("correct is given without n".to_owned()),
            (Some(_), None, None) => Err("n is given without correct or accuracy".to_owned()),
            (None, None, None) if truncated.is_some() => {
                Err("truncated is given without n".to_owned())
            }
            (None, None, None) => Ok(None),
        }
    }

    fn counts(&self, n: u64, correct: u64, truncated: Option<u64>) -> Result<Evidence, String> {
        let chance = share(self.guess_chance, "guess_chance")?;
        let lucky = amount(self.lucky, "lucky")?.or(chance.map(|chance| chance * n as f64));
        Counts::new(n, correct, truncated, lucky)
            .map(Evidence::Counts)
            .map_err(|problem| problem.to_string())
    }

    /// A reported accuracy. Its margin is 1.96 standard errors, else the given margin, else that of `n` trials, else
    /// unknown.
    fn estimate(
        &self,
        accuracy: f64,
        n: Option<u64>,
        truncated: Option<u64>,
    ) -> Result<Evidence, String> {
        let stderr = amount(self.stderr, "stderr")?;
        let margin = share(self.margin, "margin")?;
        let centre = share(self.centre, "centre")?;
        let (centre, margin, margin_source) = match (stderr, margin) {
            (Some(stderr), _) => (accuracy, (Z * stderr).min(1.0), MarginSource::StandardError),
            (None, Some(margin)) => (centre.unwrap_or(accuracy), margin, MarginSource::Wilson),
            (None, None) => match n.filter(|n| *n > 0).map(|n| n as f64) {
                Some(n) => {
                    let interval = wilson(accuracy * n, n);
                    (interval.centre, interval.margin, MarginSource::Wilson)
                }
                None => (accuracy, 0.0, MarginSource::Unknown),
            },
        };
        let counted = n.map(|n| n + truncated.unwrap_or(0));
        let truncation = match (truncated, counted) {
            (Some(truncated), Some(all)) if all > 0 => Some(truncated as f64 / all as f64),
            _ => share(self.truncation, "truncation")?,
        };
        let estimate = Estimate {
            accuracy,
            centre,
            margin,
            margin_source,
            truncation,
            responses: counted.or(count(self.responses, "responses")?),
        };
        estimate
            .checked()
            .map(Evidence::Estimate)
            .map_err(|problem| problem.to_string())
    }
}

/// A given label without surrounding white space.
fn label(label: &str) -> Option<&str> {
    Some(label.trim()).filter(|label| !label.is_empty())
}

/// Warns of the columns in `found` that are ignored and nearly the name of one that is read and missing.
fn warn_of_misspelt(found: &[String], origin: &str, warnings: &mut Warnings) {
    let missing = |known: &&str| !found.iter().any(|name| name == known);
    for name in found.iter().filter(|name| (4..40).contains(&name.len())) {
        let is_near = |known: &&str| {
            let most = if known.len() < 6 { 1 } else { 2 };
            strsim::osa_distance(name, known) <= most
        };
        if COLUMNS.contains(&name.as_str()) {
            continue;
        }
        if let Some(known) = COLUMNS.into_iter().filter(missing).find(is_near) {
            let name = printable(name, 40);
            let message = format!("the column `{name}` is ignored; did you mean `{known}`?");
            warnings.push(message, origin);
        }
    }
}

/// `accuracy × n` where that is a whole number.
fn whole_product(accuracy: f64, n: u64) -> Option<u64> {
    let product = accuracy * n as f64;
    let whole = product.round();
    ((product - whole).abs() <= 1e-6).then_some(whole as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_read() {
        let mut row = Row::default();
        for name in COLUMNS {
            let known = row.text(name).is_some() || row.figure(name).is_some();
            assert!(known || name == "groups", "{name}");
        }
    }
}
