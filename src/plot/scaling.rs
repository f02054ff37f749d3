//! Accuracy by level: who holds up as tasks get harder.

use crate::board::caption::{INTERVAL, WHOLE, counted, shortened};
use crate::board::{Board, Entry};
use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Item, Line, Point, Stroke};
use crate::drawing::text::{Weight, one_line};
use crate::format;
use crate::picture::layout::sheet::size;

use super::axis::Axis;
use super::canvas::{Canvas, MARGIN};
use super::cells::{Mean, cell, mean};
use super::frame::{Frame, Polyline};
use super::groups::{colour, mark, shape};
use super::labels::spread;
use super::names;
use super::{Choices, Head, Plot, WIDTH};

/// The list's line.
pub(super) const PLOT: Plot = Plot {
    id: "scaling",
    about: "accuracy by level, a line a model: who holds up as tasks get harder",
    lacks,
    head,
    draw,
};

/// Height of the area between the axes.
const HEIGHT: f64 = 380.0;

/// Models that get a colour and a name; the lines of the others are grey.
const NAMED: usize = 7;

/// Widest that a name gets.
const NAME: f64 = 170.0;

/// A model's accuracies by level, over the tasks that it has at all of them.
struct Curve<'a> {
    entry: &'a Entry,
    points: Vec<(usize, Mean)>,
    /// Whether some task of the board is not among them.
    partial: bool,
}

/// The models with two levels or more that share a task.
fn curves(board: &Board) -> Vec<Curve<'_>> {
    let entries = board.entries.iter();
    entries
        .filter_map(|entry| {
            let levels: Vec<usize> = entry.rows.iter().map(|row| row.level).collect();
            let everywhere = |task: &usize| {
                levels
                    .iter()
                    .all(|level| cell(entry, *level, *task).is_some())
            };
            let tasks: Vec<usize> = (0..board.tasks.len()).filter(everywhere).collect();
            let at = |level: usize| {
                let cells: Vec<_> = tasks
                    .iter()
                    .filter_map(|task| cell(entry, level, *task))
                    .collect();
                Some((level, mean(&cells)?))
            };
            let points: Vec<(usize, Mean)> = levels.iter().filter_map(|level| at(*level)).collect();
            let partial = tasks.len() < board.tasks.len();
            (points.len() > 1).then_some(Curve {
                entry,
                points,
                partial,
            })
        })
        .collect()
}

fn lacks(board: &Board, _: &Choices) -> Option<String> {
    if board.levels.len() < 2 {
        return Some("it needs two levels or more, and the board has none to compare".to_owned());
    }
    curves(board)
        .is_empty()
        .then(|| "it needs a model with the same task at two levels or more".to_owned())
}

fn head(board: &Board, _: &Choices) -> Head {
    Head {
        title: format!(
            "{} by level",
            crate::board::caption::capitalised(board.accuracy_name())
        ),
        subtitle: None,
        width: WIDTH,
    }
}

fn draw(canvas: &mut Canvas<'_>) {
    let board = canvas.board;
    let curves = curves(board);
    let named = &curves[..curves.len().min(NAMED)];
    let fonts = canvas.sheet.fonts;
    let labels = named.iter().map(|curve| curve.entry.label.as_str());
    let texts = names::short(labels, fonts, size::SMALL, Weight::Regular, NAME);
    let widest = texts
        .iter()
        .map(|text| fonts.width(text, size::SMALL, Weight::Regular))
        .fold(0.0, f64::max);
    let left = MARGIN + 30.0;
    let width = canvas.width - MARGIN - left - widest.ceil() - 22.0;
    let level_width = width / board.levels.len() as f64 - 8.0;
    let level_names = board.levels.iter().map(|level| {
        fonts.shortened(
            &one_line(&level.label),
            size::SMALL,
            Weight::Regular,
            level_width,
        )
    });
    let frame = Frame {
        area: Area {
            x: left,
            y: canvas.y + 22.0,
            width,
            height: HEIGHT,
        },
        x: Axis::named(level_names),
        y: Axis::share(),
    };
    let theme = canvas.choices.look.theme;
    let grey = canvas.sheet.colours.muted;
    // Intervals of several models at one level stand beside each other.
    let beside = |ix: usize| (ix as f64 - (named.len() as f64 - 1.0) / 2.0) * 0.03;
    let mut lines = Vec::new();
    for curve in curves[named.len()..].iter().rev() {
        let points = curve
            .points
            .iter()
            .map(|(level, mean)| (*level as f64, mean.value));
        let stroke = Stroke {
            opacity: 0.35,
            ..Stroke::new(grey, 1.0)
        };
        lines.push(Polyline {
            points: points.collect(),
            stroke,
        });
    }
    for (ix, curve) in named.iter().enumerate().rev() {
        let tone = colour(theme, ix);
        let x = |level: usize| level as f64 + beside(ix);
        let points = curve
            .points
            .iter()
            .map(|(level, mean)| (x(*level), mean.value));
        lines.push(Polyline {
            points: points.collect(),
            stroke: Stroke::new(tone, 1.75),
        });
        for (level, mean) in &curve.points {
            let stroke = Stroke {
                opacity: 0.55,
                ..Stroke::new(tone, 1.5)
            };
            lines.extend(
                mean.interval
                    .map(|interval| Polyline::upright(x(*level), interval, stroke)),
            );
        }
    }
    frame.draw(&mut canvas.sheet, &lines);
    let ground = canvas.sheet.colours.ground;
    for (ix, curve) in named.iter().enumerate().rev() {
        for (level, mean) in &curve.points {
            let at = frame.at(*level as f64 + beside(ix), mean.value);
            let item = mark(shape(ix), at, 4.5, colour(theme, ix), ground, curve.partial);
            canvas
                .sheet
                .grouped(vec![item], || tooltip(board, curve.entry, *level, mean));
        }
    }
    names_at_ends(canvas, &frame, named, &texts, beside);
    let style = canvas.sheet.strong(size::HEAD).fill(grey);
    let title = crate::board::caption::capitalised(board.accuracy_name());
    canvas.sheet.text(title, MARGIN, frame.area.y - 12.0, style);
    canvas.y = frame.area.bottom() + 26.0;
    notes(canvas, &curves);
}

