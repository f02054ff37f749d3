//! Reasons that are not known, counted to be named in a warning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::printable;

/// How many words are remembered: the first in order, whatever the order of the lines.
const KEPT: usize = 50;

/// How many characters of a word are remembered.
const LONGEST: usize = 40;

/// Words that say why responses ended, and that are not known, with their numbers of answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownReasons {
    answers: u64,
    words: BTreeMap<String, u64>,
}

impl UnknownReasons {
    /// Counts an answer.
    #[cold]
    pub(super) fn note(&mut self, word: &[u8]) {
        let word = printable(&String::from_utf8_lossy(word), LONGEST);
        self.answers += 1;
        self.count(word, 1);
    }

    fn count(&mut self, word: String, answers: u64) {
        *self.words.entry(word).or_default() += answers;
        if self.words.len() > KEPT {
            self.words.pop_last();
        }
    }

    /// Adds what was noted elsewhere.
    pub(super) fn add(&mut self, other: UnknownReasons) {
        self.answers += other.answers;
        for (word, answers) in other.words {
            self.count(word, answers);
        }
    }

    /// What to tell of them; `None` where there are none.
    pub(super) fn warning(&self) -> Option<String> {
        if self.answers == 0 {
            return None;
        }
        let mut words: Vec<(&String, &u64)> = self.words.iter().collect();
        words.sort_by_key(|(word, answers)| (std::cmp::Reverse(**answers), *word));
        let named = words.iter().take(5);
        let mut named: Vec<String> = named
            .map(|(word, answers)| format!("\"{word}\" ({answers})"))
            .collect();
        if words.len() > named.len() {
            named.push("…".to_owned());
        }
        Some(format!(
            "{} answers end for a reason that is not known, so whether they were truncated is not \
             recorded: {}",
            self.answers,
            named.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_noting_does_not_matter() {
        let words: Vec<String> = (0..200).map(|number| format!("word {number:03}")).collect();
        let noted = |words: &mut dyn Iterator<Item = &String>| {
            let mut noted = UnknownReasons::default();
            words.for_each(|word| noted.note(word.as_bytes()));
            noted
        };
        let (first, second) = words.split_at(77);
        let mut backwards = noted(&mut second.iter().rev());
        backwards.add(noted(&mut first.iter()));
        let forwards = noted(&mut words.iter());
        assert_eq!(forwards, backwards);
        assert!(forwards.warning().unwrap().starts_with("200 answers end"));
        assert_eq!(UnknownReasons::default().warning(), None);
    }
}
