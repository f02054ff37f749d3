//! A view as a file of another format: all that the list of formats offers to pages.

use crate::board::{Board, Page};
use crate::drawing::scene::Scene;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, encode};
use crate::error::Result;
use crate::output::{FORMATS, Format, Picture, Writer};
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Background, Options, scene};

use super::view::{PageTheme, View};

/// A file that every view can be had as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewFile {
    /// Its format.
    pub format: &'static Format,
    /// Its name without the ending.
    stem: &'static str,
}

/// The colours of all pictures of a leaderboard.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    /// Colours of accuracy.
    pub palette: Palette,
    /// No background.
    pub transparent: bool,
}

/// Scale of a PNG: sharp on today's screens.
const PIXEL_SCALE: f64 = 2.0;

/// From so many models on, a PNG of the whole board keeps its plain size, so that it fits into
/// memory.
const MANY_MODELS: usize = 30;

impl ViewFile {
    /// All of them, in the order of the links.
    pub fn all() -> impl Iterator<Item = ViewFile> {
        FORMATS.iter().filter_map(|format| {
            let stem = format.page_file?;
            Some(ViewFile { format, stem })
        })
    }

    /// Its name beside the board.
    pub fn name(self) -> String {
        format!("{}.{}", self.stem, self.format.ending())
    }

    /// The file's content; `None` where the view names a page that is not there. A picture shows
    /// the page that the view names; a text holds the whole board.
    ///
    /// # Errors
    /// Where the picture is too large to be drawn.
    pub fn content(
        self,
        board: &Board,
        view: &View,
        paint: Paint,
        fonts: &Fonts,
    ) -> Result<Option<Vec<u8>>> {
        let page = if view.page_named {
            board.page(view.page, view.per_page)
        } else {
            Some(board.whole())
        };
        let Some(page) = page else { return Ok(None) };
        let content = match self.format.writer {
            Writer::Text(text) => (text.emitter)().to_bytes(board),
            Writer::Picture(picture) => drawn(&picture, &page, view, paint, fonts)?,
        };
        Ok(Some(content))
    }
}

fn drawn(
    picture: &Picture,
    page: &Page<'_>,
    view: &View,
    paint: Paint,
    fonts: &Fonts,
) -> Result<Vec<u8>> {
    let scene = scene(page, fonts, &look(picture, view, paint));
    encoded(picture, &scene, page.entries.len(), fonts)
}

/// How a picture of a view looks.
pub(super) fn look(picture: &Picture, view: &View, paint: Paint) -> Options {
    Options {
        theme: match view.theme {
            PageTheme::Dark => Theme::Dark,
            PageTheme::Light | PageTheme::System => Theme::Light,
        },
        palette: paint.palette,
        background: match paint.transparent {
            true => Background::Transparent,
            false => Background::Theme,
        },
        no_tooltips: !picture.has_tooltips,
        ..Options::default()
    }
}

/// A scene of so many models as a file.
pub(super) fn encoded(
    picture: &Picture,
    scene: &Scene,
    models: usize,
    fonts: &Fonts,
) -> Result<Vec<u8>> {
    let scale = match picture.has_pixels && models < MANY_MODELS {
        true => PIXEL_SCALE,
        false => 1.0,
    };
    let options = EncodeOptions {
        scale,
        ..EncodeOptions::default()
    };
    encode(scene, fonts, picture.encoding, options)
}
