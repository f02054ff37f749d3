//! What the marks mean, and the last line.

use crate::board::caption::{About, STAR, Sign, WHOLE, capitalised, shortened};
use crate::board::{Measured, Page};
use crate::drawing::scene::{Area, Item};
use crate::drawing::text::one_line;
use crate::format::share;
use crate::picture::hatch::has_bar;

use super::columns::Columns;
use super::density::shown_cells;
use super::sheet::{NO_BREAK, NOTE, Sheet, rect_item, size, text_item};
use super::{MARGIN, Options, cell};

/// Width of the colour scale and number of its steps.
const SCALE: f64 = 170.0;
const STEPS: usize = 85;

/// From the line of the scale, which has ticks, to a line of marks, and from there to the next.
const AFTER_SCALE: f64 = 42.0;
const MARKS: f64 = 30.0;

/// Between two marks.
const BETWEEN: f64 = 24.0;

/// A part of the legend: its items around the middle line, from x = 0, and its width.
type Piece = (Vec<Item>, f64);

/// Draws the legend of what is shown; returns where the next part begins.
pub(super) fn legend(sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns, y: f64) -> f64 {
    let width = columns.width;
    let cells = !columns.tasks.is_empty();
    let scale = cells.then(|| scale(sheet, page));
    let mut pieces = Vec::new();
    for sign in page.board.signs() {
        pieces.extend(piece(sheet, page, columns, sign));
    }
    let some = !pieces.is_empty() || scale.is_some();
    let mut x = MARGIN;
    let mut middle = y + if some { 24.0 } else { 0.0 };
    // All stand beside the scale, or all below it.
    let together: f64 = pieces.iter().map(|(_, taken)| taken + BETWEEN).sum();
    if let Some((items, taken)) = scale {
        sheet.moved(items, x, middle);
        if x + taken + together <= width - MARGIN {
            x += taken + BETWEEN;
        } else {
            middle += AFTER_SCALE;
        }
    }
    for (items, taken) in pieces {
        if x > MARGIN && x + taken > width - MARGIN {
            x = MARGIN;
            middle += MARKS;
        }
        sheet.moved(items, x, middle);
        x += taken + BETWEEN;
    }
    let mut y = middle + if cells { 24.0 } else { 10.0 };
    for note in notes(page, columns) {
        let note = with_short_parts_whole(&note);
        y = sheet.note(&note, y, width - 2.0 * MARGIN, 4);
    }
    y
}

/// A note in which no line ends within a short part between `·`, or before a `%`.
fn with_short_parts_whole(note: &str) -> String {
    const LONGEST: usize = 24;
    let mut parts = note.split(" · ");
    let first = parts.next().unwrap_or_default().to_owned();
    let note = parts.fold(first, |note, part| {
        let part = match part.chars().count() <= LONGEST {
            true => part.replace(' ', NO_BREAK),
            false => part.to_owned(),
        };
        note + " · " + &part
    });
    note.replace(" %", "\u{a0}%")
}

/// Where the intervals of scores and ranks stand.
const SMALL_PRINT: &str = "In small print";

/// What the numbers are, a line each; what belongs together shares one.
fn notes(page: &Page<'_>, columns: &Columns) -> Vec<String> {
    let board = page.board;
    let mut notes: Vec<String> = Vec::new();
    for remark in board.remarks() {
        let text = remark.sentence();
        match remark.about {
            // Behind how the score is made.
            About::Bands => match notes.first_mut() {
                Some(score) => *score += &format!(" {text}"),
                None => notes.push(text),
            },
            About::Accuracy | About::Intervals if columns.tasks.is_empty() => {}
            About::Accuracy if columns.parts.levels > 1 => {
                let labels = board.levels.iter();
                let labels = labels.map(|level| shortened(&level.label, WHOLE));
                let labels = labels.collect::<Vec<_>>().join(", ");
                notes.push(format!("{text} In each cell from left to right: {labels}."));
            }
            // The last line says these.
            About::Filters => {}
            _ => notes.push(text),
        }
        if remark.about == About::Accuracy {
            let intervals = board
                .score_intervals_caption(SMALL_PRINT, columns.has_intervals_of_ranks())
                .filter(|_| board.columns.has("score"));
            notes.extend(intervals.map(|caption| format!("{caption}.")));
        }
    }
    notes
}

