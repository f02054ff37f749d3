//! Every item of a scene in device px, sorted into bands.

use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, StrokeDash, Transform};

use indexmap::IndexMap;

use crate::picture::colour::Rgb;
use crate::picture::scene::{
    Anchor, Area, Hatching, Item, Line, Path, Rect, Scene, Segment, Stroke, Text,
};
use crate::picture::text::Fonts;

use super::canvas::{Canvas, covered};
use super::glyphs::{GlyphKey, Glyphs, Prepared, STEPS, path, split};

/// What is painted, from the bottom to the top.
pub(super) struct Plan {
    operations: Vec<Operation>,
    glyphs: Vec<Prepared>,
    hatches: Vec<Pixmap>,
    /// For each band the operations that touch it.
    bands: Vec<Vec<u32>>,
    scale: f32,
}

enum Operation {
    /// Edges left, top, right, bottom.
    Rect([f64; 4], Rgb),
    /// A path in px of the scene.
    Fill(tiny_skia::Path, Rgb),
    /// A path in px of the scene.
    Stroke(tiny_skia::Path, Stroke),
    /// A prepared glyph, with the whole pixel of its origin.
    Glyph(usize, i64, i64, Rgb),
    /// A prepared hatch and its edges left, top, right, bottom.
    Hatch(usize, [f64; 4]),
}

struct Planner<'a> {
    fonts: &'a Fonts,
    scale: f64,
    band_rows: f64,
    glyphs: Glyphs,
    /// Places between pixels at which a hatch is needed.
    hatches: IndexMap<(u8, u8), ()>,
    operations: Vec<Operation>,
    bands: Vec<Vec<u32>>,
}

impl Plan {
    /// The plan of a scene at `scale` for `bands` bands of `band_rows` rows.
    pub fn new(scene: &Scene, fonts: &Fonts, scale: f64, bands: u32, band_rows: u32) -> Plan {
        let mut planner = Planner {
            fonts,
            scale,
            band_rows: f64::from(band_rows),
            glyphs: Glyphs::default(),
            hatches: IndexMap::new(),
            operations: Vec::new(),
            bands: vec![Vec::new(); bands as usize],
        };
        planner.items(&scene.items);
        let offsets: Vec<(u8, u8)> = planner.hatches.keys().copied().collect();
        Plan {
            operations: planner.operations,
            glyphs: planner.glyphs.prepare(fonts),
            hatches: offsets
                .into_iter()
                .filter_map(|offset| hatch_tile(&scene.hatching, scale, offset))
                .collect(),
            bands: planner.bands,
            scale: scale as f32,
        }
    }

    /// Paints what touches a band.
    pub fn paint(&self, band: u32, canvas: &mut Canvas) {
        let to_band =
            Transform::from_row(self.scale, 0.0, 0.0, self.scale, 0.0, -(canvas.top as f32));
        for ix in &self.bands[band as usize] {
            match &self.operations[*ix as usize] {
                Operation::Rect(edges, colour) => canvas.fill_rect(*edges, *colour),
                Operation::Fill(path, colour) => {
                    let paint = paint(*colour, 1.0);
                    let pixmap = &mut canvas.pixmap.as_mut();
                    pixmap.fill_path(path, &paint, FillRule::Winding, to_band, None);
                }
                Operation::Stroke(path, stroke) => {
                    let paint = paint(stroke.colour, stroke.opacity);
                    let pixmap = &mut canvas.pixmap.as_mut();
                    pixmap.stroke_path(path, &paint, &pen(stroke), to_band, None);
                }
                Operation::Glyph(ix, x, y, colour) => {
                    let glyph = &self.glyphs[*ix];
                    canvas.cover(&glyph.coverage, x + glyph.left, y + glyph.top, *colour);
                }
                Operation::Hatch(ix, edges) => self.hatch(*ix, *edges, canvas),
            }
        }
    }

    fn hatch(&self, ix: usize, [left, top, right, bottom]: [f64; 4], canvas: &mut Canvas) {
        let Some(tile) = self.hatches.get(ix) else {
            return;
        };
        let (x, y) = (split(left).0, split(top).0);
        canvas.lay(tile, x, y, |column, row| {
            let across = covered(x + column as i64, left, right);
            let down = covered(y + row as i64, top, bottom);
            (across * down * 255.0).round() as u32
        });
    }
}

