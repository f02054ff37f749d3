//! Plots of a board: figures beside the table. Each is a file and a line in [`PLOTS`].
//!
//! ```text
//! Board ──plot──▶ Scene ──drawing──▶ svg · png · pdf
//! ```
//!
//! plotters draws axes, grids and lines, through a backend that makes items of a scene: fonts,
//! themes and files are those of the board's picture.

mod axis;
mod backend;
mod canvas;
mod cells;
pub mod correlation;
mod frame;
mod groups;
pub mod labels;
mod names;
pub mod profile;
mod ranks;
mod scaling;
mod tradeoff;

use crate::board::caption::counted;
use crate::board::{Board, Entry};
use crate::by_id::by_id;
use crate::drawing::scene::Scene;
use crate::drawing::text::Fonts;
use crate::error::{Error, Result};
use crate::picture;
use crate::stats::ScoreKind;

use canvas::Canvas;

/// All plots, in the order of help texts.
pub const PLOTS: &[Plot] = &[
    tradeoff::PLOT,
    scaling::PLOT,
    ranks::PLOT,
    profile::PLOT,
    correlation::PLOT,
];

/// A kind of plot.
#[derive(Clone, Copy)]
pub struct Plot {
    /// Identifies it: the word of the command line.
    pub id: &'static str,
    /// What it shows, for help texts: no capital, no full stop.
    pub about: &'static str,
    /// What one picture of it is about.
    pub subject: Subject,
    /// The option of the command line that only it takes.
    pub option: Option<&'static str>,
    /// What it needs that the board lacks.
    lacks: fn(&Board, &Choices) -> Option<String>,
    /// Title, and the picture's width.
    head: fn(&Board, &Choices) -> Head,
    draw: fn(&mut Canvas<'_>),
}

/// What a plot is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The models of a board.
    Board,
    /// One model among them.
    Model,
}

/// What stands over a plot.
struct Head {
    title: String,
    width: f64,
}

/// What a score is set against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expense {
    /// Mean completion tokens of a response.
    #[default]
    Tokens,
    /// Mean cost of a response. No input gives one so far: neither a column of a table nor a price
    /// per token is read.
    Cost,
}

impl Expense {
    /// All of them, in the order of help texts.
    pub const ALL: [Expense; 2] = [Expense::Tokens, Expense::Cost];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Expense::Tokens => "tokens",
            Expense::Cost => "cost",
        }
    }
}

/// What is asked of a plot.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// How it looks: of the options of a board, those for columns say nothing here.
    pub look: picture::Options,
    /// Index of the entry that a profile is of; `None`: the first.
    pub model: Option<usize>,
    /// What a tradeoff sets the score against.
    pub expense: Expense,
    /// Whether each task has an area of its own in a plot by level.
    pub by_task: bool,
}

/// Width of a plot, unless it needs more, in px.
const WIDTH: f64 = 720.0;

by_id!(Plot);

impl Plot {
    /// The plot that `id` identifies.
    pub fn named(id: &str) -> Option<&'static Plot> {
        PLOTS.iter().find(|plot| plot.id == id)
    }

    /// Those about a board, or about a model.
    pub fn about(subject: Subject) -> impl Iterator<Item = &'static Plot> {
        PLOTS.iter().filter(move |plot| plot.subject == subject)
    }

    /// Its title, and what the board holds: what stands for the picture where it cannot be seen.
    /// Of a board that lacks what it needs, empty.
    pub fn alt_text(&self, board: &Board, choices: &Choices) -> String {
        match self.lacks(board, choices) {
            None => canvas::summary(&(self.head)(board, choices).title, board),
            Some(_) => String::new(),
        }
    }

    /// What it needs that the board lacks, as a sentence without full stop; `None`: it can be
    /// drawn.
    pub fn lacks(&self, board: &Board, choices: &Choices) -> Option<String> {
        match board.entries.is_empty() {
            true => Some(board.why_empty().trim_end_matches('.').to_owned()),
            false => (self.lacks)(board, choices),
        }
    }

    /// The plot of a board as a scene.
    ///
    /// # Errors
    /// Where the board lacks what it needs.
    pub fn scene(&self, board: &Board, fonts: &Fonts, choices: &Choices) -> Result<Scene> {
        if let Some(lack) = self.lacks(board, choices) {
            return Err(Error::CannotPlot {
                plot: self.id,
                lack,
            });
        }
        let head = (self.head)(board, choices);
        Ok(Canvas::draw(board, fonts, choices, head, self.draw))
    }
}

/// Whether a model takes a rank.
fn is_ranked(entry: &Entry) -> bool {
    entry.rank.is_some_and(|rank| !rank.provisional)
}

/// What hollow marks mean.
fn hollow_note(board: &Board) -> String {
    format!("Hollow: {}.", board.starred_captions().join(", "))
}

/// Whether a model's score can be compared with those of the others: it is over all cells.
fn is_comparable(entry: &Entry) -> bool {
    is_ranked(entry) && !entry.overall.incomplete
}

/// The models that take a rank.
fn ranked(board: &Board) -> impl Iterator<Item = &Entry> {
    board.entries.iter().filter(|entry| is_ranked(entry))
}

/// The least and the greatest of some values; of none, infinite.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The least and the greatest score of some models, or end of its interval.
fn range_of_scores<'a>(entries: impl Iterator<Item = &'a Entry>) -> (f64, f64) {
    range(entries.flat_map(|entry| {
        let value = entry.overall.value;
        let (low, high) = entry.overall.interval.unwrap_or((value, value));
        [low, value, high]
    }))
}

/// `4 to 12 models`: between which counts all of them are.
fn counted_range(counts: impl Iterator<Item = usize> + Clone, noun: &str) -> String {
    let (low, high) = (counts.clone().min().unwrap_or(0), counts.max().unwrap_or(0));
    match low == high {
        true => counted(high, noun),
        false => format!("{low} to {}", counted(high, noun)),
    }
}

/// The most that a score can be.
fn most(board: &Board) -> f64 {
    match board.score {
        ScoreKind::Average => 100.0,
        _ => 1000.0,
    }
}
