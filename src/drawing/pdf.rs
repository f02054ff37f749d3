//! A scene as a PDF of one page: vectors, the embedded font cut down to what is used, text that can
//! be selected.
//!
//! A px is 1/96 inch, as browsers have it, so that a picture has the size in a paper that it has on
//! a page. No date and no random identifier is written: the same scene gives the same bytes.

mod logo;

use std::collections::HashMap;

use krilla::color::rgb;
use krilla::geom::{self, Transform};
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
    Area, Fill, HatchTile, Item, Join, Path, Point, Scene, Segment, Stroke, Text, Turn,
};
use super::text::{FaceIx, Fonts};

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
        hatch,
        surface: &mut surface,
    };
    if let Some(background) = scene.background {
        painter.path(&Path::filled(scene.area().outline(0.0), background));
    }
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
    /// The whole pattern, where it is used.
    hatch: Option<Graphic>,
    surface: &'s mut Surface<'d>,
}

impl<'a> Painter<'a, '_, '_> {
    fn items(&mut self, items: &'a [Item]) -> Result<()> {
        for item in items {
            match item {
                Item::Text(text) => self.text(text)?,
                Item::Hatch(area) => self.hatched(area),
                Item::Logo(placed) => logo::draw(self.surface, &placed.logo, &placed.area),
                // Tooltips of PDF are comments with icons: none.
                Item::Group(group) => self.items(&group.items)?,
                shape => shape.to_path().iter().for_each(|path| self.path(path)),
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &Path) {
        let Some(outline) = outline(&path.segments) else {
            return;
        };
        self.surface.set_fill(path.fill.map(filled));
        self.surface.set_stroke(path.stroke.as_ref().map(stroked));
        if path.fill.is_some() || path.stroke.is_some() {
            self.surface.draw_path(&outline);
        }
    }

    fn hatched(&mut self, area: &Area) {
        let edges = Area::new(0.0, 0.0, area.width, area.height).outline(0.0);
        let (Some(hatch), Some(edges)) = (self.hatch.clone(), outline(&edges)) else {
            return;
        };
        let (at, corner) = (Point::new(area.x, area.y), Point::new(0.0, 0.0));
        self.at(at, corner, Turn::Level, |painter| {
            painter.surface.push_clip_path(&edges, &FillRule::NonZero);
            painter.surface.draw_graphic(hatch);
            painter.surface.pop();
        });
    }

    fn text(&mut self, text: &'a Text) -> Result<()> {
        let width = self.fonts.width(&text.text, text.size, text.weight);
        let from = Point::new(-text.anchor.before(width), 0.0);
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
                let (start, font) = (geom::Point::from_xy(x, 0.0), font.clone());
                let size = text.size as f32;
                let surface = &mut *painter.surface;
                surface.draw_glyphs(start, glyphs, font, &text.text, size, false);
                let advances = glyphs.iter().map(|glyph| glyph.x_advance);
                x += advances.sum::<f32>() * size;
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
        let font = Font::new(self.fonts.face(face).bytes.into(), 0);
        let problem = "one of the fonts added by --font cannot be embedded";
        let font = font.ok_or_else(|| Error::encoding(PICTURE)(problem))?;
        self.faces.insert(face, font.clone());
        Ok(font)
    }

    /// The line around a text, from its beginning: outlines, so that the text stands in the file
    /// once.
    fn halo(&mut self, text: &'a Text, halo: &Stroke) -> Graphic {
        let fonts = self.fonts;
        let mut at = 0.0;
        let mut segments = Vec::new();
        for glyph in fonts.glyphs(&text.text, text.weight) {
            let unit = text.size / fonts.face(glyph.face).units_per_em;
            let place =
                |point: Point| Point::new(coarse(at + point.x * unit), coarse(point.y * unit));
            let outline = fonts.outline(glyph.face, glyph.id);
            segments.extend(outline.into_iter().map(|segment| chord(segment).map(place)));
            at += glyph.advance * text.size;
        }
        graphic(self.surface, &segments, &[halo.rounded()])
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
    graphic(surface, &segments, &[tile.hatch.under, tile.hatch.over])
}

/// What strokes along some segments draw, the last one on top.
fn graphic(surface: &mut Surface<'_>, segments: &[Segment], strokes: &[Stroke]) -> Graphic {
    let mut builder = surface.stream_builder();
    let mut inner = builder.surface();
    if let Some(outline) = outline(segments) {
        for stroke in strokes {
            inner.set_fill(None);
            inner.set_stroke(Some(stroked(stroke)));
            inner.draw_path(&outline);
        }
    }
    inner.finish();
    Graphic::new(builder.finish(), false)
}

/// The segments as krilla has them; `None` where they have no extent.
fn outline(segments: &[Segment]) -> Option<geom::Path> {
    logo::outline(&Segment::to_tiny_skia(segments)?)
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
