//! Writes a board as text. Each format is a plain struct of options with one method; the board has
//! all numbers already.
//!
//! A new format is a file in this folder, and a line in [`crate::output::FORMATS`].

mod cells;
pub mod csv;
pub mod embed;
#[cfg(feature = "serve")]
pub mod html_table;
pub mod json;
pub mod jsonl;
pub mod latex;
pub mod markdown;
mod records;
#[cfg(feature = "cli")]
pub mod terminal;

use std::io::{self, Write};

use crate::board::Board;

/// A text format with its options.
pub trait Emit {
    /// Writes the whole board.
    ///
    /// # Errors
    /// Only those of `out`.
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()>;

    /// The whole board in memory.
    fn to_bytes(&self, board: &Board) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail, and an emitter has no errors of its own.
        let _ = self.emit(board, &mut bytes);
        bytes
    }
}
