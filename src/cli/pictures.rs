//! Pictures that a report or a README shows: light and dark, with the HTML between them.

use std::path::Path;

use clap::Args;

use super::paint::{LayoutArgs, PaintArgs};
use super::render::note_lacking;
use super::{BrandArgs, Session};
use crate::board::Board;
use crate::drawing::scene::Scene;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, Format, encode};
use crate::emit::embed;
use crate::error::{Result, Warnings};
use crate::output::Target;
use crate::picture::theme::Theme;
use crate::picture::{Options, scene};
use crate::plot::{Choices, Plot, Subject};

/// How the pictures of a document look.
#[derive(Debug, Clone, Args)]
pub struct IllustrationArgs {
    /// How rows and columns stand.
    #[command(flatten)]
    layout: LayoutArgs,
    /// Colours and fonts.
    #[command(flatten)]
    paint: PaintArgs,
    /// Logo and lines of text.
    #[command(flatten)]
    pub brand: BrandArgs,
}

impl IllustrationArgs {
    /// As the library takes it. What is left out of the logo is warned of.
    ///
    /// # Errors
    /// Where the logo cannot be read, or is not taken.
    pub fn options(&self, session: &Session) -> Result<Options> {
        let branded = self.brand.on(Options::default(), session)?;
        Ok(self.paint.on(self.layout.on(branded)))
    }

    /// The theme of all pictures; `None`: both.
    pub fn theme(&self) -> Option<Theme> {
        self.paint.fixed_theme()
    }

    /// The embedded fonts and those added.
    ///
    /// # Errors
    /// Where a font cannot be read.
    pub fn fonts(&self) -> Result<Fonts> {
        self.paint.fonts()
    }

    /// The fonts and the logo that are read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.paint.files().chain(self.brand.files())
    }
}

/// Pictures in the themes that are asked for, ready to be written.
#[derive(Default)]
pub struct Pictures {
    /// Files and what they hold.
    pub files: Vec<(Target, Vec<u8>)>,
    /// The HTML that shows them in the document.
    pub html: String,
}

/// Where pictures are shown.
pub struct Shown<'a> {
    /// The document, from which links are relative.
    pub document: &'a Path,
    /// The address of the light picture, in place of a relative link.
    pub address: Option<&'a str>,
    /// The only theme; `None`: both, and the reader's screen says which is seen.
    pub theme: Option<Theme>,
}

impl Pictures {
    /// Draws the whole board as `light` and its dark sibling, or in one theme, to be shown as
    /// `shown` says. Of the options, the theme says nothing here. Characters that no font has
    /// become warnings.
    ///
    /// # Errors
    /// Where a picture cannot be encoded.
    pub fn of(
        board: &Board,
        light: &Path,
        shown: &Shown<'_>,
        options: &Options,
        fonts: &Fonts,
        warnings: &mut Warnings,
    ) -> Result<Pictures> {
        let page = board.whole();
        let drawn = |options: &Options| Ok(scene(&page, fonts, options));
        let mut pictures = Pictures::default();
        let alt = page.alt_text();
        pictures.add((light, shown), &alt, fonts, options, &drawn, warnings)?;
        Ok(pictures)
    }

    /// Draws the plots of the board that its data allow into `folder`, likewise.
    ///
    /// # Errors
    /// Where a picture cannot be encoded.
    pub fn of_plots(
        board: &Board,
        folder: &Path,
        shown: &Shown<'_>,
        options: &Options,
        fonts: &Fonts,
        warnings: &mut Warnings,
    ) -> Result<Pictures> {
        let mut pictures = Pictures::default();
        let choices = |look: &Options| Choices {
            look: look.clone(),
            ..Choices::default()
        };
        let plain = choices(options);
        let mut plots =
            Plot::about(Subject::Board).filter(|plot| plot.lacks(board, &plain).is_none());
        plots.try_for_each(|plot| {
            let light = folder.join(format!("{}.svg", plot.id));
            let drawn = |options: &Options| plot.scene(board, fonts, &choices(options));
            let alt = plot.alt_text(board, &plain);
            pictures.add((&light, shown), &alt, fonts, options, &drawn, warnings)
        })?;
        Ok(pictures)
    }

    /// Adds what is `drawn`, as a file and its dark sibling, or as one file.
    fn add(
        &mut self,
        (light, shown): (&Path, &Shown<'_>),
        alt: &str,
        fonts: &Fonts,
        options: &Options,
        drawn: &dyn Fn(&Options) -> Result<Scene>,
        warnings: &mut Warnings,
    ) -> Result<()> {
        let dark = embed::dark_sibling(light);
        let both = [(Theme::Light, light), (Theme::Dark, dark.as_path())];
        let one = shown.theme.map(|theme| [(theme, light)]);
        for &(theme, file) in one.as_ref().map_or(&both[..], |one| &one[..]) {
            let options = Options {
                theme,
                // An <img> shows none.
                no_tooltips: true,
                ..options.clone()
            };
            let scene = drawn(&options)?;
            note_lacking(&scene, fonts, warnings);
            let picture = encode(&scene, fonts, Format::Svg, EncodeOptions::default())?;
            self.files.push((Target::File(file.to_owned()), picture));
        }
        let link = |file: &Path| {
            let link = embed::relative(shown.document, file);
            link.to_string_lossy().into_owned()
        };
        if !self.html.is_empty() {
            self.html.push('\n');
        }
        let links = match shown.address {
            Some(address) => (address.to_owned(), embed::dark_address(address)),
            None => (link(light), link(&dark)),
        };
        let dark = shown.theme.is_none().then_some(links.1.as_str());
        self.html += &embed::picture(&links.0, dark, alt);
        Ok(())
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
