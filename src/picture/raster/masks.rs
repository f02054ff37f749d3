//! Glyphs and rounded rectangles as coverage, prepared once for each different one.

use std::collections::HashMap;

use indexmap::IndexSet;
use rayon::prelude::*;
use tiny_skia::{FillRule, LineCap, LineJoin, Mask, PathBuilder, Rect, Transform};

use crate::picture::scene::{Area, Segment};
use crate::picture::text::{FaceIx, Fonts};

use super::canvas::Coverage;
use super::fill::{Placing, filled};

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
        let mut outlines: HashMap<(FaceIx, u32), Vec<Segment>> = HashMap::new();
        for key in &self.keys {
            if let MaskKey::Glyph(key) = key {
                let outline = || fonts.outline(key.face, key.id);
                outlines.entry((key.face, key.id)).or_insert_with(outline);
            }
        }
        let keys: Vec<&MaskKey> = self.keys.iter().collect();
        keys.into_par_iter()
            .map(|key| match key {
                MaskKey::Glyph(key) => glyph(key, &outlines[&(key.face, key.id)], fonts),
                MaskKey::Rect(key) => rect(key),
            })
            .map(Option::unwrap_or_default)
            .collect()
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

/// `None` where there is nothing to see.
fn glyph(key: &GlyphKey, outline: &[Segment], fonts: &Fonts) -> Option<Prepared> {
    let size = key.size as f32 / 256.0;
    let unit = size / fonts.face(key.face).units_per_em() as f32;
    let placing = Placing {
        scale: unit,
        origin: between(key.offset),
        upright: key.upright,
    };
    if key.halo == 0 {
        return filled(outline, placing).map(Prepared::from);
    }
    let stroke = tiny_skia::Stroke {
        width: key.halo as f32 / 256.0 / unit,
        line_join: LineJoin::Round,
        line_cap: LineCap::Round,
        ..tiny_skia::Stroke::default()
    };
    let around = path(outline)?.stroke(&stroke, unit)?;
    let turned = if key.upright {
        Transform::from_row(0.0, -unit, unit, 0.0, 0.0, 0.0)
    } else {
        Transform::from_scale(unit, unit)
    };
    let (x, y) = placing.origin;
    painted(&around.transform(turned.post_translate(x, y))?)
}

fn rect(key: &RectKey) -> Option<Prepared> {
    let px = |length: u32| f64::from(length) / 256.0;
    let area = Area {
        x: 0.0,
        y: 0.0,
        width: px(key.width),
        height: px(key.height),
    };
    let placing = Placing {
        scale: 1.0,
        origin: between(key.offset),
        upright: false,
    };
    filled(&area.outline(px(key.radius)), placing).map(Prepared::from)
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
