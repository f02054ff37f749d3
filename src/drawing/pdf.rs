//! A scene as a PDF of one page: vectors, the embedded font cut down to what is used, text that can
//! be selected.
//!
//! A px is 1/96 inch, as browsers have it, so that a picture has the size in a paper that it has on
//! a page. No date and no random identifier is written: the same scene gives the same bytes.

mod logo;

use std::collections::HashMap;

use krilla::color::rgb;
use krilla::geom::{self, PathBuilder, Transform};
use krilla::graphic::Graphic;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{self, FillRule, LineCap, LineJoin, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use crate::error::{Error, Result};

use super::colour::Rgb;
use super::scene::{
    Area, Fill, HatchTile, Item, Join, Line, Point, Rect, Scene, Segment, Stroke, Text, Turn,
};
use super::text::{FaceIx, Fonts, Weight};

/// Points of a px.
const POINTS: f64 = 0.75;

/// Largest width and height in points that all readers show.
const LARGEST: f64 = 14_400.0;

/// What is written.
const PICTURE: &str = "picture as PDF";

/// The scene as a PDF file of `scale` times its size.
///
/// # Errors
/// Where the page would be too large, or a font that the user added cannot be embedded.
pub(super) fn write(scene: &Scene, fonts: &Fonts, scale: f64) -> Result<Vec<u8>> {
    let points = scale * POINTS;
    let (width, height) = (scene.width * points, scene.height * points);
    let settings = PageSettings::from_wh(width as f32, height as f32);
    let Some(settings) = settings.filter(|_| width <= LARGEST && height <= LARGEST) else {
        return Err(Error::PictureTooLarge {
            what: "PDF page",
            size: (width, height),
            most: (LARGEST, LARGEST),
            unit: "points",
        });
    };
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    document.set_metadata(
        Metadata::new()
            .title(scene.title.clone())
            .description(scene.description.clone())
            .creator("evalboard".to_owned())
            .language("en".to_owned()),
    );
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(points as f32, points as f32));
    let hatch = scene.used_hatch().map(|tile| pattern(&mut surface, tile));
    let mut painter = Painter {
        fonts,
        faces: HashMap::new(),
        halos: HashMap::new(),
        hatch,
        surface: &mut surface,
    };
    painter.background(scene);
    let painted = painter.items(&scene.items);
    surface.pop();
    surface.finish();
    page.finish();
    painted?;
    document
        .finish()
        .map_err(|error| Error::encoding(PICTURE)(error.to_string()))
}

struct Painter<'a, 's, 'd> {
    fonts: &'a Fonts,
    faces: HashMap<FaceIx, Font>,
    /// The outlines around texts, drawn once each; the width is in thousandths of a px.
    halos: HashMap<(&'a str, u64, Weight, Rgb, u64), Graphic>,
    /// The whole pattern, where it is used.
    hatch: Option<Graphic>,
    surface: &'s mut Surface<'d>,
}

impl<'a> Painter<'a, '_, '_> {
    fn background(&mut self, scene: &Scene) {
        if scene.background.is_some() {
            self.rect(&Rect {
                area: scene.area(),
                radius: 0.0,
                fill: scene.background,
                stroke: None,
            });
        }
    }

    fn items(&mut self, items: &'a [Item]) -> Result<()> {
        for item in items {
            match item {
                Item::Rect(rect) => self.rect(rect),
                Item::Bar(bar) => self.path(&bar.outline(), Some(bar.fill.into()), None),
                Item::Line(line) => self.line(line),
                Item::Path(path) => self.path(&path.segments, path.fill, path.stroke.as_ref()),
                Item::Circle(circle) => {
                    self.path(&circle.outline(), circle.fill, circle.stroke.as_ref());
                }
                Item::Text(text) => self.text(text)?,
                Item::Hatch(area) => self.hatched(area),
                Item::Logo(placed) => logo::draw(self.surface, &placed.logo, &placed.area),
                // Tooltips of PDF are comments with icons: none.
                Item::Group(group) => self.items(&group.items)?,
            }
        }
        Ok(())
    }

    fn rect(&mut self, rect: &Rect) {
        let segments = rect.area.outline(rect.radius);
        self.path(&segments, rect.fill.map(Fill::from), rect.stroke.as_ref());
    }

    fn line(&mut self, line: &Line) {
        let segments = [Segment::Move(line.from), Segment::Line(line.to)];
        self.path(&segments, None, Some(&line.stroke));
    }

