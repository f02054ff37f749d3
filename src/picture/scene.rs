//! A picture as a list of few primitives, in px from the top left corner. Layouts make it, backends write or
//! paint it and decide nothing.
//!
//! A backend needs: [`Item::Rect`], [`Item::Bar`], [`Item::Line`], [`Item::Path`], [`Item::Text`], [`Item::Hatch`],
//! [`Item::Logo`] and [`Item::Group`]. Items later in the list lie over earlier ones.

use super::colour::Rgb;
use super::logo::Logo;
use super::text::Weight;

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

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether the two have more than an edge in common.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Its outline with rounded corners, clockwise from the top left as SVG draws it.
    pub fn outline(&self, radius: f64) -> Vec<Segment> {
        let r = radius.min(self.width / 2.0).min(self.height / 2.0);
        let (left, top, right, bottom) = (self.x, self.y, self.right(), self.bottom());
        let at = |x: f64, y: f64| Point { x, y };
        let k = r * QUARTER;
        if r <= 0.0 {
            return vec![
                Segment::Move(at(left, top)),
                Segment::Line(at(right, top)),
                Segment::Line(at(right, bottom)),
                Segment::Line(at(left, bottom)),
                Segment::Close,
            ];
        }
        vec![
            Segment::Move(at(left + r, top)),
            Segment::Line(at(right - r, top)),
            Segment::Cubic(at(right - k, top), at(right, top + k), at(right, top + r)),
            Segment::Line(at(right, bottom - r)),
            Segment::Cubic(
                at(right, bottom - k),
                at(right - k, bottom),
                at(right - r, bottom),
            ),
            Segment::Line(at(left + r, bottom)),
            Segment::Cubic(
                at(left + k, bottom),
                at(left, bottom - k),
                at(left, bottom - r),
            ),
            Segment::Line(at(left, top + r)),
            Segment::Cubic(at(left, top + k), at(left + k, top), at(left + r, top)),
            Segment::Close,
        ]
    }
}

/// Distance of a control point from the end of a quarter circle of radius 1, to its other end.
const QUARTER: f64 = 0.447_715_25;

/// A drawn line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Rgb,
    /// Its width.
    pub width: f64,
    /// 0 to 1.
    pub opacity: f64,
    /// Lengths of dashes and of the gaps between them; `None`: no gaps.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// An opaque line without gaps.
    pub fn new(colour: Rgb, width: f64) -> Self {
        Stroke {
            colour,
            width,
            opacity: 1.0,
            dash: None,
        }
    }
}

/// A rectangle, filled or outlined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Where.
    pub area: Area,
    /// Radius of the corners.
    pub radius: f64,
    /// Its fill.
    pub fill: Option<Rgb>,
    /// Its outline, centred on the edge.
    pub stroke: Option<Stroke>,
}

/// What of a rectangle with rounded corners lies left of an upright cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The whole rectangle.
    pub track: Area,
    /// Radius of its corners, at most half of its sides.
    pub radius: f64,
    /// Where it is cut, from its left edge: between 0 and its width.
    pub length: f64,
    /// Its fill.
    pub fill: Rgb,
}

impl Bar {
    /// Its outline, clockwise from the bottom of the left edge.
    pub fn outline(&self) -> Vec<Segment> {
        let Bar {
            track,
            radius,
            length: cut,
            ..
        } = *self;
        let (top, bottom) = (track.y, track.bottom());
        let at = |x: f64, y: f64| Point { x: track.x + x, y };
        // How far the circle of a corner has come down from the edge, `x` before the end of the curve.
        let drop = |x: f64| radius - (radius * radius - x * x).sqrt();
        let mut segments = Vec::with_capacity(12);
        if cut < radius {
            let dy = drop(radius - cut);
            // Where the tangents at both ends of the arc meet.
            let meet = radius * cut / (radius - dy);
            let control = (radius - meet).max(dy);
            segments.extend([
                Segment::Move(at(0.0, bottom - radius)),
                Segment::Line(at(0.0, top + radius)),
                Segment::Quad(at(0.0, top + control), at(cut, top + dy)),
                Segment::Line(at(cut, bottom - dy)),
                Segment::Quad(at(0.0, bottom - control), at(0.0, bottom - radius)),
                Segment::Close,
            ]);
            return segments;
        }
        segments.extend([
            Segment::Move(at(0.0, bottom - radius)),
            Segment::Line(at(0.0, top + radius)),
            Segment::Quad(at(0.0, top), at(radius, top)),
        ]);
        let straight = track.width - radius;
        if cut <= straight {
            segments.extend([Segment::Line(at(cut, top)), Segment::Line(at(cut, bottom))]);
        } else {
            let beyond = cut - straight;
            let dy = drop(beyond);
            let meet = straight + (radius * dy / beyond).min(beyond);
            segments.extend([
                Segment::Line(at(straight, top)),
                Segment::Quad(at(meet, top), at(cut, top + dy)),
                Segment::Line(at(cut, bottom - dy)),
                Segment::Quad(at(meet, bottom), at(straight, bottom)),
            ]);
        }
        segments.extend([
            Segment::Line(at(radius, bottom)),
            Segment::Quad(at(0.0, bottom), at(0.0, bottom - radius)),
            Segment::Close,
        ]);
        segments
    }
}

/// A straight line with flat ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// From.
    pub from: Point,
    /// To.
    pub to: Point,
    /// How.
    pub stroke: Stroke,
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Start a contour.
    Move(Point),
    /// A straight line to.
    Line(Point),
    /// A quadratic curve: control point, end.
    Quad(Point, Point),
    /// A cubic curve: two control points, end.
    Cubic(Point, Point, Point),
    /// Back to the start of the contour.
    Close,
}

impl Segment {
    /// The step with each of its points moved.
    pub fn map(self, place: impl Fn(Point) -> Point) -> Segment {
        match self {
            Segment::Move(to) => Segment::Move(place(to)),
            Segment::Line(to) => Segment::Line(place(to)),
            Segment::Quad(control, to) => Segment::Quad(place(control), place(to)),
            Segment::Cubic(a, b, to) => Segment::Cubic(place(a), place(b), place(to)),
            Segment::Close => Segment::Close,
        }
    }
}

/// Lines and curves with flat ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its steps.
    pub segments: Vec<Segment>,
    /// How they are drawn.
    pub stroke: Stroke,
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
