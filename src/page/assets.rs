//! Files that all pages share.

use std::borrow::Cow;

use super::style;
use crate::drawing::text::{REGULAR, SEMIBOLD};
use crate::picture::palette::Palette;

/// A file that every page needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asset {
    /// Styles.
    Style,
    /// The script.
    Script,
    /// What stands for the site in a browser's tab.
    Icon,
    /// The face of the pictures.
    Regular,
    /// The same, stronger.
    SemiBold,
}

/// Pages work without it.
const SCRIPT: &str = include_str!("page.js");

/// A leaderboard, small.
const ICON: &str = include_str!("icon.svg");

impl Asset {
    /// All of them.
    pub const ALL: [Asset; 5] = [
        Asset::Style,
        Asset::Script,
        Asset::Icon,
        Asset::Regular,
        Asset::SemiBold,
    ];

    /// Its file name. The style file names the faces.
    pub fn name(self) -> &'static str {
        match self {
            Asset::Style => "style.css",
            Asset::Script => "script.js",
            Asset::Icon => "icon.svg",
            Asset::Regular => "regular.ttf",
            Asset::SemiBold => "semibold.ttf",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Asset::Style => "text/css; charset=utf-8",
            Asset::Script => "text/javascript; charset=utf-8",
            Asset::Icon => "image/svg+xml",
            Asset::Regular | Asset::SemiBold => "font/ttf",
        }
    }

    /// Its content.
    pub fn content(self, palette: Palette) -> Cow<'static, [u8]> {
        match self {
            Asset::Style => style::sheet(palette).into_bytes().into(),
            Asset::Script => SCRIPT.as_bytes().into(),
            Asset::Icon => ICON.as_bytes().into(),
            Asset::Regular => REGULAR.into(),
            Asset::SemiBold => SEMIBOLD.into(),
        }
    }
}
