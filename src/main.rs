//! The `evalboard` binary: parses the command line, runs the command, tells how it ended.

use std::process::ExitCode;

use evalboard::cli::{Cli, Session};

fn main() -> ExitCode {
    #[cfg(feature = "parquet")]
    evalboard::cli::hush_decoder();
    let cli = match Cli::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => {
            Session::default().error(&error);
            return ExitCode::from(2);
        }
    };
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
