//! Tasks by tasks: which say the same about the models.

mod tasks;

use crate::board::Board;
use crate::board::caption::{WHOLE, counted, shortened};
use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Item, Point, Turn};
use crate::drawing::text::Weight;
use crate::picture::layout::sheet::{rect_item, size, text_item};
use crate::picture::{Colours, Theme};

use super::canvas::{Canvas, MARGIN};
use super::cells::signed;
use super::groups::colour;
use super::names;
use super::{Choices, Head, Plot, Subject, WIDTH, counted_range};

pub use tasks::{Correlation, correlations};
use tasks::{FEWEST, figures, order, pair};

/// The list's line.
pub(super) const PLOT: Plot = Plot {
    id: "correlation",
    about: "tasks by tasks: which of them say the same about the models",
    subject: Subject::Board,
    option: None,
    lacks,
    head,
    draw,
};

/// Most tasks that are shown.
const MOST_TASKS: usize = 100;

/// Widest that the name of a task gets.
const NAME: f64 = 150.0;

/// Edge of a cell: at most, at least, and from which on it has room for a number.
const CELL: f64 = 46.0;
const SMALLEST: f64 = 15.0;
const NUMBERED: f64 = 27.0;

fn lacks(board: &Board, _: &Choices) -> Option<String> {
    let tasks = board.tasks.len();
    if tasks < 2 {
        return Some(format!(
            "it needs two tasks or more, and the board has {tasks}"
        ));
    }
    if tasks > MOST_TASKS {
        return Some(format!(
            "it shows at most {MOST_TASKS} tasks, not {tasks}: choose some with --tasks"
        ));
    }
    let mut before: Vec<Vec<Option<f64>>> = Vec::new();
    let some = (0..tasks).any(|task| {
        let figures = figures(board, task);
        let found = before.iter().any(|other| pair(&figures, other).is_some());
        before.push(figures);
        found
    });
    (!some).then(|| {
        format!(
            "it needs {FEWEST} ranked models that share two tasks at every level, with \
                 different accuracies"
        )
    })
}

/// Edge of a cell for so many columns.
fn cell_edge(tasks: usize) -> f64 {
    let room = WIDTH - 2.0 * MARGIN - NAME;
    (room / (tasks as f64 - 1.0)).floor().clamp(SMALLEST, CELL)
}

fn head(board: &Board, _: &Choices) -> Head {
    let columns = board.tasks.len() as f64 - 1.0;
    Head {
        title: "Correlation of tasks".to_owned(),
        width: WIDTH
            .max(2.0 * MARGIN + NAME + columns * cell_edge(board.tasks.len()))
            .ceil(),
    }
}

fn draw(canvas: &mut Canvas<'_>) {
    let board = canvas.board;
    let table = correlations(board);
    let order = order(&table);
    let fonts = canvas.sheet.fonts;
    let labels = order.iter().map(|task| board.tasks[*task].label.as_str());
    let texts = names::short(labels, fonts, Weight::Regular, NAME - 12.0);
    let longest = names::widest(&texts, fonts, 0.0);
    scale(canvas);
    let edge = cell_edge(order.len());
    let (left, top) = (MARGIN + longest + 10.0, canvas.y + 8.0);
    let name = canvas.sheet.plain(size::SMALL);
    for row in 1..order.len() {
        let middle = top + edge * (row as f64 - 0.5);
        let sheet = &mut canvas.sheet;
        sheet.text(&texts[row], left - 8.0, middle + 4.0, name.end());
        for column in 0..row {
            let area = Area::new(left + edge * column as f64, middle - edge / 2.0, edge, edge);
            let found = table[order[row]][order[column]];
            let items = square(canvas, area, found);
            let tasks =
                [order[row], order[column]].map(|task| shortened(&board.tasks[task].label, WHOLE));
            canvas.sheet.grouped(items, || match found {
                None => format!("{} · {}\ntoo few models", tasks[0], tasks[1]),
                Some(found) => format!(
                    "{} · {}\nρ = {} over {}",
                    tasks[0],
                    tasks[1],
                    signed(found.rho, ""),
                    counted(found.models, "model")
                ),
            });
        }
    }
    let bottom = top + edge * (order.len() as f64 - 1.0);
    for (column, text) in texts.iter().enumerate().take(order.len() - 1) {
        let x = left + edge * (column as f64 + 0.5) + 4.0;
        let text = text_item(text, x, bottom + 8.0, name.end());
        canvas.sheet.items.push(text.turned(Turn::Upright));
    }
    canvas.y = bottom + 8.0 + longest + 4.0;
    notes(canvas, &table);
}

