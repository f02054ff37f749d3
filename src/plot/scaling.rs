//! Accuracy by level: who holds up as tasks get harder.

mod panels;

use crate::board::caption::{INTERVAL, WHOLE, capitalised, counted, shortened};
use crate::board::{Board, Entry};
use crate::drawing::scene::{Area, Item, Point, Stroke};
use crate::drawing::text::{Fonts, Weight, one_line};
use crate::picture::layout::sheet::size;

use super::axis::Axis;
use super::canvas::{Canvas, MARGIN, Sign};
use super::cells::{Mean, cell, mean, with_interval};
use super::frame::{Frame, Polyline};
use super::groups::{colour, mark, shape};
use super::labels::spread;
use super::names;
use super::{Choices, Head, Plot, Subject, WIDTH};

/// The list's line.
pub(super) const PLOT: Plot = Plot {
    id: "scaling",
    about: "accuracy by level, a line a model: who holds up as tasks get harder",
    subject: Subject::Board,
    option: Some("--by"),
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

/// A model's accuracies by level, over the same tasks at each.
struct Curve<'a> {
    entry: &'a Entry,
    points: Vec<(usize, Mean)>,
    /// Whether some task of the board is not among them.
    partial: bool,
}

impl<'a> Curve<'a> {
    /// The means over `tasks`, which the model has at all `levels`; `None` below two levels.
    fn of(entry: &'a Entry, levels: &[usize], tasks: &[usize]) -> Option<Curve<'a>> {
        let at = |level: &usize| {
            let cells = tasks.iter().filter_map(|task| cell(entry, *level, *task));
            Some((*level, mean(&cells.collect::<Vec<_>>())?))
        };
        let points: Vec<(usize, Mean)> = levels.iter().filter_map(at).collect();
        (points.len() > 1).then_some(Curve {
            entry,
            points,
            partial: false,
        })
    }

    /// Over the tasks that the model has at all of its levels.
    fn over_tasks(board: &Board, entry: &'a Entry) -> Option<Curve<'a>> {
        let levels: Vec<usize> = entry.rows.iter().map(|row| row.level).collect();
        let everywhere = |task: &usize| {
            let mut levels = levels.iter();
            levels.all(|level| cell(entry, *level, *task).is_some())
        };
        let tasks: Vec<usize> = (0..board.tasks.len()).filter(everywhere).collect();
        let curve = Curve::of(entry, &levels, &tasks)?;
        Some(Curve {
            partial: tasks.len() < board.tasks.len(),
            ..curve
        })
    }

    /// Of one task, at the levels at which the model has it.
    fn of_task(entry: &'a Entry, task: usize) -> Option<Curve<'a>> {
        let levels = entry.rows.iter().map(|row| row.level);
        let levels = levels.filter(|level| cell(entry, *level, task).is_some());
        Curve::of(entry, &Vec::from_iter(levels), &[task])
    }

    /// A line through its points, levels where `place` says.
    fn line(&self, place: impl Fn(usize) -> f64, stroke: Stroke) -> Polyline {
        let points = self.points.iter();
        let points = points.map(|(level, mean)| (place(*level), mean.value));
        Polyline {
            points: points.collect(),
            stroke,
        }
    }
}

/// The models with two levels or more that share a task.
fn curves(board: &Board) -> impl Iterator<Item = Curve<'_>> {
    let entries = board.entries.iter();
    entries.filter_map(|entry| Curve::over_tasks(board, entry))
}

fn lacks(board: &Board, choices: &Choices) -> Option<String> {
    if board.levels.len() < 2 {
        return Some("it needs two levels or more, and the board has none to compare".to_owned());
    }
    if choices.by_task {
        return panels::lacks(board);
    }
    let none = curves(board).next().is_none();
    none.then(|| "it needs a model with the same task at two levels or more".to_owned())
}

fn head(board: &Board, choices: &Choices) -> Head {
    let by = match choices.by_task {
        true => "by level, task by task",
        false => "by level",
    };
    Head {
        title: format!("{} {by}", capitalised(board.accuracy_name())),
        width: WIDTH,
    }
}

fn draw(canvas: &mut Canvas<'_>) {
    if canvas.choices.by_task {
        return panels::draw(canvas);
    }
    let board = canvas.board;
    let mut named = Vec::from_iter(curves(board));
    let others = named.split_off(named.len().min(NAMED));
    let fonts = canvas.sheet.fonts;
    let labels = named.iter().map(|curve| curve.entry.label.as_str());
    let texts = names::short(labels, fonts, Weight::Regular, NAME);
    let left = MARGIN + 30.0;
    let width = canvas.width - MARGIN - left - names::widest(&texts, fonts, 0.0) - 36.0;
    let frame = Frame {
        area: Area::new(left, canvas.y + 22.0, width, HEIGHT),
        x: levels(board, fonts, width),
        y: Axis::share(),
    };
    let coloured: Vec<(usize, &Curve<'_>)> = named.iter().enumerate().collect();
    area(canvas, &frame, &coloured, &others, 4.5);
    names_at_ends(canvas, &frame, &named, &texts);
    axis_title(canvas, frame.area.y - 12.0);
    canvas.y = frame.area.bottom() + 26.0;
    let over = "Mean accuracy over the tasks that a model has at all of its levels.";
    let mut notes = vec![over.to_owned()];
    if named.iter().chain(&others).any(has_interval) {
        notes.push(bars_note(named.len()));
    }
    if named.iter().any(|curve| curve.partial) {
        notes.push("Hollow: over fewer tasks than the board has.".to_owned());
    }
    notes.extend(others_note(others.len()));
    let without = board.entries.len() - named.len() - others.len();
    if without > 0 {
        notes.push(format!(
            "{} at fewer than two levels left out.",
            counted(without, "model")
        ));
    }
    canvas.notes.push(notes.join(" "));
}

/// The levels as an axis, their names cut to what there is of `width`.
fn levels(board: &Board, fonts: &Fonts, width: f64) -> Axis {
    let room = width / board.levels.len() as f64 - 6.0;
    let names = board.levels.iter().map(|level| one_line(&level.label));
    Axis::named(names.map(|name| fonts.shortened(&name, size::SMALL, Weight::Regular, room)))
}

fn axis_title(canvas: &mut Canvas<'_>, y: f64) {
    let style = canvas.sheet.label(size::HEAD);
    let title = capitalised(canvas.board.accuracy_name());
    canvas.sheet.text(title, MARGIN, y, style);
}

/// Where the model with this number stands, so that intervals of several stand beside each other.
fn beside(level: usize, ix: usize, named: usize) -> f64 {
    level as f64 + (ix as f64 - (named as f64 - 1.0) / 2.0) * 0.03
}

/// Draws lines, intervals and marks of the named models, over grey lines of the others. The names'
/// numbers say which colour and shape.
fn area(
    canvas: &mut Canvas<'_>,
    frame: &Frame,
    named: &[(usize, &Curve<'_>)],
    others: &[Curve<'_>],
    radius: f64,
) {
    let board = canvas.board;
    let theme = canvas.choices.look.theme;
    let colours = *canvas.sheet.colours;
    let count = named.iter().map(|(ix, _)| ix + 1).max().unwrap_or(0);
    let mut lines = Vec::new();
    for curve in others.iter().rev() {
        let stroke = Stroke::new(colours.muted, 1.0).with_opacity(0.35);
        lines.push(curve.line(|level| level as f64, stroke));
    }
    for (ix, curve) in named.iter().rev() {
        let tone = colour(theme, *ix);
        let x = |level: usize| beside(level, *ix, count);
        lines.push(curve.line(x, Stroke::new(tone, radius * 0.4)));
        let stroke = Stroke::new(tone, radius / 3.0).with_opacity(0.55);
        for (level, mean) in &curve.points {
            let x = x(*level);
            let interval = mean.interval;
            let line = interval.map(|interval| Polyline::upright(x, interval, stroke));
            lines.extend(line.filter(|line| frame.is_seen(line, (x, mean.value), radius)));
        }
    }
    frame.draw(&mut canvas.sheet, &lines);
    for (ix, curve) in named.iter().rev() {
        for (level, mean) in &curve.points {
            let at = frame.at((beside(*level, *ix, count), mean.value));
            let tone = colour(theme, *ix);
            let item = mark(shape(*ix), at, radius, tone, colours.ground, curve.partial);
            let tooltip = || tooltip(board, curve.entry, *level, mean);
            canvas.sheet.grouped(vec![item], tooltip);
        }
    }
}

/// Writes the names right of the area with their marks, each as near to the end of its line as the
/// others allow. A line leads to those that end at the last level.
fn names_at_ends(canvas: &mut Canvas<'_>, frame: &Frame, named: &[Curve<'_>], texts: &[String]) {
    const LINE: f64 = 15.0;
    let theme = canvas.choices.look.theme;
    let ground = canvas.sheet.colours.ground;
    let last = canvas.board.levels.len() - 1;
    let ends = named.iter().enumerate().filter_map(|(ix, curve)| {
        let (level, mean) = curve.points.last()?;
        let x = beside(*level, ix, named.len());
        Some((*level, frame.at((x, mean.value))))
    });
    let ends: Vec<(usize, Point)> = ends.collect();
    let wanted: Vec<f64> = ends.iter().map(|(_, end)| end.y).collect();
    let places = spread(&wanted, LINE, frame.area.y, frame.area.bottom());
    let x = frame.area.right() + 18.0;
    let style = canvas.sheet.plain(size::SMALL);
    for (ix, ((level, end), y)) in ends.into_iter().zip(places).enumerate() {
        let tone = colour(theme, ix);
        if level == last {
            let stroke = Stroke::new(tone, 0.8).with_opacity(0.6);
            let (from, to) = (Point::new(end.x + 7.0, end.y), Point::new(x - 7.0, y));
            canvas.sheet.items.push(Item::line(from, to, stroke));
        }
        let sign = Sign::Mark(shape(ix), tone, named[ix].partial);
        canvas.sheet.items.push(sign.item(Point::new(x, y), ground));
        canvas.sheet.text(&texts[ix], x + 10.0, y + 4.0, style);
    }
}

fn has_interval(curve: &Curve<'_>) -> bool {
    curve.points.iter().any(|(_, mean)| mean.interval.is_some())
}

/// What the bars of so many models are.
fn bars_note(models: usize) -> String {
    let beside = match models {
        0 | 1 => "",
        _ => "; the models stand a little beside each other so that they can be seen",
    };
    format!("Bars: {INTERVAL}s, where they are longer than the mark{beside}.")
}

fn others_note(others: usize) -> Option<String> {
    (others > 0).then(|| {
        format!(
            "Named: the first {NAMED} of the board; grey: {}.",
            counted(others, "further model")
        )
    })
}

fn tooltip(board: &Board, entry: &Entry, level: usize, mean: &Mean) -> String {
    let name = shortened(&entry.label, WHOLE);
    let level = shortened(&board.levels[level].label, WHOLE);
    format!(
        "{name}\n{level}: {}",
        with_interval(mean.value, mean.interval)
    )
}
