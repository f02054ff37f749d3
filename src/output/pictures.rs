//! The picture formats.

use crate::drawing;
use crate::output_format::{Format, Picture, Writer};

impl Format {
    /// Scalable: for READMEs and pages.
    pub const SVG: Format = Format {
        id: "svg",
        label: "SVG",
        about: "scalable, for READMEs and pages",
        endings: &["svg"],
        media_type: "image/svg+xml",
        page_file: Some("board"),
        writer: Writer::Picture(Picture {
            encoding: drawing::Format::Svg,
            is_for_web: true,
            has_pixels: false,
            has_tooltips: true,
            has_live_text: true,
        }),
    };

    /// Pixels: for chats and slides.
    pub const PNG: Format = Format {
        id: "png",
        label: "PNG",
        about: "pixels, for chats and slides",
        endings: &["png"],
        media_type: "image/png",
        page_file: Some("board"),
        writer: Writer::Picture(Picture {
            encoding: drawing::Format::Png,
            is_for_web: true,
            has_pixels: true,
            has_tooltips: false,
            has_live_text: false,
        }),
    };

    /// Scalable, with text that can be selected: for papers.
    #[cfg(feature = "pdf")]
    pub const PDF: Format = Format {
        id: "pdf",
        label: "PDF",
        about: "scalable, with text that can be selected, for papers",
        endings: &["pdf"],
        media_type: "application/pdf",
        page_file: None,
        writer: Writer::Picture(Picture {
            encoding: drawing::Format::Pdf,
            is_for_web: false,
            has_pixels: false,
            has_tooltips: false,
            has_live_text: false,
        }),
    };
}
