//! `evalboard merge`: adds bucket files up.

use clap::Args;

use super::Session;
use super::evaluate::{summary, write};
use crate::error::Result;
use crate::evaluate::{find_bucket_files, merge};
use crate::output::{Target, refuse_inputs};

const AFTER_HELP: &str = "\
Example, two halves evaluated apart:
  evalboard evaluate --interview 'results/a*.ndjson' --output a.json
  evalboard evaluate --interview 'results/b*.ndjson' --output b.json
  evalboard merge a.json b.json --output all.json

The result is the same as that of evaluating all interviews at once, byte for
byte. An answer that is in two of the files counts twice: --dedup works within
one run of `evaluate`. With --by-item, this holds only where no item is in both
halves.";

/// What to merge.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct MergeArgs {
    /// Bucket files, folders or globs of them; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Bucket file to write, whole or not at all; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: String,
}

impl MergeArgs {
    pub(super) fn run(self, session: &Session) -> Result<()> {
        let files = find_bucket_files(&self.files)?;
        let target = Target::parse(&self.output);
        refuse_inputs([&target], &files)?;
        let (evaluation, note) = merge(&files)?;
        write(&evaluation, &target)?;
        session.note(&summary(&evaluation));
        if let Some(note) = note {
            session.note(note);
        }
        Ok(())
    }
}
