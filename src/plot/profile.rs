//! A model's tasks against the board: where it is strong, and where weak.

use crate::board::caption::{INTERVAL, WHOLE, capitalised, counted, shortened};
use crate::board::{Board, Entry};
use crate::drawing::scene::{Area, Stroke};
use crate::drawing::text::{Weight, one_line};
use crate::format;
use crate::picture::layout::sheet::size;

use super::axis::Axis;
use super::canvas::{Canvas, Key, MARGIN, Sign};
use super::cells::{Mean, cell, mean, with_interval};
use super::frame::{Frame, Polyline};
use super::groups::{Shape, colour, mark};
use super::names;
use super::{Choices, Head, Plot, Subject, WIDTH, ranked};

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
    let mut tasks: Vec<TaskProfile> = (0..board.tasks.len())
        .filter_map(|task| task_profile(board, entry, task))
        .collect();
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
    let texts = names::short(labels, fonts, size::SMALL, Weight::Regular, 210.0);
    let width = |text: &String| fonts.width(text, size::SMALL, Weight::Regular);
    let left = MARGIN + texts.iter().map(width).fold(60.0, f64::max).ceil() + 14.0;
    let top = canvas.y + 14.0;
    let frame = Frame {
        area: Area {
            x: left,
            y: top,
            width: canvas.width - MARGIN - 76.0 - left,
            height: ROW * tasks.len() as f64,
        },
        x: Axis::share(),
        y: Axis::bare(-(tasks.len() as f64), 0.0),
    };
    canvas.bands(tasks.len(), ROW, top);
    let blue = colour(canvas.choices.look.theme, 0);
    let y = |ix: usize| -(ix as f64 + 0.5);
    let whiskers = tasks.iter().enumerate().filter_map(|(ix, row)| {
        let stroke = Stroke {
            opacity: 0.5,
            ..Stroke::new(blue, 5.0)
        };
        Some(Polyline::level(y(ix), row.interval?, stroke))
    });
    let lines: Vec<Polyline> = whiskers.collect();
    frame.draw(&mut canvas.sheet, &lines);
    for (ix, row) in tasks.iter().enumerate() {
        marks(canvas, &frame, row, y(ix));
        let baseline = top + ROW * (ix as f64 + 0.5) + 4.0;
        let style = canvas.sheet.plain(size::SMALL).end();
        canvas
            .sheet
            .text(texts[ix].as_str(), left - 12.0, baseline, style);
        let style = canvas.sheet.muted(size::SMALL).end();
        let gap = difference(row.value - row.median);
        canvas
            .sheet
            .text(gap, canvas.width - MARGIN - 8.0, baseline, style);
    }
    let style = canvas
        .sheet
        .strong(size::SMALL)
        .fill(canvas.sheet.colours.muted);
    canvas.sheet.text(
        "to median",
        canvas.width - MARGIN - 8.0,
        top - 8.0,
        style.end(),
    );
    let title = capitalised(board.accuracy_name());
    canvas.sheet.text(
        title,
        frame.area.right(),
        frame.area.bottom() + 36.0,
        style.end(),
    );
    canvas.y = frame.area.bottom() + 42.0;
    let mut note = format!(
        "Tasks in order of the gap to the median of the {} with the same cells",
        most_models(&tasks)
    );
    if board.levels.len() > 1 {
        note += "; an accuracy is the mean over levels";
    }
    note += ". With many tasks some stand out by chance.";
    canvas.notes.push(note);
}

fn most_models(tasks: &[TaskProfile]) -> String {
    let counts = || tasks.iter().map(|row| row.models);
    let (low, high) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
    match low == high {
        true => counted(high, "ranked model"),
        false => format!("{low} to {}", counted(high, "ranked model")),
    }
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
        let at = frame.at(row.best, y);
        items.push(mark(
            Shape::Diamond,
            at,
            7.0,
            colours.muted,
            colours.ground,
            true,
        ));
    }
    for (sign, value) in signs {
        if !(is_best && matches!(sign, Sign::Mark(Shape::Diamond, ..))) {
            items.push(sign.item(frame.at(value, y), colours.ground));
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
    let name =
        canvas
            .sheet
            .fonts
            .shortened(&one_line(&entry.label), size::SMALL, Weight::Regular, 150.0);
    let with = match tasks.iter().any(|row| row.interval.is_some()) {
        true => format!("{name} with {INTERVAL}"),
        false => name,
    };
    let keys = [
        (Sign::Mark(Shape::Circle, blue, false), with.as_str()),
        (Sign::Tick(colours.ink), "median"),
        (Sign::Mark(Shape::Diamond, colours.muted, true), "best"),
    ];
    let keys = keys.map(|(sign, text)| Key {
        sign,
        text: text.to_owned(),
    });
    canvas.legend(keys.into());
}

/// `+.12`, `−.05`, `.00`.
fn difference(value: f64) -> String {
    let figure = format::share(value.abs());
    match (figure.as_str(), value < 0.0) {
        (".00", _) => figure,
        (_, true) => format!("−{figure}"),
        (_, false) => format!("+{figure}"),
    }
}
