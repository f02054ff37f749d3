//! Where pages and files are, relative to the page that links to them, so that any prefix of a
//! proxy or folder of a host will do.

use super::assets::Asset;
use super::files::{PlotFile, ViewFile};
use super::view::{View, encode};

/// Relative addresses from one page.
pub trait Addresses {
    /// The board in a view; `None` where there is no such page.
    fn view(&self, view: &View) -> Option<String>;

    /// The model with this key, as it stands in a view.
    fn model(&self, key: &str, view: &View) -> Option<String>;

    /// The view in another format.
    fn file(&self, file: ViewFile, view: &View) -> Option<String>;

    /// A plot of the view, or of the model with this key in it; `None` where there is none.
    fn plot(&self, file: PlotFile, model: Option<&str>, view: &View) -> Option<String>;

    /// A file that all pages share.
    fn asset(&self, asset: Asset) -> String;

    /// Whether some server answers: it can sort, search and combine filters.
    fn is_served(&self) -> bool;

    /// The list of all models, where there is one.
    fn models(&self) -> Option<String>;
}

/// A model's key as one segment of an address. A `~` stands before dots alone, which would be taken
/// for a folder. Slashes are encoded twice: proxies refuse `%2F`, or make of it a slash, behind
/// which relative links lead elsewhere.
pub fn model_segment(key: &str) -> String {
    let guard = match key.starts_with('~') || key.chars().all(|c| c == '.') {
        true => "~",
        false => "",
    };
    let key = key.replace('%', "%25").replace('/', "%2F");
    format!("{guard}{}", encode(&key))
}

/// The key of a model from its segment, once decoded.
pub fn model_key(segment: &str) -> String {
    let segment = segment.strip_prefix('~').unwrap_or(segment);
    segment.replace("%2F", "/").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_have_no_slash_however_often_they_are_decoded_and_lead_back() {
        for key in [
            "org/model",
            "a%2Fb",
            "%",
            "%252F",
            "..",
            "~",
            "~..",
            "a b?c#d",
            "50%25/x",
        ] {
            let segment = model_segment(key);
            assert!(
                !segment.contains("%2F") && !segment.contains('/'),
                "{segment}"
            );
            let decoded = percent_encoding::percent_decode_str(&segment);
            let decoded = decoded.decode_utf8().unwrap();
            assert!(!decoded.contains('/'), "{decoded}");
            assert_eq!(model_key(&decoded), key);
        }
    }
}
