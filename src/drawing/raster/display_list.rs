//! The display list: a command for each item of a scene, in px of the picture, sorted into bands.

use resvg::tiny_skia;
use tiny_skia::Pixmap;

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{
    Area, Bar, Item, Path, PlacedLogo, Rect, Scene, Segment, Stroke, Text, Turn,
};
use crate::drawing::text::Fonts;

use super::canvas::Canvas;
use super::color_table::{Rgba, opaque, scale_alpha};
use super::edge_list::EdgeList;
use super::glyph_cache::{
    CachedMask, FrameKey, GlyphCache, GlyphCacheBuilder, GlyphKey, MaskKey, stroked,
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
        let mut builder = DisplayListBuilder {
            fonts,
            scale,
            band_rows: f64::from(band_rows),
            masks: GlyphCacheBuilder::default(),
            commands: Vec::new(),
            bands: vec![Vec::new(); bands as usize],
        };
        builder.items(&scene.items);
        let hatch = scene.used_hatch().map(|tile| {
            let strokes = [&tile.hatch.under, &tile.hatch.over];
            strokes.map(|stroke| (HatchLines::new(tile, stroke, scale), stroke_color(stroke)))
        });
        DisplayList {
            commands: builder.commands,
            masks: builder.masks.prepare(fonts),
            hatch,
            bands: builder.bands,
            scale,
        }
    }

    /// Paints what touches a band.
    pub fn paint(&self, band: u32, canvas: &mut Canvas) {
        for ix in &self.bands[band as usize] {
            match &self.commands[*ix as usize] {
                Command::Rect(edges, colour) => canvas.fill_rect(*edges, *colour),
                Command::Rounded(area, radius, colour) => {
                    self.rounded(canvas, &area.outline(*radius), area, *radius, *colour);
                }
                Command::Bar(bar) => {
                    let filled = Area {
                        width: bar.length,
                        ..bar.track
                    };
                    let outline = bar.outline();
                    self.rounded(canvas, &outline, &filled, bar.radius, opaque(bar.fill));
                }
                Command::Outline(lines, colour) => canvas.fill(lines, *colour),
                Command::Mask(ix, at, colour) => {
                    canvas.fill_mask(self.masks.get(*ix), *at, *colour)
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
        if let Some(path) = Segment::to_tiny_skia(outline) {
            let lines = EdgeList::of(&path, self.scale as f32, Turn::Level);
            let (edges, radius) = (edges(area, self.scale), radius * self.scale);
            canvas.fill_rounded(&lines, edges, radius, colour);
        }
    }
}

impl DisplayListBuilder<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Rect(rect) => self.rect(rect),
                Item::Bar(bar) => self.add(Command::Bar(*bar), bar.track.y, bar.track.bottom()),
                Item::Line(_) | Item::Path(_) | Item::Circle(_) => {
                    item.to_path().iter().for_each(|path| self.path(path));
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

    fn path(&mut self, path: &Path) {
        if let (Some(stroke), None) = (&path.stroke, path.fill)
            && let Some(area) = along_axis(&path.segments, stroke)
        {
            let command = Command::Rect(edges(&area, self.scale), stroke_color(stroke));
            return self.add(command, area.y, area.bottom());
        }
        let Some(outline) = Segment::to_tiny_skia(&path.segments) else {
            return;
        };
        if let Some(fill) = path.fill {
            self.outline(&outline, translucent(fill.colour, fill.opacity));
        }
        if let Some(stroke) = &path.stroke
            && let Some(drawn) = stroked(&outline, stroke, self.scale as f32)
        {
            self.outline(&drawn, stroke_color(stroke));
        }
    }

    fn outline(&mut self, path: &tiny_skia::Path, colour: Rgba) {
        let lines = EdgeList::of(path, self.scale as f32, Turn::Level);
        let (top, bottom) = (path.bounds().top(), path.bounds().bottom());
        self.add(Command::Outline(lines, colour), top.into(), bottom.into());
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

/// The rectangle that a straight stroke along an axis is; `None` for any other stroke.
fn along_axis(segments: &[Segment], stroke: &Stroke) -> Option<Area> {
    let ([Segment::Move(from), Segment::Line(to)], None) = (segments, stroke.dash) else {
        return None;
    };
    let half = stroke.width / 2.0;
    let (left, right) = (from.x.min(to.x), from.x.max(to.x));
    let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
    if from.y == to.y {
        Some(Area::new(left, top - half, right - left, stroke.width))
    } else if from.x == to.x {
        Some(Area::new(left - half, top, stroke.width, bottom - top))
    } else {
        None
    }
}

/// The edges left, top, right, bottom of an area at a scale.
fn edges(area: &Area, scale: f64) -> [f64; 4] {
    [area.x, area.y, area.right(), area.bottom()].map(|px| px * scale)
}
