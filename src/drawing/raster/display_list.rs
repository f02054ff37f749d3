//! The display list: a command for each item of a scene, in px of the picture, sorted into bands.

use resvg::tiny_skia;
use tiny_skia::Pixmap;

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{
    Area, Bar, Fill, Item, Line, PlacedLogo, Rect, Scene, Segment, Stroke, Text, Turn,
};
use crate::drawing::text::Fonts;

use super::canvas::Canvas;
use super::color_table::{Rgba, opaque, scale_alpha};
use super::coverage_mask::CoverageMask;
use super::edge_list::EdgeList;
use super::glyph_cache::{
    CachedMask, FrameKey, GlyphCache, GlyphCacheBuilder, GlyphKey, MaskKey, path, pen_of,
    segments_of, stroked,
};
use super::hatch::HatchLines;

/// What is painted, from the bottom to the top.
pub(super) struct DisplayList {
    commands: Vec<Command>,
    masks: GlyphCache,
    /// The lines of the hatch and their colors, from the bottom to the top.
    hatch: Option<[(HatchLines, Rgba); 2]>,
    /// For each band the commands that touch it.
    bands: Vec<Vec<u32>>,
    scale: f64,
}

enum Command {
    /// Edges left, top, right, bottom.
    Rect([f64; 4], Rgba),
    /// A rectangle with rounded corners in px of the scene, and their radius.
    Rounded(Area, f64, Rgba),
    /// What of such a one lies left of a cut.
    Bar(Bar),
    /// An outline in px of the picture.
    Outline(EdgeList, Rgba),
    /// A cached mask, with the whole pixel of its origin.
    Mask(CachedMask, (i64, i64), Rgba),
    /// Rectangles that are painted as one shape: their edges.
    Strokes(Vec<[f64; 4]>, Rgba),
    /// A hatch: its edges left, top, right, bottom.
    Hatch([f64; 4]),
    /// Pixels, with the place of the first.
    Pixels(Pixmap, i64, i64),
}

struct DisplayListBuilder<'a> {
    fonts: &'a Fonts,
    scale: f64,
    band_rows: f64,
    masks: GlyphCacheBuilder,
    commands: Vec<Command>,
    bands: Vec<Vec<u32>>,
}

impl DisplayList {
    /// The display list of a scene at `scale` for `bands` bands of `band_rows` rows.
    pub fn new(
        scene: &Scene,
        fonts: &Fonts,
        scale: f64,
        bands: u32,
        band_rows: u32,
    ) -> DisplayList {
        let mut planner = DisplayListBuilder {
            fonts,
            scale,
            band_rows: f64::from(band_rows),
            masks: GlyphCacheBuilder::default(),
            commands: Vec::new(),
            bands: vec![Vec::new(); bands as usize],
        };
        planner.items(&scene.items);
        let hatch = scene.used_hatch().map(|tile| {
            let strokes = [&tile.hatch.under, &tile.hatch.over];
            strokes.map(|stroke| (HatchLines::new(tile, stroke, scale), stroke_color(stroke)))
        });
        DisplayList {
            commands: planner.commands,
            masks: planner.masks.prepare(fonts),
            hatch,
            bands: planner.bands,
            scale,
        }
    }

    /// Paints what touches a band.
    pub fn paint(&self, band: u32, canvas: &mut Canvas) {
        for ix in &self.bands[band as usize] {
            match &self.commands[*ix as usize] {
                Command::Rect(edges, colour) => canvas.fill_rect(*edges, *colour),
                Command::Rounded(area, radius, colour) => {
                    let outline = area.outline(*radius);
                    self.rounded(canvas, &outline, area, *radius, *colour);
                }
                Command::Bar(bar) => {
                    let filled = Area {
                        width: bar.length,
                        ..bar.track
                    };
                    let colour = opaque(bar.fill);
                    self.rounded(canvas, &bar.outline(), &filled, bar.radius, colour);
                }
                Command::Outline(lines, colour) => canvas.fill(lines, *colour),
                Command::Mask(ix, at, colour) => {
                    canvas.fill_mask(self.masks.get(*ix), *at, *colour)
                }
                Command::Strokes(edges, colour) => {
                    canvas.fill_mask(&CoverageMask::of_rects(edges), (0, 0), *colour);
                }
                Command::Hatch(edges) => {
                    for (lines, colour) in self.hatch.iter().flatten() {
                        canvas.fill_mask(&lines.coverage(*edges, &canvas.rows()), (0, 0), *colour);
                    }
                }
                Command::Pixels(pixels, x, y) => canvas.draw_pixmap(pixels, *x, *y),
            }
        }
    }

