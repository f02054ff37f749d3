//! Exact counts of points: integers only, so that no order of adding changes a digit.

use std::collections::BTreeMap;

use hashbrown::hash_map::{EntryRef, HashMap};
use rustc_hash::FxBuildHasher;

use super::answer::{Contribution, Outcome, POINT_FIELDS};
use crate::dataset::{Clusters, Counts};

/// Guess chances are summed in units of 2^-64: exact for every chance of 1/2048 and more, and
/// rounded to the nearest unit below.
const CHANCE_UNITS: f64 = 18_446_744_073_709_551_616.0;

/// What was counted at one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Responses that were not truncated.
    pub(super) total: u64,
    pub(super) correct: u64,
    pub(super) invalid: u64,
    pub(super) truncated: u64,
    /// Responses whose line says whether they were truncated.
    pub(super) truncation_recorded: u64,
    /// Sum of completion tokens over all responses that have them.
    pub(super) tokens: u128,
    pub(super) tokens_recorded: u64,
    /// Sum of guess chances over the responses that were not truncated, in units of 2^-64.
    pub(super) chance_units: u128,
    pub(super) chance_recorded: u64,
    /// Sums over the items, where answers are counted by item.
    pub(super) clusters: Option<Clusters>,
}

impl Tally {
    /// All responses.
    pub(super) fn responses(&self) -> u64 {
        self.total + self.truncated
    }

    /// Expected number of lucky guesses.
    pub(super) fn lucky(&self) -> f64 {
        self.chance_units as f64 / CHANCE_UNITS
    }

    /// Counts one response.
    pub(super) fn count(&mut self, response: &Contribution) {
        match response.outcome {
            Outcome::Truncated => self.truncated += 1,
            outcome => {
                self.total += 1;
                self.correct += u64::from(outcome == Outcome::Correct);
                self.invalid += u64::from(outcome == Outcome::Invalid);
                if let Some(chance) = response.guess_chance {
                    self.chance_units += (chance * CHANCE_UNITS).round() as u128;
                    self.chance_recorded += 1;
                }
            }
        }
        self.truncation_recorded += u64::from(response.truncation_recorded);
        if let Some(tokens) = response.tokens {
            self.tokens += u128::from(tokens);
            self.tokens_recorded += 1;
        }
    }

    /// Both together; `None` where a count, or the sum of the tokens, grows too large to be one.
    pub(super) fn plus(&self, other: &Tally) -> Option<Tally> {
        let sum = self.combined(other, u128::checked_add)?;
        if sum.tokens > u128::from(Counts::MAX) {
            return None;
        }
        Some(Tally {
            clusters: match (self.clusters, other.clusters) {
                (None, None) => None,
                _ => Some(self.as_clusters().pool(&other.as_clusters())),
            },
            ..sum
        })
    }

    /// Each count and sum by `how`, with the items of `self`; `None` where one is out of range.
    fn combined(&self, other: &Tally, how: fn(u128, u128) -> Option<u128>) -> Option<Tally> {
        let count = |of: fn(&Tally) -> u64| {
            let count = how(of(self).into(), of(other).into())?;
            u64::try_from(count).ok()
        };
        Some(Tally {
            total: count(|tally| tally.total)?,
            correct: count(|tally| tally.correct)?,
            invalid: count(|tally| tally.invalid)?,
            truncated: count(|tally| tally.truncated)?,
            truncation_recorded: count(|tally| tally.truncation_recorded)?,
            tokens: how(self.tokens, other.tokens)?,
            tokens_recorded: count(|tally| tally.tokens_recorded)?,
            chance_units: how(self.chance_units, other.chance_units)?,
            chance_recorded: count(|tally| tally.chance_recorded)?,
            clusters: self.clusters,
        })
    }

    /// The sums over items; an answer that was not counted by item is an item of its own.
    fn as_clusters(&self) -> Clusters {
        self.clusters.unwrap_or(Clusters {
            items: self.total,
            sum_k2: self.correct,
            sum_kn: self.correct,
            sum_n2: self.total,
        })
    }

    /// Adds to the sums over items.
    pub(super) fn add_clusters(&mut self, clusters: &Clusters) {
        self.clusters = Some(self.clusters.unwrap_or_default().pool(clusters));
    }

    /// What is left without `part`; `None` if it was not counted in it before.
    pub(super) fn minus(&self, part: &Tally) -> Option<Tally> {
        self.combined(part, u128::checked_sub)
    }
}

