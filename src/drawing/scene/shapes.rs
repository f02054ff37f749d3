//! Places, and the shapes that are made of them, in px.

use resvg::tiny_skia::{self, PathBuilder};

use crate::drawing::colour::Rgb;

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// The place at (x, y).
    pub const fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }
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
    /// The rectangle of this size whose top left corner is at (x, y).
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }

    /// The square around a place that reaches so far each way.
    pub const fn around(middle: Point, reach: f64) -> Area {
        Area::new(middle.x - reach, middle.y - reach, 2.0 * reach, 2.0 * reach)
    }

    /// The same with each edge `by` px further out.
    pub const fn grown(&self, by: f64) -> Area {
        Area::new(
            self.x - by,
            self.y - by,
            self.width + 2.0 * by,
            self.height + 2.0 * by,
        )
    }

    /// Its middle.
    pub fn middle(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

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
        let at = Point::new;
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

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Its colour.
    pub colour: Rgb,
    /// 0 to 1.
    pub opacity: f64,
}

impl From<Rgb> for Fill {
    /// An opaque fill.
    fn from(colour: Rgb) -> Fill {
        Fill {
            colour,
            opacity: 1.0,
        }
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Rgb,
    /// Its width in px.
    pub width: f64,
    /// 0 to 1.
    pub opacity: f64,
    /// Lengths in px of dashes and of the gaps between them; `None`: no gaps.
    pub dash: Option<(f64, f64)>,
    /// The shape of corners; ends are flat.
    pub join: Join,
}

/// The shape of a line's corners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Join {
    /// Pointed, but cut off where the point would be longer than four times the line's width.
    #[default]
    Miter,
    /// Round.
    Round,
}

impl Stroke {
    /// An opaque line without gaps, with pointed corners and flat ends.
    pub fn new(colour: Rgb, width: f64) -> Self {
        Stroke {
            colour,
            width,
            opacity: 1.0,
            dash: None,
            join: Join::default(),
        }
    }

    /// The same with this opacity.
    pub fn with_opacity(self, opacity: f64) -> Self {
        Stroke { opacity, ..self }
    }

    /// The same with round corners.
    pub fn rounded(self) -> Self {
        Stroke {
            join: Join::Round,
            ..self
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

impl Rect {
    /// A rectangle without an outline.
    pub fn filled(area: Area, radius: f64, fill: Rgb) -> Rect {
        Rect {
            area,
            radius,
            fill: Some(fill),
            stroke: None,
        }
    }
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
        let at = |x: f64, y: f64| Point::new(track.x + x, y);
        // How far the circle of a corner has come down from the edge, `x` before the end of the
        // curve.
        let drop = |x: f64| radius - (radius * radius - x * x).sqrt();
        let foot = at(0.0, bottom - radius);
        let mut segments = vec![Segment::Move(foot), Segment::Line(at(0.0, top + radius))];
        if cut < radius {
            let dy = drop(radius - cut);
            // Where the tangents at both ends of the arc meet.
            let meet = radius * cut / (radius - dy);
            let control = (radius - meet).max(dy);
            segments.extend([
                Segment::Quad(at(0.0, top + control), at(cut, top + dy)),
                Segment::Line(at(cut, bottom - dy)),
                Segment::Quad(at(0.0, bottom - control), foot),
                Segment::Close,
            ]);
            return segments;
        }
        segments.push(Segment::Quad(at(0.0, top), at(radius, top)));
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
            Segment::Quad(at(0.0, bottom), foot),
            Segment::Close,
        ]);
        segments
    }
}

/// A straight line.
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
    /// The straight lines through some points.
    pub fn through(points: impl IntoIterator<Item = Point>) -> Vec<Segment> {
        let mut points = points.into_iter();
        let first = points.next().map(Segment::Move);
        first.into_iter().chain(points.map(Segment::Line)).collect()
    }

    /// Its points, control points among them.
    pub fn points(&self) -> Vec<Point> {
        match *self {
            Segment::Move(to) | Segment::Line(to) => vec![to],
            Segment::Quad(control, to) => vec![control, to],
            Segment::Cubic(a, b, to) => vec![a, b, to],
            Segment::Close => Vec::new(),
        }
    }

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

    /// The steps as a path of tiny-skia; `None` where they draw nothing.
    pub(in crate::drawing) fn to_tiny_skia(segments: &[Segment]) -> Option<tiny_skia::Path> {
        let mut builder = PathBuilder::with_capacity(segments.len(), segments.len() * 2);
        let px = |point: Point| (point.x as f32, point.y as f32);
        for segment in segments {
            match *segment {
                Segment::Move(to) => builder.move_to(px(to).0, px(to).1),
                Segment::Line(to) => builder.line_to(px(to).0, px(to).1),
                Segment::Quad(control, to) => {
                    let ((cx, cy), (x, y)) = (px(control), px(to));
                    builder.quad_to(cx, cy, x, y);
                }
                Segment::Cubic(a, b, to) => {
                    let ((ax, ay), (bx, by), (x, y)) = (px(a), px(b), px(to));
                    builder.cubic_to(ax, ay, bx, by, x, y);
                }
                Segment::Close => builder.close(),
            }
        }
        builder.finish()
    }
}

/// Lines and curves, filled, stroked or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its steps, the first of them [`Segment::Move`].
    pub segments: Vec<Segment>,
    /// What is inside by the non-zero rule; contours are closed for it.
    pub fill: Option<Fill>,
    /// The line along it, over the fill.
    pub stroke: Option<Stroke>,
}

impl Path {
    /// A line along `segments`.
    pub fn stroked(segments: Vec<Segment>, stroke: Stroke) -> Path {
        Path {
            segments,
            fill: None,
            stroke: Some(stroke),
        }
    }

    /// The area within `segments`.
    pub fn filled(segments: Vec<Segment>, fill: impl Into<Fill>) -> Path {
        Path {
            segments,
            fill: Some(fill.into()),
            stroke: None,
        }
    }
}

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// Its centre.
    pub center: Point,
    /// Its radius in px.
    pub radius: f64,
    /// What is inside.
    pub fill: Option<Fill>,
    /// The line around it, centred on the edge, over the fill.
    pub stroke: Option<Stroke>,
}

impl Circle {
    /// Its outline, clockwise from the right as SVG draws it.
    pub fn outline(&self) -> Vec<Segment> {
        let r = self.radius;
        let k = r * (1.0 - QUARTER);
        let at = |x: f64, y: f64| Point::new(self.center.x + x, self.center.y + y);
        vec![
            Segment::Move(at(r, 0.0)),
            Segment::Cubic(at(r, k), at(k, r), at(0.0, r)),
            Segment::Cubic(at(-k, r), at(-r, k), at(-r, 0.0)),
            Segment::Cubic(at(-r, -k), at(-k, -r), at(0.0, -r)),
            Segment::Cubic(at(k, -r), at(r, -k), at(r, 0.0)),
            Segment::Close,
        ]
    }
}
