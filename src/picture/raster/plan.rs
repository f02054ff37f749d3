//! Every item of a scene in device px, sorted into bands.

use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, StrokeDash, Transform};

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::picture::colour::Rgb;
use crate::picture::scene::{
    Anchor, Area, Hatching, Item, Line, Path, PlacedLogo, Rect, Scene, Segment, Stroke, Text,
};
use crate::picture::text::Fonts;

use super::canvas::{Canvas, Coverage, covered};
use super::fill::Lines;
use super::masks::{GlyphKey, MaskKey, Masks, Prepared, RectKey, between, coarse, path, split};

/// What is painted, from the bottom to the top.
pub(super) struct Plan {
    operations: Vec<Operation>,
    masks: Vec<Prepared>,
    hatches: Vec<Pixmap>,
    /// For each band the operations that touch it.
    bands: Vec<Vec<u32>>,
    scale: f32,
}

enum Operation {
    /// Edges left, top, right, bottom.
    Rect([f64; 4], Rgb),
    /// One contour in px of the scene.
    Contour(Vec<Segment>, Rgb),
    /// A path in px of the scene.
    Fill(tiny_skia::Path, Rgb),
    /// A path in px of the scene.
    Stroke(tiny_skia::Path, Stroke),
    /// A prepared shape, with the whole pixel of its origin.
    Mask(usize, i64, i64, Rgb),
    /// Rectangles that are painted as one shape: their edges.
    Bars(Vec<[f64; 4]>, Stroke),
    /// A prepared hatch and its edges left, top, right, bottom.
    Hatch(usize, [f64; 4]),
    /// Pixels, with the place of the first.
    Pixels(Pixmap, i64, i64),
}

