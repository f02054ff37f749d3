//! From an address to what is asked for.

use percent_encoding::percent_decode_str;

use crate::page::{Asset, ViewFile, model_key};

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// A page of the board.
    Board,
    /// The page of the model with this key.
    Model(String),
    /// A view in another format.
    File(ViewFile),
    /// A file that all pages share.
    Asset(Asset),
    /// Whether the server lives.
    Health,
}

/// What a path below the base path names.
pub(super) fn route(below: &str) -> Option<Route> {
    match below {
        "" => return Some(Route::Board),
        "healthz" => return Some(Route::Health),
        _ => {}
    }
    // What browsers ask for where a page names no icon, as with a picture.
    if below == "favicon.ico" {
        return Some(Route::Asset(Asset::Icon));
    }
    if let Some(asset) = Asset::ALL.into_iter().find(|asset| asset.name() == below) {
        return Some(Route::Asset(asset));
    }
    if let Some(file) = ViewFile::all().find(|file| file.name() == below) {
        return Some(Route::File(file));
    }
    // Whoever writes a slash of a key as it is means the key, too.
    let segment = below.strip_prefix("model/").filter(|key| !key.is_empty())?;
    let segment = percent_decode_str(segment).decode_utf8().ok()?;
    Some(Route::Model(model_key(&segment)))
}

/// The way from a page at this path up to the base path.
pub(super) fn up(below: &str) -> String {
    match below.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
