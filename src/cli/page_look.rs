//! How pages look, the same for a server and a site.

use clap::Args;

use super::DataArgs;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::picture::palette::Palette;

/// How pages look.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct PageLookArgs {
    /// Title, in place of the data's
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Colours of accuracy: red to green, or vermilion to blue for those who do not tell red from
    /// green
    #[arg(long, value_name = "PALETTE", default_value = "standard")]
    pub palette: Palette,
}

impl PageLookArgs {
    /// Reads the data, under the title that was given.
    ///
    /// # Errors
    /// On bad input.
    pub fn dataset(&self, data: &DataArgs) -> Result<Dataset> {
        let mut dataset = data.dataset()?;
        if self.title.is_some() {
            dataset.title.clone_from(&self.title);
        }
        Ok(dataset)
    }
}
