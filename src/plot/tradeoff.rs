//! Score against tokens or cost: what a better score takes, and which models no other beats in
//! both.

mod front;

use crate::board::caption::{INTERVAL, counted};
use crate::board::{Board, Entry};
use crate::drawing::scene::{Area, Stroke};
use crate::drawing::text::{Weight, one_line};
use crate::format;
use crate::picture::layout::sheet::{Sheet, size};

use super::axis::Axis;
use super::canvas::{Canvas, MARGIN, Sign};
use super::frame::{Frame, Polyline};
use super::groups::{Groups, mark};
use super::labels::{Obstacle, RING, Wanted, place};
use super::names::{self, score_tooltip};
use super::{
    Choices, Expense, Head, Plot, Subject, WIDTH, hollow_note, is_comparable, range,
    range_of_scores,
};

use front::{front, stairs};

/// The list's line.
pub(super) const PLOT: Plot = Plot {
    id: "tradeoff",
    about: "score against tokens, with the models that no other beats in both",
    subject: Subject::Board,
    option: Some("--x"),
    lacks,
    head,
    draw,
};

/// Height of the area between the axes.
const HEIGHT: f64 = 400.0;

/// Half the size of a mark, and of one among more models than [`CROWD`]: names find room.
const RADIUS: f64 = 4.8;
const SMALL_RADIUS: f64 = 3.4;
const CROWD: usize = 60;

/// Half the size of the marks of so many models.
fn radius(models: usize) -> f64 {
    match models > CROWD {
        true => SMALL_RADIUS,
        false => RADIUS,
    }
}

/// Models up to which all get a label; of more, the front and the best of the rest.
const ALL_LABELLED: usize = 30;

/// Labels beside the front where there are more models.
const FURTHER_LABELS: usize = 10;

/// What a name costs that covers an interval, and the front: this is crossed only where there is
/// no place nearby.
const OVER_WHISKER: f64 = 0.8 * RING;
const OVER_FRONT: f64 = 3.0 * RING;

/// Widest that a model's name gets.
const NAME: f64 = 210.0;

/// A model with what its responses take.
struct Spot<'a> {
    entry: &'a Entry,
    expense: f64,
}

impl Spot<'_> {
    /// Expense and score.
    fn at(&self) -> (f64, f64) {
        (self.expense, self.entry.overall.value)
    }
}

fn lacks(board: &Board, choices: &Choices) -> Option<String> {
    let lack = match choices.expense {
        Expense::Tokens => {
            "it needs tokens, and no shown model records them for all of its cells (in a cell \
             table, they stand in the column `tokens`)"
        }
        Expense::Cost => {
            "--x cost needs what a response costs, and no input gives that yet: cell tables have \
             no column for it, and of harnesses' results only tokens are read; --x tokens shows \
             those"
        }
    };
    spots(board, choices.expense)
        .is_empty()
        .then(|| lack.to_owned())
}

fn head(board: &Board, choices: &Choices) -> Head {
    Head {
        title: format!("{} against {}", board.score.title(), choices.expense.word()),
        width: WIDTH,
    }
}

/// What the responses of a model take; `None` unless it is known for all of its cells.
fn expense(entry: &Entry, of: Expense) -> Option<f64> {
    match of {
        Expense::Tokens if entry.usage.cells_with_tokens == entry.usage.cells => {
            entry.usage.tokens_per_completion
        }
        Expense::Tokens | Expense::Cost => None,
    }
}

/// The models whose expense is known.
fn spots(board: &Board, of: Expense) -> Vec<Spot<'_>> {
    let entries = board.entries.iter();
    entries
        .filter_map(|entry| {
            // A log axis has no 0.
            let expense = expense(entry, of).filter(|expense| *expense > 0.0)?;
            Some(Spot { entry, expense })
        })
        .collect()
}

