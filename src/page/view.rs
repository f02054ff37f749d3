//! What an address asks to see: its query, read strictly and written back in one canonical form.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::board::{AccuracyKind, Facet, Facets, Key, PER_PAGE, Selection, Sort};
use crate::error::printable;
use crate::rank::RankIntervals;
use crate::stats::ScoreKind;

/// The longest query that is read, in bytes.
pub const LONGEST_QUERY: usize = 8 * 1024;

/// Most models on one page of a served board.
pub const MOST_PER_PAGE: usize = 200;

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;

/// Which colours a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageTheme {
    /// Those that the reader's system asks for.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl PageTheme {
    /// All of them, in the order of the switch.
    pub const ALL: [PageTheme; 3] = [PageTheme::System, PageTheme::Light, PageTheme::Dark];

    /// The word of the query.
    pub fn word(self) -> &'static str {
        match self {
            PageTheme::System => "system",
            PageTheme::Light => "light",
            PageTheme::Dark => "dark",
        }
    }
}

/// One view of a board: filters, order, search, page and colours.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Filters and choices.
    pub selection: Selection,
    /// Order of the models.
    pub sort: Sort,
    /// Words that a model's name must contain.
    pub search: String,
    /// Page, counted from 1.
    pub page: usize,
    /// Whether the address names the page: a picture is then of that page, else of the whole board.
    pub page_named: bool,
    /// Models a page.
    pub per_page: usize,
    /// Colours.
    pub theme: PageTheme,
    /// Words of the address that mean nothing here, the first few.
    pub unknown: Vec<String>,
}

impl View {
    /// The first page of what `selection` keeps.
    pub fn of(selection: Selection) -> View {
        View {
            selection,
            sort: Sort::default(),
            search: String::new(),
            page: 1,
            page_named: false,
            per_page: PER_PAGE,
            theme: PageTheme::default(),
            unknown: Vec::new(),
        }
    }
}

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
            match word.as_str() {
                "groups" => push(list, &with_plus(&value, &facets.groups), &facets.groups),
                "levels" => push(list, &value, &facets.levels),
                "tasks" => push(list, &value, &facets.tasks),
                // Which models and columns there are is settled by the selection.
                _ => push_item(list, &value),
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
            let kinds = [AccuracyKind::Adjusted, AccuracyKind::Raw];
            view.selection.accuracy = one_of(word, value, &kinds, AccuracyKind::word)?;
        }
        "theme" => view.theme = one_of(word, value, &PageTheme::ALL, PageTheme::word)?,
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

/// What may stand in a query unencoded.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'*');

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

impl View {
    /// The query of this view, with its `?`: only what differs from `start`, in a fixed order;
    /// empty where nothing does.
    pub fn query(&self, start: &Selection) -> String {
        let mut query = String::new();
        for (word, value) in self.words(start, encode) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(word);
            query.push('=');
            query.push_str(&value);
        }
        query
    }

    /// The words of the query with their values, not encoded.
    pub fn pairs(&self, start: &Selection) -> Vec<(&'static str, String)> {
        self.words(start, str::to_owned)
    }

    fn words(&self, start: &Selection, encode: fn(&str) -> String) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        let mut add = |word: &'static str, value: String| words.push((word, value));
        let own = &self.selection;
        for (word, list, at_start) in [
            ("groups", &own.groups, &start.groups),
            ("levels", &own.levels, &start.levels),
            ("tasks", &own.tasks, &start.tasks),
            ("models", &own.models, &start.models),
            ("columns", &own.columns, &start.columns),
        ] {
            if list == at_start {
                continue;
            }
            // A name that holds a comma stands alone, so that it is not taken for two.
            if list.iter().any(|item| item.contains(',')) {
                list.iter().for_each(|item| add(word, encode(item)));
            } else {
                let items: Vec<String> = list.iter().map(|item| encode(item)).collect();
                add(word, items.join(","));
            }
        }
        if own.top != start.top {
            add("top", own.top.map_or(String::new(), |top| top.to_string()));
        }
        if own.score != start.score {
            add("score", own.score.word().to_owned());
        }
        if own.accuracy != start.accuracy {
            add("cell", own.accuracy.word().to_owned());
        }
        if own.rank_intervals != start.rank_intervals {
            add("rank_intervals", own.rank_intervals.word().to_owned());
        }
        if own.min_trials != start.min_trials {
            add("min_trials", own.min_trials.to_string());
        }
        if self.sort != Sort::default() {
            add("sort", encode(&self.sort.to_string()));
        }
        if !self.search.is_empty() {
            add("q", encode(&self.search));
        }
        if self.per_page != PER_PAGE {
            add("per_page", self.per_page.to_string());
        }
        if self.page != 1 || self.page_named {
            add("page", self.page.to_string());
        }
        if self.theme != PageTheme::default() {
            add("theme", self.theme.word().to_owned());
        }
        words
    }

    /// The same from its first page, changed.
    pub fn with(&self, change: impl FnOnce(&mut View)) -> View {
        let mut view = self.clone();
        (view.page, view.page_named) = (1, false);
        change(&mut view);
        view
    }

    /// Page `page` of the same.
    pub fn at_page(&self, page: usize) -> View {
        self.with(|view| {
            view.page = page;
            view.page_named = page != 1;
        })
    }

    /// The same in an order by `key`: best or first end on top; the other way round where it is in
    /// that order already.
    pub fn sorted_by(&self, key: Key) -> View {
        let first = key.highest_first();
        let again = self.sort.key == key && self.sort.descending == first;
        self.with(|view| {
            view.sort = Sort {
                key,
                descending: first != again,
            };
        })
    }
}

/// `text` as a part of an address.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

#[cfg(test)]
mod tests;
