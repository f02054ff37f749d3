//! Glyphs and rounded rectangles as coverage, prepared once for each different one.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use rayon::prelude::*;
use tiny_skia::{FillRule, LineCap, LineJoin, Mask, PathBuilder, Rect, Transform};

use crate::picture::scene::{Area, Segment};
use crate::picture::text::{FaceIx, Fonts};

use super::canvas::Coverage;
use super::fill::Lines;

/// Places between two pixels at which something is prepared, in each direction.
pub(super) const STEPS: i64 = 8;

/// A glyph at a size and at a place between pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct GlyphKey {
    pub face: FaceIx,
    pub id: u32,
    /// Size of the type in 1/256 px of the picture.
    pub size: u32,
    /// Width of a line around it in 1/256 px; 0: the glyph itself.
    pub halo: u32,
    /// Place between pixels in steps, to the right and down.
    pub offset: (u8, u8),
    /// Turned by a quarter, to run upwards.
    pub upright: bool,
}

/// A filled rounded rectangle of a size and at a place between pixels, lengths in 1/256 px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RectKey {
    pub width: u32,
    pub height: u32,
    pub radius: u32,
    pub offset: (u8, u8),
}

/// What is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum MaskKey {
    Glyph(GlyphKey),
    Rect(RectKey),
}

/// A prepared shape: its coverage begins at (left, top) from the whole pixel of its origin.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared {
    pub coverage: Coverage,
    pub left: i64,
    pub top: i64,
}

/// The different shapes of a picture. A shape is named by its index.
#[derive(Default)]
pub(super) struct Masks {
    keys: IndexSet<MaskKey>,
}

impl Masks {
    /// The index of a shape.
    pub fn index(&mut self, key: MaskKey) -> usize {
        self.keys.insert_full(key).0
    }

    /// All of them painted.
    pub fn prepare(&self, fonts: &Fonts) -> Vec<Prepared> {
        // A glyph is outlined once, wherever it stands.
        let glyphs: HashSet<GlyphKey> = self
            .keys
            .iter()
            .filter_map(|key| match key {
                MaskKey::Glyph(key) => Some(key.at_origin()),
                MaskKey::Rect(_) => None,
            })
            .collect();
        let outlines: HashMap<GlyphKey, Outline> = glyphs
            .into_par_iter()
            .filter_map(|key| Some((key, Outline::of(&key, fonts)?)))
            .collect();
        let keys: Vec<&MaskKey> = self.keys.iter().collect();
        keys.into_par_iter()
            .map(|key| match key {
                MaskKey::Glyph(key) => outlines.get(&key.at_origin())?.painted(key.offset),
                MaskKey::Rect(key) => rect(key),
            })
            .map(Option::unwrap_or_default)
            .collect()
    }
}

impl GlyphKey {
    fn at_origin(self) -> GlyphKey {
        GlyphKey {
            offset: (0, 0),
            ..self
        }
    }
}

/// A glyph at a size, in px from its origin.
enum Outline {
    /// The glyph itself.
    Glyph(Lines),
    /// A line around it.
    Around(tiny_skia::Path),
}

impl Outline {
    /// `None` where there is nothing to see.
    fn of(key: &GlyphKey, fonts: &Fonts) -> Option<Outline> {
        let outline = fonts.outline(key.face, key.id);
        let size = key.size as f32 / 256.0;
        let unit = size / fonts.face(key.face).units_per_em() as f32;
        if key.halo == 0 {
            return Some(Outline::Glyph(Lines::of(&outline, unit, key.upright)));
        }
        let stroke = tiny_skia::Stroke {
            width: key.halo as f32 / 256.0 / unit,
            line_join: LineJoin::Round,
            line_cap: LineCap::Round,
            ..tiny_skia::Stroke::default()
        };
        let around = path(&outline)?.stroke(&stroke, unit)?;
        let turned = match key.upright {
            true => Transform::from_row(0.0, -unit, unit, 0.0, 0.0, 0.0),
            false => Transform::from_scale(unit, unit),
        };
        Some(Outline::Around(around.transform(turned)?))
    }

    fn painted(&self, offset: (u8, u8)) -> Option<Prepared> {
        let (x, y) = between(offset);
        match self {
            Outline::Glyph(lines) => lines.filled((x, y)).map(Prepared::from),
            Outline::Around(path) => {
                let moved = path.clone().transform(Transform::from_translate(x, y))?;
                painted(&moved)
            }
        }
    }
}

/// Splits a place into a whole pixel and steps after it.
pub(super) fn split(place: f64) -> (i64, u8) {
    let steps = (place * STEPS as f64).round() as i64;
    (steps.div_euclid(STEPS), steps.rem_euclid(STEPS) as u8)
}

/// The same at every second step: for what is dear to prepare and has no fine edges.
pub(super) fn coarse(place: f64) -> (i64, u8) {
    let half = STEPS / 2;
    let steps = (place * half as f64).round() as i64;
    (steps.div_euclid(half), steps.rem_euclid(half) as u8 * 2)
}

fn rect(key: &RectKey) -> Option<Prepared> {
    let px = |length: u32| f64::from(length) / 256.0;
    let area = Area {
        x: 0.0,
        y: 0.0,
        width: px(key.width),
        height: px(key.height),
    };
    let lines = Lines::of(&area.outline(px(key.radius)), 1.0, false);
    lines.filled(between(key.offset)).map(Prepared::from)
}

impl From<(Coverage, i64, i64)> for Prepared {
    fn from((coverage, left, top): (Coverage, i64, i64)) -> Self {
        Prepared {
            coverage,
            left,
            top,
        }
    }
}

/// A place between pixels in px.
pub(super) fn between((x, y): (u8, u8)) -> (f32, f32) {
    let step = |steps: u8| f32::from(steps) / STEPS as f32;
    (step(x), step(y))
}

/// Strokes overlap themselves in both directions: tiny-skia tells inside from outside.
fn painted(outline: &tiny_skia::Path) -> Option<Prepared> {
    let bounds: Rect = outline.bounds();
    let (left, top) = (bounds.left().floor(), bounds.top().floor());
    let width = (bounds.right().ceil() - left) as u32;
    let height = (bounds.bottom().ceil() - top) as u32;
    let mut mask = Mask::new(width.max(1), height.max(1))?;
    let to_origin = Transform::from_translate(-left, -top);
    mask.fill_path(outline, FillRule::Winding, true, to_origin);
    Some(Prepared {
        coverage: Coverage {
            width: mask.width(),
            height: mask.height(),
            values: mask.take(),
        },
        left: left as i64,
        top: top as i64,
    })
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
