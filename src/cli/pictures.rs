//! Pictures that a report or a README shows: light and dark, with the HTML between them.

use std::path::{Path, PathBuf};

use super::Session;
use super::render::note_lacking;
use crate::board::Board;
use crate::drawing::svg::{self, SvgOptions};
use crate::drawing::text::Fonts;
use crate::emit::embed;
use crate::error::{Result, Warnings};
use crate::output::Target;
use crate::picture::theme::Theme;
use crate::picture::{Options, scene};

/// A board in both themes, ready to be written.
pub struct Pictures {
    /// Files and what they hold.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The HTML that shows them in the document.
    pub html: String,
}

impl Pictures {
    /// Draws the whole board as `light` and its dark sibling, to be shown in `document`. Of the options, the theme says nothing here. Characters that the
    /// embedded font lacks become warnings.
    pub fn of(
        board: &Board,
        light: &Path,
        document: &Path,
        options: &Options,
        warnings: &mut Warnings,
    ) -> Pictures {
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
            let text = svg::write(&scene, &fonts, 1.0, SvgOptions::default());
            files.push((file.to_owned(), text.into_bytes()));
        }
        let link = |file: &Path| {
            embed::relative(document, file)
                .to_string_lossy()
                .into_owned()
        };
        let html = embed::picture(&link(light), &link(&dark), &page.alt_text());
        Pictures { files, html }
    }

    /// Writes the files.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn write(&self, session: &Session) -> Result<()> {
        for (file, bytes) in &self.files {
            Target::File(file.clone()).write(bytes)?;
            session.detail(&format!("wrote {}", file.display()));
        }
        Ok(())
    }
}
