//! Facts about what names and globs name.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use glob::Pattern;
use rustc_hash::FxHashMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::dataset::folded;

/// Facts of which some may be given.
pub trait Facts: Clone + Default + PartialEq {
    /// Takes over what `over` gives.
    fn overlay(&mut self, over: &Self);
}

/// Facts by name or glob, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entries<T> {
    entries: Vec<Entry<T>>,
    /// Where the keys stand that are compared alike.
    alike: FxHashMap<String, Vec<usize>>,
    /// Where globs stand.
    globs: Vec<usize>,
}

/// What one name or glob is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// The name or glob as it stands in the file.
    pub key: String,
    glob: Option<Pattern>,
    /// What it is given.
    pub facts: T,
}

impl<T> Entry<T> {
    /// Whether it is a glob, which can mean several.
    pub fn is_glob(&self) -> bool {
        self.glob.is_some()
    }
}

impl<T: Facts> Entries<T> {
    fn add(&mut self, key: String, facts: T) {
        let ix = self.entries.len();
        self.alike.entry(compared(&key)).or_default().push(ix);
        // One that is no valid glob can be a name only.
        let is_glob = key.contains(['*', '?', '[']);
        let glob = is_glob.then(|| Pattern::new(&compared_glob(&key)).ok());
        let glob = glob.flatten();
        self.globs.extend(glob.is_some().then_some(ix));
        self.entries.push(Entry { key, glob, facts });
    }

    /// All, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Entry<T>> {
        self.entries.iter()
    }

    /// What is known of the one that has these names: what globs give, a later one over an earlier,
    /// and over that what its own name gives.
    pub fn of(&self, names: &[&str]) -> T {
        let mut facts = T::default();
        for ix in self.matching(names) {
            facts.overlay(&self.entries[ix].facts);
        }
        facts
    }

    /// Of the entries that mean the one with these names, the weightiest for which `says` holds.
    pub fn last(&self, names: &[&str], says: impl Fn(&T) -> bool) -> Option<&Entry<T>> {
        let entries = self.matching(names).into_iter();
        let mut entries = entries.map(|ix| &self.entries[ix]);
        entries.rfind(|entry| says(&entry.facts))
    }

    /// The entries that say something and mean none of `all`, which are given by their names.
    pub fn idle(&self, all: &[Vec<&str>]) -> Vec<&Entry<T>> {
        let mut used = vec![false; self.entries.len()];
        for names in all {
            for ix in self.matching(names) {
                used[ix] = true;
            }
        }
        let idle = self.entries.iter().zip(used);
        let idle = idle.filter(|(entry, used)| !used && entry.facts != T::default());
        idle.map(|(entry, _)| entry).collect()
    }

    /// The entries that mean the one with these names, the weightiest last.
    pub fn matching(&self, names: &[&str]) -> Vec<usize> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let compared: Vec<String> = names.iter().map(|name| compared(name)).collect();
        let alike = compared.iter().filter_map(|name| self.alike.get(name));
        let alike: BTreeSet<usize> = alike.flatten().copied().collect();
        let is_matched = |ix: &&usize| {
            let glob = self.entries[**ix].glob.as_ref();
            glob.is_some_and(|glob| compared.iter().any(|name| glob.matches(name)))
        };
        let globs = self.globs.iter().filter(is_matched);
        let globs = globs.filter(|ix| !alike.contains(ix));
        let mut found: Vec<usize> = globs.copied().collect();
        let (exact, others): (Vec<usize>, Vec<usize>) = alike
            .into_iter()
            .partition(|ix| names.contains(&self.entries[*ix].key.as_str()));
        found.extend(if exact.is_empty() { others } else { exact });
        found
    }
}

/// A name as names of columns and entries are compared: in NFC and lower case; spaces, `_` and `-`
/// alike.
pub(crate) fn compared(name: &str) -> String {
    let text = folded(name);
    let parts =
        text.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '"' | '\u{feff}'));
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// A glob as names are compared, but for the dashes of ranges: `[1-3]`.
pub(crate) fn compared_glob(glob: &str) -> String {
    const RANGE: char = '\u{e000}';
    let mut within = false;
    let mark = |c: char| {
        within = (within || c == '[') && c != ']';
        if within && c == '-' { RANGE } else { c }
    };
    let marked: String = glob.chars().map(mark).collect();
    compared(&marked).replace(RANGE, "-")
}

impl<'de, T: Facts + Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map<T>(PhantomData<T>);
        impl<'de, T: Facts + Deserialize<'de>> Visitor<'de> for Map<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table by name or glob, such as [models.\"llama*\"]")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Entries::default();
                while let Some(key) = map.next_key::<String>()? {
                    let facts = map.next_value()?;
                    entries.add(key, facts);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Map(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq)]
    struct Words(Vec<&'static str>);

    impl Facts for Words {
        fn overlay(&mut self, over: &Self) {
            self.0.extend(&over.0);
        }
    }

    fn entries(keys: &[&'static str]) -> Entries<Words> {
        let mut entries = Entries::default();
        for key in keys {
            entries.add((*key).to_owned(), Words(vec![key]));
        }
        entries
    }

    #[test]
    fn globs_in_their_order_then_the_name_itself() {
        let all = entries(&["GPT-4", "gpt*", "*4", "claude*"]);
        assert_eq!(all.of(&["GPT-4"]).0, ["gpt*", "*4", "GPT-4"]);
        assert_eq!(all.of(&["gpt 4"]).0, ["gpt*", "*4", "GPT-4"]);
        assert_eq!(all.of(&["gpt-3"]).0, ["gpt*"]);
        assert_eq!(all.of(&["x", "Claude"]).0, ["claude*"]);
        assert!(all.of(&["llama"]).0.is_empty());
    }

    #[test]
    fn of_names_that_are_alike_each_has_its_own() {
        let all = entries(&["a b", "a-b", "a [b]"]);
        assert_eq!(all.of(&["a b"]).0, ["a [b]", "a b"]);
        assert_eq!(all.of(&["a-b"]).0, ["a [b]", "a-b"]);
        assert_eq!(all.of(&["a [b]"]).0, ["a [b]"]);
    }

    #[test]
    fn what_is_no_valid_glob_is_a_name() {
        let all = entries(&["a [b", "**bold**"]);
        assert_eq!(all.of(&["a [b"]).0, ["a [b"]);
        assert_eq!(all.of(&["**bold**"]).0, ["**bold**"]);
        assert!(all.of(&["a b"]).0.is_empty());
    }

    #[test]
    fn ranges_of_globs() {
        for (glob, as_compared) in [("MMLU_x-[1-3]?", "mmlu x [1-3]?"), ("a-b*", "a b*")] {
            assert_eq!(compared_glob(glob), as_compared);
        }
    }
}
