//! Pictures that a report or a README shows: light and dark, with the HTML between them.

use std::path::Path;

use super::Session;
use super::render::note_lacking;
use crate::board::Board;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, Format, encode};
use crate::emit::embed;
use crate::error::{Result, Warnings};
use crate::output::Target;
use crate::picture::theme::Theme;
use crate::picture::{Options, scene};

/// A board in both themes, ready to be written.
pub struct Pictures {
    /// Files and what they hold.
    pub files: Vec<(Target, Vec<u8>)>,
    /// The HTML that shows them in the document.
    pub html: String,
}

impl Pictures {
    /// Draws the whole board as `light` and its dark sibling, to be shown in `document`. Of the
    /// options, the theme says nothing here. Characters that the embedded font lacks become
    /// warnings.
    ///
    /// # Errors
    /// Where a picture cannot be encoded.
    pub fn of(
        board: &Board,
        light: &Path,
        document: &Path,
        options: &Options,
        warnings: &mut Warnings,
    ) -> Result<Pictures> {
        let fonts = Fonts::embedded();
        let page = board.whole();
        let dark = embed::dark_sibling(light);
        let mut files = Vec::new();
        for (theme, file) in [(Theme::Light, light), (Theme::Dark, dark.as_path())] {
            let options = Options {
                theme,
                // An <img> shows none.
                no_tooltips: true,
                ..options.clone()
            };
            let scene = scene(&page, &fonts, &options);
            note_lacking(&scene, &fonts, warnings);
            let picture = encode(&scene, &fonts, Format::Svg, EncodeOptions::default())?;
            files.push((Target::File(file.to_owned()), picture));
        }
        let link = |file: &Path| {
            embed::relative(document, file)
                .to_string_lossy()
                .into_owned()
        };
        let html = embed::picture(&link(light), &link(&dark), &page.alt_text());
        Ok(Pictures { files, html })
    }

    /// Where the files go.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.files.iter().map(|(target, _)| target)
    }

    /// Writes the files.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn write(&self, session: &Session) -> Result<()> {
        for (target, bytes) in &self.files {
            target.write(bytes)?;
            session.detail(&format!("wrote {}", target.path().display()));
        }
        Ok(())
    }
}
