//! The `evalboard` binary: parses the command line, runs the command, tells how it ended.

use std::process::ExitCode;

use evalboard::cli::{Cli, Session};

fn main() -> ExitCode {
    // glibc maps large blocks apart, and unmaps them when they are freed, up to the size of the
    // largest that was freed so before: without one, each band of a picture is faulted in anew.
    drop(std::hint::black_box(Vec::<u8>::with_capacity(8 << 20)));
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
