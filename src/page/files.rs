//! A view as a file of another format.

use crate::board::{Board, Page};
use crate::drawing::text::Fonts;
use crate::drawing::{self, EncodeOptions};
use crate::emit::Format;
use crate::error::{Error, Result};
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Options, scene};

use super::view::{PageTheme, View};

/// The formats in which every view can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ViewFile {
    /// The picture as SVG.
    Svg,
    /// The picture as PNG.
    Png,
    /// The cells as CSV.
    Csv,
    /// Everything as JSON.
    Json,
    /// The report as Markdown.
    Markdown,
}

/// Size of a served PNG: sharp on today's screens.
const PNG_SCALE: f64 = 2.0;

/// From so many models on, a PNG of the whole board keeps its plain size, so that it fits into memory.
const MANY_MODELS: usize = 30;

impl ViewFile {
    /// All of them, in the order of the links.
    pub const ALL: [ViewFile; 5] = [
        ViewFile::Svg,
        ViewFile::Png,
        ViewFile::Csv,
        ViewFile::Json,
        ViewFile::Markdown,
    ];

    /// Its name beside the board.
    pub fn name(self) -> &'static str {
        match self {
            ViewFile::Svg => "board.svg",
            ViewFile::Png => "board.png",
            ViewFile::Csv => "board.csv",
            ViewFile::Json => "board.json",
            ViewFile::Markdown => "report.md",
        }
    }

    /// The ending of its name.
    pub fn ending(self) -> &'static str {
        let (_, ending) = self.name().split_once('.').unwrap_or_default();
        ending
    }

    /// What links call it.
    pub fn label(self) -> &'static str {
        match self {
            ViewFile::Svg => "SVG",
            ViewFile::Png => "PNG",
            ViewFile::Csv => "CSV",
            ViewFile::Json => "JSON",
            ViewFile::Markdown => "Markdown",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            ViewFile::Svg => "image/svg+xml",
            ViewFile::Png => "image/png",
            ViewFile::Csv => "text/csv; charset=utf-8",
            ViewFile::Json => "application/json",
            ViewFile::Markdown => "text/markdown; charset=utf-8",
        }
    }

    /// Whether it is a picture: that shows the page that the view names; the others hold the whole board.
    pub fn is_picture(self) -> bool {
        matches!(self, ViewFile::Svg | ViewFile::Png)
    }

    fn format(self) -> Option<&'static Format> {
        match self {
            ViewFile::Svg | ViewFile::Png => None,
            ViewFile::Csv => Format::named("csv"),
            ViewFile::Json => Format::named("json"),
            ViewFile::Markdown => Format::named("markdown"),
        }
    }

    /// The file's content; `None` where the view names a page that is not there.
    ///
    /// # Errors
    /// Where the picture is too large to be drawn.
    pub fn content(
        self,
        board: &Board,
        view: &View,
        palette: Palette,
        fonts: &Fonts,
    ) -> Result<Option<Vec<u8>>> {
        let page = if view.page_named {
            board.page(view.page, view.per_page)
        } else {
            Some(board.whole())
        };
        let Some(page) = page else { return Ok(None) };
        let content = match self.format() {
            Some(format) => (format.emitter)().to_bytes(board),
            None => self.picture(page, view, palette, fonts)?,
        };
        Ok(Some(content))
    }

    fn picture(
        self,
        page: Page<'_>,
        view: &View,
        palette: Palette,
        fonts: &Fonts,
    ) -> Result<Vec<u8>, Error> {
        let theme = match view.theme {
            PageTheme::Dark => Theme::Dark,
            PageTheme::Light | PageTheme::System => Theme::Light,
        };
        let options = Options {
            theme,
            palette,
            no_tooltips: self != ViewFile::Svg,
            ..Options::default()
        };
        let scene = scene(&page, fonts, &options);
        let (format, scale) = match self {
            ViewFile::Svg => (drawing::Format::Svg, 1.0),
            _ if page.entries.len() < MANY_MODELS => (drawing::Format::Png, PNG_SCALE),
            _ => (drawing::Format::Png, 1.0),
        };
        let options = EncodeOptions {
            scale,
            ..EncodeOptions::default()
        };
        drawing::encode(&scene, fonts, format, options)
    }
}
