//! The glyph cache: coverage masks of glyphs, halos and frames, each filled once.

use indexmap::IndexMap;
use rayon::prelude::*;
use resvg::tiny_skia;
use rustc_hash::FxBuildHasher;
use tiny_skia::{LineCap, LineJoin, PathBuilder, PathSegment, StrokeDash};

use crate::drawing::scene::{Area, Join, Point, Segment, Stroke, Turn};
use crate::drawing::text::{FaceIx, Fonts};

use super::coverage_mask::CoverageMask;
use super::edge_list::EdgeList;

/// Positions between two pixels at which masks are filled, in each direction.
const STEPS: i64 = 8;

// A place is a bit of 64.
const _: () = assert!(STEPS * STEPS <= 64);

/// What has a mask, wherever it is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum MaskKey {
    Glyph(GlyphKey),
    Frame(FrameKey),
}

/// A glyph at a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct GlyphKey {
    pub face: FaceIx,
    pub id: u32,
    /// Size of the type in 1/256 px of the picture.
    pub size: u32,
    /// Width of a line around it in 1/256 px; 0: the glyph itself.
    pub halo: u32,
    /// Which way its text runs.
    pub turn: Turn,
}

/// A line around a rounded rectangle, lengths in 1/256 px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FrameKey {
    pub width: u32,
    pub height: u32,
    pub radius: u32,
    /// Width of the line.
    pub line: u32,
    pub dash: Option<(u32, u32)>,
    pub join: Join,
}

/// A cached mask at a position between pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct CachedMask {
    shape: usize,
    place: u8,
}

/// What of a picture is cached, each with the positions between pixels where it is needed: a bit
/// for each.
#[derive(Default)]
pub(super) struct GlyphCacheBuilder {
    wanted: IndexMap<MaskKey, u64, FxBuildHasher>,
}

/// The masks at all positions where they are needed.
pub(super) struct GlyphCache(Vec<(u64, Vec<CoverageMask>)>);

impl GlyphCacheBuilder {
    /// Asks for a mask at (x, y) in px; returns it, and the whole pixel of its origin.
    pub fn place(&mut self, shape: MaskKey, x: f64, y: f64) -> (CachedMask, (i64, i64)) {
        // What is dear to prepare and has no fine edges is prepared at every second step.
        let coarse = matches!(shape, MaskKey::Glyph(glyph) if glyph.halo > 0);
        let split = |place: f64| {
            let step = if coarse { 2 } else { 1 };
            let steps = (place * (STEPS / step) as f64).round() as i64 * step;
            (steps.div_euclid(STEPS), steps.rem_euclid(STEPS))
        };
        let ((x, dx), (y, dy)) = (split(x), split(y));
        let place = (dy * STEPS + dx) as u8;
        let entry = self.wanted.entry(shape);
        let ix = CachedMask {
            shape: entry.index(),
            place,
        };
        *entry.or_insert(0) |= 1 << place;
        (ix, (x, y))
    }

    /// Fills all of them.
    pub fn prepare(self, fonts: &Fonts) -> GlyphCache {
        let wanted: Vec<(MaskKey, u64)> = self.wanted.into_iter().collect();
        let prepared = wanted.into_par_iter().map(|(shape, places)| {
            let parts = shape.parts(fonts);
            let wanted = (0..STEPS * STEPS).filter(|place| places >> place & 1 == 1);
            let painted = wanted.map(|place| {
                let part = |steps: i64| steps as f32 / STEPS as f32;
                let offset = (part(place % STEPS), part(place / STEPS));
                CoverageMask::of_any(parts.iter().filter_map(|lines| lines.filled(offset)))
            });
            (places, painted.collect())
        });
        GlyphCache(prepared.collect())
    }
}

impl GlyphCache {
    /// The mask of a key.
    pub fn get(&self, ix: CachedMask) -> &CoverageMask {
        let (places, coverages) = &self.0[ix.shape];
        let before = places & ((1 << ix.place) - 1);
        &coverages[before.count_ones() as usize]
    }
}

/// A length in px from one in 1/256 px.
fn px(length: u32) -> f32 {
    length as f32 / 256.0
}

impl MaskKey {
    /// The outlines, in px from its origin, that cover it together.
    fn parts(&self, fonts: &Fonts) -> Vec<EdgeList> {
        match self {
            MaskKey::Glyph(glyph) => glyph.parts(fonts),
            MaskKey::Frame(frame) => frame.outline().into_iter().collect(),
        }
    }
}

impl GlyphKey {
    fn parts(&self, fonts: &Fonts) -> Vec<EdgeList> {
        let outline = fonts.outline(self.face, self.id);
        let unit = px(self.size) / fonts.face(self.face).units_per_em() as f32;
        if self.halo == 0 {
            return vec![EdgeList::of(&outline, unit, self.turn)];
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
            Some(EdgeList::of(&segments_of(&around), unit, self.turn))
        });
        around.collect()
    }
}

impl FrameKey {
    fn outline(&self) -> Option<EdgeList> {
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
            ..pen(self.join)
        };
        let around = stroked(&path(&outline)?, &pen, 1.0)?;
        Some(EdgeList::of(&segments_of(&around), 1.0, Turn::Level))
    }
}

/// The stroke of a scene as tiny-skia has it.
pub(super) fn pen_of(stroke: &Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: stroke.width as f32,
        dash: stroke
            .dash
            .and_then(|(dash, gap)| dashes(dash as f32, gap as f32)),
        ..pen(stroke.join)
    }
}

fn dashes(dash: f32, gap: f32) -> Option<StrokeDash> {
    StrokeDash::new(vec![dash, gap], 0.0)
}

fn pen(join: Join) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        line_join: match join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
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

/// The segments as a path of tiny-skia; `None` where they draw nothing.
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

/// The segments of a path of tiny-skia.
pub(super) fn segments_of(path: &tiny_skia::Path) -> Vec<Segment> {
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
