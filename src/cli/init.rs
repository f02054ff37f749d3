//! `evalboard init`: a project file or a dataset config to edit.

use std::path::Path;

use clap::Args;

use super::{ReadingArgs, Session};
use crate::emit::embed;
use crate::error::{Error, Result};
use crate::format::counted;
use crate::input::{self, FormatId, draft_config};
use crate::output::{Target, refuse_inputs};
use crate::project::{NAME, draft};

/// Write a project file from what the data hold, to be edited
///
/// The file names the data, and lists models, tasks and levels with their labels, groups and
/// trials. It gives the same board as it is; edit labels, groups, order, and what each task means.
///
/// With a name that ends in .json it writes a dataset config of bucket files instead: models with
/// a label and no groups, tasks with the most points that were found, levels.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  evalboard init results.csv
  evalboard table

  evalboard evaluate --interview 'results/*/*.ndjson' --output analysis.json
  evalboard init analysis.json -o dataset.json
  evalboard table dataset.json")]
pub struct InitArgs {
    /// Result files, folders and globs in any mix
    #[arg(required = true, value_name = "DATA")]
    data: Vec<String>,
    /// File to write; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = NAME)]
    output: String,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
    /// How to read it.
    #[command(flatten)]
    reading: ReadingArgs,
}

impl InitArgs {
    pub(super) fn run(&self, session: &Session) -> Result<()> {
        let target = Target::parse(&self.output);
        let is_config = self.output.to_lowercase().ends_with(".json");
        let mut options = self.reading.options(&[])?;
        if is_config {
            options.from = FormatId::named("buckets");
        }
        let dataset = input::load(&self.data, &options)?;
        session.decided(&dataset.notes);
        session.warnings(&dataset.warnings);
        refuse_inputs([&target], dataset.files())?;
        if let Target::File(file) = &target
            && file.exists()
            && !self.force
        {
            return Err(Error::Exists {
                path: file.clone(),
                advice: "and may have been edited: --force replaces it",
            });
        }
        let text = match is_config {
            true => draft_config(&dataset, folder(&target)),
            false => {
                let inputs: Vec<String> = self.data.iter().map(|item| self.input(item)).collect();
                let map = options.tables.map.iter().map(input::Mapping::parts);
                draft(&dataset, &inputs, &map.collect::<Vec<_>>())
            }
        };
        target.write(text.as_bytes())?;
        if let Target::File(file) = &target {
            let models = counted(dataset.models.len(), "model");
            let tasks = counted(dataset.tasks.len(), "task");
            session.note(&format!("wrote {}: {models}, {tasks}", file.display()));
        }
        Ok(())
    }

    /// DATA as it is named from the folder of the file.
    fn input(&self, item: &str) -> String {
        match Target::parse(&self.output) {
            Target::File(file) if item != "-" => {
                let from_folder = embed::relative(&file, Path::new(item));
                from_folder.to_string_lossy().into_owned()
            }
            _ => item.to_owned(),
        }
    }
}

/// The folder of the file.
fn folder(target: &Target) -> &Path {
    let folder = match target {
        Target::File(file) => file.parent(),
        Target::Stdout => None,
    };
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}