    fn path(&mut self, segments: &[Segment], fill: Option<Fill>, stroke: Option<&Stroke>) {
        let Some(path) = path(segments) else {
            return;
        };
        self.surface.set_fill(fill.map(filled));
        self.surface.set_stroke(stroke.map(stroked));
        if fill.is_some() || stroke.is_some() {
            self.surface.draw_path(&path);
        }
    }

    fn hatched(&mut self, area: &Area) {
        let Some(hatch) = self.hatch.clone() else {
            return;
        };
        let corner = Point { x: 0.0, y: 0.0 };
        let edges = Area {
            x: 0.0,
            y: 0.0,
            ..*area
        };
        let Some(edges) = path(&edges.outline(0.0)) else {
            return;
        };
        self.at(
            Point {
                x: area.x,
                y: area.y,
            },
            corner,
            Turn::Level,
            |painter| {
                painter.surface.push_clip_path(&edges, &FillRule::NonZero);
                painter.surface.draw_graphic(hatch);
                painter.surface.pop();
            },
        );
    }

    fn text(&mut self, text: &'a Text) -> Result<()> {
        let width = self.fonts.width(&text.text, text.size, text.weight);
        let from = Point {
            x: -text.anchor.before(width),
            y: 0.0,
        };
        if let Some(halo) = &text.halo {
            let halo = self.halo(text, halo);
            self.at(text.at, from, text.turn, |painter| {
                painter.surface.draw_graphic(halo);
            });
        }
        let runs = self.runs(text)?;
        self.at(text.at, from, text.turn, |painter| {
            painter.surface.set_fill(Some(filled(text.fill.into())));
            painter.surface.set_stroke(None);
            let mut x = 0.0;
            for (font, glyphs) in &runs {
                let start = geom::Point::from_xy(x, 0.0);
                let surface = &mut *painter.surface;
                surface.draw_glyphs(
                    start,
                    glyphs,
                    font.clone(),
                    &text.text,
                    text.size as f32,
                    false,
                );
                let advances = glyphs.iter().map(|glyph| glyph.x_advance);
                x += advances.sum::<f32>() * text.size as f32;
            }
        });
        Ok(())
    }

    /// Draws with the origin `from` away from `at`, turned around it where asked.
    fn at(&mut self, at: Point, from: Point, turn: Turn, draw: impl FnOnce(&mut Self)) {
        let [x, y] = [at.x, at.y].map(|px| px as f32);
        let (cos, sin) = turn.direction();
        let (cos, sin) = (cos as f32, sin as f32);
        let (along, down) = (from.x as f32, from.y as f32);
        let (x, y) = (x + along * cos + down * sin, y - along * sin + down * cos);
        let there = Transform::from_row(cos, -sin, sin, cos, x, y);
        self.surface.push_transform(&there);
        draw(self);
        self.surface.pop();
    }

    /// The glyphs of a text, cut where the face changes.
    fn runs(&mut self, text: &Text) -> Result<Vec<(Font, Vec<KrillaGlyph>)>> {
        let mut runs: Vec<(Font, Vec<KrillaGlyph>)> = Vec::new();
        let mut current = None;
        for (start, c) in text.text.char_indices() {
            let range = start..start + c.len_utf8();
            // One for each character, none for those without a shape.
            for glyph in self.fonts.glyphs(&text.text[range.clone()], text.weight) {
                if current != Some(glyph.face) {
                    current = Some(glyph.face);
                    runs.push((self.font(glyph.face)?, Vec::new()));
                }
                if let Some((_, glyphs)) = runs.last_mut() {
                    glyphs.push(KrillaGlyph {
                        glyph_id: GlyphId::new(glyph.id),
                        text_range: range.clone(),
                        x_advance: glyph.advance as f32,
                        x_offset: 0.0,
                        y_offset: 0.0,
                        y_advance: 0.0,
                        location: None,
                    });
                }
            }
        }
        Ok(runs)
    }

    fn font(&mut self, face: FaceIx) -> Result<Font> {
        if let Some(font) = self.faces.get(&face) {
            return Ok(font.clone());
        }
        let font = Font::new(self.fonts.face(face).bytes().into(), 0);
        let problem = "one of the fonts added by --font cannot be embedded";
        let font = font.ok_or_else(|| Error::encoding(PICTURE)(problem))?;
        self.faces.insert(face, font.clone());
        Ok(font)
    }

