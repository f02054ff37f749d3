//! Colours, fonts and arrangement of pictures, and what they bear of those who make them: the same
//! in every command that draws.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::Session;
use crate::drawing::logo::Logo;
use crate::drawing::text::Fonts;
use crate::error::{Error, Result, Warnings};
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Arrangement, Background, Density, Options};

/// Colours and fonts of pictures.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct PaintArgs {
    /// Light or dark; `auto` follows the reader's screen in documents and pages, and is light
    /// elsewhere
    #[arg(long, value_name = "THEME", default_value = "auto")]
    pub theme: ThemeChoice,
    /// Colours of accuracy: red to green, or with `cvd` vermilion to blue, for colour-blind readers
    #[arg(long, value_name = "PALETTE", default_value = "standard")]
    pub palette: Palette,
    /// Pictures without a background
    #[arg(long)]
    pub transparent: bool,
    /// Font file (TrueType, OpenType) for characters that the embedded font lacks; repeatable
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,
}

impl PaintArgs {
    /// The embedded fonts and those added.
    ///
    /// # Errors
    /// Where a font cannot be read.
    pub fn fonts(&self) -> Result<Fonts> {
        Fonts::with(&self.font)
    }

    /// The theme that is asked for; `None`: the reader's.
    pub fn fixed_theme(&self) -> Option<Theme> {
        self.theme.0
    }

    /// The theme of a picture that stands alone.
    pub fn theme(&self) -> Theme {
        self.theme.0.unwrap_or_default()
    }

    /// Puts the colours on pictures.
    pub fn on(&self, options: Options) -> Options {
        Options {
            theme: self.theme(),
            palette: self.palette,
            background: match self.transparent {
                true => Background::Transparent,
                false => options.background,
            },
            ..options
        }
    }

    /// The fonts that are read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.font.iter().map(PathBuf::as_path)
    }
}

/// Which theme is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemeChoice(Option<Theme>);

impl ValueEnum for ThemeChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            ThemeChoice(None),
            ThemeChoice(Some(Theme::Light)),
            ThemeChoice(Some(Theme::Dark)),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.map_or("auto", Theme::word)))
    }
}

/// How the rows and columns of a board's picture stand, the same in every command that draws one.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct LayoutArgs {
    /// Arrangement: a table; for many tasks, `wrap` puts them into blocks below each other, and
    /// `transpose` makes each a row, with a column for each model
    #[arg(long, value_name = "LAYOUT", default_value = "table")]
    pub layout: Arrangement,
    /// Height of rows: `compact` gives each model one low row, with its levels side by side
    #[arg(long, value_name = "DENSITY", default_value = "normal")]
    pub density: Density,
}

impl LayoutArgs {
    /// Puts the arrangement on pictures.
    pub fn on(&self, options: Options) -> Options {
        Options {
            arrangement: self.layout,
            density: self.density,
            ..options
        }
    }
}

/// The arguments that every command with pictures has.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Branding")]
pub struct BrandArgs {
    /// Logo (SVG or PNG) beside the title; an SVG may hold shapes only
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
    /// Line under the title, in place of the one that counts what is shown; '' for none
    #[arg(long, value_name = "TEXT")]
    subtitle: Option<String>,
    /// Line below the legend
    #[arg(long, value_name = "TEXT")]
    footer: Option<String>,
}

impl BrandArgs {
    /// Puts them on pictures. What is left out of the logo is warned of.
    ///
    /// # Errors
    /// Where the logo cannot be read, or is not taken.
    pub fn on(&self, options: Options, session: &Session) -> Result<Options> {
        let mut warnings = Warnings::default();
        let file = self.logo.as_deref();
        let logo = file
            .map(|file| Logo::read(file, &mut warnings))
            .transpose()?;
        session.warnings(&warnings);
        Ok(Options {
            logo,
            subtitle: self.subtitle.clone(),
            footer: self.footer.clone(),
            ..options
        })
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.logo.iter().map(PathBuf::as_path)
    }

    /// Refuses them where no picture is made; `wanted` is the option that makes one.
    ///
    /// # Errors
    /// Where one of them is given.
    pub fn need(&self, wanted: &str) -> Result<()> {
        match self.logo.is_some() || self.subtitle.is_some() || self.footer.is_some() {
            true => Err(Error::Arguments(format!(
                "--logo, --subtitle and --footer are for pictures: add {wanted}"
            ))),
            false => Ok(()),
        }
    }
}

/// Notes the characters of some texts that no font has, unless others are noted already.
pub(super) fn note_lacking<'a>(
    texts: impl Iterator<Item = &'a str>,
    fonts: &Fonts,
    warnings: &mut Warnings,
) {
    const LACKING: &str = "characters that no font has are drawn as boxes; --font FILE adds one";
    let lacking: std::collections::BTreeSet<char> = texts
        .flat_map(|text| fonts.lacking(text).collect::<Vec<char>>())
        .collect();
    for c in lacking {
        warnings.push(LACKING, format!("{c} (U+{:04X})", u32::from(c)));
    }
}
