//! What the tests share.

// Each test binary uses a part of this.
#![allow(dead_code)]

pub mod boards;
pub mod cells;
pub mod folder;
pub mod interviews;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod picture;
pub mod random;
pub mod scene;

use std::path::PathBuf;
use std::process::Command;

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where pictures stay for a look after a run in CI.
pub fn ci_folder() -> PathBuf {
    std::env::var_os("CI_FOLDER").map_or_else(|| root().join("target/ci"), PathBuf::from)
}

/// The binary, run in the project's folder and without anything of the user's terminal.
pub fn evalboard() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evalboard"));
    command.current_dir(root());
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLORFGBG",
        "COLORTERM",
        "COLUMNS",
        "RUST_BACKTRACE",
        "SSH_CONNECTION",
        "TMUX",
    ] {
        command.env_remove(name);
    }
    command
}
