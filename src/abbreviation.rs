//! Names that are too long for their place, cut so that no two read alike.
//!
//! A name is cut in the middle, where what stays tells it from all others: of
//! `claude-opus-4-5-thinking-high` and `claude-opus-4-5-thinking-low` the ends stay.

use std::collections::BTreeSet;

mod heads;

pub use heads::short_heads;

/// Parts in ten that the beginning takes of what stays, best first: a cut behind the middle reads
/// best.
const BEGINNINGS: [usize; 9] = [6, 5, 7, 4, 8, 3, 9, 2, 1];

/// Characters of a name that are looked at, from each end.
const LOOKED_AT: usize = 200;

/// Stands for what was cut out.
const CUT: char = '…';

/// The names in the same order, each as it is where it `fits`, else cut in the middle.
///
/// No two results are alike unless the names themselves are, or unless hardly a character fits.
pub fn abbreviated(names: &[String], fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut known: Vec<(&str, String)> = Vec::new();
    for name in &sorted {
        let short = match fits(name) {
            true => (*name).to_owned(),
            false => cut(name, &sorted, &taken, &fits),
        };
        taken.insert(short.clone());
        known.push((name, short));
    }
    let short_of = |name: &String| {
        let found = known.binary_search_by(|(known, _)| (*known).cmp(name));
        found.map_or_else(|_| name.clone(), |ix| known[ix].1.clone())
    };
    names.iter().map(short_of).collect()
}

/// `name` cut until it fits: in the middle, where it can be told from all of `sorted` by what
/// stays; else around the place where it differs from its neighbours; else with a number.
fn cut(
    name: &str,
    sorted: &[&str],
    taken: &BTreeSet<String>,
    fits: &impl Fn(&str) -> bool,
) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut usual = None;
    for beginning in BEGINNINGS {
        let parts = |kept: usize| {
            let head = (kept * beginning).div_ceil(10);
            (head, characters.len() - (kept - head))
        };
        let longest = (2 * LOOKED_AT).min(characters.len().saturating_sub(1));
        let kept = longest_that_fits(longest, |kept| {
            let (head, tail) = parts(kept);
            fits(&joined(&characters[..head], &characters[tail..]))
        });
        let (head, tail) = parts(kept);
        let (head, tail) = (&characters[..head], &characters[tail..]);
        let text = joined(head, tail);
        if kept > 1 && is_alone(name, head, tail, sorted) && !taken.contains(&text) {
            return text;
        }
        usual.get_or_insert(text);
    }
    let around = around_difference(name, &characters, sorted, fits);
    let usual = usual.unwrap_or_default();
    let texts = around.into_iter().chain([usual.clone()]);
    let free = texts.into_iter().find(|text| !taken.contains(text));
    free.unwrap_or_else(|| numbered(&characters, taken, fits))
}

/// The greatest number up to `most` that `fits`, where all smaller ones do; 0 if none does.
fn longest_that_fits(most: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (0, most + 1);
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        match fits(middle) {
            true => good = middle,
            false => bad = middle,
        }
    }
    good
}

/// Beginning and end with the mark of a cut between them, and no separator beside it.
fn joined(head: &[char], tail: &[char]) -> String {
    let is_separator = |c: &char| matches!(c, ' ' | '-' | '_' | '/' | '(' | ':');
    let end = head.iter().rposition(|c| !is_separator(c));
    let head = &head[..end.map_or(0, |ix| ix + 1)];
    head.iter().chain([&CUT]).chain(tail).collect()
}

/// Whether no other name begins with `head` and ends with `tail`.
fn is_alone(name: &str, head: &[char], tail: &[char], sorted: &[&str]) -> bool {
    let (head, tail) = (String::from_iter(head), String::from_iter(tail));
    let first = sorted.partition_point(|other| *other < head.as_str());
    let rivals = sorted[first..].iter();
    rivals
        .take_while(|other| other.starts_with(&head))
        .all(|other| {
            *other == name || other.len() < head.len() + tail.len() || !other.ends_with(&tail)
        })
}

/// The beginning of a name, and what follows from the place where it differs from the names that
/// begin most like it.
fn around_difference(
    name: &str,
    characters: &[char],
    sorted: &[&str],
    fits: &impl Fn(&str) -> bool,
) -> Option<String> {
    let at = sorted.binary_search(&name).ok()?;
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    let neighbours = neighbours.into_iter().flatten();
    let alike = |other: &&str| {
        let pairs = characters.iter().zip(other.chars());
        pairs.take_while(|(a, b)| **a == *b).count()
    };
    let difference = neighbours
        .filter_map(|ix| sorted.get(ix))
        .map(alike)
        .max()?;
    let from = difference.saturating_sub(2);
    let rest = &characters[from.min(characters.len())..];
    let text = |head: usize, length: usize| {
        let mut text = joined(&characters[..head], &rest[..length]);
        if length < rest.len() {
            text.push(CUT);
        }
        text
    };
    let head = longest_that_fits(from / 2, |head| fits(&text(head, rest.len().min(5)))) / 2;
    let most = rest.len().min(LOOKED_AT);
    let length = longest_that_fits(most, |length| fits(&text(head, length)));
    (length > 2 || length == rest.len()).then(|| text(head, length))
}

/// The beginning with the first number that makes it differ from those taken.
fn numbered(characters: &[char], taken: &BTreeSet<String>, fits: &impl Fn(&str) -> bool) -> String {
    let mut number = 1;
    loop {
        let digits: Vec<char> = number.to_string().chars().collect();
        let most = characters.len().min(LOOKED_AT);
        let kept = longest_that_fits(most, |kept| fits(&joined(&characters[..kept], &digits)));
        let text = joined(&characters[..kept], &digits);
        if !taken.contains(&text) {
            return text;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests;