fn draw(canvas: &mut Canvas<'_>) {
    let board = canvas.board;
    let spots = spots(board, canvas.choices.expense);
    let models: Vec<&Entry> = spots.iter().map(|spot| spot.entry).collect();
    let groups = Groups::of(&models);
    legend(canvas, &groups);
    let frame = frame(canvas, &spots);
    let colours = *canvas.sheet.colours;
    let theme = canvas.choices.look.theme;
    let radius = radius(spots.len());

    let comparable: Vec<usize> = (0..spots.len())
        .filter(|ix| is_comparable(spots[*ix].entry))
        .collect();
    let values: Vec<(f64, f64)> = comparable.iter().map(|ix| spots[*ix].at()).collect();
    let front = front(&values).into_iter();
    let front: Vec<usize> = front.map(|ix| comparable[ix]).collect();
    let stairs = stairs(front.iter().map(|ix| spots[*ix].at()));

    // What names should not cover.
    let mut obstacles: Vec<Obstacle> = Vec::new();
    let mut avoid = |points: &[(f64, f64)], cost: f64| {
        obstacles.extend(points.windows(2).map(|pair| Obstacle {
            line: (frame.at(pair[0]), frame.at(pair[1])),
            cost,
        }));
    };
    avoid(&stairs, OVER_FRONT);
    let mut lines = Vec::new();
    if stairs.len() > 1 {
        lines.push(Polyline {
            points: stairs,
            stroke: Stroke::new(colours.ink, 1.25).with_opacity(0.55),
        });
    }
    let (opacity, width) = match spots.len() > ALL_LABELLED {
        true => (0.3, 1.0),
        false => (0.55, 1.5),
    };
    for (ix, spot) in spots.iter().enumerate() {
        if let Some(interval) = spot.entry.overall.interval {
            let (_, colour) = groups.mark(ix, theme);
            let stroke = Stroke::new(colour, width).with_opacity(opacity);
            let line = Polyline::upright(spot.expense, interval, stroke);
            if frame.is_seen(&line, spot.at(), radius) {
                avoid(&line.points, OVER_WHISKER);
                lines.push(line);
            }
        }
    }
    frame.draw(&mut canvas.sheet, &lines);

    // The best are drawn last, over the others.
    for (ix, spot) in spots.iter().enumerate().rev() {
        let (shape, colour) = groups.mark(ix, theme);
        let (at, hollow) = (frame.at(spot.at()), !is_comparable(spot.entry));
        let item = mark(shape, at, radius, colour, colours.ground, hollow);
        canvas.sheet.grouped(vec![item], || tooltip(board, spot));
    }
    let unlabelled = label(canvas, &frame, &spots, &front, &obstacles);
    axis_titles(canvas, &frame);
    canvas.y = frame.area.bottom() + 44.0;
    notes(canvas, &spots, front.len(), unlabelled);
}

/// The marks of the groups with how many models each has.
fn legend(canvas: &mut Canvas<'_>, groups: &Groups) {
    let theme = canvas.choices.look.theme;
    let small = canvas.sheet.plain(size::SMALL);
    let keys = groups.names.iter().enumerate().map(|(ix, (name, models))| {
        let (shape, colour) = groups.style(ix, theme);
        let name = canvas.sheet.shortened(&one_line(name), 180.0, small);
        let mark = Sign::Mark(shape, colour, false);
        (mark, format!("{name} ({models})"))
    });
    let keys = keys.collect();
    canvas.legend(keys);
}

fn frame(canvas: &Canvas<'_>, spots: &[Spot<'_>]) -> Frame {
    let (least, most) = range(spots.iter().map(|spot| spot.expense));
    let (low, high) = range_of_scores(spots.iter().map(|spot| spot.entry));
    // Room for a label above the best.
    let headroom = 0.06 * (high - low);
    let left = MARGIN + 40.0;
    Frame {
        area: Area::new(left, canvas.y + 24.0, canvas.width - MARGIN - left, HEIGHT),
        x: Axis::log(least, most),
        y: Axis::linear(low, high + headroom, super::most(canvas.board), 7),
    }
}

