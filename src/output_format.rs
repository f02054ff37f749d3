//! What the list of output formats says of each.

use crate::by_id::by_id;
use crate::drawing;
use crate::emit::Emit;

/// A format that a board can be written in.
#[derive(Clone, Copy)]
pub struct Format {
    /// Identifies it: the word of the command line.
    pub id: &'static str,
    /// What it is called where it is offered.
    pub label: &'static str,
    /// What it is, for help texts: no capital, no full stop.
    pub about: &'static str,
    /// Endings of file names that mean it, without the dot; the first is the usual one.
    pub endings: &'static [&'static str],
    /// Its media type.
    pub media_type: &'static str,
    /// Name, without ending, of the file that pages offer of every view; `None`: they offer none.
    pub page_file: Option<&'static str>,
    /// How it is written.
    pub(crate) writer: Writer,
}

/// How a format is written.
#[derive(Clone, Copy)]
pub enum Writer {
    /// As text.
    Text(Text),
    /// As a picture.
    Picture(Picture),
}

/// How a text format is written.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// With its usual options.
    pub emitter: fn() -> Box<dyn Emit>,
    /// As a part of a document, where that differs.
    pub fragment: Option<fn() -> Box<dyn Emit>>,
}

impl Writer {
    /// As text that has no form of its own as a part of a document.
    pub(crate) const fn text(emitter: fn() -> Box<dyn Emit>) -> Writer {
        Writer::Text(Text {
            emitter,
            fragment: None,
        })
    }
}

/// How a picture format is encoded, and what it can hold.
#[derive(Debug, Clone, Copy)]
pub struct Picture {
    /// Its encoding.
    pub encoding: drawing::Format,
    /// Whether an `<img>` of a page shows it.
    pub is_for_web: bool,
    /// Whether it has pixels: it gets no sharper when it is enlarged.
    pub has_pixels: bool,
    /// Whether it can hold tooltips.
    pub has_tooltips: bool,
    /// Whether its texts can be left to the viewer's fonts.
    pub has_live_text: bool,
}

by_id!(Format);
