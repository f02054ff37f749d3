//! How pages look, the same for a server and a site.

use clap::Args;

use super::DataArgs;
use super::paint::{LayoutArgs, PaintArgs, note_lacking};
use crate::dataset::Dataset;
use crate::error::{Result, Warnings};
use crate::page::Look;
use crate::picture::Options;

/// How pages look.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct PageLookArgs {
    /// Title, in place of the data's
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// How rows and columns of pictures stand.
    #[command(flatten)]
    layout: LayoutArgs,
    /// Colours, and fonts of pictures.
    #[command(flatten)]
    paint: PaintArgs,
}

impl PageLookArgs {
    /// As the library takes it.
    pub fn look(&self) -> Look {
        Look {
            theme: self.paint.fixed_theme(),
            pictures: self.paint.on(self.layout.on(Options::default())),
            fonts: self.paint.font.clone(),
        }
    }

    /// Reads the data, under the title that was given. Characters that no picture can show become
    /// warnings.
    ///
    /// # Errors
    /// On bad input, and where a font cannot be read.
    pub fn dataset(&self, data: &DataArgs) -> Result<Dataset> {
        let mut dataset = data.dataset()?;
        if self.title.is_some() {
            dataset.title.clone_from(&self.title);
        }
        let models = dataset.models.iter().map(|model| &model.label);
        let levels = dataset.levels.iter().map(|level| &level.label);
        let tasks = dataset.tasks.iter().map(|task| &task.label);
        let names = models.chain(levels).chain(tasks).chain(&dataset.title);
        let mut warnings = Warnings::default();
        note_lacking(
            names.map(String::as_str),
            &self.paint.fonts()?,
            &mut warnings,
        );
        dataset.warnings.extend(warnings);
        Ok(dataset)
    }
}
