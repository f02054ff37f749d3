//! Glyphs and frames as coverage, prepared once for each different one.

use indexmap::IndexMap;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use tiny_skia::{LineCap, LineJoin, PathBuilder, PathSegment, StrokeDash};

use crate::drawing::scene::{Area, Cap, Join, Point, Segment, Stroke};
use crate::drawing::text::{FaceIx, Fonts};

use super::coverage::Coverage;
use super::fill::Lines;

/// Places between two pixels at which something is prepared, in each direction.
const STEPS: i64 = 8;

// A place is a bit of 64.
const _: () = assert!(STEPS * STEPS <= 64);

/// What a prepared shape is, wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Glyph(GlyphShape),
    Frame(FrameShape),
}

/// A glyph at a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct GlyphShape {
    pub face: FaceIx,
    pub id: u32,
    /// Size of the type in 1/256 px of the picture.
    pub size: u32,
    /// Width of a line around it in 1/256 px; 0: the glyph itself.
    pub halo: u32,
    /// Turned by a quarter, to run upwards.
    pub upright: bool,
}

/// A line around a rounded rectangle, lengths in 1/256 px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FrameShape {
    pub width: u32,
    pub height: u32,
    pub radius: u32,
    /// Width of the line.
    pub line: u32,
    pub dash: Option<(u32, u32)>,
    pub join: Join,
    pub cap: Cap,
}

/// A prepared shape at a place between pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct MaskIx {
    shape: usize,
    place: u8,
}

/// The different shapes of a picture, each with the places between pixels at which it is needed: a bit for each.
#[derive(Default)]
pub(super) struct Masks {
    wanted: IndexMap<Shape, u64, FxBuildHasher>,
}

/// The coverage of shapes at all places where they are needed.
pub(super) struct Prepared(Vec<(u64, Vec<Coverage>)>);

impl Masks {
    /// Notes that a shape is needed at (x, y) in px: its name, and the whole pixel of its origin.
    pub fn place(&mut self, shape: Shape, x: f64, y: f64) -> (MaskIx, (i64, i64)) {
        // What is dear to prepare and has no fine edges is prepared at every second step.
        let coarse = matches!(shape, Shape::Glyph(glyph) if glyph.halo > 0);
        let split = |place: f64| {
            let step = if coarse { 2 } else { 1 };
            let steps = (place * (STEPS / step) as f64).round() as i64 * step;
            (steps.div_euclid(STEPS), steps.rem_euclid(STEPS))
        };
        let ((x, dx), (y, dy)) = (split(x), split(y));
        let place = (dy * STEPS + dx) as u8;
        let entry = self.wanted.entry(shape);
        let ix = MaskIx {
            shape: entry.index(),
            place,
        };
        *entry.or_insert(0) |= 1 << place;
        (ix, (x, y))
    }

    /// All of them painted.
    pub fn prepare(self, fonts: &Fonts) -> Prepared {
        let wanted: Vec<(Shape, u64)> = self.wanted.into_iter().collect();
        let prepared = wanted.into_par_iter().map(|(shape, places)| {
            let parts = shape.parts(fonts);
            let wanted = (0..STEPS * STEPS).filter(|place| places >> place & 1 == 1);
            let painted = wanted.map(|place| {
                let part = |steps: i64| steps as f32 / STEPS as f32;
                let offset = (part(place % STEPS), part(place / STEPS));
                Coverage::of_any(parts.iter().filter_map(|lines| lines.filled(offset)))
            });
            (places, painted.collect())
        });
        Prepared(prepared.collect())
    }
}

impl Prepared {
    /// The coverage of a shape.
    pub fn get(&self, ix: MaskIx) -> &Coverage {
        let (places, coverages) = &self.0[ix.shape];
        let before = places & ((1 << ix.place) - 1);
        &coverages[before.count_ones() as usize]
    }
}

/// A length in px from one in 1/256 px.
fn px(length: u32) -> f32 {
    length as f32 / 256.0
}

impl Shape {
    /// The outlines, in px from its origin, that cover it together.
    fn parts(&self, fonts: &Fonts) -> Vec<Lines> {
        match self {
            Shape::Glyph(glyph) => glyph.parts(fonts),
            Shape::Frame(frame) => frame.outline().into_iter().collect(),
        }
    }
}

