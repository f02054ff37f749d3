//! Glyphs: which face has a character, how wide it is, and its outline.
//!
//! The embedded face is Inter with tabular figures, see `fonts/`. There is no shaping: the width of
//! a text is the sum of its advances. Characters that Inter lacks are looked up in the faces that
//! the user adds, in their order; one that no face has is drawn as a box.

use std::fs;
use std::path::{Path, PathBuf};

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::FontRef;
use skrifa::{GlyphId, MetadataProvider};

use crate::error::{Error, Place, Result, is_bidi_control};

use super::scene::{Point, Segment};

pub use super::scene::Weight;

/// The embedded face.
pub(crate) const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.ttf");
/// Its stronger weight.
pub(crate) const SEMIBOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.ttf");

/// The embedded face in SVG's `font-family`, for texts that stay texts.
pub const FAMILY: &str =
    "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Index of a face in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceIx(pub usize);

/// A glyph of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The face that has it.
    pub face: FaceIx,
    /// Its number in that face; 0 is the box of missing characters.
    pub id: u32,
    /// From its origin to that of the next, in sizes of the type.
    pub advance: f64,
}

/// A face.
pub struct Face {
    font: FontRef<'static>,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    /// The font file.
    pub bytes: &'static [u8],
    /// Font units of the type's size.
    pub units_per_em: f64,
    ascii: [Option<Glyph>; 128],
}

/// The embedded faces and those that the user adds.
pub struct Fonts {
    faces: Vec<Face>,
}

impl Face {
    /// `None` where the bytes are no font.
    fn new(bytes: &'static [u8], ix: usize) -> Option<Face> {
        let font = match FontRef::new(bytes) {
            Ok(font) => font,
            Err(_) => FontRef::from_index(bytes, 0).ok()?,
        };
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let mut face = Face {
            units_per_em: f64::from(metrics.units_per_em.max(1)),
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            font,
            bytes,
            ascii: [None; 128],
        };
        face.ascii = std::array::from_fn(|code| face.look_up(char::from(code as u8), ix));
        Some(face)
    }

    fn glyph(&self, c: char, ix: usize) -> Option<Glyph> {
        match self.ascii.get(c as usize) {
            Some(known) => *known,
            None => self.look_up(c, ix),
        }
    }

    fn look_up(&self, c: char, ix: usize) -> Option<Glyph> {
        let id = self.charmap.map(c).filter(|id| id.to_u32() != 0)?;
        Some(self.measured(id, ix))
    }

    fn measured(&self, id: GlyphId, ix: usize) -> Glyph {
        let advance = self.metrics.advance_width(id).unwrap_or_default();
        Glyph {
            face: FaceIx(ix),
            id: id.to_u32(),
            advance: f64::from(advance) / self.units_per_em,
        }
    }
}

/// Faces of [`Weight`]s that are embedded.
const EMBEDDED: usize = 2;

impl Fonts {
    /// The embedded faces.
    pub fn embedded() -> Fonts {
        let faces = [REGULAR, SEMIBOLD].into_iter().enumerate();
        Fonts {
            faces: faces
                .filter_map(|(ix, bytes)| Face::new(bytes, ix))
                .collect(),
        }
    }

    /// The embedded faces and those of some files, see [`Fonts::add`].
    ///
    /// # Errors
    /// Where a file cannot be read or is no such font.
    pub fn with(files: &[PathBuf]) -> Result<Fonts> {
        let mut fonts = Fonts::embedded();
        for file in files {
            fonts.add(file)?;
        }
        Ok(fonts)
    }

    /// Adds a face from a TrueType or OpenType file (of a collection, the first), asked for each
    /// character that the faces before it lack. It stays in memory until the process ends.
    ///
    /// # Errors
    /// Where the file cannot be read or is no such font.
    pub fn add(&mut self, file: &Path) -> Result<()> {
        let bytes: &'static [u8] = fs::read(file).map_err(Error::reading(file))?.leak();
        let face = Face::new(bytes, self.faces.len())
            .filter(|face| face.font.outline_glyphs().format().is_some())
            .ok_or_else(|| {
                Error::input(
                    file,
                    Place::Whole,
                    "not a TrueType or OpenType font with outlines (WOFF must be unpacked first)",
                )
            })?;
        self.faces.push(face);
        Ok(())
    }

    /// The face with this index.
    pub fn face(&self, ix: FaceIx) -> &Face {
        &self.faces[ix.0]
    }

    /// The glyphs of a text from left to right. Characters that have no shape have no glyph.
    pub fn glyphs(&self, text: &str, weight: Weight) -> impl Iterator<Item = Glyph> {
        let shown = text.chars().filter(|c| !is_invisible(*c));
        shown.map(move |c| self.find(c, weight).unwrap_or_else(|| self.missing(weight)))
    }

    fn find(&self, c: char, weight: Weight) -> Option<Glyph> {
        let embedded = weight as usize;
        let own = self.faces[embedded].glyph(c, embedded);
        let added = || self.faces.iter().enumerate().skip(EMBEDDED);
        own.or_else(|| added().find_map(|(ix, face)| face.glyph(c, ix)))
    }

    /// The box of a character that no face has.
    fn missing(&self, weight: Weight) -> Glyph {
        self.faces[weight as usize].measured(GlyphId::new(0), weight as usize)
    }

    /// Width of a text in px.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let glyphs = self.glyphs(text, weight);
        glyphs.map(|glyph| glyph.advance).sum::<f64>() * size
    }

    /// Characters of `text` that no face has.
    pub fn lacking<'a>(&'a self, text: &'a str) -> impl Iterator<Item = char> + 'a {
        text.chars()
            .filter(|c| !is_invisible(*c) && self.find(*c, Weight::Regular).is_none())
    }

    /// The outline of a glyph in font units, with y downwards.
    pub fn outline(&self, face: FaceIx, id: u32) -> Vec<Segment> {
        let mut pen = Pen(Vec::new());
        let outlines = self.faces[face.0].font.outline_glyphs();
        if let Some(glyph) = outlines.get(GlyphId::new(id)) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            if glyph.draw(settings, &mut pen).is_err() {
                return Vec::new();
            }
        }
        pen.0
    }

    /// `text` cut to `width` px, ending in `…` where something was cut off.
    pub fn shortened(&self, text: &str, size: f64, weight: Weight, width: f64) -> String {
        if self.width(text, size, weight) <= width {
            return text.to_owned();
        }
        let room = width - self.width("…", size, weight);
        let mut used = 0.0;
        let fits = |c: &char| {
            used += self.width(c.encode_utf8(&mut [0; 4]), size, weight);
            used <= room
        };
        let mut kept: String = text.chars().take_while(fits).collect();
        kept.truncate(kept.trim_end_matches([' ', '-', '_', '/', '(']).len());
        kept.push('…');
        kept
    }
}

/// Whether a character has no shape of its own (joiners, variation selectors, soft hyphens).
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// `text` as one line that can be drawn: white space becomes single blanks, and control and
/// direction characters boxes, so that a name cannot hide something or turn the line around.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if c.is_control() || is_bidi_control(c) || matches!(c, '\u{fffe}' | '\u{ffff}') {
            line.push('□');
        } else {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

struct Pen(Vec<Segment>);

fn flipped(x: f32, y: f32) -> Point {
    Point {
        x: f64::from(x),
        y: -f64::from(y),
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Move(flipped(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Line(flipped(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Segment::Quad(flipped(cx, cy), flipped(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let controls = (flipped(ax, ay), flipped(bx, by));
        self.0
            .push(Segment::Cubic(controls.0, controls.1, flipped(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests;
