//! What pictures bear of those who make them.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Session;
use crate::drawing::logo::Logo;
use crate::error::{Error, Result, Warnings};
use crate::picture::Options;

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
