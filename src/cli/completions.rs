//! `evalboard completions` and `evalboard man`: for shells and manuals.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, Session};
use crate::error::{Error, Result};
use crate::output::Target;

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  evalboard completions bash > ~/.local/share/bash-completion/completions/evalboard
  evalboard completions fish > ~/.config/fish/completions/evalboard.fish
  evalboard completions zsh > ~/.zfunc/_evalboard")]
pub struct CompletionsArgs {
    /// Shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl CompletionsArgs {
    pub(super) fn run(&self) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "evalboard", &mut script);
        Target::Stdout.write(&script)
    }
}

/// Write man pages, one a command
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  evalboard man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Folder to write to; it is created where it does not exist
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl ManArgs {
    pub(super) fn run(&self, session: &Session) -> Result<()> {
        std::fs::create_dir_all(&self.folder).map_err(Error::writing(&self.folder))?;
        let mut whole = Cli::command();
        whole.build();
        let commands = whole.get_subcommands().filter(|command| {
            // The help has no page of its own.
            command.get_name() != "help"
        });
        let commands: Vec<&Command> = [&whole].into_iter().chain(commands).collect();
        for command in &commands {
            let name = match command.get_name() {
                "evalboard" => "evalboard".to_owned(),
                name => format!("evalboard-{name}"),
            };
            let mut page = Vec::new();
            let file = self.folder.join(format!("{name}.1"));
            let man = Man::new((*command).clone().name(name));
            man.render(&mut page).map_err(Error::writing(&file))?;
            Target::File(file).write(&page)?;
        }
        let count = commands.len();
        session.note(&format!("{count} pages in {}", self.folder.display()));
        Ok(())
    }
}
