//! Which columns there are, where they stand, and how the tasks' names are written over them.

use crate::board::Page;
use crate::drawing::text::{Fonts, Weight};

use super::sheet::size;
use super::wrap::wrapped_whole;
use super::{Column, MARGIN, Options, named};

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

/// The columns that are shown; each `None` where it is not.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Width of the picture.
    pub width: f64,
    pub rank: Option<Span>,
    pub model: Option<Span>,
    pub level: Option<Span>,
    pub score: Option<Span>,
    pub tokens: Option<Span>,
    /// Whether the level stands under the score.
    pub levels_with_scores: bool,
    /// One for each task that is shown.
    pub tasks: Vec<Span>,
    /// Width of a task's cell.
    pub cell: f64,
    pub names: TaskNames,
}

impl Columns {
    pub fn new(page: &Page<'_>, fonts: &Fonts, options: &Options) -> Columns {
        let board = page.board;
        let shown = |column: Column| {
            let wanted = options.columns.is_empty() || options.columns.contains(&column);
            wanted
                && match column {
                    Column::Level => board.has_levels(),
                    Column::Tokens => board.recorded.tokens,
                    _ => true,
                }
        };
        let given = |column: Column, width: f64| if shown(column) { width } else { 0.0 };
        let regular = |text: &str, size: f64| fonts.width(text, size, Weight::Regular);
        let strong = |text: &str, size: f64| fonts.width(text, size, Weight::SemiBold);

        let largest_rank = board.entries.len().to_string();
        let rank = given(
            Column::Rank,
            (strong(&largest_rank, size::SCORE) + 14.0).ceil().max(28.0),
        );
        let levels = board
            .levels
            .iter()
            .map(|level| regular(&named(&level.label), size::NAME));
        let level = given(
            Column::Level,
            (levels.fold(0.0, f64::max) + 8.0).clamp(45.0, 80.0).ceil(),
        );
        let mut score_width = strong(board.score.title(), size::HEAD).max(70.0);
        // Rows of several levels are told apart, if need be under the score.
        let levels_with_scores = board.levels.len() > 1 && !shown(Column::Level);
        if levels_with_scores {
            score_width = score_width.max(110.0);
        }
        let score = given(Column::Score, score_width.ceil() + 10.0);
        let tokens = given(Column::Tokens, 66.0);

        let tasks = if shown(Column::Tasks) {
            board.tasks.len()
        } else {
            0
        };
        let task_names: Vec<String> = board.tasks[..tasks]
            .iter()
            .map(|task| named(&task.label))
            .collect();
        let natural_name = page
            .entries
            .iter()
            .map(|entry| strong(&named(&entry.label), size::NAME))
            .fold(strong("Model", size::HEAD), f64::max);
        let fixed = 2.0 * MARGIN + rank + level + score + tokens + 8.0 - GAP;
        let at_most = (WIDEST - fixed - PITCH * tasks as f64).clamp(NARROWEST_NAME, WIDEST_NAME);
        // Under a name stands a line about its overall score and rank.
        let mut model = given(
            Column::Model,
            (natural_name.max(150.0) + 12.0)
                .ceil()
                .clamp(NARROWEST_NAME, at_most),
        );

        let natural_head = task_names
            .iter()
            .map(|name| regular(name, size::SMALL))
            .fold(0.0, f64::max);
        let room = (WIDEST - fixed - model) / tasks.max(1) as f64;
        let pitch = (natural_head + 6.0)
            .clamp(PITCH, WIDEST_PITCH)
            .min(room.max(PITCH))
            .floor();

        let mut width = fixed + model + pitch * tasks as f64;
        if width < NARROWEST && model > 0.0 {
            model += NARROWEST - width;
        }
        width = width.max(NARROWEST).ceil();

        let mut left = MARGIN;
        let mut span = |width: f64| {
            let span = Span { left, width };
            left += width;
            (width > 0.0).then_some(span)
        };
        let (rank, model, level, score, tokens) = (
            span(rank),
            span(model),
            span(level),
            span(score),
            span(tokens),
        );
        left += 8.0;
        Columns {
            width,
            rank,
            model,
            level,
            score,
            tokens,
            levels_with_scores,
            tasks: (0..tasks)
                .map(|ix| Span {
                    left: left + pitch * ix as f64,
                    width: pitch - GAP,
                })
                .collect(),
            cell: pitch - GAP,
            names: TaskNames::new(fonts, &task_names, pitch - 2.0),
        }
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
