//! Which columns there are, where they stand, and how the tasks' names are written over them.

use crate::board::Page;
use crate::board::columns::{Align, BoardColumn, Value, stacked};
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

/// Width of a cell and its gap.
const PITCH: f64 = 52.0;

/// The same where there is room and the names of the tasks want it.
const WIDEST_PITCH: f64 = 84.0;

const NARROWEST_NAME: f64 = 100.0;
const WIDEST_NAME: f64 = 320.0;

/// A column's left edge and width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub left: f64,
    pub width: f64,
}

impl Span {
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

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
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    pub column: BoardColumn,
    /// The column whose figures stand under its own.
    pub beneath: Option<BoardColumn>,
    pub span: Span,
}

/// The columns that are shown.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Width of the picture.
    pub width: f64,
    /// Those before the tasks, from left to right.
    pub lead: Vec<Lead>,
    /// Whether the level stands under the score.
    pub levels_with_scores: bool,
    /// The tasks that are shown, with their places.
    pub tasks: Vec<(usize, Span)>,
    /// Width of a task's cell.
    pub cell: f64,
    pub names: TaskNames,
}

impl Columns {
    pub fn new(page: &Page<'_>, fonts: &Fonts) -> Columns {
        let board = page.board;
        // Rows of several levels are told apart, if need be under the score.
        let levels_with_scores = board.levels.len() > 1 && !board.columns.has("level");
        let widths = Widths {
            page,
            fonts,
            levels_with_scores,
        };
        let tasks = board.columns.tasks();
        let task_names: Vec<String> = tasks
            .iter()
            .map(|task| named(&board.tasks[*task].label))
            .collect();
        let mut columns = stacked(board);
        columns.retain(|(one, _)| one.column.id != "tasks");
        let mut lead: Vec<f64> = columns
            .iter()
            .map(|(column, beneath)| widths.of(column, *beneath))
            .collect();
        let model = columns.iter().position(|(one, _)| one.column.id == "model");
        let others = |lead: &[f64]| {
            let others = lead.iter().enumerate().filter(|(ix, _)| Some(*ix) != model);
            others.map(|(_, width)| width).sum::<f64>()
        };
        let fixed = 2.0 * MARGIN + others(&lead) + 8.0 - GAP;
        let at_most =
            (WIDEST - fixed - PITCH * tasks.len() as f64).clamp(NARROWEST_NAME, WIDEST_NAME);
        let mut name = 0.0;
        if let Some(model) = model {
            name = widths.name().clamp(NARROWEST_NAME, at_most);
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
        let lead = columns.into_iter().zip(lead);
        let lead = lead
            .map(|((column, beneath), width)| {
                let span = Span { left, width };
                left += width;
                Lead {
                    column,
                    beneath,
                    span,
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
            levels_with_scores,
            tasks: tasks.iter().copied().zip(spans).collect(),
            cell: pitch - GAP,
            names: TaskNames::new(fonts, &task_names, pitch - 2.0),
        }
    }

    /// Where the names of models stand.
    pub fn model(&self) -> Option<Span> {
        let mut lead = self.lead.iter();
        let model = lead.find(|lead| lead.column.column.id == "model");
        model.map(|lead| lead.span)
    }
}

/// How wide columns are.
struct Widths<'a> {
    page: &'a Page<'a>,
    fonts: &'a Fonts,
    levels_with_scores: bool,
}

/// Width of a column of numbers where they and its head need no more.
const NUMBER: f64 = 66.0;

impl Widths<'_> {
    /// The width of a column; 0 for the model, which takes what is left.
    fn of(&self, one: &BoardColumn, beneath: Option<BoardColumn>) -> f64 {
        let board = self.page.board;
        let title = one.title(board);
        match one.column.id {
            "model" => 0.0,
            "rank" => {
                let largest = board.entries.len().to_string();
                (self.strong(&largest, size::SCORE) + 14.0).ceil().max(28.0)
            }
            "score" => {
                let narrowest = if self.levels_with_scores { 110.0 } else { 70.0 };
                self.strong(title, size::HEAD).max(narrowest).ceil() + 10.0
            }
            "overall" => self.strong(title, size::HEAD).max(70.0).ceil() + 10.0,
            _ if one.column.align == Align::Left => {
                let texts = self.texts(one, |value| match value {
                    Value::Text(text) => self.regular(&named(text), size::NAME),
                    _ => 0.0,
                });
                (texts + 8.0).clamp(45.0, 80.0).ceil()
            }
            _ => {
                let small = |value: Value<'_>, unit: &str| match value {
                    Value::Number(value, figure) => {
                        self.regular(&(figure.text(value) + unit), size::SMALL)
                    }
                    _ => 0.0,
                };
                let texts = self.texts(one, |value| match value {
                    Value::Number(value, figure) => self.regular(&figure.text(value), size::NAME),
                    _ => 0.0,
                });
                let below = beneath.map_or(0.0, |beneath| {
                    self.texts(&beneath, |value| small(value, beneath.column.unit))
                });
                let natural = texts.max(below).max(self.strong(title, size::HEAD)) + 8.0;
                natural.ceil().max(NUMBER)
            }
        }
    }

    /// The width of the longest value.
    fn texts<'a>(&'a self, one: &BoardColumn, width: impl Fn(Value<'a>) -> f64) -> f64 {
        let board = self.page.board;
        let rows = board.rows();
        rows.map(|(entry, row)| width(one.value(board, entry, row)))
            .fold(0.0, f64::max)
    }

    /// The width that the longest name wants.
    fn name(&self) -> f64 {
        let names = self.page.entries.iter();
        let natural = names
            .map(|entry| self.strong(&named(&entry.label), size::NAME))
            .fold(self.strong("Model", size::HEAD), f64::max);
        // Under a name stands a line about its overall score and rank.
        (natural.max(150.0) + 12.0).ceil()
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
    /// On one line if all fit, else on two or three, else all turned.
    fn new(fonts: &Fonts, names: &[String], width: f64) -> TaskNames {
        for lines in 1..=3 {
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
