//! What pictures bear of those who make them.

use std::fs;
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
    /// Logo (SVG or PNG) beside the title; of an SVG, shapes only
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

    /// Refuses to write a picture where the logo stands.
    ///
    /// # Errors
    /// Where `file` is the logo.
    pub fn spare_the_logo(&self, file: &Path) -> Result<()> {
        let place = |file: &Path| fs::canonicalize(file).ok();
        let logo = self.logo.as_deref().and_then(place);
        match logo.is_some() && logo == place(file) {
            true => Err(Error::Usage(format!(
                "{}: this file is the logo; write the picture to another file",
                file.display()
            ))),
            false => Ok(()),
        }
    }

    /// Refuses them where no picture is made; `wanted` is the option that makes one.
    ///
    /// # Errors
    /// Where one of them is given.
    pub fn need(&self, wanted: &str) -> Result<()> {
        match self.logo.is_some() || self.subtitle.is_some() || self.footer.is_some() {
            true => Err(Error::Usage(format!(
                "--logo, --subtitle and --footer are for pictures: add {wanted}"
            ))),
            false => Ok(()),
        }
    }
}
