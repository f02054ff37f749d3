//! Which columns there are, where they stand, and how the tasks' names are written over them.

use crate::board::caption::{Margin, STAR};
use crate::board::columns::{Align, BoardColumn, Scope, Value, link_text};
use crate::board::{Board, Entry, Page};
use crate::drawing::text::{Fonts, Weight};

use super::sheet::size;
use super::wrap::wrapped_whole;
use super::{MARGIN, named};

/// Width that a picture of twelve tasks keeps to, so that its texts are readable in a README.
const WIDEST: f64 = 1050.0;

/// Narrowest picture: title and legend want some room.
const NARROWEST: f64 = 420.0;

/// Between two cells.
const GAP: f64 = 4.0;

/// Narrowest cell and its gap: names have room first.
const PITCH: f64 = 44.0;

/// The same where there is room and the names of the tasks want it.
const WIDEST_PITCH: f64 = 84.0;

/// Tasks up to which a picture keeps to [`WIDEST`], whatever the names of its models.
const README_TASKS: usize = 12;

const NARROWEST_NAME: f64 = 100.0;
const WIDEST_NAME: f64 = 320.0;

/// A column's left edge and width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub left: f64,
    pub width: f64,
}

impl Span {
    pub fn middle(&self) -> f64 {
        self.left + self.width / 2.0
    }
}

/// How the names of tasks are written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TaskNames {
    /// On lines over each other.
    Lines(Vec<Vec<String>>),
    /// Turned by a quarter, shortened; with the length of the longest.
    Upright(Vec<String>, f64),
}

/// A column that is no task's, where it stands.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub column: BoardColumn,
    /// Its head, a line each.
    pub head: Vec<String>,
    pub span: Span,
    /// Where its figures end.
    pub figures: f64,
    /// Where the intervals of its scores begin.
    pub small_print: f64,
}

/// The columns that are shown.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Width of the picture.
    pub width: f64,
    /// Those before the tasks, from left to right.
    pub lead: Vec<Lead>,
    /// Whether each model has one row, so that its rank interval stands beside the rank.
    flat: bool,
    /// The tasks that are shown, with their places.
    pub tasks: Vec<(usize, Span)>,
    /// Width of a task's cell.
    pub cell: f64,
    pub names: TaskNames,
}

impl Columns {
    pub fn new(page: &Page<'_>, fonts: &Fonts) -> Columns {
        let board = page.board;
        let flat = board.levels.len() <= 1;
        let widths = Widths { page, fonts, flat };
        let tasks = board.columns.tasks();
        let task_names: Vec<String> = tasks
            .iter()
            .map(|task| named(&board.tasks[*task].label))
            .collect();
        // Scores of several levels are told apart.
        let mut columns = match !flat && board.columns.has("score") {
            true => board.columns.with("level"),
            false => board.columns.to_vec(),
        };
        columns.retain(|one| one.column.id != "tasks");
        let parts: Vec<Parts> = columns.iter().map(|one| widths.of(one)).collect();
        let mut lead: Vec<f64> = parts.iter().map(|parts| parts.whole).collect();
        let model = columns.iter().position(|one| one.column.id == "model");
        let others = |lead: &[f64]| {
            let others = lead.iter().enumerate().filter(|(ix, _)| Some(*ix) != model);
            others.map(|(_, width)| width).sum::<f64>()
        };
        let fixed = 2.0 * MARGIN + others(&lead) + 8.0 - GAP;
        let at_most =
            (WIDEST - fixed - PITCH * tasks.len() as f64).clamp(NARROWEST_NAME, WIDEST_NAME);
        let mut name = 0.0;
        if let Some(model) = model {
            name = widths.name(at_most, tasks.len() > README_TASKS);
            lead[model] = name;
        }

        let natural_head = task_names
            .iter()
            .map(|name| fonts.width(name, size::SMALL, Weight::Regular))
            .fold(0.0, f64::max);
        let room = (WIDEST - fixed - name) / tasks.len().max(1) as f64;
        let pitch = (natural_head + 6.0)
            .clamp(PITCH, WIDEST_PITCH)
            .min(room.max(PITCH))
            .floor();

        let mut width = fixed + name + pitch * tasks.len() as f64;
        if let Some(model) = model
            && width < NARROWEST
        {
            lead[model] += NARROWEST - width;
        }
        width = width.max(NARROWEST).ceil();

        let mut left = MARGIN;
        let lead = columns.into_iter().zip(parts).zip(lead);
        let lead = lead
            .map(|((column, parts), width)| {
                let span = Span { left, width };
                left += width;
                Lead {
                    column,
                    head: head(board, &column),
                    span,
                    figures: span.left + parts.figures,
                    small_print: span.left + parts.figures + parts.star + AFTER_FIGURES,
                }
            })
            .collect();
        left += 8.0;
        let spans = (0..tasks.len()).map(|ix| Span {
            left: left + pitch * ix as f64,
            width: pitch - GAP,
        });
        Columns {
            width,
            lead,
            flat,
            tasks: tasks.iter().copied().zip(spans).collect(),
            cell: pitch - GAP,
            names: TaskNames::new(fonts, &task_names, pitch - 2.0),
        }
    }

