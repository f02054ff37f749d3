//! `evalboard schema`: the JSON Schema of the JSON export.

use std::process::ExitCode;

use clap::Args;

use crate::emit::json::SCHEMA;
use crate::error::Result;
use crate::output::Target;

/// What `--help` says first.
pub(super) const ABOUT: &str = "Prints the JSON Schema (draft 2020-12) of what `evalboard export \
        --to json` writes: what each member means, and what it can be.\n\n\
        The document's `version` goes up when a member changes its meaning or goes away; new ones \
        may come within a version.";

/// The arguments of `evalboard schema`.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  evalboard schema -o board.schema.json")]
pub struct SchemaArgs {
    /// File to write, or - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: String,
}

impl SchemaArgs {
    /// Prints.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn run(&self) -> Result<ExitCode> {
        Target::parse(&self.output).write(SCHEMA.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
