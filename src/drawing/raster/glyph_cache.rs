//! The glyph cache: coverage masks of glyphs, halos and frames, each filled once.

use indexmap::IndexMap;
use rayon::prelude::*;
use resvg::tiny_skia;
use rustc_hash::FxBuildHasher;
use tiny_skia::{LineCap, LineJoin, StrokeDash};

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Join, Segment, Stroke, Turn};
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
fn px(length: u32) -> f64 {
    f64::from(length) / 256.0
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
        let unit = px(self.size) as f32 / fonts.face(self.face).units_per_em as f32;
        if self.halo == 0 {
            let path = Segment::to_tiny_skia(&outline).into_iter();
            return path
                .map(|path| EdgeList::of(&path, unit, self.turn))
                .collect();
        }
        let stroke = tiny_skia::Stroke {
            width: px(self.halo) as f32 / unit,
            line_join: LineJoin::Round,
            line_cap: LineCap::Round,
            ..tiny_skia::Stroke::default()
        };
        // Contour by contour, since the lines around two of them overlap.
        let starts_anew = |_: &Segment, next: &Segment| !matches!(next, Segment::Move(_));
        let around = outline.chunk_by(starts_anew).filter_map(|contour| {
            let around = Segment::to_tiny_skia(contour)?.stroke(&stroke, unit)?;
            Some(EdgeList::of(&around, unit, self.turn))
        });
        around.collect()
    }
}

impl FrameKey {
    fn outline(&self) -> Option<EdgeList> {
        let area = Area::new(0.0, 0.0, px(self.width), px(self.height));
        let path = Segment::to_tiny_skia(&area.outline(px(self.radius)))?;
        let stroke = Stroke {
            dash: self.dash.map(|(dash, gap)| (px(dash), px(gap))),
            join: self.join,
            ..Stroke::new(Rgb::BLACK, px(self.line))
        };
        Some(EdgeList::of(
            &stroked(&path, &stroke, 1.0)?,
            1.0,
            Turn::Level,
        ))
    }
}

/// The outline of a stroke along a path; the path is meant for `scale` times its size.
pub(super) fn stroked(
    path: &tiny_skia::Path,
    stroke: &Stroke,
    scale: f32,
) -> Option<tiny_skia::Path> {
    let pen = tiny_skia::Stroke {
        width: stroke.width as f32,
        line_join: match stroke.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
        },
        ..tiny_skia::Stroke::default()
    };
    let dashes = |(dash, gap)| StrokeDash::new(vec![dash as f32, gap as f32], 0.0);
    match stroke.dash.and_then(dashes) {
        None => path.stroke(&pen, scale),
        Some(dash) => path.dash(&dash, scale)?.stroke(&pen, scale),
    }
}