/// Writes the names right of the area, each as near to the end of its line as the others allow.
fn names_at_ends(
    canvas: &mut Canvas<'_>,
    frame: &Frame,
    named: &[Curve<'_>],
    texts: &[String],
    beside: impl Fn(usize) -> f64,
) {
    const LINE: f64 = 15.0;
    let theme = canvas.choices.look.theme;
    let ends: Vec<Point> = named
        .iter()
        .enumerate()
        .filter_map(|(ix, curve)| {
            let (level, mean) = curve.points.last()?;
            Some(frame.at(*level as f64 + beside(ix), mean.value))
        })
        .collect();
    let wanted: Vec<f64> = ends.iter().map(|end| end.y).collect();
    let places = spread(&wanted, LINE, frame.area.y, frame.area.bottom());
    let x = frame.area.right() + 16.0;
    for (ix, (end, y)) in ends.iter().zip(places).enumerate() {
        let tone: Rgb = colour(theme, ix);
        let from = Point {
            x: end.x + 7.0,
            y: end.y,
        };
        canvas.sheet.items.push(Item::Line(Line {
            from,
            to: Point { x: x - 3.0, y },
            stroke: Stroke {
                opacity: 0.6,
                ..Stroke::new(tone, 0.8)
            },
        }));
        let style = canvas.sheet.plain(size::SMALL);
        canvas.sheet.text(texts[ix].as_str(), x, y + 4.0, style);
    }
}

fn notes(canvas: &mut Canvas<'_>, curves: &[Curve<'_>]) {
    let board = canvas.board;
    let mut notes =
        vec!["Mean accuracy over the tasks that a model has at all of its levels.".to_owned()];
    if curves
        .iter()
        .flat_map(|curve| &curve.points)
        .any(|(_, mean)| mean.interval.is_some())
    {
        notes.push(format!(
            "Bars: {INTERVAL}s; the models stand a little beside each other so \
                            that they can be seen."
        ));
    }
    if curves.iter().take(NAMED).any(|curve| curve.partial) {
        notes.push("Hollow: over fewer tasks than the board has.".to_owned());
    }
    if curves.len() > NAMED {
        let others = counted(curves.len() - NAMED, "further model");
        notes.push(format!(
            "Named: the first {NAMED} of the board; grey: {others}."
        ));
    }
    let without = board.entries.len() - curves.len();
    if without > 0 {
        notes.push(format!(
            "{} at fewer than two levels left out.",
            counted(without, "model")
        ));
    }
    canvas.notes.push(notes.join(" "));
}

fn tooltip(board: &Board, entry: &Entry, level: usize, mean: &Mean) -> String {
    let name = shortened(&entry.label, WHOLE);
    let level = shortened(&board.levels[level].label, WHOLE);
    let interval = mean
        .interval
        .map(|(low, high)| format!(" ({}–{})", format::share(low), format::share(high)));
    format!(
        "{name}\n{level}: {}{}",
        format::share(mean.value),
        interval.unwrap_or_default()
    )
}
