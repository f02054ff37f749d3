//! A picture as a list of few primitives, in px from the top left corner. Layouts make it, backends write or
//! paint it and decide nothing.
//!
//! A backend needs: [`Item::Rect`], [`Item::Bar`], [`Item::Line`], [`Item::Path`], [`Item::Text`], [`Item::Hatch`],
//! [`Item::Logo`] and [`Item::Group`]. Items later in the list lie over earlier ones.

mod shapes;

use super::colour::Rgb;
use super::logo::Logo;
use super::text::Weight;

pub use shapes::{Area, Bar, Line, Path, Point, Rect, Segment, Stroke};

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
    /// How hatches are drawn.
    pub hatching: Hatching,
    /// From the bottom to the top.
    pub items: Vec<Item>,
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
    /// Lines and curves.
    Path(Path),
    /// A line of text.
    Text(Text),
    /// A hatched area.
    Hatch(Area),
    /// A logo.
    Logo(PlacedLogo),
    /// Items that belong together under a tooltip.
    Group(Group),
}

impl Item {
    /// Shows some items, and those inside groups in place of the groups, to `look`, from the bottom to the top.
    pub fn each<'a>(items: &'a [Item], look: &mut impl FnMut(&'a Item)) {
        for item in items {
            match item {
                Item::Group(group) => Item::each(&group.items, look),
                item => look(item),
            }
        }
    }

    /// Shows each text among some items to `look`, as [`Item::each`] does.
    pub fn each_text<'a>(items: &'a [Item], look: &mut impl FnMut(&'a Text)) {
        Item::each(items, &mut |item| {
            if let Item::Text(text) = item {
                look(text);
            }
        });
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
    /// Whether the text runs upwards, turned by a quarter around its place.
    pub upright: bool,
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

/// How hatches are drawn: one pattern with the size of the largest hatched area, laid with its top left corner
/// on that of each area and cut at the area's edges. It has both diagonals at equal distances, first all in
/// one tone, then over them all in another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hatching {
    /// Distance of the lines along the edges.
    pub pitch: f64,
    /// The wide lines below.
    pub under: Stroke,
    /// The fine lines above.
    pub over: Stroke,
    /// Width of the pattern.
    pub width: f64,
    /// Height of the pattern.
    pub height: f64,
}

impl Hatching {
    /// The lines of the pattern from end to end.
    pub fn lines(&self) -> Vec<(Point, Point)> {
        let mut lines = Vec::new();
        let mut sum = self.pitch / 2.0;
        while sum < self.width + self.height {
            // The line x + y = sum within the pattern, and its mirror image at half height.
            let ends = [(sum - self.height).max(0.0), sum.min(self.width)];
            let [from, to] = ends.map(|x| Point { x, y: sum - x });
            let mirrored = |end: Point| Point {
                y: self.height - end.y,
                ..end
            };
            lines.extend([(from, to), (mirrored(from), mirrored(to))]);
            sum += self.pitch;
        }
        lines
    }
}

impl Scene {
    /// Whether there is a logo.
    pub fn has_logo(&self) -> bool {
        self.has(|item| matches!(item, Item::Logo(_)))
    }

    /// Whether something is hatched.
    pub fn has_hatch(&self) -> bool {
        self.has(|item| matches!(item, Item::Hatch(_)))
    }

    fn has(&self, what: impl Fn(&Item) -> bool) -> bool {
        let mut found = false;
        Item::each(&self.items, &mut |item| found |= what(item));
        found
    }

    /// The whole picture.
    pub fn area(&self) -> Area {
        Area {
            x: 0.0,
            y: 0.0,
            width: self.width,
            height: self.height,
        }
    }

    /// All texts, also those inside groups, from the bottom to the top.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = Vec::new();
        Item::each_text(&self.items, &mut |text| texts.push(text));
        texts
    }
}
