//! Where pages and files are, relative to the page that links to them, so that any prefix of a proxy or
//! folder of a host will do.

use std::borrow::Cow;

use super::files::ViewFile;
use super::style;
use super::view::{View, encode};
use crate::picture::palette::Palette;

/// The script of all pages; they work without it.
const SCRIPT: &str = include_str!("page.js");

/// A leaderboard, small.
const ICON: &str = include_str!("icon.svg");

/// Files that every page needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asset {
    /// Styles.
    Style,
    /// The script.
    Script,
    /// What stands for the site in a browser's tab.
    Icon,
}

impl Asset {
    /// All of them.
    pub const ALL: [Asset; 3] = [Asset::Style, Asset::Script, Asset::Icon];

    /// Its file name.
    pub fn name(self) -> &'static str {
        match self {
            Asset::Style => "style.css",
            Asset::Script => "script.js",
            Asset::Icon => "icon.svg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Asset::Style => "text/css; charset=utf-8",
            Asset::Script => "text/javascript; charset=utf-8",
            Asset::Icon => "image/svg+xml",
        }
    }

    /// Its content.
    pub fn content(self, palette: Palette) -> Cow<'static, [u8]> {
        match self {
            Asset::Style => style::sheet(palette).into_bytes().into(),
            Asset::Script => SCRIPT.as_bytes().into(),
            Asset::Icon => ICON.as_bytes().into(),
        }
    }
}

/// Relative addresses from one page.
pub trait Addresses {
    /// The board in a view; `None` where there is no such page.
    fn view(&self, view: &View) -> Option<String>;

    /// The model with this key, as it stands in a view.
    fn model(&self, key: &str, view: &View) -> Option<String>;

    /// The view in another format.
    fn file(&self, file: ViewFile, view: &View) -> Option<String>;

    /// A file that all pages share.
    fn asset(&self, asset: Asset) -> String;

    /// Whether some server answers: it can sort, search and combine filters.
    fn is_served(&self) -> bool;

    /// The list of all models, where there is one.
    fn models(&self) -> Option<String>;
}

/// A model's key as one segment of an address. Dots alone would be taken for a folder.
pub fn model_segment(key: &str) -> String {
    if key.chars().all(|c| c == '.') {
        format!("~{key}")
    } else {
        encode(key).replace('/', "%2F")
    }
}
