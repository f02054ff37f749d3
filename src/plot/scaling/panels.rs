//! Accuracy by level with an area for each task, all at the same scale.

use crate::board::{Board, Entry};
use crate::drawing::scene::Area;
use crate::drawing::text::Weight;
use crate::picture::layout::sheet::size;
use crate::plot::axis::Axis;
use crate::plot::canvas::{Canvas, MARGIN, Sign};
use crate::plot::frame::Frame;
use crate::plot::groups::{colour, shape};
use crate::plot::names;

use super::{Curve, NAMED, area, axis_title, bars_note, has_interval, levels, others_note};

/// Most tasks that are shown.
const MOST_TASKS: usize = 60;

/// Height of an area.
const HEIGHT: f64 = 124.0;

/// Between two areas beside each other.
const GAP: f64 = 16.0;

/// Height of a task's name above its area, and of the levels' names below.
const ABOVE: f64 = 24.0;
const BELOW: f64 = 22.0;

/// Least width that the name of a level needs.
const LEVEL: f64 = 46.0;

/// What is lacking for an area.
pub(super) fn lacks(board: &Board) -> Option<String> {
    let tasks = board.tasks.len();
    if tasks > MOST_TASKS {
        return Some(format!(
            "it shows at most {MOST_TASKS} tasks, not {tasks}: choose some with --tasks"
        ));
    }
    entries(board)
        .is_empty()
        .then(|| "it needs a model with the same task at two levels or more".to_owned())
}

/// The models with two levels or more of some task.
fn entries(board: &Board) -> Vec<&Entry> {
    let has_some = |entry: &&Entry| {
        let mut tasks = 0..board.tasks.len();
        tasks.any(|task| Curve::of_task(entry, task).is_some())
    };
    board.entries.iter().filter(has_some).collect()
}

/// Areas side by side: so many that the names of levels can be read.
fn columns(board: &Board, room: f64) -> usize {
    let fitting = (room + GAP) / (LEVEL * board.levels.len() as f64 + GAP);
    let wanted = match board.tasks.len() {
        tasks @ 1..=3 => tasks,
        4 => 2,
        5 | 6 | 9 => 3,
        _ => 4,
    };
    wanted.min(fitting.floor() as usize).max(1)
}

/// Draws all areas.
pub(super) fn draw(canvas: &mut Canvas<'_>) {
    let board = canvas.board;
    let mut named = entries(board);
    let others = named.split_off(named.len().min(NAMED));
    legend(canvas, &named);
    let left = MARGIN + 30.0;
    let room = canvas.width - MARGIN - left;
    let columns = columns(board, room);
    let width = ((room + GAP) / columns as f64 - GAP).floor();
    let fonts = canvas.sheet.fonts;
    let labels = board.tasks.iter().map(|task| task.label.as_str());
    let texts = names::short(labels, fonts, Weight::SemiBold, width);
    axis_title(canvas, canvas.y + 12.0);
    let top = canvas.y + 18.0;
    let mut intervals = false;
    for (task, text) in texts.iter().enumerate() {
        let (row, column) = (task / columns, task % columns);
        let frame = Frame {
            area: Area::new(
                left + (width + GAP) * column as f64,
                top + (ABOVE + HEIGHT + BELOW) * row as f64 + ABOVE,
                width,
                HEIGHT,
            ),
            x: levels(board, fonts, width),
            y: match column {
                0 => Axis::share(),
                _ => Axis::share().without_labels(),
            },
        };
        let curves = named.iter().map(|entry| Curve::of_task(entry, task));
        let curves: Vec<Option<Curve<'_>>> = curves.collect();
        let curves = curves.iter().enumerate();
        let coloured = curves.filter_map(|(ix, curve)| Some((ix, curve.as_ref()?)));
        let coloured: Vec<(usize, &Curve<'_>)> = coloured.collect();
        let grey = others.iter();
        let grey = grey.filter_map(|entry| Curve::of_task(entry, task));
        let grey: Vec<Curve<'_>> = grey.collect();
        intervals |= coloured.iter().any(|(_, curve)| has_interval(curve));
        area(canvas, &frame, &coloured, &grey, 3.4);
        let style = canvas.sheet.strong(size::SMALL);
        let y = frame.area.y - 8.0;
        canvas.sheet.text(text.as_str(), frame.area.x, y, style);
    }
    let rows = texts.len().div_ceil(columns);
    canvas.y = top + (ABOVE + HEIGHT + BELOW) * rows as f64 + 4.0;
    let mut notes = Vec::new();
    if intervals {
        notes.push(bars_note(named.len()));
    }
    notes.extend(others_note(others.len()));
    canvas.notes.push(notes.join(" "));
}

/// The marks of the named models.
fn legend(canvas: &mut Canvas<'_>, named: &[&Entry]) {
    let theme = canvas.choices.look.theme;
    let fonts = canvas.sheet.fonts;
    let labels = named.iter().map(|entry| entry.label.as_str());
    let texts = names::short(labels, fonts, Weight::Regular, 200.0);
    let keys = texts.into_iter().enumerate();
    let keys = keys.map(|(ix, text)| (Sign::Mark(shape(ix), colour(theme, ix), false), text));
    canvas.legend(keys.collect());
}
