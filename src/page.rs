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