    /// The rank interval of a model, where it stands beside the rank.
    pub fn rank_interval(&self, board: &Board, entry: &Entry) -> Option<String> {
        let caption = || entry.rank_interval_caption(board);
        self.flat.then(caption).flatten()
    }

    /// Where the names of models stand.
    pub fn model(&self) -> Option<Span> {
        let mut lead = self.lead.iter();
        let model = lead.find(|lead| lead.column.column.id == "model");
        model.map(|lead| lead.span)
    }
}

/// Between figures and the small print beside them.
pub(super) const AFTER_FIGURES: f64 = 6.0;

/// Before a score: the ground of the best one reaches out of it.
pub(super) const BEFORE_SCORE: f64 = 8.0;

/// The head of a column, a line each: what it shows on the first, of what on the second.
fn head(board: &Board, one: &BoardColumn) -> Vec<String> {
    let full = one.column.full_title.filter(|_| one.column.id != "rank");
    let title = full.unwrap_or_else(|| one.title(board));
    match title.split_once(' ') {
        Some((first, rest)) => vec![first.to_owned(), rest.to_owned()],
        None => vec![title.to_owned()],
    }
}

/// How wide the parts of a column are.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    whole: f64,
    /// From the left edge to the end of the figures.
    figures: f64,
    /// The star after them, where some score has one.
    star: f64,
}

/// How wide columns are.
struct Widths<'a> {
    page: &'a Page<'a>,
    fonts: &'a Fonts,
    flat: bool,
}