/// Writes names beside marks; returns how many found no room.
fn label(
    canvas: &mut Canvas<'_>,
    frame: &Frame,
    spots: &[Spot<'_>],
    front: &[usize],
    lines: &[Obstacle],
) -> usize {
    let rest = (0..spots.len()).filter(|ix| !front.contains(ix));
    let further = match spots.len() > ALL_LABELLED {
        true => FURTHER_LABELS,
        false => ALL_LABELLED,
    };
    // The best of the front has the first choice of a place.
    let best_first = front.iter().rev().copied();
    let chosen: Vec<usize> = best_first.chain(rest.take(further)).collect();
    let style = |sheet: &Sheet<'_>, ix: &usize| match front.contains(ix) {
        true => sheet.strong(size::SMALL),
        false => sheet.plain(size::SMALL),
    };
    let fonts = canvas.sheet.fonts;
    let labels = chosen.iter().map(|ix| spots[*ix].entry.label.as_str());
    let texts = names::short(labels, fonts, Weight::SemiBold, NAME);
    let radius = radius(spots.len());
    let wanted: Vec<Wanted> = chosen
        .iter()
        .zip(&texts)
        .map(|(ix, text)| Wanted {
            mark: frame.at(spots[*ix].at()),
            radius: radius + 1.0,
            width: canvas.sheet.width(text, style(&canvas.sheet, ix)).ceil(),
            height: 14.0,
        })
        .collect();
    let marks = spots
        .iter()
        .map(|spot| Area::around(frame.at(spot.at()), 1.3 * radius));
    let marks: Vec<Area> = marks.collect();
    let places = place(&wanted, &marks, lines, frame.area);
    let mut labelled = 0;
    for ((ix, text), placed) in chosen.iter().zip(&texts).zip(places) {
        if let Some(placed) = placed {
            canvas.label(text, &placed, style(&canvas.sheet, ix));
            labelled += 1;
        }
    }
    spots.len() - labelled
}

fn axis_titles(canvas: &mut Canvas<'_>, frame: &Frame) {
    let style = canvas.sheet.label(size::HEAD);
    let title = canvas.board.score.title();
    canvas.sheet.text(title, MARGIN, frame.area.y - 12.0, style);
    let text = match canvas.choices.expense {
        Expense::Tokens => "Mean completion tokens per response (log scale)",
        Expense::Cost => "Mean cost per response (log scale)",
    };
    let (right, bottom) = (frame.area.right(), frame.area.bottom());
    canvas.sheet.text(text, right, bottom + 38.0, style.end());
}

fn notes(canvas: &mut Canvas<'_>, spots: &[Spot<'_>], front: usize, unlabelled: usize) {
    let board = canvas.board;
    let expense = canvas.choices.expense.word();
    let mut notes = Vec::new();
    if front > 1 {
        notes.push(format!(
            "The line joins the {} that no other beats in both score and {expense} (bold names).",
            counted(front, "model")
        ));
    }
    let has_interval = |spot: &Spot<'_>| spot.entry.overall.interval.is_some();
    if spots.iter().any(has_interval) {
        notes.push(format!(
            "Bars: {INTERVAL}s of the scores, where they are longer than the mark. Two models \
             whose bars overlap may still differ."
        ));
    }
    if spots.iter().any(|spot| !is_comparable(spot.entry)) {
        notes.push(hollow_note(board));
    }
    if unlabelled > 0 {
        notes.push(format!("{} without a label.", counted(unlabelled, "model")));
    }
    let without = board.entries.len() - spots.len();
    if without > 0 {
        notes.push(format!(
            "{} left out: not all of their cells record {expense}.",
            counted(without, "model")
        ));
    }
    canvas.notes.push(notes.join(" "));
}

fn tooltip(board: &Board, spot: &Spot<'_>) -> String {
    score_tooltip(board, spot.entry)
        + &format!("\ntokens a response: {}", format::grouped(spot.expense))
}
