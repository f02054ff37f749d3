//! Heads of narrow columns: a few characters each, which a legend explains.
//!
//! Their beginnings read best, whole words (`MMLU` of `MMLU-Pro`) before parts of one (`Ari`),
//! then the initials of their words (`NLSA` of `Non-Live Simple AST`), then a beginning with a
//! number. A cut in the middle, as of names, would leave a few single characters.

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
    let cut = |title: &&str| beginning(title, "", &fits);
    let kinds: [Vec<String>; 3] = [
        own.iter()
            .map(|title| whole_words(title, cut(title)))
            .collect(),
        own.iter().map(cut).collect(),
        own.iter().map(|title| initials(title)).collect(),
    ];
    let counts = kinds.each_ref().map(|kind| counts(kind));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut heads = Vec::with_capacity(titles.len());
    for (ix, title) in own.iter().enumerate() {
        let alone = kinds.iter().zip(&counts).filter_map(|(kind, counts)| {
            let is_alone = counts[kind[ix].as_str()] == 1 || kind[ix] == *title;
            is_alone.then_some(&kind[ix])
        });
        let mut good =
            alone.filter(|head| !head.is_empty() && fits(head) && !taken.contains(*head));
        let head = match good.next() {
            Some(head) => head.clone(),
            None => beginning(title, &(ix + 1).to_string(), &fits),
        };
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

/// `kept`, the beginning of `title`, without a part of a word at its end, where half of it or more
/// stays.
fn whole_words(title: &str, kept: String) -> String {
    let goes_on = title[kept.len()..].starts_with(|c| !is_separator(c));
    let end = kept.rfind(is_separator).filter(|_| goes_on);
    let words = end.map_or("", |end| kept[..end].trim_end_matches(is_separator));
    match 2 * words.len() >= kept.len() && !words.is_empty() {
        true => words.to_owned(),
        false => kept,
    }
}

/// The first characters of the words of `title`; nothing where it is one word.
fn initials(title: &str) -> String {
    let words = title.split(is_separator).filter(|word| !word.is_empty());
    match words.clone().nth(1) {
        Some(_) => words.filter_map(|word| word.chars().next()).collect(),
        None => String::new(),
    }
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
    fn beginnings_end_with_a_word_where_they_can() {
        assert_eq!(heads(&["Sort", "Sets"], 4), ["Sort", "Sets"]);
        assert_eq!(
            heads(&["MMLU-Pro", "GPQA", "f(x"], 6),
            ["MMLU", "GPQA", "f(x"]
        );
        assert_eq!(heads(&["LS Clean", "AMI WER"], 5), ["LS Cl", "AMI"]);
        assert_eq!(heads(&["MMLU-Pro", "MMLU-Redux"], 6), ["MMLU-P", "MMLU-R"]);
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
