//! From an address to what is asked for.

use percent_encoding::percent_decode_str;

use crate::page::{Asset, PlotFile, ViewFile, model_key};
use crate::plot::Subject;

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// A page of the board.
    Board,
    /// The page of the model with this key.
    Model(String),
    /// A view in another format.
    File(ViewFile),
    /// A plot of a view, or of the model with this key.
    Plot(PlotFile, Option<String>),
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
    if let Some(name) = below.strip_prefix("plot/") {
        return plot(name);
    }
    below.strip_prefix("model/").and_then(key).map(Route::Model)
}

/// `tradeoff.svg`, `profile/KEY.svg`.
fn plot(name: &str) -> Option<Route> {
    let (name, ending) = name.rsplit_once('.')?;
    let (id, model) = match name.split_once('/') {
        Some((id, segment)) => (id, Some(key(segment)?)),
        None => (name, None),
    };
    let file = PlotFile::all().find(|file| file.plot.id == id && file.format.ending() == ending)?;
    let is_of_model = file.plot.subject == Subject::Model;
    (is_of_model == model.is_some()).then_some(Route::Plot(file, model))
}

/// The key of a model in an address. Whoever writes a slash of it as it is means the key, too.
fn key(segment: &str) -> Option<String> {
    let segment = Some(segment).filter(|segment| !segment.is_empty())?;
    let segment = percent_decode_str(segment).decode_utf8().ok()?;
    Some(model_key(&segment))
}

/// The way from a page at this path up to the base path.
pub(super) fn up(below: &str) -> String {
    match below.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
