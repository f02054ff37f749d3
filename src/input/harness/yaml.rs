//! YAML whose scalars stay the text they are: a commit `415e898` is no number, a date no date.

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser};

use super::Source;
use crate::error::Result;

/// A value of a YAML document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Yaml {
    Text(String),
    List(Vec<Yaml>),
    Map(IndexMap<String, Yaml>),
}

/// What is wrong with a document, and on which line.
#[derive(Debug)]
pub(super) struct YamlProblem {
    pub(super) line: u64,
    pub(super) problem: String,
}

/// How deep a document may nest.
const DEEPEST: usize = 64;

/// The first document of `text`.
///
/// # Errors
/// If it is no YAML, nests too deep or uses aliases (a few lines of which can stand for gigabytes).
pub(super) fn parse(text: &str) -> Result<Yaml, YamlProblem> {
    // What is open: lists and maps, and the key that waits for its value.
    let mut open: Vec<(Yaml, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| YamlProblem {
            line: error.marker().line() as u64,
            problem: format!("not YAML: {}", error.info()),
        })?;
        let problem = |problem: &str| YamlProblem {
            line: span.start.line() as u64,
            problem: problem.to_owned(),
        };
        let done = match event {
            Event::Scalar(text, ..) => Yaml::Text(text.into_owned()),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() == DEEPEST => {
                return Err(problem("nests deeper than 64 levels"));
            }
            Event::SequenceStart(..) => {
                open.push((Yaml::List(Vec::new()), None));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((Yaml::Map(IndexMap::new()), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some((done, _)) => done,
                None => return Err(problem("ends what has not begun")),
            },
            Event::Alias(_) => return Err(problem("an alias (`*name`); write the value out")),
            Event::DocumentEnd => break,
            _ => continue,
        };
        match open.last_mut() {
            None => return Ok(done),
            Some((Yaml::List(list), _)) => list.push(done),
            Some((Yaml::Map(map), key)) => match (key.take(), done) {
                (Some(key), value) => {
                    map.insert(key, value);
                }
                (None, Yaml::Text(name)) => *key = Some(name),
                (None, _) => return Err(problem("a key that is no text")),
            },
            Some((Yaml::Text(_), _)) => return Err(problem("a text that holds values")),
        }
    }
    Ok(Yaml::Text(String::new()))
}

impl Yaml {
    /// The value at a path of keys.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Yaml> {
        let mut keys = path.iter();
        keys.try_fold(self, |value, key| value.map()?.get(*key))
    }

    /// The text at a path of keys; an empty one and `null` are none.
    pub(super) fn text(&self, path: &[&str]) -> Option<&str> {
        match self.at(path)? {
            Yaml::Text(text) if !matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") => {
                Some(text)
            }
            _ => None,
        }
    }

    /// The number at a path of keys.
    pub(super) fn number(&self, path: &[&str]) -> Option<f64> {
        let number = self.text(path)?.parse().ok();
        number.filter(|number: &f64| number.is_finite())
    }

    /// The entries of the map at a path of keys; none where it is no map.
    pub(super) fn entries(&self, path: &[&str]) -> impl Iterator<Item = (&String, &Yaml)> {
        let map = self.at(path).and_then(Yaml::map);
        map.into_iter().flatten()
    }

    fn map(&self) -> Option<&IndexMap<String, Yaml>> {
        match self {
            Yaml::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The values of the list at a path of keys; none where it is no list.
    pub(super) fn list(&self, path: &[&str]) -> &[Yaml] {
        match self.at(path) {
            Some(Yaml::List(list)) => list,
            _ => &[],
        }
    }

    /// The document as a list.
    ///
    /// # Errors
    /// With this `problem` if it is none.
    pub(super) fn list_or(&self, source: &Source, problem: &str) -> Result<&[Yaml]> {
        match self {
            Yaml::List(list) => Ok(list),
            _ => Err(source.error(problem)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_stay_text() {
        let yaml = parse(
            "- commit: 415e898\n  date: 2024-05-01\n  rate: 53.4\n  none:\n  \
                          list: [1, a]\n- {b: ~}\n",
        )
        .unwrap();
        let first = &yaml.list(&[])[0];
        assert_eq!(first.text(&["commit"]), Some("415e898"));
        assert_eq!(first.text(&["date"]), Some("2024-05-01"));
        assert_eq!(first.number(&["rate"]), Some(53.4));
        assert_eq!(first.text(&["none"]), None);
        assert_eq!(first.list(&["list"]).len(), 2);
        assert_eq!(yaml.list(&[])[1].text(&["b"]), None);
    }

    #[test]
    fn what_is_refused() {
        for text in [
            "a: &x [1]\nb: *x\n",
            "a: [1\n",
            &format!("{}1", "- ".repeat(80)),
            "? [a]\n: b\n",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("a:\n  - b\n c: d\n").unwrap_err().line, 3);
        assert_eq!(parse("").unwrap(), Yaml::Text(String::new()));
    }
}
