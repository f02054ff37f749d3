//! Where pages and files are, relative to the page that links to them, so that any prefix of a proxy or
//! folder of a host will do.

use super::files::ViewFile;
use super::view::{View, encode};

/// Files that every page needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asset {
    /// Styles.
    Style,
    /// The script.
    Script,
}

impl Asset {
    /// Its file name.
    pub fn name(self) -> &'static str {
        match self {
            Asset::Style => "style.css",
            Asset::Script => "script.js",
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
