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
    /// What draws the pictures of `document`. What is left out of the logo is warned of.
    ///
    /// # Errors
    /// Where the logo or a font cannot be read, or is not taken.
    pub fn illustrator<'a>(
        &self,
        document: &'a Path,
        session: &Session,
    ) -> Result<Illustrator<'a>> {
        let branded = self.brand.on(Options::default(), session)?;
        Ok(Illustrator {
            document,
            address: None,
            theme: self.paint.fixed_theme(),
            look: Options {
                // An <img> shows none.
                no_tooltips: true,
                ..self.paint.on(self.layout.on(branded))
            },
            fonts: self.paint.fonts()?,
            warnings: Warnings::default(),
            files: Vec::new(),
        })
    }

    /// The fonts and the logo that are read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.paint.files().chain(self.brand.files())
    }
}

/// Files with what they hold.
pub type Files = Vec<(Target, Vec<u8>)>;

/// Draws the pictures of a document, and keeps them until they are written.
pub struct Illustrator<'a> {
    /// The document, from which links are relative.
    document: &'a Path,
    /// The address of the light picture, in place of a relative link.
    pub address: Option<&'a str>,
    /// The only theme; `None`: both, and the reader's screen says which is seen.
    theme: Option<Theme>,
    /// How pictures look, whatever their theme.
    pub look: Options,
    fonts: Fonts,
    /// What is odd in the pictures: characters that no font has.
    pub warnings: Warnings,
    /// The pictures, and where they go.
    pub files: Files,
}

impl Illustrator<'_> {
    /// Draws the whole board as `light` and its dark sibling, or in one theme. The HTML that shows
    /// it in the document.
    ///
    /// # Errors
    /// Where a picture cannot be encoded.
    pub fn board(&mut self, board: &Board, light: &Path) -> Result<String> {
        let page = board.whole();
        self.add(light, &page.alt_text(), |look, fonts| {
            Ok(scene(&page, fonts, look))
        })
    }

    /// Draws the plots of the board that its data allow into `folder`, likewise.
    ///
    /// # Errors
    /// Where a picture cannot be encoded.
    pub fn plots(&mut self, board: &Board, folder: &Path) -> Result<String> {
        let choices = |look: &Options| Choices {
            look: look.clone(),
            ..Choices::default()
        };
        let plain = choices(&self.look);
        let plots = Plot::about(Subject::Board).filter(|plot| plot.lacks(board, &plain).is_none());
        let shown = plots.map(|plot| {
            let light = folder.join(format!("{}.svg", plot.id));
            let alt = plot.alt_text(board, &plain);
            self.add(&light, &alt, |look, fonts| {
                plot.scene(board, fonts, &choices(look))
            })
        });
        Ok(shown.collect::<Result<Vec<_>>>()?.join("\n"))
    }

    /// Adds what `draw` gives, as a file and its dark sibling, or as one file. The HTML that shows
    /// it.
    fn add(
        &mut self,
        light: &Path,
        alt: &str,
        draw: impl Fn(&Options, &Fonts) -> Result<Scene>,
    ) -> Result<String> {
        let dark = embed::dark_sibling(light);
        let files = match self.theme {
            Some(theme) => vec![(theme, light)],
            None => vec![(Theme::Light, light), (Theme::Dark, &dark)],
        };
        for (theme, file) in files {
            self.look.theme = theme;
            let scene = draw(&self.look, &self.fonts)?;
            note_lacking(&scene, &self.fonts, &mut self.warnings);
            let picture = encode(&scene, &self.fonts, Format::Svg, EncodeOptions::default())?;
            self.files.push((Target::File(file.to_owned()), picture));
        }
        let link = |file: &Path| {
            let link = embed::relative(self.document, file);
            link.to_string_lossy().into_owned()
        };
        let (light, dark) = match self.address {
            Some(address) => (address.to_owned(), embed::dark_address(address)),
            None => (link(light), link(&dark)),
        };
        let dark = self.theme.is_none().then_some(dark.as_str());
        Ok(embed::picture(&light, dark, alt))
    }

    /// Where the files go.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.files.iter().map(|(target, _)| target)
    }
}