/// The square of a correlation, with its number where there is room.
fn square(canvas: &Canvas<'_>, area: Area, found: Option<Correlation>) -> Vec<Item> {
    let inner = Area {
        width: area.width - 1.0,
        height: area.height - 1.0,
        ..area
    };
    let fill = found.map_or(canvas.sheet.colours.band, |found| {
        tone(canvas.choices.look.theme, canvas.sheet.colours, found.rho)
    });
    let mut items = vec![rect_item(inner, 2.0, fill)];
    if area.width < NUMBERED {
        return items;
    }
    let (text, style) = match found {
        None => ("–".to_owned(), canvas.sheet.muted(size::SMALL)),
        Some(found) if found.is_told_from_zero() => {
            (signed(found.rho, ""), canvas.sheet.strong(size::SMALL))
        }
        Some(found) => (signed(found.rho, ""), canvas.sheet.plain(size::SMALL)),
    };
    let Point { x, y } = inner.middle();
    items.push(text_item(text, x, y + 4.0, style.middle()));
    items
}

/// How far a perfect correlation goes towards the full colour: no further than the numbers are
/// legible on it.
fn strength(theme: Theme) -> f64 {
    match theme {
        Theme::Light => 0.72,
        Theme::Dark => 0.58,
    }
}

/// From one colour over the empty track to another.
fn tone(theme: Theme, colours: &Colours, rho: f64) -> Rgb {
    let end = colour(theme, usize::from(rho < 0.0)).to_oklab();
    let share = rho.abs() * strength(theme);
    colours.band.to_oklab().towards(end, share).to_rgb()
}

fn scale(canvas: &mut Canvas<'_>) {
    const STEPS: i32 = 40;
    const STEP: f64 = 4.0;
    let (theme, y) = (canvas.choices.look.theme, canvas.y);
    let sheet = &mut canvas.sheet;
    let style = sheet.muted(size::SMALL);
    let word = "Spearman's ρ";
    sheet.text(word, MARGIN, y + 11.0, style);
    let x = MARGIN + sheet.width(word, style) + 30.0;
    sheet.text("−1", x - 6.0, y + 11.0, style.end());
    for step in 0..STEPS {
        let rho = (f64::from(step) + 0.5) / f64::from(STEPS) * 2.0 - 1.0;
        // Under the next one, so that no seam shows between them.
        let width = STEP * f64::from((STEPS - step).min(2));
        let area = Area::new(x + STEP * f64::from(step), y, width, 13.0);
        sheet.rect(area, 0.0, tone(theme, sheet.colours, rho));
    }
    let width = STEP * f64::from(STEPS);
    sheet.text("1", x + width + 6.0, y + 11.0, style);
    let style = style.fill(sheet.colours.ink).middle();
    sheet.text("0", x + width / 2.0, y + 11.0, style);
    canvas.y = y + 24.0;
}

fn notes(canvas: &mut Canvas<'_>, table: &[Vec<Option<Correlation>>]) {
    let pairs = table.iter().flatten().flatten();
    let over = counted_range(pairs.map(|found| found.models), "model");
    canvas.notes.push(format!(
        "Rank correlation of accuracies over {over}. Bold: told from 0 at 95 %, each pair on its \
         own. Tasks that go together stand together. Measurement error pulls every ρ towards 0; \
         models that are better at everything raise all of them."
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_legible_on_every_colour() {
        use crate::picture::palette::Palette;
        for theme in Theme::ALL {
            let colours = Colours::new(theme, Palette::Standard);
            for hundredths in -100..=100 {
                let fill = tone(theme, &colours, f64::from(hundredths) / 100.0);
                let contrast = colours.ink.contrast(fill);
                assert!(contrast >= 4.5, "{theme:?} {hundredths} {contrast}");
            }
        }
    }
}
