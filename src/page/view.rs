//! What an address asks to see: its query, read strictly and written back in one canonical form.

mod read;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::board::{Key, PER_PAGE, Selection, Sort};
use crate::picture::theme::Theme;

pub use read::{LONGEST_QUERY, read_query, unknown_caption};

/// The themes that an address can name, in the order of the switch; `None` is what the reader's
/// system asks for.
pub const THEMES: [Option<Theme>; 3] = [None, Some(Theme::Light), Some(Theme::Dark)];

/// The word of the query for a theme.
pub fn theme_word(theme: Option<Theme>) -> &'static str {
    theme.map_or("system", Theme::word)
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
    /// Colours; `None`: those that the reader's system asks for.
    pub theme: Option<Theme>,
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
            theme: None,
            unknown: Vec::new(),
        }
    }
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
        if let Some(theme) = self.theme {
            add("theme", theme.word().to_owned());
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
