//! A model's tasks against the board: where it is strong, and where weak.

use crate::board::caption::{INTERVAL, WHOLE, capitalised, shortened};
use crate::board::{Board, Entry};
use crate::drawing::scene::{Area, Stroke};
use crate::drawing::text::{Weight, one_line};
use crate::format;
use crate::picture::layout::sheet::size;

use super::axis::Axis;
use super::canvas::{Canvas, MARGIN, Sign};
use super::cells::{Mean, cell, mean, signed, with_interval};
use super::frame::{Frame, Polyline};
use super::groups::{Shape, colour, mark};
use super::names;
use super::{Choices, Head, Plot, Subject, WIDTH, counted_range, ranked};

/// The list's line.
pub(super) const PLOT: Plot = Plot {
    id: "profile",
    about: "the tasks of one model against the board's best and median",
    subject: Subject::Model,
    option: Some("--model"),
    lacks,
    head,
    draw,
};

/// Height of a row.
const ROW: f64 = 24.0;

/// One task of the model, and of those that have the same cells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskProfile {
    /// Index into the board's tasks.
    pub task: usize,
    /// The model's mean accuracy over its levels.
    pub value: f64,
    /// 95 % interval of that.
    pub interval: Option<(f64, f64)>,
    /// Median over ranked models with the same cells.
    pub median: f64,
    /// The best of them.
    pub best: f64,
    /// The name of the best.
    pub best_model: String,
    /// How many they are.
    pub models: usize,
}

/// The tasks of the entry with this index, its strongest against the median first.
pub fn profile(board: &Board, entry: usize) -> Vec<TaskProfile> {
    let Some(entry) = board.entries.get(entry) else {
        return Vec::new();
    };
    let tasks = 0..board.tasks.len();
    let tasks = tasks.filter_map(|task| task_profile(board, entry, task));
    let mut tasks: Vec<TaskProfile> = tasks.collect();
    tasks.sort_by(|a, b| (b.value - b.median).total_cmp(&(a.value - a.median)));
    tasks
}

fn task_profile(board: &Board, entry: &Entry, task: usize) -> Option<TaskProfile> {
    let levels: Vec<usize> = (0..board.levels.len())
        .filter(|level| cell(entry, *level, task).is_some())
        .collect();
    let of = |entry: &Entry| -> Option<Mean> {
        let cells: Option<Vec<_>> = levels
            .iter()
            .map(|level| cell(entry, *level, task))
            .collect();
        mean(&cells?)
    };
    let own = of(entry)?;
    let mut field: Vec<(f64, &str)> = ranked(board)
        .filter_map(|entry| Some((of(entry)?.value, entry.label.as_str())))
        .collect();
    // Stable: of equally good ones, the first of the board.
    field.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, best_model) = *field.first()?;
    let middle = field.len() / 2;
    let median = match field.len() % 2 {
        0 => (field[middle - 1].0 + field[middle].0) / 2.0,
        _ => field[middle].0,
    };
    Some(TaskProfile {
        task,
        value: own.value,
        interval: own.interval,
        median,
        best,
        best_model: best_model.to_owned(),
        models: field.len(),
    })
}

/// The model that is asked for, else the first.
fn subject(choices: &Choices) -> usize {
    choices.model.unwrap_or(0)
}

fn lacks(board: &Board, choices: &Choices) -> Option<String> {
    if board.entries.len() < 2 {
        return Some("it needs other models to compare with, and the board shows one".to_owned());
    }
    profile(board, subject(choices))
        .is_empty()
        .then(|| "it needs tasks that the model shares with ranked models".to_owned())
}

fn head(board: &Board, choices: &Choices) -> Head {
    let label = &board.entries[subject(choices)].label;
    Head {
        title: format!("{} by task", shortened(label, WHOLE)),
        width: WIDTH,
    }
}