    /// Fills an outline that is a rectangle but for its corners.
    fn rounded(
        &self,
        canvas: &mut Canvas,
        outline: &[Segment],
        area: &Area,
        radius: f64,
        colour: Rgba,
    ) {
        let lines = EdgeList::of(outline, self.scale as f32, Turn::Level);
        let (edges, radius) = (edges(area, self.scale), radius * self.scale);
        canvas.fill_rounded(&lines, edges, radius, colour);
    }
}

impl DisplayListBuilder<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Rect(rect) => self.rect(rect),
                Item::Bar(bar) => self.bar(bar),
                Item::Line(line) => self.line(line),
                Item::Path(path) => {
                    self.path(&path.segments, path.fill, path.stroke.as_ref());
                }
                Item::Circle(circle) => {
                    self.path(&circle.outline(), circle.fill, circle.stroke.as_ref());
                }
                Item::Text(text) => self.text(text),
                Item::Hatch(area) => {
                    let command = Command::Hatch(edges(area, self.scale));
                    self.add(command, area.y, area.bottom());
                }
                Item::Logo(placed) => self.logo(placed),
                Item::Group(group) => self.items(&group.items),
            }
        }
    }

    /// Adds a command that touches the rows from `top` to `bottom` of the scene.
    fn add(&mut self, command: Command, top: f64, bottom: f64) {
        let ix = self.commands.len() as u32;
        let band = |y: f64| (y * self.scale / self.band_rows).floor();
        // One pixel more each way, for what is mixed at edges.
        let pixel = 1.0 / self.scale;
        let first = band(top - pixel).max(0.0) as usize;
        let last = band(bottom + pixel).max(0.0) as usize;
        for band in self.bands.iter_mut().take(last + 1).skip(first) {
            band.push(ix);
        }
        self.commands.push(command);
    }

    /// A length in 1/256 px of the picture.
    fn fixed(&self, px: f64) -> u32 {
        (px * self.scale * 256.0).round() as u32
    }

    fn rect(&mut self, rect: &Rect) {
        let area = &rect.area;
        if let Some(fill) = rect.fill {
            let command = match rect.radius {
                0.0 => Command::Rect(edges(area, self.scale), opaque(fill)),
                radius => Command::Rounded(*area, radius, opaque(fill)),
            };
            self.add(command, area.y, area.bottom());
        }
        if let Some(stroke) = &rect.stroke {
            self.frame(rect, stroke);
        }
    }

    /// A line around a rectangle.
    fn frame(&mut self, rect: &Rect, stroke: &Stroke) {
        let area = &rect.area;
        let shape = MaskKey::Frame(FrameKey {
            width: self.fixed(area.width),
            height: self.fixed(area.height),
            radius: self.fixed(rect.radius),
            line: self.fixed(stroke.width),
            dash: stroke
                .dash
                .map(|(dash, gap)| (self.fixed(dash), self.fixed(gap))),
            join: stroke.join,
        });
        let (x, y) = (area.x * self.scale, area.y * self.scale);
        let (ix, at) = self.masks.place(shape, x, y);
        let reach = stroke.width / 2.0;
        let command = Command::Mask(ix, at, stroke_color(stroke));
        self.add(command, area.y - reach, area.bottom() + reach);
    }

    fn bar(&mut self, bar: &Bar) {
        let (top, bottom) = (bar.track.y, bar.track.bottom());
        self.add(Command::Bar(*bar), top, bottom);
    }

    fn line(&mut self, line: &Line) {
        let segments = [Segment::Move(line.from), Segment::Line(line.to)];
        self.path(&segments, None, Some(&line.stroke));
    }

    fn path(&mut self, segments: &[Segment], fill: Option<Fill>, stroke: Option<&Stroke>) {
        if let Some(fill) = fill {
            let ys = segments
                .iter()
                .flat_map(Segment::points)
                .map(|point| point.y);
            let top = ys.clone().fold(f64::MAX, f64::min);
            let bottom = ys.fold(f64::MIN, f64::max);
            let lines = EdgeList::of(segments, self.scale as f32, Turn::Level);
            let colour = translucent(fill.colour, fill.opacity);
            self.add(Command::Outline(lines, colour), top, bottom);
        }
        if let Some(stroke) = stroke {
            self.stroke(segments, stroke);
        }
    }

    fn stroke(&mut self, segments: &[Segment], stroke: &Stroke) {
        if let Some(strokes) = along_axes(segments, stroke) {
            return self.strokes(&strokes, stroke);
        }
        let scale = self.scale as f32;
        let drawn = path(segments).and_then(|path| stroked(&path, &pen_of(stroke), scale));
        if let Some(drawn) = drawn {
            let (top, bottom) = (drawn.bounds().top(), drawn.bounds().bottom());
            let lines = EdgeList::of(&segments_of(&drawn), scale, Turn::Level);
            let command = Command::Outline(lines, stroke_color(stroke));
            self.add(command, top.into(), bottom.into());
        }
    }

    /// Upright and level lines, as the rectangles that they are.
    fn strokes(&mut self, strokes: &[Area], stroke: &Stroke) {
        let edges: Vec<[f64; 4]> = strokes.iter().map(|area| edges(area, self.scale)).collect();
        let top = strokes.iter().map(|area| area.y).fold(f64::MAX, f64::min);
        let bottom = strokes.iter().map(Area::bottom).fold(f64::MIN, f64::max);
        let command = match edges.as_slice() {
            [edges] => Command::Rect(*edges, stroke_color(stroke)),
            _ => Command::Strokes(edges, stroke_color(stroke)),
        };
        self.add(command, top, bottom);
    }

    fn text(&mut self, text: &Text) {
        let width = self.fonts.width(&text.text, text.size, text.weight);
        let before = text.anchor.before(width);
        if let Some(halo) = &text.halo {
            self.glyphs_of(text, before, halo.width, halo.colour);
        }
        self.glyphs_of(text, before, 0.0, text.fill);
    }

    fn glyphs_of(&mut self, text: &Text, before: f64, halo: f64, colour: Rgb) {
        let (size, halo_width) = (self.fixed(text.size), self.fixed(halo));
        let (cos, sin) = text.turn.direction();
        let mut along = -before;
        for glyph in self.fonts.glyphs(&text.text, text.weight) {
            let (x, y) = (text.at.x + along * cos, text.at.y - along * sin);
            along += glyph.advance * text.size;
            let shape = MaskKey::Glyph(GlyphKey {
                face: glyph.face,
                id: glyph.id,
                size,
                halo: halo_width,
                turn: text.turn,
            });
            let (ix, at) = self.masks.place(shape, x * self.scale, y * self.scale);
            // No glyph of a line of text reaches further than two sizes.
            let reach = text.size * 2.0 + halo;
            let command = Command::Mask(ix, at, opaque(colour));
            self.add(command, y - reach, y + reach);
        }
    }

    fn logo(&mut self, placed: &PlacedLogo) {
        let [left, top, right, bottom] = edges(&placed.area, self.scale);
        let size = (right - left, bottom - top);
        let offset = (left - left.floor(), top - top.floor());
        if let Some(pixels) = placed.logo.painted(size, offset) {
            let command = Command::Pixels(pixels, left.floor() as i64, top.floor() as i64);
            self.add(command, placed.area.y, placed.area.bottom());
        }
    }
}

/// The colour of a stroke.
fn stroke_color(stroke: &Stroke) -> Rgba {
    translucent(stroke.colour, stroke.opacity)
}

fn translucent(colour: Rgb, opacity: f64) -> Rgba {
    scale_alpha(opaque(colour), (opacity * 255.0).round() as u32)
}

/// The rectangles that strokes along the axes are; `None` for any other stroke.
fn along_axes(segments: &[Segment], stroke: &Stroke) -> Option<Vec<Area>> {
    if stroke.dash.is_some() || segments.is_empty() {
        return None;
    }
    let half = stroke.width / 2.0;
    let mut strokes = Vec::new();
    for pair in segments.chunks(2) {
        let [Segment::Move(from), Segment::Line(to)] = pair else {
            return None;
        };
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        strokes.push(if from.y == to.y {
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
    Some(strokes)
}

/// The edges left, top, right, bottom of an area at a scale.
fn edges(area: &Area, scale: f64) -> [f64; 4] {
    [area.x, area.y, area.right(), area.bottom()].map(|px| px * scale)
}
