//! What every plot has: title, groups, notes, footer.

use crate::board::Board;
use crate::board::caption::{WHOLE, counted, shortened};
use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Item, Point, Scene, Stroke, Text};
use crate::drawing::text::{Fonts, one_line};
use crate::picture::Options;
use crate::picture::colours::Colours;
use crate::picture::layout::sheet::{Sheet, Style, size, text_item};
use crate::picture::layout::{footer, heading};

use super::groups::{Shape, mark};
use super::labels::Placed;
use super::{Choices, Head};

/// Around everything.
pub(super) const MARGIN: f64 = 16.0;

/// Widest that the words of a key get.
const KEY: f64 = 260.0;

/// A sign of a plot.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign {
    /// A mark of this shape and colour, filled or hollow.
    Mark(Shape, Rgb, bool),
    /// An upright stroke.
    Tick(Rgb),
}

impl Sign {
    /// It, with its middle at a point.
    pub fn item(self, at: Point, ground: Rgb) -> Item {
        match self {
            Sign::Mark(shape, colour, hollow) => mark(shape, at, 4.6, colour, ground, hollow),
            Sign::Tick(colour) => {
                let end = |dy: f64| Point::new(at.x, at.y + dy);
                Item::line(end(-7.0), end(7.0), Stroke::new(colour, 2.0))
            }
        }
    }
}

/// A plot in the making.
pub(super) struct Canvas<'a> {
    pub board: &'a Board,
    pub choices: &'a Choices,
    pub sheet: Sheet<'a>,
    pub width: f64,
    /// Down to where it is drawn.
    pub y: f64,
    /// Sentences that stand below.
    pub notes: Vec<String>,
}

impl<'a> Canvas<'a> {
    /// Title, plot, notes and footer as a scene.
    pub fn draw(
        board: &Board,
        fonts: &Fonts,
        choices: &Choices,
        head: Head,
        draw: fn(&mut Canvas<'_>),
    ) -> Scene {
        let look = &choices.look;
        let colours = Colours::new(look.theme, look.palette);
        let page = board.whole();
        let titled = Options {
            title: Some(look.title.clone().unwrap_or(head.title.clone())),
            subtitle: Some(look.subtitle.clone().unwrap_or_else(|| about(board))),
            ..look.clone()
        };
        let mut sheet = Sheet::new(fonts, &colours, !look.no_tooltips);
        let y = heading(&mut sheet, &page, &titled, head.width);
        let mut canvas = Canvas {
            board,
            choices,
            sheet,
            width: head.width,
            y: y + 10.0,
            notes: Vec::new(),
        };
        draw(&mut canvas);
        let mut description = vec![summary(&head.title, board)];
        description.extend(canvas.notes.iter().cloned());
        if !look.no_legend {
            canvas.write_notes();
        }
        let bottom = footer(&mut canvas.sheet, &page, look, head.width, canvas.y);
        Scene {
            width: head.width,
            height: (bottom + MARGIN).ceil(),
            title: head.title,
            description: description.join(" "),
            background: look.background.over(colours.ground),
            hatch: None,
            items: canvas.sheet.items,
        }
    }

    /// Rows of signs with what each means; nothing without any.
    pub fn legend(&mut self, keys: Vec<(Sign, String)>) {
        if keys.is_empty() {
            return;
        }
        let sheet = &mut self.sheet;
        let style = sheet.muted(size::SMALL);
        let ground = sheet.colours.ground;
        let right = self.width - MARGIN;
        let (mut x, mut middle) = (MARGIN + 6.0, self.y + 8.0);
        for (sign, text) in keys {
            let text = sheet.shortened(&one_line(&text), KEY, style);
            let width = 12.0 + sheet.width(&text, style);
            if x > MARGIN + 6.0 && x + width > right {
                x = MARGIN + 6.0;
                middle += 18.0;
            }
            sheet.items.push(sign.item(Point::new(x, middle), ground));
            sheet.text(text, x + 10.0, middle + 4.0, style);
            x += width + 18.0;
        }
        self.y = middle + 18.0;
    }

    /// Shades every second one of `rows` from `top` down.
    pub fn bands(&mut self, rows: usize, height: f64, top: f64) {
        let fill = self.sheet.colours.band;
        for ix in (1..rows).step_by(2) {
            let (y, width) = (top + height * ix as f64, self.width - 2.0 * MARGIN);
            let area = Area::new(MARGIN, y, width, height);
            self.sheet.rect(area, 0.0, fill);
        }
    }

    /// A label in its place, with a line around its glyphs, to be read over lines.
    pub fn label(&mut self, text: &str, placed: &Placed, style: Style) {
        if let Some((from, to)) = placed.leader {
            let stroke = Stroke::new(self.sheet.colours.muted, 0.8);
            self.sheet.items.push(Item::line(from, to, stroke));
        }
        let baseline = placed.area.y + placed.area.height * 0.79;
        if let Item::Text(plain) = text_item(text, placed.area.x, baseline, style) {
            let halo = Some(Stroke::new(self.sheet.colours.ground, 3.0));
            self.sheet.items.push(Item::Text(Text { halo, ..plain }));
        }
    }

    fn write_notes(&mut self) {
        self.y += 6.0;
        for note in &self.notes {
            let room = self.width - 2.0 * MARGIN;
            self.y = self.sheet.note(note, self.y, room, 4);
        }
    }
}

/// `ReasonScape M12X · 14 models · 3 levels · 12 tasks`.
fn about(board: &Board) -> String {
    let title = board
        .title
        .as_deref()
        .map(one_line)
        .filter(|title| !title.is_empty());
    let models = match board.models_before_top {
        all if all > board.entries.len() => {
            format!("{} of {}", board.entries.len(), counted(all, "model"))
        }
        _ => counted(board.entries.len(), "model"),
    };
    let levels = board
        .has_levels()
        .then(|| counted(board.levels.len(), "level"));
    let parts = [
        title.map(|title| shortened(&title, WHOLE)),
        Some(models),
        levels,
        Some(counted(board.tasks.len(), "task")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A title with what the board holds.
pub(super) fn summary(title: &str, board: &Board) -> String {
    format!("{title}. {}.", about(board))
}
