//! `evalboard schema`: the JSON Schemas of the JSON export and of the project file.

use clap::{Args, ValueEnum};

use crate::emit::json::SCHEMA;
use crate::error::Result;
use crate::output::Target;
use crate::project;

/// What `--help` says first.
pub(super) const ABOUT: &str = "Prints the JSON Schema (draft 2020-12) of what `evalboard \
    export --to json` writes: what each member means, and what it can be; with `--of config` that \
    of the project file `evalboard.toml`, for editors.\n\n\
    The document's `version` goes up when a member changes its meaning or goes away; new ones may \
    come within a version.";

/// The arguments of `evalboard schema`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
        evalboard schema -o board.schema.json\n  \
        evalboard schema --of config -o evalboard.schema.json")]
pub struct SchemaArgs {
    /// What to describe
    #[arg(long, value_name = "WHAT", default_value = "board")]
    pub of: Described,
    /// File to write, or - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: String,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Described {
    /// The JSON export
    Board,
    /// The project file
    Config,
}

impl SchemaArgs {
    pub(super) fn run(&self) -> Result<()> {
        let schema = match self.of {
            Described::Board => SCHEMA,
            Described::Config => project::SCHEMA,
        };
        Target::parse(&self.output).write(schema.as_bytes())
    }
}
