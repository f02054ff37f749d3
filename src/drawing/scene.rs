//! A picture as a list of few primitives, in px from the top left corner. Layouts make it, backends
//! write or paint it and decide nothing. Items later in the list lie over earlier ones.

mod hatch;
mod shapes;

use std::f64::consts::FRAC_1_SQRT_2;

use super::colour::Rgb;
use super::logo::Logo;

pub use hatch::{Hatch, HatchTile};
pub use shapes::{Area, Bar, Circle, Fill, Join, Line, Path, Point, Rect, Segment, Stroke};

/// A picture.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Width in px at scale 1.
    pub width: f64,
    /// Height in px at scale 1.
    pub height: f64,
    /// What the picture is, in a few words.
    pub title: String,
    /// What the picture says, for those who do not see it.
    pub description: String,
    /// Behind everything; `None`: transparent.
    pub background: Option<Rgb>,
    /// The pattern of hatched areas; without one they stay empty.
    pub hatch: Option<HatchTile>,
    /// From the bottom to the top.
    pub items: Vec<Item>,
}

/// How heavy the type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// For most.
    Regular,
    /// For names and numbers.
    SemiBold,
}

/// One primitive.
#[derive(Debug, Clone)]
pub enum Item {
    /// A rectangle.
    Rect(Rect),
    /// The left part of a rectangle.
    Bar(Bar),
    /// A straight line.
    Line(Line),
    /// Lines and curves, filled, stroked or both.
    Path(Path),
    /// A circle, filled, outlined or both.
    Circle(Circle),
    /// A line of text.
    Text(Text),
    /// An area under the [pattern](Scene::hatch) of the scene.
    Hatch(Area),
    /// A logo.
    Logo(PlacedLogo),
    /// Items that belong together under a tooltip.
    Group(Group),
}

impl Item {
    /// Calls `look` with some items, and with those inside groups in place of these, from the
    /// bottom to the top.
    pub fn each<'a>(items: &'a [Item], look: &mut impl FnMut(&'a Item)) {
        for item in items {
            match item {
                Item::Group(group) => Item::each(&group.items, look),
                item => look(item),
            }
        }
    }

    /// Calls `look` with each text among some items, as [`Item::each`] does.
    pub fn each_text<'a>(items: &'a [Item], look: &mut impl FnMut(&'a Text)) {
        Item::each(items, &mut |item| {
            if let Item::Text(text) = item {
                look(text);
            }
        });
    }

    /// A straight line.
    pub fn line(from: Point, to: Point, stroke: Stroke) -> Item {
        Item::Line(Line { from, to, stroke })
    }

    /// A shape as a path; `None` for what is none.
    pub fn to_path(&self) -> Option<Path> {
        let (segments, fill, stroke) = match self {
            Item::Rect(rect) => {
                let segments = rect.area.outline(rect.radius);
                (segments, rect.fill.map(Fill::from), rect.stroke)
            }
            Item::Bar(bar) => (bar.outline(), Some(bar.fill.into()), None),
            Item::Line(line) => {
                let segments = vec![Segment::Move(line.from), Segment::Line(line.to)];
                (segments, None, Some(line.stroke))
            }
            Item::Path(path) => return Some(path.clone()),
            Item::Circle(circle) => (circle.outline(), circle.fill, circle.stroke),
            Item::Text(_) | Item::Hatch(_) | Item::Logo(_) | Item::Group(_) => return None,
        };
        Some(Path {
            segments,
            fill,
            stroke,
        })
    }

    /// The item `x` px further right and `y` px further down.
    pub fn moved(mut self, x: f64, y: f64) -> Item {
        self.move_by(x, y);
        self
    }

    fn move_by(&mut self, x: f64, y: f64) {
        let shift = |point: &mut Point| {
            point.x += x;
            point.y += y;
        };
        let shift_area = |area: &mut Area| {
            area.x += x;
            area.y += y;
        };
        match self {
            Item::Rect(rect) => shift_area(&mut rect.area),
            Item::Bar(bar) => shift_area(&mut bar.track),
            Item::Line(line) => {
                shift(&mut line.from);
                shift(&mut line.to);
            }
            Item::Path(path) => {
                for segment in &mut path.segments {
                    *segment = segment.map(|mut point| {
                        shift(&mut point);
                        point
                    });
                }
            }
            Item::Circle(circle) => shift(&mut circle.center),
            Item::Text(text) => shift(&mut text.at),
            Item::Hatch(area) => shift_area(area),
            Item::Logo(logo) => shift_area(&mut logo.area),
            Item::Group(group) => group.items.iter_mut().for_each(|item| item.move_by(x, y)),
        }
    }
}

/// Which point of a text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning of the baseline.
    Start,
    /// The middle of the baseline.
    Middle,
    /// The end of the baseline.
    End,
}

impl Anchor {
    /// How far before its place a text of this width begins.
    pub fn before(self, width: f64) -> f64 {
        match self {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        }
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// What it says; no control characters.
    pub text: String,
    /// Where, on the baseline.
    pub at: Point,
    /// Which point of the text that is.
    pub anchor: Anchor,
    /// Size of the type in px.
    pub size: f64,
    /// Weight of the type.
    pub weight: Weight,
    /// Its colour.
    pub fill: Rgb,
    /// A line around the glyphs, under them.
    pub halo: Option<Stroke>,
    /// How it is turned around its place.
    pub turn: Turn,
}

/// Which way a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Turn {
    /// From left to right.
    #[default]
    Level,
    /// Rising, turned by an eighth.
    Slanted,
    /// Upwards, turned by a quarter.
    Upright,
}

impl Turn {
    /// Cosine and sine of the angle by which it rises.
    pub fn direction(self) -> (f64, f64) {
        match self {
            Turn::Level => (1.0, 0.0),
            Turn::Slanted => (FRAC_1_SQRT_2, FRAC_1_SQRT_2),
            Turn::Upright => (0.0, 1.0),
        }
    }
}

/// A logo in its place.
#[derive(Debug, Clone)]
pub struct PlacedLogo {
    /// Where, in its own proportions.
    pub area: Area,
    /// What.
    pub logo: Logo,
}

/// Items that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Tooltip.
    pub tooltip: String,
    /// From the bottom to the top.
    pub items: Vec<Item>,
}

impl Scene {
    /// Whether there is a logo.
    pub fn has_logo(&self) -> bool {
        self.has(|item| matches!(item, Item::Logo(_)))
    }

    /// The pattern, where something is hatched with it.
    pub fn used_hatch(&self) -> Option<&HatchTile> {
        let hatch = self.hatch.as_ref();
        hatch.filter(|_| self.has(|item| matches!(item, Item::Hatch(_))))
    }

    fn has(&self, what: impl Fn(&Item) -> bool) -> bool {
        let mut found = false;
        Item::each(&self.items, &mut |item| found |= what(item));
        found
    }

    /// The whole picture.
    pub fn area(&self) -> Area {
        Area::new(0.0, 0.0, self.width, self.height)
    }

    /// All texts, also those inside groups, from the bottom to the top.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = Vec::new();
        Item::each_text(&self.items, &mut |text| texts.push(text));
        texts
    }
}
