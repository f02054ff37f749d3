//! What a project file says of a model, a task and a level.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::entries::Facts;
use super::values;
use crate::error::near;

/// What is known of a model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelFacts {
    /// What is shown.
    pub label: Option<String>,
    /// Its groups, in place of those of the inputs.
    pub groups: Option<Vec<String>>,
    /// Where to read about it.
    pub url: Option<String>,
    /// Whether to leave it out.
    pub hide: Option<bool>,
    /// Further facts by name, which can become columns.
    pub attributes: IndexMap<String, String>,
}

/// What is known of a task.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TaskFacts {
    /// What is shown.
    #[serde(deserialize_with = "values::name")]
    pub label: Option<String>,
    /// The task that it is a part of, in place of its own name.
    #[serde(deserialize_with = "values::name")]
    pub task: Option<String>,
    /// The level that it is.
    #[serde(deserialize_with = "values::name")]
    pub level: Option<String>,
    /// Trials a cell, where the inputs do not say.
    #[serde(deserialize_with = "values::count")]
    pub n: Option<u64>,
    /// Chance to be right by guessing.
    #[serde(deserialize_with = "values::share")]
    pub guess_chance: Option<f64>,
    /// Answers of which one is right: a chance of 1 in so many.
    #[serde(deserialize_with = "values::count")]
    choices: Option<u64>,
    /// Points of a complete evaluation at one level.
    #[serde(deserialize_with = "values::count")]
    pub points: Option<u64>,
    /// The metric that is the accuracy, where a harness states several.
    #[serde(deserialize_with = "values::name")]
    pub metric: Option<String>,
    /// Whether less is better: shown and scored as 1 - value.
    pub lower_is_better: Option<bool>,
    /// The figures that stand for nothing right and all right.
    #[serde(deserialize_with = "values::range")]
    pub range: Option<[f64; 2]>,
    /// Whether to leave it out.
    pub hide: Option<bool>,
    /// Its place among the tasks: the lowest first, those without one last.
    pub order: Option<i64>,
}

/// What is known of a level.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LevelFacts {
    /// What is shown.
    #[serde(deserialize_with = "values::name")]
    pub label: Option<String>,
    /// Its place among the levels: the lowest first, those without one last.
    pub order: Option<i64>,
}

/// `own` becomes `over` where that is given.
fn set<T: Clone>(own: &mut Option<T>, over: &Option<T>) {
    if over.is_some() {
        own.clone_from(over);
    }
}

impl Facts for ModelFacts {
    fn overlay(&mut self, over: &Self) {
        set(&mut self.label, &over.label);
        set(&mut self.url, &over.url);
        set(&mut self.hide, &over.hide);
        // A model may be in the groups of several globs.
        if let Some(more) = &over.groups {
            let groups = self.groups.get_or_insert_default();
            for group in more {
                if !groups.contains(group) {
                    groups.push(group.clone());
                }
            }
        }
        self.attributes.extend(over.attributes.clone());
    }
}

impl Facts for TaskFacts {
    fn overlay(&mut self, over: &Self) {
        set(&mut self.label, &over.label);
        set(&mut self.task, &over.task);
        set(&mut self.level, &over.level);
        set(&mut self.n, &over.n);
        if over.guess_chance.is_some() || over.choices.is_some() {
            (self.guess_chance, self.choices) = (over.guess_chance, over.choices);
        }
        set(&mut self.points, &over.points);
        set(&mut self.metric, &over.metric);
        set(&mut self.lower_is_better, &over.lower_is_better);
        set(&mut self.range, &over.range);
        set(&mut self.hide, &over.hide);
        set(&mut self.order, &over.order);
    }
}

impl Facts for LevelFacts {
    fn overlay(&mut self, over: &Self) {
        set(&mut self.label, &over.label);
        set(&mut self.order, &over.order);
    }
}

impl TaskFacts {
    /// The chance to be right by guessing, as given or by the number of choices.
    pub fn chance(&self) -> Option<f64> {
        let by_choices = self.choices.map(|choices| 1.0 / choices as f64);
        self.guess_chance.or(by_choices)
    }

    /// Whether both a chance and choices are given, which may contradict each other.
    pub(super) fn has_two_chances(&self) -> bool {
        self.guess_chance.is_some() && self.choices.is_some()
    }

    /// Whether it says how to read figures that would not be taken for those of a task.
    pub fn makes_a_task(&self) -> bool {
        self.range.is_some() || self.lower_is_better == Some(true)
    }

    /// Whether it changes figures or names while results are read.
    pub fn changes_results(&self) -> bool {
        let names = self.task.is_some() || self.level.is_some();
        let figures = self.n.is_some() || self.chance().is_some() || self.range.is_some();
        names || figures || self.lower_is_better.is_some() || self.hide == Some(true)
    }
}

/// The keys of a model that are no attributes.
const KEYS: [&str; 4] = ["label", "groups", "url", "hide"];

impl<'de> Deserialize<'de> for ModelFacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Model;
        impl<'de> Visitor<'de> for Model {
            type Value = ModelFacts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of label, groups, url, hide and attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ModelFacts, A::Error> {
                let mut facts = ModelFacts::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "label" => facts.label = map.next_value::<Name>()?.0,
                        "groups" => facts.groups = map.next_value::<Groups>()?.0,
                        "url" => facts.url = map.next_value::<Address>()?.0,
                        "hide" => facts.hide = Some(map.next_value()?),
                        other => {
                            if let Some(known) = near(other, KEYS) {
                                return Err(A::Error::custom(format!(
                                    "unknown key `{other}`; did you mean `{known}`? An attribute \
                                     needs a name that is less like it"
                                )));
                            }
                            let value: Attribute = map.next_value()?;
                            facts.attributes.insert(key, value.0);
                        }
                    }
                }
                Ok(facts)
            }
        }
        deserializer.deserialize_map(Model)
    }
}

#[derive(Deserialize)]
struct Name(#[serde(deserialize_with = "values::name")] Option<String>);

#[derive(Deserialize)]
struct Groups(#[serde(deserialize_with = "values::names")] Option<Vec<String>>);

#[derive(Deserialize)]
struct Address(#[serde(deserialize_with = "values::address")] Option<String>);

/// The value of an attribute as text.
#[derive(Deserialize)]
#[serde(from = "Scalar")]
struct Attribute(String);

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a string, number, date, true or false")]
enum Scalar {
    Flag(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    #[cfg(feature = "cli")]
    Date(toml::value::Datetime),
}

impl From<Scalar> for Attribute {
    fn from(scalar: Scalar) -> Attribute {
        Attribute(match scalar {
            Scalar::Flag(flag) => flag.to_string(),
            Scalar::Whole(number) => number.to_string(),
            Scalar::Number(number) => number.to_string(),
            Scalar::Text(text) => text,
            #[cfg(feature = "cli")]
            Scalar::Date(date) => date.to_string(),
        })
    }
}
