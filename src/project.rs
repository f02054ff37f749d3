//! The project file `evalboard.toml`: what results cannot know, and the options of a project.
//!
//! It is read here into a typed [`Project`]. What it says of figures, `input` takes while it reads;
//! what it says of names and their order, [`Project::apply`] puts on the dataset that was read.

mod apply;
#[cfg(feature = "cli")]
mod draft;
mod entries;
mod facts;
#[cfg(feature = "cli")]
mod read;
mod values;

use std::path::PathBuf;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::board::AccuracyKind;
use crate::input::Mapping;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Arrangement, Density};
use crate::stats::ScoreKind;

#[cfg(feature = "cli")]
pub use draft::draft;
pub use entries::{Entries, Facts};
pub(crate) use entries::{compared, compared_glob};
pub use facts::{LevelFacts, ModelFacts, TaskFacts};
#[cfg(feature = "cli")]
pub use read::NAME;

/// The JSON Schema of the project file.
#[cfg(feature = "cli")]
pub const SCHEMA: &str = include_str!("../schema/config.schema.json");

/// What a project file says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Project {
    /// The file as the user named it.
    #[serde(skip)]
    pub file: PathBuf,
    /// Title of the board, in place of the data's.
    pub title: Option<String>,
    /// Line under the title.
    pub subtitle: Option<String>,
    /// Line below the legend.
    pub footer: Option<String>,
    /// Logo beside the title.
    pub logo: Option<PathBuf>,
    /// Theme of pictures.
    #[serde(deserialize_with = "values::theme")]
    pub theme: Option<Theme>,
    /// Colours of accuracy.
    #[serde(deserialize_with = "values::palette")]
    pub palette: Option<Palette>,
    /// How rows and columns of pictures stand.
    #[serde(deserialize_with = "values::layout")]
    pub layout: Option<Arrangement>,
    /// How close rows of pictures stand.
    #[serde(deserialize_with = "values::density")]
    pub density: Option<Density>,
    /// Columns to show, by id.
    #[serde(deserialize_with = "values::list")]
    pub columns: Vec<String>,
    /// The score that ranks.
    #[serde(deserialize_with = "values::score")]
    pub score: Option<ScoreKind>,
    /// The accuracy that cells show.
    #[serde(deserialize_with = "values::cell")]
    pub cell: Option<AccuracyKind>,
    /// What to read where the command line names nothing.
    #[serde(deserialize_with = "values::list")]
    pub inputs: Vec<String>,
    /// Which columns of tables are what, by role.
    #[serde(deserialize_with = "columns_by_role")]
    pub map: IndexMap<String, String>,
    /// What is known of models.
    pub models: Entries<ModelFacts>,
    /// What is known of tasks.
    pub tasks: Entries<TaskFacts>,
    /// What is known of levels.
    pub levels: Entries<LevelFacts>,
}

/// Columns by role, each role a known one.
fn columns_by_role<'de, D: Deserializer<'de>>(
    value: D,
) -> Result<IndexMap<String, String>, D::Error> {
    let map = IndexMap::<String, String>::deserialize(value)?;
    for (role, column) in &map {
        Mapping::parse_list(&format!("{role}={column}")).map_err(D::Error::custom)?;
    }
    Ok(map)
}
