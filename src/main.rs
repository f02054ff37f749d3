//! The `evalboard` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    evalboard::main()
}
