//! Glyphs and hatches as coverage, prepared once for each different one.

use indexmap::IndexMap;
use rayon::prelude::*;
use tiny_skia::{FillRule, LineCap, LineJoin, Mask, PathBuilder, Rect, Transform};

use crate::picture::scene::Segment;
use crate::picture::text::{FaceIx, Fonts};

use super::canvas::Coverage;

/// Places between two pixels at which a glyph or a hatch is prepared, in each direction.
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

/// A prepared glyph: its coverage begins at (left, top) from the whole pixel of its origin.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared {
    pub coverage: Coverage,
    pub left: i64,
    pub top: i64,
}

/// The different glyphs of a picture. A glyph is named by its index.
#[derive(Default)]
pub(super) struct Glyphs {
    keys: IndexMap<GlyphKey, ()>,
}

impl Glyphs {
    /// The index of a glyph.
    pub fn index(&mut self, key: GlyphKey) -> usize {
        let entry = self.keys.entry(key);
        let ix = entry.index();
        entry.or_default();
        ix
    }

    /// All of them painted.
    pub fn prepare(&self, fonts: &Fonts) -> Vec<Prepared> {
        let keys: Vec<&GlyphKey> = self.keys.keys().collect();
        keys.into_par_iter()
            .map(|key| prepared(key, fonts).unwrap_or_default())
            .collect()
    }
}

/// Splits a place into a whole pixel and steps after it.
pub(super) fn split(place: f64) -> (i64, u8) {
    let steps = (place * STEPS as f64).round() as i64;
    (steps.div_euclid(STEPS), steps.rem_euclid(STEPS) as u8)
}

/// `None` where there is nothing to see.
fn prepared(key: &GlyphKey, fonts: &Fonts) -> Option<Prepared> {
    let mut outline = path(&fonts.outline(key.face, key.id))?;
    let size = key.size as f32 / 256.0;
    let unit = size / fonts.face(key.face).units_per_em() as f32;
    if key.halo > 0 {
        let stroke = tiny_skia::Stroke {
            width: key.halo as f32 / 256.0 / unit,
            line_join: LineJoin::Round,
            line_cap: LineCap::Round,
            ..tiny_skia::Stroke::default()
        };
        outline = outline.stroke(&stroke, unit)?;
    }
    let step = 1.0 / STEPS as f32;
    let turned = if key.upright {
        Transform::from_row(0.0, -unit, unit, 0.0, 0.0, 0.0)
    } else {
        Transform::from_scale(unit, unit)
    };
    let moved = turned.post_translate(
        f32::from(key.offset.0) * step,
        f32::from(key.offset.1) * step,
    );
    let outline = outline.transform(moved)?;
    let bounds: Rect = outline.bounds();
    let (left, top) = (bounds.left().floor(), bounds.top().floor());
    let width = (bounds.right().ceil() - left) as u32;
    let height = (bounds.bottom().ceil() - top) as u32;
    let mut mask = Mask::new(width.max(1), height.max(1))?;
    let to_origin = Transform::from_translate(-left, -top);
    mask.fill_path(&outline, FillRule::Winding, true, to_origin);
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
