//! How wide the columns before the tasks are.

use crate::board::columns::{Align, BoardColumn, Scope, Value};
use crate::board::{Board, Entry, Page, Score};
use crate::drawing::text::{Fonts, Weight};

use super::density::Density;
use super::named;
use super::sheet::{Small, size, widest};

/// Between figures and the small print beside them.
pub(super) const AFTER_FIGURES: f64 = 7.0;

/// Before a score: the ground of the best one reaches out of it.
pub(super) const BEFORE_SCORE: f64 = 8.0;

/// The head of a column, a line each: what it shows on the first, of what on the second.
pub(super) fn head(board: &Board, one: &BoardColumn) -> Vec<String> {
    let full = one.column.full_title.filter(|_| one.column.id != "rank");
    let title = full.unwrap_or_else(|| one.title(board));
    match title.split_once(' ') {
        Some((first, rest)) => vec![first.to_owned(), rest.to_owned()],
        None => vec![title.to_owned()],
    }
}

/// The interval that stands beside a rank.
pub(super) fn beside_rank(board: &Board, entry: &Entry) -> Option<String> {
    entry.rank_among_others(board)?;
    entry.rank_interval_caption(board)
}

/// How wide the parts of a column are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeadParts {
    pub whole: f64,
    /// From the left edge to the end of the figures.
    pub figures: f64,
    /// The star after them, where some score has one.
    pub star: f64,
}

/// How wide columns are.
pub(super) struct Widths<'a> {
    pub page: &'a Page<'a>,
    pub fonts: &'a Fonts,
    /// Whether a model's rank interval stands beside its rank.
    pub flat: bool,
    pub density: Density,
    pub small: Small,
}

impl Widths<'_> {
    /// The width of a column; 0 for the model, which takes what is left.
    pub fn of(&self, one: &BoardColumn) -> LeadParts {
        let board = self.page.board;
        let lines = head(board, one).into_iter();
        let head = widest(lines.map(|line| self.strong(&line, self.small.head())));
        match one.column.id {
            "model" => LeadParts::default(),
            "rank" => {
                let ranks = board.entries.iter().filter_map(|entry| entry.rank);
                let ranks = widest(ranks.map(|rank| self.strong(&rank.to_string(), size::NAME)));
                let figures = (ranks + 4.0).max(16.0).ceil();
                let entries = board.entries.iter().filter(|_| self.flat);
                let intervals = entries.filter_map(|entry| beside_rank(board, entry));
                let interval = widest(intervals.map(|text| self.small(&text) + AFTER_FIGURES));
                LeadParts {
                    whole: (figures + interval + 12.0).ceil(),
                    figures,
                    star: 0.0,
                }
            }
            "score" | "overall" => {
                let scores = |width: &dyn Fn(&Score) -> f64| {
                    self.texts(one, |value| match value {
                        Value::Score(score) => width(score),
                        _ => 0.0,
                    })
                };
                let figure = scores(&|score| self.strong(&score.figure(), size::SCORE));
                let star = scores(&|score| self.strong(score.star(), size::SCORE));
                let margin = scores(&|score| {
                    let lines = score.margin().into_iter();
                    let lines = lines.flat_map(|one| self.density.margin_lines(one, self.small));
                    widest(lines.map(|line| self.small(&line)))
                });
                let figures = BEFORE_SCORE + figure;
                let content = figures + star + AFTER_FIGURES + margin;
                LeadParts {
                    whole: content.max(BEFORE_SCORE + head).ceil() + 4.0,
                    figures,
                    star,
                }
            }
            _ if one.column.align == Align::Left => {
                let texts = self.texts(one, |value| match value {
                    Value::Text(_) | Value::Link(_) => {
                        self.regular(&named(&value.text()), size::NAME)
                    }
                    _ => 0.0,
                });
                let whole = match one.column.scope {
                    Scope::Row => (texts + 8.0).clamp(45.0, 80.0),
                    Scope::Model => (texts.max(head) + 12.0).clamp(45.0, 150.0),
                };
                LeadParts {
                    whole: whole.ceil(),
                    ..LeadParts::default()
                }
            }
            _ => {
                let texts = self.texts(one, |value| match value {
                    Value::Number(..) => self.strong(&value.text(), size::NAME),
                    _ => 0.0,
                });
                let whole = (texts.max(head) + 14.0).ceil();
                LeadParts {
                    whole,
                    figures: whole - 4.0,
                    star: 0.0,
                }
            }
        }
    }

    fn small(&self, text: &str) -> f64 {
        self.regular(text, self.small.text())
    }

    /// The width of the longest value.
    fn texts<'a>(&'a self, one: &BoardColumn, width: impl Fn(Value<'a>) -> f64) -> f64 {
        let board = self.page.board;
        let rows = board.rows();
        widest(rows.map(|(entry, row)| width(one.value(board, entry, row))))
    }

    fn regular(&self, text: &str, size: f64) -> f64 {
        self.fonts.width(text, size, Weight::Regular)
    }

    fn strong(&self, text: &str, size: f64) -> f64 {
        self.fonts.width(text, size, Weight::SemiBold)
    }
}
