//! What the marks mean, and the last line.

use crate::board::{AccuracyKind, Page};
use crate::drawing::scene::{Area, Item};
use crate::drawing::text::one_line;
use crate::stats::Band;

use super::columns::Columns;
use super::sheet::{Sheet, rect_item, size, text_item};
use super::tooltip::short_name;
use super::wrap::wrapped;
use super::{MARGIN, Options, cell};

/// Width of the colour scale and number of its steps.
const SCALE: f64 = 200.0;
const STEPS: usize = 50;

/// Height of a line of marks, and of a line of notes.
const MARKS: f64 = 36.0;
const NOTE: f64 = 16.0;

/// A part of the legend: its items around the middle line, from x = 0, and its width.
type Piece = (Vec<Item>, f64);

/// Draws the legend of what is shown; returns where the next part begins.
pub(super) fn legend(sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns, y: f64) -> f64 {
    let width = columns.width;
    let cells = !columns.tasks.is_empty();
    let mut pieces = Vec::new();
    if cells {
        pieces.push(scale(sheet, page));
        if page.board.recorded.truncation {
            pieces.push(truncated(sheet));
        }
        pieces.push(interval(sheet));
    }
    if page.board.rows().any(|(_, row)| row.score.incomplete) {
        pieces.push(star(sheet));
    }
    if cells && page.board.summary.holes > 0 {
        pieces.push(hole(sheet));
    }
    let marks = if pieces.is_empty() { 0.0 } else { 24.0 };
    let mut x = MARGIN;
    let mut middle = y + marks;
    for (items, taken) in pieces {
        if x > MARGIN && x + taken > width - MARGIN {
            x = MARGIN;
            middle += MARKS;
        }
        sheet
            .items
            .extend(items.into_iter().map(|item| item.moved(x, middle)));
        x += taken + 26.0;
    }
    let mut y = middle + if cells { 24.0 } else { 10.0 };
    let style = sheet.muted(size::SMALL);
    for note in notes(page, cells) {
        let room = width - 2.0 * MARGIN;
        for line in wrapped(sheet.fonts, &note, style.size, style.weight, room, 4) {
            y += NOTE;
            sheet.text(line, MARGIN, y - 4.0, style);
        }
    }
    y
}

/// What the numbers are.
fn notes(page: &Page<'_>, cells: bool) -> Vec<String> {
    let board = page.board;
    let bands: Vec<String> = Band::ALL
        .iter()
        .map(|band| format!("{} {}", band.range(), band.name()))
        .collect();
    let mut notes = vec![format!(
        "{}: 1000 × geometric mean of ({}). {}.",
        board.score.title(),
        board.score.formula(),
        bands.join(" · ")
    )];
    if cells {
        notes.push(format!(
            "Accuracy ({}): {}. Under each score stands its 95 % interval.",
            board.accuracy,
            board.accuracy.meaning()
        ));
    }
    let recorded = &board.recorded;
    let unknown = board.not_recorded();
    if !unknown.is_empty() {
        notes.push(format!(
            "Not recorded, computed as 0: {}.",
            unknown.join(", ")
        ));
    }
    if recorded.standard_errors {
        notes.push("Intervals come from reported standard errors.".to_owned());
    }
    if cells && recorded.unknown_intervals {
        notes.push("Without a whisker: interval unknown.".to_owned());
    }
    notes
}

