//! `evalboard init`: a dataset config to edit.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::Session;
use crate::error::{Error, Result};
use crate::input::{self, FormatId, draft_config};
use crate::output::{Target, refuse_inputs};

/// Write a dataset config from what bucket files hold, to be edited
///
/// Names the files, and lists models (with a label and no groups), tasks (with the most points that
/// were found: what a complete evaluation is expected to have) and levels. It loads as it is; edit
/// labels, groups, order and points.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  evalboard evaluate --interview 'results/*/*.ndjson' --output analysis.json
  evalboard init analysis.json -o dataset.json
  evalboard table dataset.json")]
pub struct InitArgs {
    /// Bucket files of `evaluate`, or globs of them
    #[arg(required = true, value_name = "DATA")]
    data: Vec<String>,
    /// Config to write; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: String,
    /// Overwrite an existing config
    #[arg(long)]
    force: bool,
}

impl InitArgs {
    /// Writes the config.
    ///
    /// # Errors
    /// On bad input, and where the output is there already or cannot be written.
    pub fn run(&self, session: &Session) -> Result<ExitCode> {
        let options = input::Options {
            from: FormatId::named("buckets"),
            ..input::Options::default()
        };
        let dataset = input::load(&self.data, &options)?;
        session.warnings(&dataset.warnings);
        let target = Target::parse(&self.output);
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
        let folder = match &target {
            Target::File(file) => file
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty()),
            Target::Stdout => None,
        };
        let config = draft_config(&dataset, folder.unwrap_or(Path::new(".")));
        target.write(config.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
