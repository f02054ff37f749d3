//! Heads of narrow columns: a few characters each, which a legend explains.
//!
//! Their beginnings read best, whole words (`MMLU` of `MMLU-Pro`) before parts of one (`Ari`),
//! then the initials of their words with whole numbers (`NLSA` of `Non-Live Simple AST`, `t10` of
//! `task 10`), then a beginning with the number at their end, or with the place among all. A cut
//! in the middle, as of names, would leave a few single characters.

use std::collections::{BTreeMap, BTreeSet};

use super::LOOKED_AT;

/// The heads of `titles` in the same order, each as it is where all of them `fit`, else shortened.
/// A beginning that all share is left out.
///
/// No two results are alike unless two titles are.
pub fn short_heads(titles: &[String], fits: impl Fn(&str) -> bool) -> Vec<String> {
    if titles.iter().all(|title| fits(title)) {
        return titles.to_vec();
    }
    let shared = shared_beginning(titles);
    let own: Vec<&str> = titles.iter().map(|title| &title[shared..]).collect();
    let cut = |title: &str| beginning(title, "", &fits);
    let each = |head: &dyn Fn(&str) -> String| -> Vec<String> {
        own.iter().map(|title| head(title)).collect()
    };
    let kinds = [
        each(&|title| whole_words(title, cut(title))),
        each(&cut),
        each(&initials),
        each(&|title| numbered(title, last_number(title), &fits)),
    ];
    let counts = kinds.each_ref().map(|kind| counts(kind));
    let whole = own.iter().filter(|title| fits(title));
    let mut taken: BTreeSet<String> = whole.map(|title| (*title).to_owned()).collect();
    let mut heads = Vec::with_capacity(titles.len());
    for (ix, title) in own.iter().enumerate() {
        if fits(title) {
            heads.push((*title).to_owned());
            continue;
        }
        let is_free = |head: &String| !head.is_empty() && !taken.contains(head);
        let mut good = kinds.iter().zip(&counts).filter_map(|(kind, counts)| {
            let head = &kind[ix];
            (counts[head.as_str()] == 1 && fits(head) && is_free(head)).then(|| head.clone())
        });
        let mut placed = (ix + 1..).map(|place| numbered(title, &place.to_string(), &fits));
        let head = good.next().or_else(|| placed.find(is_free));
        let head = head.unwrap_or_default();
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
    let places = title.char_indices().map(|(at, _)| at);
    let ends = places.skip(1).take(LOOKED_AT).chain([title.len()]);
    let ends = ends.take_while(|at| fits(&(title[..*at].to_owned() + end)));
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

/// The first characters of the words of `title`, or the whole numbers that they begin with;
/// nothing where it is one word.
fn initials(title: &str) -> String {
    let words = title.split(is_separator).filter(|word| !word.is_empty());
    let initial = |word: &str| {
        let digits = word.chars().take_while(|c| c.is_numeric()).count();
        word.chars().take(digits.max(1)).collect::<String>()
    };
    match words.clone().nth(1) {
        Some(_) => words.map(initial).collect(),
        None => String::new(),
    }
}

/// The number at the end of `title`; nothing where it has none.
fn last_number(title: &str) -> &str {
    &title[title.trim_end_matches(char::is_numeric).len()..]
}

/// The longest beginning of `title` that fits with `number` behind it, which `#` tells from digits
/// before it; nothing without a number.
fn numbered(title: &str, number: &str, fits: &impl Fn(&str) -> bool) -> String {
    if number.is_empty() {
        return String::new();
    }
    let head = beginning(title, number, fits);
    match head[..head.len() - number.len()].ends_with(char::is_numeric) {
        true => beginning(title, &format!("#{number}"), fits),
        false => head,
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
    fn numbers_of_titles_stay_whole() {
        let tasks: Vec<String> = (0..12).map(|ix| format!("task {ix}")).collect();
        let expected: Vec<String> = (0..12).map(|ix| format!("t{ix}")).collect();
        let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
        assert_eq!(heads(&tasks, 3), expected);
        assert_eq!(heads(&["2024-01", "2024-02"], 4), ["2#01", "2#02"]);
        assert_eq!(heads(&["task9", "task10"], 3), ["ta9", "t10"]);
        assert_eq!(heads(&["2024 easy a", "2024 easy b"], 4), ["20#1", "20#2"]);
    }

    #[test]
    fn a_title_that_fits_keeps_its_head() {
        let titles = ["Causal Maths", "CM", "Causal Physics"];
        assert_eq!(heads(&titles, 3), ["Ca1", "CM", "CP"]);
        let titles = ["co3", "xyzw", "college medicine", "college mathematics"];
        assert_eq!(heads(&titles, 3), ["co3", "xyz", "co4", "co5"]);
    }

    #[test]
    fn a_beginning_that_all_share_is_left_out() {
        assert_eq!(
            heads(&["lb_bbh", "lb_gpqa", "lb_musr"], 4),
            ["bbh", "gpqa", "musr"]
        );
    }
}
