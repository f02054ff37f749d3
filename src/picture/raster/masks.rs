//! Glyphs and rounded rectangles as coverage, prepared once for each different one.

use indexmap::IndexMap;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use tiny_skia::{LineCap, LineJoin, PathBuilder, Transform};

use crate::picture::scene::{Area, Segment};
use crate::picture::text::{FaceIx, Fonts};

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
    Rect(RectShape),
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

/// A rounded rectangle, lengths in 1/256 px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RectShape {
    pub width: u32,
    pub height: u32,
    pub radius: u32,
    /// Its outline in place of its inside.
    pub pen: Option<Pen>,
}

/// How an outline is drawn, lengths in 1/256 px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Pen {
    pub width: u32,
    pub dash: Option<(u32, u32)>,
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
            let outline = shape.outline(fonts);
            let wanted = (0..STEPS * STEPS).filter(|place| places >> place & 1 == 1);
            let painted = wanted.map(|place| {
                let part = |steps: i64| steps as f32 / STEPS as f32;
                let offset = (part(place % STEPS), part(place / STEPS));
                let outline = outline.as_ref()?;
                outline.painted(offset)
            });
            (places, painted.map(Option::unwrap_or_default).collect())
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

/// A shape in px from its origin.
enum Outline {
    /// Contours that do not overlap against each other.
    Simple(Lines),
    /// Strokes, which do.
    Stroked(tiny_skia::Path),
}

impl Outline {
    fn painted(&self, (x, y): (f32, f32)) -> Option<Coverage> {
        match self {
            Outline::Simple(lines) => lines.filled((x, y)),
            Outline::Stroked(path) => {
                let moved = path.clone().transform(Transform::from_translate(x, y))?;
                Coverage::of_path(&moved, i64::MIN..i64::MAX)
            }
        }
    }
}

/// A length in px from one in 1/256 px.
fn px(length: u32) -> f32 {
    length as f32 / 256.0
}

impl Shape {
    /// `None` where there is nothing to see.
    fn outline(&self, fonts: &Fonts) -> Option<Outline> {
        match self {
            Shape::Glyph(glyph) => glyph.outline(fonts),
            Shape::Rect(rect) => rect.outline(),
        }
    }
}

impl GlyphShape {
    fn outline(&self, fonts: &Fonts) -> Option<Outline> {
        let outline = fonts.outline(self.face, self.id);
        let unit = px(self.size) / fonts.face(self.face).units_per_em() as f32;
        if self.halo == 0 {
            return Some(Outline::Simple(Lines::of(&outline, unit, self.upright)));
        }
        let stroke = tiny_skia::Stroke {
            width: px(self.halo) / unit,
            line_join: LineJoin::Round,
            line_cap: LineCap::Round,
            ..tiny_skia::Stroke::default()
        };
        let around = path(&outline)?.stroke(&stroke, unit)?;
        let turned = match self.upright {
            true => Transform::from_row(0.0, -unit, unit, 0.0, 0.0, 0.0),
            false => Transform::from_scale(unit, unit),
        };
        Some(Outline::Stroked(around.transform(turned)?))
    }
}

impl RectShape {
    fn outline(&self) -> Option<Outline> {
        let area = Area {
            x: 0.0,
            y: 0.0,
            width: f64::from(px(self.width)),
            height: f64::from(px(self.height)),
        };
        let outline = area.outline(f64::from(px(self.radius)));
        let Some(pen) = self.pen else {
            return Some(Outline::Simple(Lines::of(&outline, 1.0, false)));
        };
        let dash = pen.dash.map(|(dash, gap)| (px(dash), px(gap)));
        stroked(&path(&outline)?, px(pen.width), dash, 1.0).map(Outline::Stroked)
    }
}

/// The outline of a path that is drawn with a pen; the path is meant for `scale` times its size.
pub(super) fn stroked(
    path: &tiny_skia::Path,
    width: f32,
    dash: Option<(f32, f32)>,
    scale: f32,
) -> Option<tiny_skia::Path> {
    let stroke = tiny_skia::Stroke {
        width,
        ..tiny_skia::Stroke::default()
    };
    match dash {
        None => path.stroke(&stroke, scale),
        Some((dash, gap)) => {
            let dash = tiny_skia::StrokeDash::new(vec![dash, gap], 0.0)?;
            path.dash(&dash, scale)?.stroke(&stroke, scale)
        }
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
