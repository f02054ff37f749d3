//! Colours and fonts of pictures, the same in every command that draws.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::drawing::text::Fonts;
use crate::error::{Result, Warnings};
use crate::picture::palette::Palette;
use crate::picture::{Background, Options};

/// Colours and fonts of pictures.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct PaintArgs {
    /// Colours of accuracy: red to green, or vermilion to blue for those who do not tell red from
    /// green
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

    /// Puts the colours on pictures.
    pub fn on(&self, options: Options) -> Options {
        Options {
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