struct Planner<'a> {
    fonts: &'a Fonts,
    scale: f64,
    band_rows: f64,
    masks: Masks,
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
            masks: Masks::default(),
            hatches: IndexMap::new(),
            operations: Vec::new(),
            bands: vec![Vec::new(); bands as usize],
        };
        planner.items(&scene.items);
        let offsets: Vec<(u8, u8)> = planner.hatches.keys().copied().collect();
        Plan {
            operations: planner.operations,
            masks: planner.masks.prepare(fonts),
            hatches: offsets
                .into_par_iter()
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
                Operation::Contour(segments, colour) => {
                    let lines = Lines::of(segments, self.scale, false);
                    let origin = (0.0, -(canvas.top as f32));
                    if let Some((coverage, x, y)) = lines.filled(origin) {
                        canvas.cover(&coverage, x, y + i64::from(canvas.top), *colour);
                    }
                }
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
                Operation::Mask(ix, x, y, colour) => {
                    let mask = &self.masks[*ix];
                    canvas.cover(&mask.coverage, x + mask.left, y + mask.top, *colour);
                }
                Operation::Bars(bars, stroke) => {
                    let (coverage, x, y) = bars_coverage(bars, stroke.opacity);
                    canvas.cover(&coverage, x, y, stroke.colour);
                }
                Operation::Hatch(ix, edges) => self.hatch(*ix, *edges, canvas),
                Operation::Pixels(pixels, x, y) => {
                    let columns = vec![1.0; pixels.width() as usize];
                    canvas.lay(pixels, *x, *y, &columns, |_| 1.0);
                }
            }
        }
    }

    fn hatch(&self, ix: usize, [left, top, right, bottom]: [f64; 4], canvas: &mut Canvas) {
        let Some(tile) = self.hatches.get(ix) else {
            return;
        };
        let (x, y) = (coarse(left).0, coarse(top).0);
        let columns = (x..).take(tile.width() as usize);
        let columns: Vec<f64> = columns.map(|x| covered(x, left, right)).collect();
        canvas.lay(tile, x, y, &columns, |row| {
            covered(y + row as i64, top, bottom)
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
                Item::Logo(placed) => self.logo(placed),
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

    /// A length in 1/256 px of the picture.
    fn fixed(&self, px: f64) -> u32 {
        (px * self.scale * 256.0).round() as u32
    }

    fn rect(&mut self, rect: &Rect) {
        let (top, bottom) = (rect.area.y, rect.area.bottom());
        if let (Some(fill), true) = (rect.fill, rect.radius == 0.0) {
            self.add(Operation::Rect(self.edges(&rect.area), fill), top, bottom);
        } else if let Some(fill) = rect.fill {
            let ((x, dx), (y, dy)) = (
                split(rect.area.x * self.scale),
                split(rect.area.y * self.scale),
            );
            let ix = self.masks.index(MaskKey::Rect(RectKey {
                width: self.fixed(rect.area.width),
                height: self.fixed(rect.area.height),
                radius: self.fixed(rect.radius),
                offset: (dx, dy),
            }));
            self.add(Operation::Mask(ix, x, y, fill), top, bottom);
        }
        if let Some(stroke) = rect.stroke
            && let Some(path) = path(&rect.area.outline(rect.radius))
        {
            let reach = stroke.width / 2.0;
            self.add(Operation::Stroke(path, stroke), top - reach, bottom + reach);
        }
    }

    fn line(&mut self, line: &Line) {
        self.path(&Path {
            segments: vec![Segment::Move(line.from), Segment::Line(line.to)],
            fill: None,
            stroke: Some(line.stroke),
        });
    }

    fn path(&mut self, shape: &Path) {
        if let (None, Some(stroke)) = (shape.fill, shape.stroke)
            && let Some(bars) = bars(&shape.segments, &stroke)
        {
            return self.bars(&bars, &stroke);
        }
        let Some(path) = path(&shape.segments) else {
            return;
        };
        let bounds = path.bounds();
        let (top, bottom) = (f64::from(bounds.top()), f64::from(bounds.bottom()));
        if let Some(fill) = shape.fill {
            let contours = shape.segments.iter();
            let contours = contours.filter(|segment| matches!(segment, Segment::Move(_)));
            let operation = match contours.count() {
                1 => Operation::Contour(shape.segments.clone(), fill),
                _ => Operation::Fill(path.clone(), fill),
            };
            self.add(operation, top, bottom);
        }
        if let Some(stroke) = shape.stroke {
            // Sharp corners reach further than half the width.
            let reach = stroke.width * 2.0;
            self.add(Operation::Stroke(path, stroke), top - reach, bottom + reach);
        }
    }

    /// Upright and level lines, as the rectangles that they are.
    fn bars(&mut self, bars: &[Area], stroke: &Stroke) {
        let edges: Vec<[f64; 4]> = bars.iter().map(|bar| self.edges(bar)).collect();
        if let ([edges], true) = (edges.as_slice(), stroke.opacity == 1.0) {
            return self.add(
                Operation::Rect(*edges, stroke.colour),
                bars[0].y,
                bars[0].bottom(),
            );
        }
        let top = bars.iter().map(|bar| bar.y).fold(f64::MAX, f64::min);
        let bottom = bars.iter().map(Area::bottom).fold(f64::MIN, f64::max);
        self.add(Operation::Bars(edges, *stroke), top, bottom);
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
        let (size, halo_width) = (self.fixed(text.size), self.fixed(halo));
        let mut at = -before;
        for glyph in self.fonts.glyphs(&text.text, text.weight) {
            let (x, y) = if text.upright {
                (text.at.x, text.at.y - at)
            } else {
                (text.at.x + at, text.at.y)
            };
            at += glyph.advance * text.size;
            let place = if halo > 0.0 { coarse } else { split };
            let ((px, dx), (py, dy)) = (place(x * self.scale), place(y * self.scale));
            let ix = self.masks.index(MaskKey::Glyph(GlyphKey {
                face: glyph.face,
                id: glyph.id,
                size,
                halo: halo_width,
                offset: (dx, dy),
                upright: text.upright,
            }));
            // No glyph of a line of text reaches further than two sizes.
            let reach = text.size * 2.0 + halo;
            self.add(Operation::Mask(ix, px, py, colour), y - reach, y + reach);
        }
    }

    fn logo(&mut self, placed: &PlacedLogo) {
        let [left, top, right, bottom] = self.edges(&placed.area);
        let size = (right - left, bottom - top);
        let offset = (left - left.floor(), top - top.floor());
        if let Some(pixels) = placed.logo.painted(size, offset) {
            let operation = Operation::Pixels(pixels, left.floor() as i64, top.floor() as i64);
            self.add(operation, placed.area.y, placed.area.bottom());
        }
    }

    fn hatch(&mut self, area: &Area) {
        let edges = self.edges(area);
        let offset = (coarse(edges[0]).1, coarse(edges[1]).1);
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

/// The pattern at a place between pixels, in device px; `None` where it is empty.
fn hatch_tile(hatching: &Hatching, scale: f64, offset: (u8, u8)) -> Option<Pixmap> {
    let size = |px: f64| (px * scale).ceil() as u32 + 1;
    let mut tile = Pixmap::new(size(hatching.width), size(hatching.height))?;
    let scale = scale as f32;
    let (x, y) = between(offset);
    let to_tile = Transform::from_row(scale, 0.0, 0.0, scale, x, y);
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

/// The coverage of rectangles that may overlap, and the pixel at which it begins.
fn bars_coverage(bars: &[[f64; 4]], opacity: f64) -> (Coverage, i64, i64) {
    let least = |side: usize| bars.iter().map(|bar| bar[side]).fold(f64::MAX, f64::min);
    let most = |side: usize| bars.iter().map(|bar| bar[side]).fold(f64::MIN, f64::max);
    let (left, top) = (least(0).floor() as i64, least(1).floor() as i64);
    let (right, bottom) = (most(2).ceil() as i64, most(3).ceil() as i64);
    let width = (right - left).max(0) as usize;
    let height = (bottom - top).max(0) as usize;
    let mut shares = vec![0.0; width * height];
    for [bar_left, bar_top, bar_right, bar_bottom] in bars {
        let columns: Vec<f64> = (left..right)
            .map(|x| covered(x, *bar_left, *bar_right))
            .collect();
        for (y, row) in (top..bottom).zip(shares.chunks_exact_mut(width.max(1))) {
            let shown = covered(y, *bar_top, *bar_bottom);
            for (share, column) in row.iter_mut().zip(&columns) {
                *share += shown * column;
            }
        }
    }
    let value = |share: &f64| (share.min(1.0) * opacity * 255.0 + 0.5) as u8;
    let coverage = Coverage {
        width: width as u32,
        height: height as u32,
        values: shares.iter().map(value).collect(),
    };
    (coverage, left, top)
}

/// The rectangles that strokes along the axes are; `None` for any other stroke.
fn bars(segments: &[Segment], stroke: &Stroke) -> Option<Vec<Area>> {
    if stroke.dash.is_some() {
        return None;
    }
    let half = stroke.width / 2.0;
    let mut bars = Vec::new();
    for pair in segments.chunks(2) {
        let [Segment::Move(from), Segment::Line(to)] = pair else {
            return None;
        };
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        bars.push(if from.y == to.y {
            Area {
                x: left,
                y: top - half,
                width: right - left,
                height: stroke.width,
            }
        } else if from.x == to.x {
            Area {
                x: left - half,
                y: top,
                width: stroke.width,
                height: bottom - top,
            }
        } else {
            return None;
        });
    }
    Some(bars)
}