impl GlyphShape {
    fn parts(&self, fonts: &Fonts) -> Vec<Lines> {
        let outline = fonts.outline(self.face, self.id);
        let unit = px(self.size) / fonts.face(self.face).units_per_em() as f32;
        if self.halo == 0 {
            return vec![Lines::of(&outline, unit, self.upright)];
        }
        let stroke = tiny_skia::Stroke {
            width: px(self.halo) / unit,
            line_join: LineJoin::Round,
            line_cap: LineCap::Round,
            ..tiny_skia::Stroke::default()
        };
        // Contour by contour, since the lines around two of them overlap.
        let starts_anew = |_: &Segment, next: &Segment| !matches!(next, Segment::Move(_));
        let around = outline.chunk_by(starts_anew).filter_map(|contour| {
            let around = path(contour)?.stroke(&stroke, unit)?;
            Some(Lines::of(&steps(&around), unit, self.upright))
        });
        around.collect()
    }
}

impl FrameShape {
    fn outline(&self) -> Option<Lines> {
        let area = Area {
            x: 0.0,
            y: 0.0,
            width: f64::from(px(self.width)),
            height: f64::from(px(self.height)),
        };
        let outline = area.outline(f64::from(px(self.radius)));
        let pen = tiny_skia::Stroke {
            width: px(self.line),
            dash: self.dash.and_then(|(dash, gap)| dashes(px(dash), px(gap))),
            ..pen(self.join, self.cap)
        };
        let around = stroked(&path(&outline)?, &pen, 1.0)?;
        Some(Lines::of(&steps(&around), 1.0, false))
    }
}

/// The stroke of a scene as tiny-skia has it.
pub(super) fn pen_of(stroke: &Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: stroke.width as f32,
        dash: stroke
            .dash
            .and_then(|(dash, gap)| dashes(dash as f32, gap as f32)),
        ..pen(stroke.join, stroke.cap)
    }
}

fn dashes(dash: f32, gap: f32) -> Option<StrokeDash> {
    StrokeDash::new(vec![dash, gap], 0.0)
}

fn pen(join: Join, cap: Cap) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        line_join: match join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
            Join::Bevel => LineJoin::Bevel,
        },
        line_cap: match cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
            Cap::Square => LineCap::Square,
        },
        ..tiny_skia::Stroke::default()
    }
}

/// The outline of a path that is drawn with a pen; the path is meant for `scale` times its size.
pub(super) fn stroked(
    path: &tiny_skia::Path,
    pen: &tiny_skia::Stroke,
    scale: f32,
) -> Option<tiny_skia::Path> {
    match &pen.dash {
        None => path.stroke(pen, scale),
        Some(dash) => path.dash(dash, scale)?.stroke(pen, scale),
    }
}

/// The steps as a path of tiny-skia; `None` where they draw nothing.
pub(super) fn path(segments: &[Segment]) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::with_capacity(segments.len(), segments.len() * 2);
    for segment in segments {
        match segment {
            Segment::Move(to) => builder.move_to(to.x as f32, to.y as f32),
            Segment::Line(to) => builder.line_to(to.x as f32, to.y as f32),
            Segment::Quad(c, to) => {
                builder.quad_to(c.x as f32, c.y as f32, to.x as f32, to.y as f32);
            }
            Segment::Cubic(a, b, to) => builder.cubic_to(
                a.x as f32,
                a.y as f32,
                b.x as f32,
                b.y as f32,
                to.x as f32,
                to.y as f32,
            ),
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

/// The steps of a path of tiny-skia.
pub(super) fn steps(path: &tiny_skia::Path) -> Vec<Segment> {
    let point = |point: tiny_skia::Point| Point {
        x: point.x.into(),
        y: point.y.into(),
    };
    let segments = path.segments().map(|segment| match segment {
        PathSegment::MoveTo(to) => Segment::Move(point(to)),
        PathSegment::LineTo(to) => Segment::Line(point(to)),
        PathSegment::QuadTo(c, to) => Segment::Quad(point(c), point(to)),
        PathSegment::CubicTo(a, b, to) => Segment::Cubic(point(a), point(b), point(to)),
        PathSegment::Close => Segment::Close,
    });
    segments.collect()
}
