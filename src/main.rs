//! The `evalboard` binary: parses the command line, runs the command, tells how it ended.

use std::process::ExitCode;

use clap::Parser;
use evalboard::cli::{Cli, Session};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let session = Session::new(&cli.global);
    match cli.command.run(&session) {
        Ok(code) => code,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            session.error(&error);
            ExitCode::from(2)
        }
    }
}