impl Widths<'_> {
    /// The width of a column; 0 for the model, which takes what is left.
    fn of(&self, one: &BoardColumn) -> Parts {
        let board = self.page.board;
        let lines = head(board, one).into_iter();
        let head = lines
            .map(|line| self.strong(&line, size::HEAD))
            .fold(0.0, f64::max);
        match one.column.id {
            "model" => Parts::default(),
            "rank" => {
                let ranks = board.entries.iter().filter_map(|entry| entry.rank);
                let widest = ranks
                    .map(|rank| self.strong(&rank.to_string(), size::NAME))
                    .fold(0.0, f64::max);
                let figures = (widest + 4.0).max(16.0).ceil();
                let intervals = board.entries.iter().filter(|_| self.flat);
                let interval = intervals
                    .filter_map(|entry| entry.rank_interval_caption(board))
                    .map(|text| self.regular(&text, size::SMALL) + AFTER_FIGURES)
                    .fold(0.0, f64::max);
                Parts {
                    whole: (figures + interval + 12.0).ceil(),
                    figures,
                    star: 0.0,
                }
            }
            "score" | "overall" => {
                let figure = self.texts(one, |value| match value {
                    Value::Score(score) => self.strong(&score.figure(), size::SCORE),
                    _ => 0.0,
                });
                let star = self.texts(one, |value| match value {
                    Value::Score(score) if score.incomplete => self.strong(STAR, size::SCORE),
                    _ => 0.0,
                });
                let margin = self.texts(one, |value| match value {
                    Value::Score(score) => match score.margin() {
                        None => 0.0,
                        Some(Margin::Even(text)) => self.small(&text),
                        Some(Margin::Sides { above, below }) => {
                            self.small(&above).max(self.small(&below))
                        }
                    },
                    _ => 0.0,
                });
                let figures = BEFORE_SCORE + figure;
                let content = figures + star + AFTER_FIGURES + margin;
                Parts {
                    whole: content.max(BEFORE_SCORE + head).ceil() + 4.0,
                    figures,
                    star,
                }
            }
            _ if one.column.align == Align::Left => {
                let texts = self.texts(one, |value| match value {
                    Value::Text(text) => self.regular(&named(text), size::NAME),
                    Value::Link(url) => self.regular(&named(link_text(url)), size::NAME),
                    _ => 0.0,
                });
                let whole = match one.column.scope {
                    Scope::Row => (texts + 8.0).clamp(45.0, 80.0),
                    Scope::Model => (texts.max(head) + 12.0).clamp(45.0, 150.0),
                };
                let whole = whole.ceil();
                Parts {
                    whole,
                    ..Parts::default()
                }
            }
            _ => {
                let texts = self.texts(one, |value| match value {
                    Value::Number(value, figure) => self.strong(&figure.text(value), size::NAME),
                    _ => 0.0,
                });
                let whole = (texts.max(head) + 10.0).ceil();
                Parts {
                    whole,
                    figures: whole - 4.0,
                    star: 0.0,
                }
            }
        }
    }

    fn small(&self, text: &str) -> f64 {
        self.regular(text, size::SMALL)
    }

    /// The width of the longest value.
    fn texts<'a>(&'a self, one: &BoardColumn, width: impl Fn(Value<'a>) -> f64) -> f64 {
        let board = self.page.board;
        let rows = board.rows();
        rows.map(|(entry, row)| width(one.value(board, entry, row)))
            .fold(0.0, f64::max)
    }

    /// The width of the names: what the longest wants, as far as there is room; where there is more
    /// than `at_most`, so much that each stands on two lines.
    fn name(&self, at_most: f64, more: bool) -> f64 {
        let names: Vec<String> = self
            .page
            .entries
            .iter()
            .map(|entry| named(&entry.label))
            .collect();
        let widest = names
            .iter()
            .map(|name| self.strong(name, size::NAME))
            .fold(self.strong("Model", size::HEAD), f64::max);
        // Under a name stands a line about its overall score and rank.
        let natural = (widest.max(110.0) + 12.0).ceil();
        let mut width = natural.clamp(NARROWEST_NAME, at_most);
        let weight = Weight::SemiBold;
        let fits = |name: &String, width: f64| {
            wrapped_whole(self.fonts, name, size::NAME, weight, width - 10.0, 2).is_some()
        };
        if more {
            for name in &names {
                while width < WIDEST_NAME && !fits(name, width) {
                    width = (width + 4.0).min(WIDEST_NAME);
                }
            }
        }
        width
    }

    fn regular(&self, text: &str, size: f64) -> f64 {
        self.fonts.width(text, size, Weight::Regular)
    }

    fn strong(&self, text: &str, size: f64) -> f64 {
        self.fonts.width(text, size, Weight::SemiBold)
    }
}

/// Longest turned name.
const LONGEST: f64 = 120.0;

impl TaskNames {
    /// On one line if all fit, else on two, else all turned.
    fn new(fonts: &Fonts, names: &[String], width: f64) -> TaskNames {
        for lines in 1..=2 {
            let fitted: Option<Vec<_>> = names
                .iter()
                .map(|name| wrapped_whole(fonts, name, size::SMALL, Weight::Regular, width, lines))
                .collect();
            if let Some(fitted) = fitted {
                return TaskNames::Lines(fitted);
            }
        }
        let shortened: Vec<String> = names
            .iter()
            .map(|name| fonts.shortened(name, size::SMALL, Weight::Regular, LONGEST))
            .collect();
        let lengths = shortened
            .iter()
            .map(|name| fonts.width(name, size::SMALL, Weight::Regular));
        let longest = lengths.fold(0.0, f64::max);
        TaskNames::Upright(shortened, longest)
    }
}