impl Planner<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Rect(rect) => self.rect(rect),
                Item::Line(line) => self.line(line),
                Item::Path(path) => self.path(path),
                Item::Text(text) => self.text(text),
                Item::Hatch(area) => self.hatch(area),
                Item::Group(group) => self.items(&group.items),
            }
        }
    }

    /// Adds an operation that touches the rows from `top` to `bottom` of the scene.
    fn add(&mut self, operation: Operation, top: f64, bottom: f64) {
        let ix = self.operations.len() as u32;
        let band = |y: f64| (y * self.scale / self.band_rows).floor();
        // One pixel more each way, for what is mixed at edges.
        let pixel = 1.0 / self.scale;
        let first = band(top - pixel).max(0.0) as usize;
        let last = band(bottom + pixel).max(0.0) as usize;
        for band in self.bands.iter_mut().take(last + 1).skip(first) {
            band.push(ix);
        }
        self.operations.push(operation);
    }

    fn edges(&self, area: &Area) -> [f64; 4] {
        [area.x, area.y, area.right(), area.bottom()].map(|px| px * self.scale)
    }

    fn rect(&mut self, rect: &Rect) {
        let (top, bottom) = (rect.area.y, rect.area.bottom());
        if let (Some(fill), true) = (rect.fill, rect.radius == 0.0) {
            self.add(Operation::Rect(self.edges(&rect.area), fill), top, bottom);
        } else if let (Some(fill), Some(path)) = (rect.fill, rounded(rect)) {
            self.add(Operation::Fill(path, fill), top, bottom);
        }
        if let (Some(stroke), Some(path)) = (rect.stroke, rounded(rect)) {
            let reach = stroke.width / 2.0;
            self.add(Operation::Stroke(path, stroke), top - reach, bottom + reach);
        }
    }

    fn line(&mut self, line: &Line) {
        let (from, to) = (line.from, line.to);
        let reach = line.stroke.width / 2.0;
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        let mut builder = PathBuilder::new();
        builder.move_to(from.x as f32, from.y as f32);
        builder.line_to(to.x as f32, to.y as f32);
        if let Some(path) = builder.finish() {
            self.add(
                Operation::Stroke(path, line.stroke),
                top - reach,
                bottom + reach,
            );
        }
    }

    fn path(&mut self, shape: &Path) {
        let Some(path) = path(&shape.segments) else {
            return;
        };
        let bounds = path.bounds();
        let (top, bottom) = (f64::from(bounds.top()), f64::from(bounds.bottom()));
        if let Some(fill) = shape.fill {
            self.add(Operation::Fill(path.clone(), fill), top, bottom);
        }
        if let Some(stroke) = shape.stroke {
            // Sharp corners reach further than half the width.
            let reach = stroke.width * 2.0;
            self.add(Operation::Stroke(path, stroke), top - reach, bottom + reach);
        }
    }

    fn text(&mut self, text: &Text) {
        let width = self.fonts.width(&text.text, text.size, text.weight);
        let before = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        if let Some(halo) = &text.halo {
            self.glyphs_of(text, before, halo.width, halo.colour);
        }
        self.glyphs_of(text, before, 0.0, text.fill);
    }

    fn glyphs_of(&mut self, text: &Text, before: f64, halo: f64, colour: Rgb) {
        let fixed = |px: f64| (px * self.scale * 256.0).round() as u32;
        let (size, halo_width) = (fixed(text.size), fixed(halo));
        let mut at = -before;
        for glyph in self.fonts.glyphs(&text.text, text.weight) {
            let (x, y) = if text.upright {
                (text.at.x, text.at.y - at)
            } else {
                (text.at.x + at, text.at.y)
            };
            at += glyph.advance * text.size;
            let ((px, dx), (py, dy)) = (split(x * self.scale), split(y * self.scale));
            let ix = self.glyphs.index(GlyphKey {
                face: glyph.face,
                id: glyph.id,
                size,
                halo: halo_width,
                offset: (dx, dy),
                upright: text.upright,
            });
            // No glyph of a line of text reaches further than two sizes.
            let reach = text.size * 2.0 + halo;
            self.add(Operation::Glyph(ix, px, py, colour), y - reach, y + reach);
        }
    }

    fn hatch(&mut self, area: &Area) {
        let edges = self.edges(area);
        let offset = (split(edges[0]).1, split(edges[1]).1);
        let entry = self.hatches.entry(offset);
        let ix = entry.index();
        entry.or_default();
        self.add(Operation::Hatch(ix, edges), area.y, area.bottom());
    }
}

fn paint(Rgb(r, g, b): Rgb, opacity: f64) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, (opacity * 255.0).round() as u8);
    paint
}

fn pen(stroke: &Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: stroke.width as f32,
        dash: stroke
            .dash
            .and_then(|(dash, gap)| StrokeDash::new(vec![dash as f32, gap as f32], 0.0)),
        ..tiny_skia::Stroke::default()
    }
}

/// Distance of a control point from the end of a quarter circle of radius 1, to its other end.
const QUARTER: f64 = 0.447_715_25;

/// The outline of a rectangle, clockwise from the top left as SVG draws it.
fn rounded(rect: &Rect) -> Option<tiny_skia::Path> {
    let area = &rect.area;
    let r = rect.radius.min(area.width / 2.0).min(area.height / 2.0);
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let at = |x: f64, y: f64| crate::picture::scene::Point { x, y };
    let k = r * QUARTER;
    if r <= 0.0 {
        return path(&[
            Segment::Move(at(left, top)),
            Segment::Line(at(right, top)),
            Segment::Line(at(right, bottom)),
            Segment::Line(at(left, bottom)),
            Segment::Close,
        ]);
    }
    path(&[
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
    ])
}

/// The pattern at a place between pixels, in device px; `None` where it is empty.
fn hatch_tile(hatching: &Hatching, scale: f64, offset: (u8, u8)) -> Option<Pixmap> {
    let size = |px: f64| (px * scale).ceil() as u32 + 1;
    let mut tile = Pixmap::new(size(hatching.width), size(hatching.height))?;
    let step = |steps: u8| f32::from(steps) / STEPS as f32;
    let scale = scale as f32;
    let to_tile = Transform::from_row(scale, 0.0, 0.0, scale, step(offset.0), step(offset.1));
    let mut builder = PathBuilder::new();
    for (from, to) in hatching.lines() {
        builder.move_to(from.x as f32, from.y as f32);
        builder.line_to(to.x as f32, to.y as f32);
    }
    let lines = builder.finish()?;
    for stroke in [&hatching.under, &hatching.over] {
        let paint = paint(stroke.colour, stroke.opacity);
        tile.stroke_path(&lines, &paint, &pen(stroke), to_tile, None);
    }
    Some(tile)
}
