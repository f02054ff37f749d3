//! A view as a file of another format: all that the list of formats offers to pages.

use std::path::PathBuf;

use crate::board::{Board, Page};
use crate::drawing::scene::Scene;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, encode};
use crate::error::Result;
use crate::output::{FORMATS, Format, Picture, Writer};
use crate::picture::theme::Theme;
use crate::picture::{Options, scene};

use super::view::{PageTheme, View};

/// A file that every view can be had as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewFile {
    /// Its format.
    pub format: &'static Format,
    /// Its name without the ending.
    stem: &'static str,
}

/// How all pages of a leaderboard look, and their pictures.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The theme of all pages; `None`: what the reader's screen asks for, or the reader chooses.
    pub theme: Option<Theme>,
    /// How pictures look where an address says nothing.
    pub pictures: Options,
    /// Fonts for characters that the embedded one lacks.
    pub fonts: Vec<PathBuf>,
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
        look: &Options,
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
            Writer::Picture(picture) => drawn(&picture, &page, view, look, fonts)?,
        };
        Ok(Some(content))
    }
}

fn drawn(
    picture: &Picture,
    page: &Page<'_>,
    view: &View,
    look: &Options,
    fonts: &Fonts,
) -> Result<Vec<u8>> {
    let scene = scene(page, fonts, &look_of(picture, view, look));
    encoded(picture, &scene, page.entries.len(), fonts)
}

/// How a picture of a view looks.
pub(super) fn look_of(picture: &Picture, view: &View, look: &Options) -> Options {
    Options {
        theme: match view.theme {
            PageTheme::Dark => Theme::Dark,
            PageTheme::Light => Theme::Light,
            PageTheme::System => look.theme,
        },
        no_tooltips: !picture.has_tooltips,
        ..look.clone()
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