/// Draws footer, filters in force and page number on one line; returns its lower edge.
pub(super) fn footer(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    options: &Options,
    width: f64,
    y: f64,
) -> f64 {
    let style = sheet.muted(size::SMALL);
    let filters: Vec<String> = page
        .board
        .filters
        .iter()
        .map(|(what, items)| format!("{what} = {}", one_line(&short_name(items))))
        .collect();
    let mut left = Vec::new();
    if let Some(footer) = options.footer.as_deref().filter(|text| !text.is_empty()) {
        left.push(one_line(&short_name(footer)));
    }
    if !filters.is_empty() {
        left.push(format!("Filters: {}", filters.join(" · ")));
    }
    let number = (page.of > 1).then(|| format!("page {} of {}", page.number, page.of));
    if left.is_empty() && number.is_none() {
        return y;
    }
    let taken = number
        .as_ref()
        .map_or(0.0, |text| sheet.width(text, style) + 16.0);
    let room = width - 2.0 * MARGIN - taken;
    let mut y = y + 8.0;
    let first = y + NOTE - 4.0;
    for text in &left {
        for line in wrapped(sheet.fonts, text, style.size, style.weight, room, 3) {
            y += NOTE;
            sheet.text(line, MARGIN, y - 4.0, style);
        }
    }
    if let Some(number) = number {
        sheet.text(number, width - MARGIN, first, style.end());
        y = y.max(first + 4.0);
    }
    y
}

fn scale(sheet: &Sheet<'_>, page: &Page<'_>) -> Piece {
    let label = sheet.strong(size::SMALL).fill(sheet.colours.muted);
    let word = match page.board.accuracy {
        AccuracyKind::Adjusted => "Accuracy",
        AccuracyKind::Raw => "Raw accuracy",
    };
    let left = (sheet.width(word, label) + 10.0).ceil();
    let mut items = vec![text_item(word, 0.0, 0.0, label)];
    let step = SCALE / STEPS as f64;
    for ix in 0..STEPS {
        let begins = step * ix as f64;
        let area = Area {
            x: left + begins,
            y: -12.0,
            // Under the next one, so that no seam shows between them.
            width: (2.0 * step).min(SCALE - begins),
            height: 15.0,
        };
        let fill = sheet.colours.accuracy((ix as f64 + 0.5) / STEPS as f64);
        items.push(rect_item(area, 0.0, fill));
    }
    let tick = sheet.muted(size::SMALL);
    for (value, text) in [
        (0.0, "0"),
        (0.3, ".3"),
        (0.5, ".5"),
        (0.7, ".7"),
        (0.9, ".9"),
        (1.0, "1"),
    ] {
        items.push(text_item(text, left + SCALE * value, 16.0, tick.middle()));
    }
    (items, left + SCALE + 4.0)
}

fn truncated(sheet: &Sheet<'_>) -> Piece {
    let area = Area {
        x: 0.0,
        y: -16.0,
        width: 48.0,
        height: 24.0,
    };
    let items = vec![
        rect_item(area, 3.0, sheet.colours.track),
        Item::Hatch(Area {
            width: 32.0,
            ..area
        }),
    ];
    labelled(sheet, items, 56.0, "truncated share")
}

fn interval(sheet: &Sheet<'_>) -> Piece {
    let area = Area {
        x: 0.0,
        y: -27.5,
        width: 30.0,
        height: 28.0,
    };
    let items = cell::whisker(sheet.colours, area, 0.0, 1.0).into();
    labelled(sheet, items, 38.0, "95 % interval")
}

fn star(sheet: &Sheet<'_>) -> Piece {
    let items = vec![text_item("*", 0.0, 3.0, sheet.strong(size::SCORE))];
    labelled(sheet, items, 12.0, "incomplete")
}

fn hole(sheet: &Sheet<'_>) -> Piece {
    let area = Area {
        x: 0.0,
        y: -16.0,
        width: 44.0,
        height: 24.0,
    };
    let mut items = cell::absent(sheet.colours, area);
    if let Some(Item::Text(text)) = items.last_mut() {
        text.at.y -= 2.0;
    }
    labelled(sheet, items, 52.0, "not evaluated")
}

/// A mark and its meaning `after` px from the left.
fn labelled(sheet: &Sheet<'_>, mut items: Vec<Item>, after: f64, text: &str) -> Piece {
    let style = sheet.muted(size::SMALL);
    items.push(text_item(text, after, 0.0, style));
    (items, after + sheet.width(text, style))
}
