//! `evalboard demo`: a small table to try everything with.

use clap::Args;

use crate::error::{Error, Result};
use crate::output::Target;

/// Three models, two levels, three tasks.
const TABLE: &str = include_str!("demo.csv");

/// Write a small table of results to try with, and say what to type next
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  evalboard demo\n  evalboard demo.csv")]
pub struct DemoArgs {
    /// File to write
    #[arg(value_name = "FILE", default_value = "demo.csv")]
    output: String,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
}

impl DemoArgs {
    pub(super) fn run(&self) -> Result<()> {
        let target = Target::parse(&self.output);
        let Target::File(file) = &target else {
            target.write(TABLE.as_bytes())?;
            return Ok(());
        };
        let is_same = || std::fs::read(file).is_ok_and(|content| content == TABLE.as_bytes());
        if file.exists() && !is_same() && !self.force {
            return Err(Error::Exists {
                path: file.clone(),
                advice: "with other content: name another file, or --force replaces it",
            });
        }
        target.write(TABLE.as_bytes())?;
        let name = file.display();
        let next = format!(
            "wrote {name}: 3 models, 2 levels, 3 tasks. Next:\n\
             \x20 evalboard {name}                        the board in the terminal\n\
             \x20 evalboard render {name} -o board.svg    as a picture\n\
             \x20 evalboard serve {name} --open           as a page\n\
             \x20 evalboard init {name}                   a project file, to name and group \
             models\n"
        );
        Target::Stdout.write(next.as_bytes())
    }
}