/// The part of a point that makes its aggregate: one model at one level on one task.
/// Empty where the lines do not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Aggregate {
    pub(super) model: String,
    pub(super) template: String,
    pub(super) sampler: String,
    pub(super) base_task: String,
    pub(super) density: String,
    pub(super) precision: String,
    pub(super) degree: Degree,
    /// One word in place of the three.
    pub(super) level: Degree,
}

/// A degree: whole numbers in numeric order, everything else behind them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Degree {
    rank: u64,
    pub(super) text: String,
}

impl From<&str> for Degree {
    fn from(text: &str) -> Degree {
        let rank = match text {
            "" => 0,
            text => text.parse().unwrap_or(u64::MAX),
        };
        let text = text.to_owned();
        Degree { rank, text }
    }
}

/// One point: an aggregate's part with the same task parameters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Point {
    pub(super) aggregate: Aggregate,
    /// The task with its parameters.
    pub(super) task: String,
}

impl Point {
    /// The point of these fields, in the order of [`super::answer::Answer::point`].
    pub(super) fn new(fields: [&str; POINT_FIELDS]) -> Point {
        let [
            model,
            template,
            sampler,
            base_task,
            task,
            density,
            precision,
            degree,
            level,
        ] = fields;
        Point {
            aggregate: Aggregate {
                model: model.into(),
                template: template.into(),
                sampler: sampler.into(),
                base_task: base_task.into(),
                density: density.into(),
                precision: precision.into(),
                degree: degree.into(),
                level: level.into(),
            },
            task: task.into(),
        }
    }
}

/// Tallies by point, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Points(pub(super) BTreeMap<Point, Tally>);

impl Points {
    /// Adds to a point.
    ///
    /// # Errors
    /// Where a count grows too large to be one.
    pub(super) fn add(&mut self, point: Point, tally: &Tally) -> Result<(), TooLarge> {
        let known = self.0.entry(point).or_default();
        *known = known.plus(tally).ok_or(TooLarge)?;
        Ok(())
    }
}

/// A sum left the range of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Separates the fields of a [`PointTable`]'s key; it occurs in no UTF-8 text.
const SEPARATOR: u8 = 0xff;

/// Tallies by point while lines stream in: looked up by bytes, without an allocation for a known
/// point.
#[derive(Debug, Default)]
pub(super) struct PointTable(HashMap<Vec<u8>, Tally, FxBuildHasher>);

/// The fields of a point joined to one key.
pub(super) fn point_key(fields: &[&[u8]; POINT_FIELDS], key: &mut Vec<u8>) {
    key.clear();
    for field in fields {
        key.extend_from_slice(field);
        key.push(SEPARATOR);
    }
}

impl PointTable {
    /// The tally of a point, new where it is not known yet; `None` where a new key is not UTF-8.
    pub(super) fn tally(&mut self, key: &[u8]) -> Option<&mut Tally> {
        match self.0.entry_ref(key) {
            EntryRef::Occupied(known) => Some(known.into_mut()),
            EntryRef::Vacant(unknown) => {
                point_of(key)?;
                Some(unknown.insert(Tally::default()))
            }
        }
    }

    /// Adds the tallies of another table.
    ///
    /// # Errors
    /// Where a count grows too large to be one.
    pub(super) fn add(&mut self, other: PointTable) -> Result<(), TooLarge> {
        for (key, tally) in other.0 {
            let known = self.0.entry(key).or_default();
            *known = known.plus(&tally).ok_or(TooLarge)?;
        }
        Ok(())
    }

    /// The tallies, less those of `withdrawn`, which were counted in them before.
    pub(super) fn without(mut self, withdrawn: &PointTable) -> Points {
        for (key, part) in &withdrawn.0 {
            if let Some(tally) = self.0.get_mut(key)
                && let Some(rest) = tally.minus(part)
            {
                *tally = rest;
            }
        }
        let points = self.0.into_iter();
        Points(
            points
                .filter_map(|(key, tally)| Some((point_of(&key)?, tally)))
                .collect(),
        )
    }
}

/// The point of a key; `None` where its fields are not UTF-8.
fn point_of(key: &[u8]) -> Option<Point> {
    let mut fields = [""; POINT_FIELDS];
    let mut parts = key.strip_suffix(&[SEPARATOR])?.split(|b| *b == SEPARATOR);
    for field in &mut fields {
        *field = std::str::from_utf8(parts.next()?).ok()?;
    }
    parts.next().is_none().then(|| Point::new(fields))
}