/// Draws footer, filters in force and page number on one line; returns its lower edge.
pub(crate) fn footer(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    options: &Options,
    width: f64,
    y: f64,
) -> f64 {
    let style = sheet.muted(sheet.small.text());
    let mut left = Vec::new();
    if let Some(footer) = options.footer.as_deref().filter(|text| !text.is_empty()) {
        left.push(shortened(&one_line(footer), WHOLE));
    }
    left.extend(page.board.filters_caption());
    let number = (page.of > 1).then(|| format!("page {} of {}", page.number, page.of));
    if left.is_empty() && number.is_none() {
        return y;
    }
    let number_width = |text: &String| sheet.width(text, style) + 16.0;
    let room = width - 2.0 * MARGIN - number.as_ref().map_or(0.0, number_width);
    let mut y = y + 8.0;
    let first = y + NOTE - 4.0;
    for text in &left {
        y = sheet.note(text, y, room, 3);
    }
    if let Some(number) = number {
        sheet.text(number, width - MARGIN, first, style.end());
        y = y.max(first + 4.0);
    }
    y
}

fn scale(sheet: &Sheet<'_>, page: &Page<'_>) -> Piece {
    let label = sheet.label(sheet.small.text());
    let word = &capitalised(page.board.accuracy_name());
    let left = (sheet.width(word, label) + 10.0).ceil();
    let mut items = vec![text_item(word.as_str(), 0.0, 0.0, label)];
    let step = SCALE / STEPS as f64;
    for ix in 0..STEPS {
        let begins = step * ix as f64;
        // Under the next one, so that no seam shows between them.
        let width = (2.0 * step).min(SCALE - begins);
        let area = Area::new(left + begins, -12.0, width, 15.0);
        let fill = sheet.colours.accuracy((ix as f64 + 0.5) / STEPS as f64);
        items.push(rect_item(area, 0.0, fill));
    }
    let tick = sheet.muted(sheet.small.text());
    let ticks = ["0", ".3", ".5", ".7", ".9", "1"].into_iter();
    for (text, value) in ticks.zip([0.0, 0.3, 0.5, 0.7, 0.9, 1.0]) {
        items.push(text_item(text, left + SCALE * value, 16.0, tick.middle()));
    }
    (items, left + SCALE + 4.0)
}

/// The mark and its meaning; `None` where no cell is wide enough to show it.
fn piece(sheet: &Sheet<'_>, page: &Page<'_>, columns: &Columns, sign: Sign) -> Option<Piece> {
    let area = Area::new(0.0, -15.0, 44.0, 20.0);
    let mut meaning = sign.meaning().to_owned();
    let tasks: Vec<usize> = columns.tasks.iter().map(|(task, _)| *task).collect();
    let any = |is: &dyn Fn(&Measured) -> bool| shown_cells(page, &tasks).any(is);
    let (items, after) = match sign {
        Sign::Hatch => {
            let area = Area::new(0.0, -15.0, 48.0, 20.0);
            let colours = sheet.colours;
            let mut items = vec![rect_item(area, 3.0, colours.track)];
            items.extend(cell::truncated(colours, area, 32.0, colours.track));
            if any(&|cell| cell.truncation.is_some_and(has_bar)) {
                meaning += " (below 3 %: a bar)";
            }
            (items, 56.0)
        }
        Sign::Whisker => {
            if !any(&|shown| cell::whisker_of(shown, columns.part()).is_some()) {
                return None;
            }
            let narrowest = cell::narrowest_interval(columns.part());
            meaning += &format!(", from {} wide", share(narrowest));
            let mut items = vec![rect_item(area, 3.0, sheet.colours.track)];
            items.extend(cell::whisker(sheet.colours, area, 0.3, 0.55, 0.8));
            (items, 51.0)
        }
        Sign::Star => {
            let star = text_item(STAR, 0.0, 3.0, sheet.strong(size::SCORE));
            (vec![star], 12.0)
        }
        Sign::Hole => (cell::absent(sheet, area, Some(size::NUMBER)), 52.0),
    };
    Some(labelled(sheet, items, after, &meaning))
}

/// A mark and its meaning `after` px from the left.
fn labelled(sheet: &Sheet<'_>, mut items: Vec<Item>, after: f64, text: &str) -> Piece {
    let style = sheet.muted(sheet.small.text());
    items.push(text_item(text, after, 0.0, style));
    (items, after + sheet.width(text, style))
}
