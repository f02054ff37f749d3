//! What a layout draws on.

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Anchor, Area, Group, Item, Point, Rect, Stroke, Text, Turn};
use crate::drawing::text::{Fonts, Weight};
use crate::picture::colours::Colours;

use super::MARGIN;
use super::wrap::TextBox;

/// Sizes of type. At the 830 px of a README's column, a picture of 1,050 px shows the smallest at 9
/// px.
pub(crate) mod size {
    pub const TITLE: f64 = 20.0;
    pub const SUBTITLE: f64 = 13.0;
    pub const SCORE: f64 = 16.0;
    pub const NUMBER: f64 = 15.0;
    pub const NAME: f64 = 14.0;
    pub const HEAD: f64 = 12.5;
    pub const SMALL: f64 = 11.5;
}

/// Height of a line of notes.
pub(super) const NOTE: f64 = 16.0;

/// A space at which no line ends.
pub(super) const NO_BREAK: &str = "\u{a0}";

/// Sizes of the small texts of a picture: those above in a picture that a README shows at nearly
/// its width, larger ones in a wider picture, so that they stay readable there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Small(f64);

impl Small {
    /// Those of a picture that a README shows whole.
    pub const USUAL: Small = Small(1.0);

    /// Those of a picture of `width` px; at most that of names.
    pub fn of_width(width: f64) -> Small {
        const WIDEST: f64 = 1060.0;
        Small((width / WIDEST).clamp(1.0, size::NAME / size::SMALL))
    }

    /// A length that goes with the usual sizes.
    pub fn scaled(self, length: f64) -> f64 {
        length * self.0
    }

    pub fn subtitle(self) -> f64 {
        self.scaled(size::SUBTITLE).min(size::NAME)
    }

    pub fn head(self) -> f64 {
        self.scaled(size::HEAD).min(size::NAME)
    }

    pub fn text(self) -> f64 {
        self.scaled(size::SMALL)
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub size: f64,
    pub weight: Weight,
    pub fill: Rgb,
    pub anchor: Anchor,
}

/// Items so far, with what is needed to make more.
pub(crate) struct Sheet<'a> {
    pub fonts: &'a Fonts,
    pub colours: &'a Colours,
    tooltips: bool,
    /// Sizes of small texts.
    pub small: Small,
    pub items: Vec<Item>,
}

impl<'a> Sheet<'a> {
    pub fn new(fonts: &'a Fonts, colours: &'a Colours, tooltips: bool) -> Self {
        Sheet {
            fonts,
            colours,
            tooltips,
            small: Small::USUAL,
            items: Vec::new(),
        }
    }

    /// Another one, to be added with [`Self::take`].
    pub fn blank(&self) -> Self {
        Sheet {
            small: self.small,
            ..Sheet::new(self.fonts, self.colours, self.tooltips)
        }
    }

    /// Adds what was drawn on another.
    pub fn take(&mut self, other: Sheet<'_>) {
        self.items.extend(other.items);
    }

    /// Adds items that were drawn around (0, 0), to stand around (x, y).
    pub fn moved(&mut self, items: Vec<Item>, x: f64, y: f64) {
        let items = items.into_iter();
        self.items.extend(items.map(|item| item.moved(x, y)));
    }

    /// Items that belong together, under a tooltip.
    pub fn grouped(&mut self, items: Vec<Item>, tooltip: impl FnOnce() -> String) {
        if self.tooltips {
            let tooltip = tooltip();
            self.items.push(Item::Group(Group { tooltip, items }));
        } else {
            self.items.extend(items);
        }
    }

    /// A text in the ordinary ink, from its start.
    pub fn plain(&self, size: f64) -> Style {
        Style {
            size,
            weight: Weight::Regular,
            fill: self.colours.ink,
            anchor: Anchor::Start,
        }
    }

    /// A less important text.
    pub fn muted(&self, size: f64) -> Style {
        Style {
            fill: self.colours.muted,
            ..self.plain(size)
        }
    }

    /// A text in semibold.
    pub fn strong(&self, size: f64) -> Style {
        Style {
            weight: Weight::SemiBold,
            ..self.plain(size)
        }
    }

    /// The name of a column or an axis.
    pub fn label(&self, size: f64) -> Style {
        self.strong(size).fill(self.colours.muted)
    }

    pub fn text(&mut self, text: impl Into<String>, x: f64, y: f64, style: Style) {
        self.items.push(text_item(text, x, y, style));
    }

    pub fn width(&self, text: &str, style: Style) -> f64 {
        self.fonts.width(text, style.size, style.weight)
    }

    /// `text` cut to `width` px.
    pub fn shortened(&self, text: &str, width: f64, style: Style) -> String {
        self.fonts.shortened(text, style.size, style.weight, width)
    }

    /// Room for a text in this style: so many lines of `width` px.
    pub fn room(&self, style: Style, width: f64, lines: usize) -> TextBox<'a> {
        TextBox {
            fonts: self.fonts,
            size: style.size,
            weight: style.weight,
            width,
            lines,
        }
    }

    /// Writes a note below `y` in at most so many lines of `width` px; returns where they end.
    pub fn note(&mut self, text: &str, mut y: f64, width: f64, lines: usize) -> f64 {
        let style = self.muted(self.small.text());
        for line in self.room(style, width, lines).shortened(text) {
            y += NOTE;
            self.text(line.replace(NO_BREAK, " "), MARGIN, y - 4.0, style);
        }
        y
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Area, radius: f64, fill: Rgb) {
        self.items.push(rect_item(area, radius, fill));
    }

    /// A line across.
    pub fn rule(&mut self, from: f64, to: f64, y: f64, colour: Rgb) {
        let (from, to) = (Point::new(from, y), Point::new(to, y));
        self.items
            .push(Item::line(from, to, Stroke::new(colour, 1.0)));
    }
}

impl Style {
    pub fn end(self) -> Style {
        Style {
            anchor: Anchor::End,
            ..self
        }
    }

    pub fn middle(self) -> Style {
        Style {
            anchor: Anchor::Middle,
            ..self
        }
    }

    pub fn fill(self, fill: Rgb) -> Style {
        Style { fill, ..self }
    }
}

/// The greatest of some widths; 0 of none.
pub(super) fn widest(widths: impl Iterator<Item = f64>) -> f64 {
    widths.fold(0.0, f64::max)
}

pub(crate) fn text_item(text: impl Into<String>, x: f64, y: f64, style: Style) -> Item {
    Item::Text(Text {
        text: text.into(),
        at: Point { x, y },
        anchor: style.anchor,
        size: style.size,
        weight: style.weight,
        fill: style.fill,
        halo: None,
        turn: Turn::Level,
    })
}

impl Item {
    /// The text, turned around its place.
    pub(crate) fn turned(self, turn: Turn) -> Item {
        match self {
            Item::Text(text) => Item::Text(Text { turn, ..text }),
            other => other,
        }
    }
}

pub(crate) fn rect_item(area: Area, radius: f64, fill: Rgb) -> Item {
    Item::Rect(Rect::filled(area, radius, fill))
}
