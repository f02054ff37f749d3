//! Reading the query of an address.

use percent_encoding::percent_decode_str;

use super::{THEMES, View, theme_word};
use crate::board::{AccuracyKind, Facet, Facets, Key, Selection, Sort};
use crate::error::printable;
use crate::rank::RankIntervals;
use crate::stats::ScoreKind;

/// The longest query that is read, in bytes.
pub const LONGEST_QUERY: usize = 8 * 1024;

/// Most models on one page of a served board.
pub const MOST_PER_PAGE: usize = 200;

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;

/// Most unknown words that a page names.
const MOST_UNKNOWN: usize = 5;

/// Words of a query; others are passed over, and said on a page.
const WORDS: [&str; 16] = [
    "groups",
    "levels",
    "tasks",
    "models",
    "top",
    "score",
    "cell",
    "rank_intervals",
    "min_trials",
    "sort",
    "q",
    "page",
    "per_page",
    "theme",
    "columns",
    "manifolds",
];

/// Words that others add to links when they are shared; they mean nothing here.
const FOREIGN: [&str; 3] = ["fbclid", "gclid", "ref"];

/// Reads a query. What it does not name is as in `start`; a list that it names empty (`groups=`) is
/// no filter.
///
/// In an item of `groups`, a `+` that came as a space is a `+` again, unless a group has that very
/// name.
///
/// # Errors
/// In words for the reader: repeated words, values that cannot be, encodings that are
/// none.
pub fn read_query(query: &str, start: &Selection, facets: &Facets) -> Result<View, String> {
    let mut view = View::of(start.clone());
    let mut seen: Vec<String> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (word, value) = pair.split_once('=').unwrap_or((pair, ""));
        let mut word = decode(word)?;
        let value = decode(value)?;
        if FOREIGN.contains(&word.as_str()) || word.starts_with("utm_") {
            continue;
        }
        if word == "manifolds" {
            word = "levels".to_owned();
        }
        if !WORDS.contains(&word.as_str()) {
            let word = printable(&word, 40);
            if view.unknown.len() < MOST_UNKNOWN && !view.unknown.contains(&word) {
                view.unknown.push(word);
            }
            continue;
        }
        let repeated = seen.contains(&word);
        if let Some(list) = list_of(&mut view.selection, &word) {
            if !repeated {
                list.clear();
            }
            let mut lists = facets.lists().into_iter();
            match lists.find(|(own, ..)| *own == word) {
                Some(("groups", known, _)) => push(list, &with_plus(&value, known), known),
                Some((_, known, _)) => push(list, &value, known),
                // Which models and columns there are is settled by the selection.
                None => push_item(list, &value),
            }
        } else if repeated {
            return Err(format!("“{word}” is given twice"));
        } else {
            read_one(&mut view, &word, &value, facets)?;
        }
        seen.push(word);
    }
    Ok(view)
}

fn list_of<'a>(selection: &'a mut Selection, word: &str) -> Option<&'a mut Vec<String>> {
    match word {
        "groups" => Some(&mut selection.groups),
        "levels" => Some(&mut selection.levels),
        "tasks" => Some(&mut selection.tasks),
        "models" => Some(&mut selection.models),
        "columns" => Some(&mut selection.columns),
        _ => None,
    }
}

/// Adds a value: as a whole where it is a known name, else split at its commas.
fn push(list: &mut Vec<String>, value: &str, known: &[Facet]) {
    if known.iter().any(|facet| facet.is(value.trim())) {
        push_item(list, value);
    } else {
        value.split(',').for_each(|item| push_item(list, item));
    }
}

fn push_item(list: &mut Vec<String>, item: &str) {
    let item = item.trim();
    if !item.is_empty() && !list.iter().any(|known| known == item) {
        list.push(item.to_owned());
    }
}