fn draw(canvas: &mut Canvas<'_>) {
    let board = canvas.board;
    let entry = &board.entries[subject(canvas.choices)];
    let tasks = profile(board, subject(canvas.choices));
    legend(canvas, entry, &tasks);
    let fonts = canvas.sheet.fonts;
    let labels = tasks.iter().map(|row| board.tasks[row.task].label.as_str());
    let texts = names::short(labels, fonts, Weight::Regular, 210.0);
    let left = MARGIN + names::widest(&texts, fonts, 60.0) + 14.0;
    let top = canvas.y + 14.0;
    let (width, height) = (
        canvas.width - MARGIN - 76.0 - left,
        ROW * tasks.len() as f64,
    );
    let frame = Frame {
        area: Area::new(left, top, width, height),
        x: Axis::share(),
        y: Axis::bare(-(tasks.len() as f64), 0.0),
    };
    canvas.bands(tasks.len(), ROW, top);
    let blue = colour(canvas.choices.look.theme, 0);
    let y = |ix: usize| -(ix as f64 + 0.5);
    let whiskers = tasks.iter().enumerate().filter_map(|(ix, row)| {
        let stroke = Stroke::new(blue, 5.0).with_opacity(0.5);
        Some(Polyline::level(y(ix), row.interval?, stroke))
    });
    let lines: Vec<Polyline> = whiskers.collect();
    frame.draw(&mut canvas.sheet, &lines);
    let right = canvas.width - MARGIN - 8.0;
    for (ix, row) in tasks.iter().enumerate() {
        marks(canvas, &frame, row, y(ix));
        let sheet = &mut canvas.sheet;
        let baseline = top + ROW * (ix as f64 + 0.5) + 4.0;
        let style = sheet.plain(size::SMALL).end();
        sheet.text(&texts[ix], left - 12.0, baseline, style);
        let style = sheet.muted(size::SMALL).end();
        sheet.text(signed(row.value - row.median, "+"), right, baseline, style);
    }
    let style = canvas.sheet.label(size::SMALL).end();
    canvas.sheet.text("to median", right, top - 8.0, style);
    let title = capitalised(board.accuracy_name());
    let (x, bottom) = (frame.area.right(), frame.area.bottom());
    canvas.sheet.text(title, x, bottom + 36.0, style);
    canvas.y = bottom + 42.0;
    let mut note = format!(
        "Tasks in order of the gap to the median of the {} with the same cells",
        counted_range(tasks.iter().map(|row| row.models), "ranked model")
    );
    if board.levels.len() > 1 {
        note += "; an accuracy is the mean over levels";
    }
    note += ". With many tasks some stand out by chance.";
    canvas.notes.push(note);
}

fn marks(canvas: &mut Canvas<'_>, frame: &Frame, row: &TaskProfile, y: f64) {
    let board = canvas.board;
    let colours = *canvas.sheet.colours;
    let blue = colour(canvas.choices.look.theme, 0);
    // Where nobody is better, the sign of the best stands around the model's own.
    let is_best = row.best - row.value < 1e-12;
    let signs = [
        (Sign::Tick(colours.ink), row.median),
        (Sign::Mark(Shape::Diamond, colours.muted, true), row.best),
        (Sign::Mark(Shape::Circle, blue, false), row.value),
    ];
    let mut items = Vec::new();
    if is_best {
        let (at, muted) = (frame.at((row.best, y)), colours.muted);
        items.push(mark(Shape::Diamond, at, 7.0, muted, colours.ground, true));
    }
    for (sign, value) in signs {
        if !(is_best && matches!(sign, Sign::Mark(Shape::Diamond, ..))) {
            items.push(sign.item(frame.at((value, y)), colours.ground));
        }
    }
    canvas.sheet.grouped(items, || {
        let name = shortened(&board.tasks[row.task].label, WHOLE);
        format!(
            "{name}\naccuracy: {}\nmedian: {}\nbest: {}, {}",
            with_interval(row.value, row.interval),
            format::share(row.median),
            format::share(row.best),
            shortened(&row.best_model, WHOLE)
        )
    });
}

fn legend(canvas: &mut Canvas<'_>, entry: &Entry, tasks: &[TaskProfile]) {
    let colours = *canvas.sheet.colours;
    let blue = colour(canvas.choices.look.theme, 0);
    let style = canvas.sheet.muted(size::SMALL);
    let name = canvas
        .sheet
        .shortened(&one_line(&entry.label), 150.0, style);
    let own = match tasks.iter().any(|row| row.interval.is_some()) {
        true => format!("{name} with {INTERVAL}"),
        false => name,
    };
    canvas.legend(vec![
        (Sign::Mark(Shape::Circle, blue, false), own),
        (Sign::Tick(colours.ink), "median".to_owned()),
        (
            Sign::Mark(Shape::Diamond, colours.muted, true),
            "best".to_owned(),
        ),
    ]);
}
