//! The one list of formats that a board can be written in: texts and pictures.
//!
//! A new text format is a file in `src/emit/` with a `FORMAT`, and a line in [`FORMATS`]. Commands,
//! pages, help texts and tests read this list.

use std::path::Path;

use crate::drawing;
use crate::emit;
use crate::error::{Error, Result};
use crate::output_format::{Format, Picture, Text, Writer};

/// All formats, in the order of help texts and links.
pub const FORMATS: &[Format] = &[
    Format::SVG,
    Format::PNG,
    #[cfg(feature = "pdf")]
    Format::PDF,
    emit::csv::FORMAT,
    emit::json::FORMAT,
    emit::jsonl::FORMAT,
    #[cfg(feature = "serve")]
    emit::html_table::FORMAT,
    emit::latex::FORMAT,
    emit::markdown::FORMAT,
];

/// What a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Pictures: `evalboard render`.
    Pictures,
    /// Texts: `evalboard export`.
    Texts,
}

impl Family {
    /// Its formats, in the order of the list.
    pub fn formats(self) -> impl Iterator<Item = &'static Format> {
        FORMATS.iter().filter(move |format| format.family() == self)
    }

    /// The ids of its formats: `svg, png, pdf`.
    pub fn ids(self) -> String {
        let ids: Vec<&str> = self.formats().map(|format| format.id).collect();
        ids.join(", ")
    }

    fn command(self) -> &'static str {
        match self {
            Family::Pictures => "render",
            Family::Texts => "export",
        }
    }

    /// What writes an output: `part` of the format that is `named`, else of that which the ending
    /// of `output` means. `output` may be `-`.
    ///
    /// # Errors
    /// Where neither tells a format, or it is of another family.
    pub fn writer_of<T>(
        self,
        named: Option<&'static Format>,
        output: &str,
        part: impl Fn(&'static Format) -> Option<T>,
    ) -> Result<T> {
        let format = named.or_else(|| Format::of_file(Path::new(output)));
        if let Some(part) = format.and_then(part) {
            return Ok(part);
        }
        let problem = match format {
            Some(format) => format!(
                "`evalboard {}` does not write {}, `evalboard {}` does",
                self.command(),
                format.label,
                format.family().command()
            ),
            None if output == "-" => "standard output has no file name".to_owned(),
            None => {
                let endings: Vec<String> = self
                    .formats()
                    .map(|format| format!(".{}", format.ending()))
                    .collect();
                format!(
                    "the file name does not tell the format: end it in {}",
                    endings.join(", ")
                )
            }
        };
        Err(Error::UnknownFormat {
            output: output.to_owned(),
            problem,
            known: self.ids(),
        })
    }
}

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

    /// The format that `id` identifies.
    pub fn named(id: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.id == id)
    }

    /// The format that the ending of a file's name means, in any case.
    pub fn of_file(file: &Path) -> Option<&'static Format> {
        let ending = file.extension()?.to_str()?;
        FORMATS.iter().find(|format| {
            let mut endings = format.endings.iter();
            endings.any(|known| known.eq_ignore_ascii_case(ending))
        })
    }

    /// Whether it is a picture or a text.
    pub fn family(&self) -> Family {
        match self.writer {
            Writer::Picture(_) => Family::Pictures,
            Writer::Text(_) => Family::Texts,
        }
    }

    /// What it can hold as a picture; `None`: it is a text.
    pub fn picture(&self) -> Option<&Picture> {
        match &self.writer {
            Writer::Picture(picture) => Some(picture),
            Writer::Text(_) => None,
        }
    }

    /// How it is written as a text; `None`: it is a picture.
    pub fn text(&self) -> Option<&Text> {
        match &self.writer {
            Writer::Text(text) => Some(text),
            Writer::Picture(_) => None,
        }
    }

    /// The usual ending of its files, without the dot.
    pub fn ending(&self) -> &'static str {
        self.endings[0]
    }
}

#[cfg(test)]
mod tests;