/// A word that takes one value; an empty value leaves things as they are.
fn read_one(view: &mut View, word: &str, value: &str, facets: &Facets) -> Result<(), String> {
    let value = value.trim();
    if word == "top" && value.is_empty() {
        view.selection.top = None;
    }
    if value.is_empty() {
        return Ok(());
    }
    match word {
        "top" => view.selection.top = Some(number(word, value, 1, usize::MAX)?),
        "min_trials" => {
            view.selection.min_trials = number(word, value, 0, usize::MAX)? as u64;
        }
        "page" => {
            view.page = number(word, value, 1, usize::MAX)?;
            view.page_named = true;
        }
        "per_page" => view.per_page = number(word, value, 1, MOST_PER_PAGE)?,
        "score" => {
            view.selection.score = ScoreKind::named(&printable(value, 40))
                .map_err(|problem| format!("score: {problem}"))?;
        }
        "rank_intervals" => {
            view.selection.rank_intervals =
                one_of(word, value, &RankIntervals::ALL, RankIntervals::word)?;
        }
        "cell" => {
            view.selection.accuracy = one_of(word, value, &AccuracyKind::ALL, AccuracyKind::word)?;
        }
        "theme" => view.theme = one_of(word, value, &THEMES, theme_word)?,
        "sort" => {
            view.sort = Sort::named(value, &facets.tasks).ok_or_else(|| {
                format!(
                    "sort is “{}”: it must be {} or a task, with a minus before it for highest \
                     first",
                    printable(value, 40),
                    Key::ids().collect::<Vec<_>>().join(", ")
                )
            })?;
        }
        _ if value.chars().count() > LONGEST_SEARCH => {
            return Err(format!(
                "the search is longer than {LONGEST_SEARCH} characters"
            ));
        }
        _ => view.search = value.to_owned(),
    }
    Ok(())
}

fn number(word: &str, value: &str, low: usize, high: usize) -> Result<usize, String> {
    let parsed = value.parse().ok();
    parsed
        .filter(|number| (low..=high).contains(number))
        .ok_or_else(|| {
            let range = match high {
                usize::MAX => format!("from {low}"),
                high => format!("from {low} to {high}"),
            };
            format!(
                "{word} is “{}”: it must be a whole number {range}",
                printable(value, 40)
            )
        })
}

fn one_of<T: Copy>(
    name: &str,
    value: &str,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Result<T, String> {
    let found = all.iter().copied().find(|one| word(*one) == value);
    found.ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        format!(
            "{name} is “{}”: it must be {}",
            printable(value, 40),
            words.join(" or ")
        )
    })
}

/// A space in an item of groups is a `+` that was not encoded, unless the item is a group's name.
fn with_plus(value: &str, groups: &[Facet]) -> String {
    let known = |item: &str| groups.iter().any(|group| group.label == item);
    if known(value) {
        return value.to_owned();
    }
    let items = value.split(',').map(|item| {
        let item = item.trim();
        if known(item) {
            item.to_owned()
        } else {
            item.replace(' ', "+")
        }
    });
    items.collect::<Vec<_>>().join(",")
}

fn decode(text: &str) -> Result<String, String> {
    let spaced = text.replace('+', " ");
    let bytes = spaced.as_bytes();
    let broken = bytes.iter().enumerate().any(|(ix, byte)| {
        let digits = bytes.get(ix + 1..ix + 3);
        *byte == b'%' && !digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
    });
    if broken {
        return Err("the address has a “%” without two hexadecimal digits after it".to_owned());
    }
    percent_decode_str(&spaced)
        .decode_utf8()
        .map(|text| text.into_owned())
        .map_err(|_| "the address has bytes that are not UTF-8".to_owned())
}

/// What is said about words of an address that mean nothing here.
pub fn unknown_caption(view: &View) -> Option<String> {
    let words: Vec<String> = view
        .unknown
        .iter()
        .map(|word| format!("“{word}”"))
        .collect();
    (!words.is_empty()).then(|| {
        let known = WORDS[..WORDS.len() - 1].join(", ");
        format!(
            "Not known here, and passed over: {}. Known are {known}.",
            words.join(", ")
        )
    })
}
