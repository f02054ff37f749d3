//! A logo in the header of a picture: an SVG, of which nothing but drawing is kept, or a PNG.
//!
//! The SVG is reduced by usvg to shapes, gradients, clips and opacity; each backend writes or
//! paints those. A PNG is decoded, and only its pixels are kept. Both are someone else's files:
//! what would cost much time or memory is refused before it does.

mod drawing;

use resvg::tiny_skia;
use resvg::usvg;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform};

use crate::error::{Error, Place, Result, Warnings};

/// A logo, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Logo {
    /// What is drawn.
    pub(super) content: Content,
    /// Width in its own units, above 0.
    width: f64,
    /// Height in its own units, above 0.
    height: f64,
}

/// What a logo is made of.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Shapes.
    Drawing(Arc<usvg::Tree>),
    /// Pixels, premultiplied.
    Pixels(Arc<Pixmap>),
}

/// Largest file that is read.
const LARGEST_FILE: u64 = 4 << 20;

/// Largest width and height of a PNG.
const LARGEST_SIDE: u32 = 4096;

/// A PNG of more rows is halved: a logo is drawn 38 px high, and up to 20 times larger by
/// `--scale`.
const ROWS: u32 = 760;

impl Logo {
    /// Reads a logo; what is left out of it becomes a warning.
    ///
    /// # Errors
    /// Where the file cannot be read, is neither SVG nor PNG, or is too large or too intricate for
    /// a logo.
    pub fn read(file: &Path, warnings: &mut Warnings) -> Result<Logo> {
        let mut bytes = Vec::new();
        File::open(file)
            .and_then(|opened| opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
            .map_err(Error::reading(file))?;
        let refused = |problem: String| Error::input(file, Place::Whole, problem);
        if bytes.len() as u64 > LARGEST_FILE {
            let limit = LARGEST_FILE >> 20;
            return Err(refused(format!(
                "a logo of more than {limit} MiB is not read"
            )));
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            let pixels = decoded(&bytes).map_err(refused)?;
            return Ok(Logo {
                width: pixels.width().into(),
                height: pixels.height().into(),
                content: Content::Pixels(Arc::new(pixels)),
            });
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) if text.contains("<svg") || text.contains(":svg") => Ok(text),
            Ok(_) => Err("a logo is an SVG or a PNG; this is neither"),
            Err(error) => Err(not_text(error.as_bytes())),
        };
        let text = text.map_err(|problem| refused(problem.to_owned()))?;
        let drawing = drawing::read(&text).map_err(refused)?;
        if !drawing.left_out.is_empty() {
            let names = drawing.left_out.iter().map(|name| format!("<{name}>"));
            let names: Vec<String> = names.collect();
            warnings.push(
                format!(
                    "{}: a logo keeps shapes only (turn texts into outlines); left out: {}",
                    file.display(),
                    names.join(", ")
                ),
                "",
            );
        }
        let size = drawing.tree.size();
        Ok(Logo {
            width: size.width().into(),
            height: size.height().into(),
            content: Content::Drawing(Arc::new(drawing.tree)),
        })
    }

    /// Width and height that it has within the given ones.
    pub fn fitted(&self, width: f64, height: f64) -> (f64, f64) {
        let scale = (width / self.width).min(height / self.height);
        (self.width * scale, self.height * scale)
    }

    /// Its pixels at a size of `width` x `height` px, beginning `offset` px from the top left
    /// corner.
    pub(super) fn painted(
        &self,
        (width, height): (f64, f64),
        offset: (f64, f64),
    ) -> Option<Pixmap> {
        let side = |px: f64, from: f64| (px + from).ceil().max(1.0) as u32;
        let mut canvas = Pixmap::new(side(width, offset.0), side(height, offset.1))?;
        let to_size = |own: (f64, f64)| {
            let scale = (width / own.0, height / own.1);
            let [sx, sy, x, y] = [scale.0, scale.1, offset.0, offset.1].map(|px| px as f32);
            Transform::from_row(sx, 0.0, 0.0, sy, x, y)
        };
        match &self.content {
            Content::Drawing(tree) => {
                let whole = to_size((self.width, self.height));
                resvg::render(tree, whole, &mut canvas.as_mut());
            }
            Content::Pixels(pixels) => {
                let mut source = Pixmap::clone(pixels);
                // Sampling looks at the nearest pixels only.
                while f64::from(source.height()) > 2.0 * height && source.height() > 1 {
                    source = halved(&source)?;
                }
                let own = (f64::from(source.width()), f64::from(source.height()));
                let paint = PixmapPaint {
                    quality: FilterQuality::Bicubic,
                    ..PixmapPaint::default()
                };
                canvas.draw_pixmap(0, 0, source.as_ref(), &paint, to_size(own), None);
            }
        }
        Some(canvas)
    }
}

/// What bytes that are no text may be instead.
fn not_text(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        "a compressed SVG; unpack it first (gunzip)"
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        "a JPEG; a logo is an SVG or a PNG"
    } else {
        "a logo is an SVG (in UTF-8) or a PNG; this is neither"
    }
}

/// The pixels of a PNG, fewer of them where there are more than a logo needs.
fn decoded(bytes: &[u8]) -> Result<Pixmap, String> {
    let broken = |error: png::DecodingError| format!("not a readable PNG: {error}");
    let reader = png::Decoder::new(Cursor::new(bytes)).read_info();
    let (width, height) = reader.map_err(broken)?.info().size();
    if width > LARGEST_SIDE || height > LARGEST_SIDE {
        return Err(format!(
            "a logo of {width} x {height} px is too large: at most {LARGEST_SIDE} px each way"
        ));
    }
    let mut pixels = Pixmap::decode_png(bytes).map_err(broken)?;
    while pixels.height() > ROWS {
        pixels = halved(&pixels).ok_or("a PNG too large for this machine")?;
    }
    Ok(pixels)
}

/// Half as many pixels each way, each the mean of those that it stands for.
fn halved(pixels: &Pixmap) -> Option<Pixmap> {
    let (width, height) = (pixels.width().div_ceil(2), pixels.height().div_ceil(2));
    let mut half = Pixmap::new(width, height)?;
    let row = pixels.width() as usize * 4;
    let (last_x, last_y) = (pixels.width() as usize - 1, pixels.height() as usize - 1);
    let from = pixels.data();
    for (ix, pixel) in half.data_mut().chunks_exact_mut(4).enumerate() {
        let (x, y) = (ix % width as usize * 2, ix / width as usize * 2);
        let (right, below) = ((x + 1).min(last_x), (y + 1).min(last_y));
        for (channel, value) in pixel.iter_mut().enumerate() {
            let at = |x: usize, y: usize| u32::from(from[y * row + x * 4 + channel]);
            let sum = at(x, y) + at(right, y) + at(x, below) + at(right, below);
            *value = ((sum + 2) / 4) as u8;
        }
    }
    Some(half)
}

/// Calls `each` with every path below a group that is seen, and where it stands.
pub(super) fn each_path(
    group: &usvg::Group,
    place: Transform,
    each: &mut impl FnMut(&usvg::Path, Transform),
) {
    let place = place.pre_concat(group.transform());
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => each_path(group, place, each),
            usvg::Node::Path(path) if path.is_visible() => each(path, place),
            _ => {}
        }
    }
}

/// The numbers of a matrix in the order in which SVG writes them.
pub(super) fn numbers(matrix: Transform) -> [f32; 6] {
    [
        matrix.sx, matrix.ky, matrix.kx, matrix.sy, matrix.tx, matrix.ty,
    ]
}
