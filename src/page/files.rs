//! A view as files: the board in all formats that the list offers to pages, and its plots.

use std::path::PathBuf;

use maud::{Markup, html};

use crate::board::Board;
use crate::board::caption::capitalised;
use crate::drawing::scene::Scene;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, encode};
use crate::error::Result;
use crate::output::{FORMATS, Family, Format, Picture, Writer};
use crate::picture::theme::Theme;
use crate::picture::{Options, scene};
use crate::plot::{Choices, PLOTS, Plot, Subject};

use super::Pages;
use super::view::View;

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
        let page = match view.page_named {
            true => board.page(view.page, view.per_page),
            false => Some(board.whole()),
        };
        let Some(page) = page else { return Ok(None) };
        let content = match &self.format.writer {
            Writer::Text(text) => (text.emitter)().to_bytes(board),
            Writer::Picture(picture) => {
                let scene = scene(&page, fonts, &look_of(picture, view, look));
                encoded(picture, &scene, page.entries.len(), fonts)?
            }
        };
        Ok(Some(content))
    }
}

/// How a picture of a view looks.
fn look_of(picture: &Picture, view: &View, look: &Options) -> Options {
    Options {
        theme: view.theme.unwrap_or(look.theme),
        no_tooltips: !picture.has_tooltips,
        ..look.clone()
    }
}

/// A scene of so many models as a file.
fn encoded(picture: &Picture, scene: &Scene, models: usize, fonts: &Fonts) -> Result<Vec<u8>> {
    let options = EncodeOptions {
        scale: match picture.has_pixels && models < MANY_MODELS {
            true => PIXEL_SCALE,
            false => 1.0,
        },
        ..EncodeOptions::default()
    };
    encode(scene, fonts, picture.encoding, options)
}

/// A plot as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlotFile {
    /// What it shows.
    pub plot: &'static Plot,
    /// Its format, a picture.
    pub format: &'static Format,
}

impl PlotFile {
    /// All of them: each plot in each picture format.
    pub fn all() -> impl Iterator<Item = PlotFile> {
        PLOTS.iter().flat_map(|plot| {
            Family::Pictures
                .formats()
                .map(move |format| PlotFile { plot, format })
        })
    }

    /// The plot of `board`, or of its model with this index.
    ///
    /// # Errors
    /// Where the board lacks what the plot needs, and where the picture is too large to be drawn.
    pub fn content(
        self,
        board: &Board,
        model: Option<usize>,
        view: &View,
        look: &Options,
        fonts: &Fonts,
    ) -> Result<Vec<u8>> {
        let Some(picture) = self.format.picture() else {
            return Ok(Vec::new());
        };
        let choices = Choices {
            look: look_of(picture, view, look),
            model,
            ..Choices::default()
        };
        let scene = self.plot.scene(board, fonts, &choices)?;
        encoded(picture, &scene, board.entries.len(), fonts)
    }
}

/// The plots that the board has the data for, folded.
pub(super) fn plots(pages: &Pages<'_>, board: &Board, view: &View) -> Markup {
    let figures: Vec<Markup> = Plot::about(Subject::Board)
        .filter_map(|plot| figure(pages, plot, board, None, view))
        .collect();
    html! {
        @if !figures.is_empty() {
            details.plots {
                summary { h2 { "Plots" } }
                @for figure in figures { (figure) }
            }
        }
    }
}

/// The plots of the model at index `ix` of the board.
pub(super) fn plots_of_model(pages: &Pages<'_>, board: &Board, ix: usize, view: &View) -> Markup {
    let plots = Plot::about(Subject::Model);
    let figures = plots.filter_map(|plot| figure(pages, plot, board, Some(ix), view));
    html! { @for figure in figures { (figure) } }
}

/// A plot with links to its files; `None` where the data lack what it needs, or it has no address.
fn figure(
    pages: &Pages<'_>,
    plot: &'static Plot,
    board: &Board,
    model: Option<usize>,
    view: &View,
) -> Option<Markup> {
    let choices = Choices {
        model,
        ..Choices::default()
    };
    if plot.lacks(board, &choices).is_some() {
        return None;
    }
    let key = model.and_then(|ix| Some(board.entries.get(ix)?.key.as_str()));
    // A plot is of all pages.
    let view = view.with(|_| ());
    let address = |format, view: &View| pages.addresses.plot(PlotFile { plot, format }, key, view);
    let shown = Family::Pictures.formats().find(|format| is_shown(format))?;
    let src = address(shown, &view)?;
    let dark = view.with(|view| view.theme = Some(Theme::Dark));
    let dark = (view.theme.or(pages.theme).is_none()).then(|| address(shown, &dark));
    let files = Family::Pictures
        .formats()
        .filter_map(|format| Some((format, address(format, &view)?)));
    Some(html! {
        figure {
            picture {
                @if let Some(dark) = dark.flatten() {
                    source media="(prefers-color-scheme: dark)" srcset=(dark);
                }
                img src=(src) alt=(plot.alt_text(board, &choices)) loading="lazy";
            }
            figcaption {
                (capitalised(plot.about)) ", as"
                @for (format, href) in files {
                    " " a href=(href) type=(format.media_type) { (format.label) }
                }
            }
        }
    })
}

/// Whether a page shows it: a picture that stays sharp.
fn is_shown(format: &Format) -> bool {
    let sharp = |picture: &Picture| picture.is_for_web && !picture.has_pixels;
    format.picture().is_some_and(sharp)
}
