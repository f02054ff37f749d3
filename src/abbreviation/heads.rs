//! Heads of narrow columns: a few characters each, which a legend explains.
//!
//! Their beginnings read best (`Ari`), then the initials of their words (`NLSA` of `Non-Live Simple
//! AST`), then a beginning with a number. A cut in the middle, as of names, would leave a few
//! single characters.

use std::collections::{BTreeMap, BTreeSet};

use super::LOOKED_AT;

/// The heads of `titles` in the same order, each as it is where all of them `fit`, else shortened.
/// What all of them begin with goes first.
///
/// No two results are alike unless hardly a character fits.
pub fn short_heads(titles: &[String], fits: impl Fn(&str) -> bool) -> Vec<String> {
    if titles.iter().all(|title| fits(title)) {
        return titles.to_vec();
    }
    let shared = shared_beginning(titles);
    let own: Vec<&str> = titles.iter().map(|title| &title[shared..]).collect();
    let beginnings: Vec<String> = own
        .iter()
        .map(|title| beginning(title, "", &fits))
        .collect();
    let initials: Vec<String> = own.iter().map(|title| initials(title)).collect();
    let (of_beginnings, of_initials) = (counts(&beginnings), counts(&initials));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut heads = Vec::with_capacity(titles.len());
    for (ix, title) in own.iter().enumerate() {
        let (beginning_of, initials) = (&beginnings[ix], &initials[ix]);
        let is_alone = of_beginnings[beginning_of.as_str()] == 1;
        let have_initials = of_initials[initials.as_str()] == 1
            && !of_beginnings.contains_key(initials.as_str())
            && initials.chars().count() > 1
            && fits(initials);
        let mut head = match () {
            () if is_alone || fits(title) => beginning_of.clone(),
            () if have_initials => initials.clone(),
            () => beginning(title, &(ix + 1).to_string(), &fits),
        };
        if taken.contains(&head) {
            head = beginning(title, &(ix + 1).to_string(), &fits);
        }
        taken.insert(head.clone());
        heads.push(head);
    }
    heads
}

/// How often each text is there.
fn counts(texts: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text.as_str()).or_default() += 1;
    }
    counts
}

fn is_separator(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The longest beginning of `title` that fits with `end` behind it. What was cut ends with no
/// separator.
fn beginning(title: &str, end: &str, fits: &impl Fn(&str) -> bool) -> String {
    let ends = title
        .char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .take(LOOKED_AT);
    let ends = ends
        .chain([title.len()])
        .take_while(|at| fits(&(title[..*at].to_owned() + end)));
    let kept = &title[..ends.last().unwrap_or(0)];
    let kept = match kept.len() < title.len() {
        true => kept.trim_end_matches(is_separator),
        false => kept,
    };
    kept.to_owned() + end
}

/// The first characters of the words of `title`.
fn initials(title: &str) -> String {
    let words = title.split(is_separator);
    words.filter_map(|word| word.chars().next()).collect()
}

/// Bytes of the titles that name the whole of which all are parts: `leaderboard_` of
/// `leaderboard_bbh` and `leaderboard_gpqa`.
fn shared_beginning(titles: &[String]) -> usize {
    let Some((first, others)) = titles
        .split_first()
        .filter(|(_, others)| !others.is_empty())
    else {
        return 0;
    };
    let ends = first
        .match_indices(['_', '/', ':'])
        .map(|(at, mark)| at + mark.len());
    let is_shared = |end: &usize| {
        let others = others.iter().all(|other| other.starts_with(&first[..*end]));
        others && titles.iter().all(|title| title.len() > *end)
    };
    ends.take_while(is_shared).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(titles: &[&str], most: usize) -> Vec<String> {
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        let heads = short_heads(&titles, |text| text.chars().count() <= most);
        let different: BTreeSet<&String> = heads.iter().collect();
        assert_eq!(different.len(), titles.len(), "{heads:?}");
        assert!(
            heads.iter().all(|head| head.chars().count() <= most),
            "{heads:?}"
        );
        heads
    }

    #[test]
    fn beginnings_end_with_no_separator() {
        assert_eq!(heads(&["Sort", "Sets"], 4), ["Sort", "Sets"]);
        assert_eq!(
            heads(&["MMLU-Pro", "GPQA", "f(x"], 5),
            ["MMLU", "GPQA", "f(x"]
        );
    }

    #[test]
    fn initials_tell_apart_what_begins_alike() {
        let titles = [
            "Non-Live Simple AST",
            "Non-Live Multiple AST",
            "Live Acc",
            "Live Multiple AST",
            "Multi Turn Base",
            "Relevance",
        ];
        let expected = ["NLSA", "NLMA", "LA", "LMA", "Multi", "Relev"];
        assert_eq!(heads(&titles, 5), expected);
    }

    #[test]
    fn numbers_tell_apart_what_initials_do_not() {
        let titles = [
            "college medicine",
            "college mathematics",
            "cm",
            "college biology",
        ];
        assert_eq!(heads(&titles, 3), ["co1", "co2", "cm", "cb"]);
        let titles: Vec<String> = (0..99)
            .map(|ix| format!("tasks of the year {ix}"))
            .collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        heads(&titles, 4);
    }

    #[test]
    fn what_all_begin_with_goes_first() {
        assert_eq!(
            heads(&["lb_bbh", "lb_gpqa", "lb_musr"], 4),
            ["bbh", "gpqa", "musr"]
        );
    }
}