    /// The line around a text, from its beginning: outlines, so that the text stands in the file
    /// once.
    fn halo(&mut self, text: &'a Text, halo: &Stroke) -> Graphic {
        let thousandths = |px: f64| (px * 1000.0).round() as u64;
        let key = (
            text.text.as_str(),
            thousandths(text.size),
            text.weight,
            halo.colour,
            thousandths(halo.width),
        );
        if let Some(known) = self.halos.get(&key) {
            return known.clone();
        }
        let fonts = self.fonts;
        let mut at = 0.0;
        let mut segments = Vec::new();
        for glyph in fonts.glyphs(&text.text, text.weight) {
            let unit = text.size / fonts.face(glyph.face).units_per_em();
            let place = |point: Point| Point {
                x: coarse(at + point.x * unit),
                y: coarse(point.y * unit),
            };
            let outline = fonts.outline(glyph.face, glyph.id);
            segments.extend(outline.into_iter().map(|segment| chord(segment).map(place)));
            at += glyph.advance * text.size;
        }
        let mut builder = self.surface.stream_builder();
        let mut surface = builder.surface();
        if let Some(path) = path(&segments) {
            let mut line = stroked(halo);
            line.line_join = LineJoin::Round;
            surface.set_fill(None);
            surface.set_stroke(Some(line));
            surface.draw_path(&path);
        }
        surface.finish();
        let graphic = Graphic::new(builder.finish(), false);
        self.halos.insert(key, graphic.clone());
        graphic
    }
}

/// A length in tenths of a px: under a wide line, more digits are not seen, and make most of a file
/// with many halos.
fn coarse(px: f64) -> f64 {
    (px * 10.0).round() / 10.0
}

/// A curve of a glyph as a straight line, for the same reason.
fn chord(segment: Segment) -> Segment {
    match segment {
        Segment::Quad(_, to) | Segment::Cubic(_, _, to) => Segment::Line(to),
        straight => straight,
    }
}

/// The whole pattern from its corner.
fn pattern(surface: &mut Surface<'_>, tile: &HatchTile) -> Graphic {
    let segments: Vec<Segment> = tile
        .lines()
        .into_iter()
        .flat_map(|(from, to)| [Segment::Move(from), Segment::Line(to)])
        .collect();
    let mut builder = surface.stream_builder();
    let mut inner = builder.surface();
    if let Some(path) = path(&segments) {
        for tone in [&tile.hatch.under, &tile.hatch.over] {
            inner.set_fill(None);
            inner.set_stroke(Some(stroked(tone)));
            inner.draw_path(&path);
        }
    }
    inner.finish();
    Graphic::new(builder.finish(), false)
}

/// A path as krilla has it; `None` where it has no extent.
fn path(segments: &[Segment]) -> Option<geom::Path> {
    let mut builder = PathBuilder::new();
    let px = |point: Point| (point.x as f32, point.y as f32);
    for segment in segments {
        match segment {
            Segment::Move(to) => builder.move_to(px(*to).0, px(*to).1),
            Segment::Line(to) => builder.line_to(px(*to).0, px(*to).1),
            Segment::Quad(control, to) => {
                let ((cx, cy), (x, y)) = (px(*control), px(*to));
                builder.quad_to(cx, cy, x, y);
            }
            Segment::Cubic(a, b, to) => {
                let ((ax, ay), (bx, by), (x, y)) = (px(*a), px(*b), px(*to));
                builder.cubic_to(ax, ay, bx, by, x, y);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn colour(Rgb(r, g, b): Rgb) -> rgb::Color {
    rgb::Color::new(r, g, b)
}

fn filled(fill: Fill) -> paint::Fill {
    paint::Fill {
        paint: colour(fill.colour).into(),
        opacity: opacity(fill.opacity),
        ..paint::Fill::default()
    }
}

fn stroked(stroke: &Stroke) -> paint::Stroke {
    paint::Stroke {
        paint: colour(stroke.colour).into(),
        width: stroke.width as f32,
        miter_limit: 4.0,
        line_join: match stroke.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
        },
        line_cap: LineCap::Butt,
        opacity: opacity(stroke.opacity),
        dash: stroke.dash.map(|(dash, gap)| StrokeDash {
            array: vec![dash as f32, gap as f32],
            offset: 0.0,
        }),
    }
}

fn opacity(share: f64) -> NormalizedF32 {
    NormalizedF32::new(share as f32).unwrap_or(NormalizedF32::ONE)
}
