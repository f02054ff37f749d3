//! The leaderboard as HTML: the board, a model, a notice. What is shown is the board's; here is
//! how. The same pages are served and written as a static site: they differ in their [`Addresses`]
//! only.
//!
//! Every text goes through [`maud`], which escapes it. Cells are drawn by classes of the style file
//! (`style`), so that a strict content security policy holds: no page has a style or script of its
//! own.

mod addresses;
mod assets;
mod board;
mod cell;
mod files;
mod filters;
mod frame;
mod model;
mod models;
mod notes;
mod style;
mod table;
pub mod view;

use std::borrow::Cow;

use crate::board::caption::{WHOLE, shortened};
use crate::board::{Board, Facets, Selection};
use crate::error::is_bidi_control;
use crate::picture::theme::Theme;

pub use addresses::{Addresses, model_key, model_segment};
pub use assets::Asset;
pub use files::{Look, PlotFile, ViewFile};
use view::View;

/// What the pages of one leaderboard share.
pub struct Pages<'a> {
    /// The filters and choices that hold where an address says nothing.
    pub start: &'a Selection,
    /// What there is to filter by.
    pub facets: &'a Facets,
    /// Where pages and files are.
    pub addresses: &'a dyn Addresses,
    /// The theme of all pages; `None`: the reader's.
    pub theme: Option<Theme>,
    /// Why the shown data are not the latest, in words without any path.
    pub problem: Option<&'a str>,
}

impl Pages<'_> {
    /// The page of `board` that `view` names; `None` beyond the last.
    pub fn board(&self, board: &Board, view: &View) -> Option<String> {
        let page = board.page(view.page, view.per_page)?;
        Some(board::board_page(self, page, view).into_string())
    }

    /// The page of the model at index `ix` of the board; `None` where there is none.
    pub fn model(&self, board: &Board, ix: usize, view: &View) -> Option<String> {
        let entry = board.entries.get(ix)?;
        Some(model::model_page(self, board, ix, entry, view).into_string())
    }

    /// All models in a list, for sites that nobody searches for the reader.
    pub fn models(&self, board: &Board, view: &View) -> String {
        models::models_page(self, board, view).into_string()
    }

    /// A page that says why there is nothing else.
    pub fn notice(&self, heading: &str, text: &str, view: &View) -> String {
        frame::notice_page(self, heading, text, view).into_string()
    }
}

/// A board's title.
fn title(board: &Board) -> String {
    shown(&board.title_or_source()).into_owned()
}

/// A name from the data as it may stand in a page: what would change the text around it is spelt
/// out.
fn shown(name: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || is_bidi_control(c);
    if name.contains(odd) || name.len() > WHOLE {
        shortened(name, WHOLE).into()
    } else {
        name.into()
    }
}
