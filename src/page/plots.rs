//! Plots of a view: of its models below the board, of one model on its page.

use maud::{Markup, html};

use super::Pages;
use super::files::{encoded, look_of};
use super::view::{PageTheme, View};
use crate::board::Board;
use crate::board::caption::capitalised;
use crate::drawing::text::Fonts;
use crate::error::Result;
use crate::output::{Family, Format, Picture};
use crate::picture::Options;
use crate::plot::{Choices, PLOTS, Plot, Subject};

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
    let dark = view.with(|view| view.theme = PageTheme::Dark);
    let dark =
        (view.theme == PageTheme::System && pages.theme.is_none()).then(|| address(shown, &dark));
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
